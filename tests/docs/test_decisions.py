"""The decisions are numbered, indexed and whole; the list of dependencies is what is installed."""

import json
import re
import tomllib
from collections.abc import Iterator

import pytest

from tests.docs.documents import ROOT, rows, text

FOLDER = "docs/decisions"
PAGES = sorted(each.name for each in (ROOT / FOLDER).glob("[0-9]*.md"))
DEPENDENCIES = text(f"{FOLDER}/0047-dependencies.md")


def test_decisions_are_numbered_without_a_gap() -> None:
    assert [name[:5] for name in PAGES] == [f"{nth:04}-" for nth in range(1, len(PAGES) + 1)]


@pytest.mark.parametrize("name", PAGES)
def test_a_decision_says_what_why_and_what_else(name: str) -> None:
    page = text(f"{FOLDER}/{name}")
    assert page.startswith(f"# {name[:4]} ")
    headings = re.findall(r"^## (.+)$", page, re.MULTILINE)
    assert headings == ["What", "Why", "What else was considered"]


def test_the_index_names_every_decision_by_its_title() -> None:
    titles = (text(f"{FOLDER}/{name}").splitlines()[0][7:] for name in PAGES)
    told = [f"* [{name[:4]}]({name}) {title}" for name, title in zip(PAGES, titles, strict=True)]
    index = text(f"{FOLDER}/README.md")
    assert [line for line in index.splitlines() if line.startswith("* ")] == told


def python_packages() -> Iterator[tuple[str, str]]:
    """What the project asks for by name, and the version that is locked."""
    project = tomllib.loads(text("pyproject.toml"))["project"]
    extras = project["optional-dependencies"].values()
    asked = [*project["dependencies"], *(each for extra in extras for each in extra)]
    lock = text("requirements-dev.lock")
    for each in asked:
        name = re.split(r"[=<>\[]", each)[0]
        key = re.escape(re.sub(r"[-_.]+", "-", name).lower())
        found = re.search(rf"^{key}==(\S+)", lock, re.MULTILINE)
        assert found, f"{name} is not locked"
        yield name, found[1]


def page_packages() -> Iterator[tuple[str, str]]:
    """The same of the pages."""
    package = json.loads(text("frontend/package.json"))
    lock = json.loads(text("frontend/package-lock.json"))["packages"]
    for name in package["dependencies"] | package["devDependencies"]:
        yield name, lock[f"node_modules/{name}"]["version"]


def test_every_dependency_has_a_row_with_its_version_its_reason_and_its_licence() -> None:
    told = rows(DEPENDENCIES)
    assert sorted((cells[0], cells[1]) for cells in told) == sorted(
        [*python_packages(), *page_packages()]
    )
    assert [cells for cells in told if len(cells) != 4 or not all(cells)] == []
