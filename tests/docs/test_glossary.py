"""The glossary holds every closed list of words, in both languages, as the pages say them."""

import inspect
import re
from enum import Enum, IntEnum, StrEnum

import pytest

from tests.docs.documents import ROOT, rows, section, text
from waitingroom.core import actors, checks, model, refusals, restoration
from waitingroom.protocol import CloseCode
from waitingroom.web.shapes import LinkState

GLOSSARY = text("docs/glossary.md")


def closed_lists() -> dict[str, type[Enum]]:
    """The lists of the core, and the two that pages hear of from elsewhere."""
    found = {
        name: each
        for module in (actors, checks, model, refusals, restoration)
        for name, each in inspect.getmembers(module, inspect.isclass)
        if issubclass(each, Enum) and each not in (StrEnum, IntEnum)
    }
    return found | {"LinkState": LinkState, "CloseCode": CloseCode}


def words(listed: type[Enum]) -> list[str]:
    """What stands on the wire or in the log; of a close code its word."""
    return [each.word if isinstance(each, CloseCode) else str(each.value) for each in listed]


def told(name: str) -> dict[str, list[str]]:
    """The rows of one list: its word, and the English, the Danish and the meaning."""
    return {cells[0].strip("`"): cells[1:] for cells in rows(section(GLOSSARY, f"### {name}"))}


@pytest.mark.parametrize("name", closed_lists())
def test_a_closed_list_stands_in_the_glossary_word_for_word(name: str) -> None:
    assert list(told(name)) == words(closed_lists()[name])


def test_no_list_stands_in_the_glossary_that_the_code_does_not_have() -> None:
    assert re.findall(r"^### (\w+)$", GLOSSARY, re.MULTILINE) and set(
        re.findall(r"^### (\w+)$", GLOSSARY, re.MULTILINE)
    ) == set(closed_lists())


def test_every_row_has_a_word_its_english_its_danish_and_its_meaning() -> None:
    table = rows(GLOSSARY)
    assert len(table) > 100
    assert [cells for cells in table if len(cells) != 4 or not all(cells)] == []


def test_a_thing_has_one_row() -> None:
    things = [cells[0] for part in THINGS for cells in rows(section(GLOSSARY, part))]
    assert sorted(set(things)) == sorted(things)


THINGS = ("## Things", "## The call", "## The pre-check", "## Our own parts")

ON_PAGES = {
    "Role": ("staff", "role-{}"),
    "StaffRole": ("staff", "me-role-{}"),
    "MoveReason": ("staff", "move-{}"),
    "RemoveReason": ("staff", "remove-{}"),
    "Outcome": ("staff", "check-{}"),
    "Cause": ("staff", "check-cause-{}"),
}
"""Lists whose words stand on the pages as they are: the file of texts, and how its key is made."""


@pytest.mark.parametrize("name", ON_PAGES)
@pytest.mark.parametrize(("locale", "column"), [("en", 0), ("da", 1)])
def test_the_pages_say_the_words_of_the_glossary(name: str, locale: str, column: int) -> None:
    file, key = ON_PAGES[name]
    texts = (ROOT / f"frontend/src/texts/{locale}/{file}.ftl").read_text(encoding="utf-8")
    said = dict(re.findall(r"^([a-z][\w-]*) = (.+)$", texts, re.MULTILINE))
    assert {word: said.get(key.format(word)) for word in told(name)} == {
        word: cells[column] for word, cells in told(name).items()
    }
