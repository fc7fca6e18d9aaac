"""Every link, picture and path in the documents leads to something that is there."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.documents import ROOT, names, prose, text

LINK = re.compile(r"(?<!\!)\[[^\]]+\]\(([^)\s]+)\)|<img src=\"([^\"]+)\"")
PATH = re.compile(r"`((?:waitingroom|frontend|tests|docs|scripts|bench)/[\w./-]*)`")
ROOM_PATH = re.compile(
    r"`((?:core|protocol|ledger|bus|wire|directory|identity|handoff|conference|desk|hub|web)/[\w./-]*)`"
)


def anchors(document: str) -> set[str]:
    """What can stand behind a # to this document: its headings, as they are shown in an address."""
    headings = re.findall(r"^#+ (.+)$", prose(document), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings}


def links(name: str) -> Iterator[str]:
    for link, picture in LINK.findall(prose(text(name))):
        target = link or picture
        if not target.startswith(("https://", "http://")):
            yield target


def leads_somewhere(name: str, target: str) -> bool:
    path, _, anchor = target.partition("#")
    file = ROOT / Path(name).parent / path if path else ROOT / name
    if not file.exists():
        return False
    return not anchor or anchor in anchors(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", names())
def test_every_link_leads_somewhere(name: str) -> None:
    assert [each for each in links(name) if not leads_somewhere(name, each)] == []


@pytest.mark.parametrize("name", names())
def test_every_path_that_is_named_is_there(name: str) -> None:
    document = text(name)
    named = [
        *PATH.findall(document),
        *(f"waitingroom/{each}" for each in ROOM_PATH.findall(document)),
    ]
    assert [each for each in named if not (ROOT / each).exists()] == []


def test_a_link_that_leads_nowhere_is_noticed() -> None:
    assert leads_somewhere("docs/operating.md", "../README.md#try-it")
    assert not leads_somewhere("docs/operating.md", "../README.md#no-such-heading")
    assert not leads_somewhere("docs/operating.md", "no-such-page.md")


def test_every_document_can_be_reached_from_the_first_page() -> None:
    reached, open_ = {"README.md"}, ["README.md"]
    while open_:
        name = open_.pop()
        for target in links(name):
            file = (ROOT / Path(name).parent / target.partition("#")[0]).resolve()
            found = file.relative_to(ROOT).as_posix()
            if found in names() and found not in reached:
                reached.add(found)
                open_.append(found)
    assert reached == set(names())


def test_pictures_are_small_and_all_are_shown() -> None:
    pictures = sorted((ROOT / "docs/pictures").iterdir())
    assert [each.name for each in pictures if each.stat().st_size > 150 * 1024] == []
    shown = "".join(map(text, names()))
    assert [each.name for each in pictures if f"pictures/{each.name}" not in shown] == []
