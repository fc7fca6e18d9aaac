"""Every "no" has a sentence in Danish and in English."""

import re
from pathlib import Path

import pytest

from waitingroom.core.ids import StaffId
from waitingroom.core.refusals import Code, Refused

TEXTS = Path(__file__).parents[2] / "frontend" / "src" / "texts"
KEY = re.compile(r"^refused-([a-z-]+) =(.*)$", re.MULTILINE)


def sentences(language: str) -> dict[str, str]:
    """The sentence of each code; one that begins on the next line is a choice by name."""
    found: dict[str, str] = {}
    for path in sorted((TEXTS / language).glob("*.ftl")):
        found |= dict(KEY.findall(path.read_text("utf-8")))
    return found


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_code_has_a_sentence(language: str) -> None:
    written = sentences(language)
    missing = [code for code in Code if not written.get(code, "").strip()]
    assert missing == []


def test_both_languages_have_the_same_sentences() -> None:
    assert sentences("da").keys() == sentences("en").keys()


def test_no_sentence_shows_a_code() -> None:
    coded = [code for code in Code if "-" in code]
    for language in ("da", "en"):
        for sentence in sentences(language).values():
            assert not any(code in sentence for code in coded)


def test_codes_are_kebab_case_words() -> None:
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", code) for code in Code)


def test_a_refusal_names_who_stands_in_the_way() -> None:
    refused = Refused(code=Code.ALREADY_ADMITTED, by=StaffId("anna"))
    assert refused.by == "anna"
    assert refused.at is None
