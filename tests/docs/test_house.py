"""The house's page names every room and file of the house, and none that is not there."""

import re

from tests.docs.documents import ROOT, rows, section, text

PAGE = text("docs/house.md")
ROOMS = section(PAGE, "## The rooms")


def in_the_house() -> set[str]:
    """The rooms and files there are, each as the page writes it."""
    found = set()
    for each in (ROOT / "waitingroom").iterdir():
        if each.is_dir() and (each / "__init__.py").exists():
            found.add(f"{each.name}/")
        elif each.suffix == ".py" and each.name != "__init__.py":
            found.add(each.name)
    return found


def test_every_room_and_every_file_stands_on_the_page_once() -> None:
    named = [cells[0].strip("`") for cells in rows(ROOMS)]
    assert sorted(named) == sorted(in_the_house())


def test_the_folders_of_the_pages_stand_on_the_page() -> None:
    folders = {
        f"frontend/src/{each.name}/"
        for each in (ROOT / "frontend/src").iterdir()
        if each.is_dir() and each.name not in ("styles", "testing")
    }
    named = set(re.findall(r"`(frontend/src/[\w/]+/)`", section(PAGE, "## The pages")))
    assert named == folders
