"""Whatever a pre-check can find is said in both languages: to the person, and short to staff."""

import re

import pytest

from tests.docs.documents import text
from waitingroom.core.checks import Cause, Outcome

ENTRY = re.compile(r"^([a-z][\w-]*) = (.+)$", re.MULTILINE)
LOCALES = ("da", "en")


def texts(locale: str, part: str) -> dict[str, str]:
    return dict(ENTRY.findall(text(f"frontend/src/texts/{locale}/{part}.ftl")))


def words(*, starts: str, part: str, locale: str) -> set[str]:
    return {key for key in texts(locale, part) if key.startswith(starts)}


@pytest.mark.parametrize("locale", LOCALES)
def test_every_cause_has_a_sentence_and_an_advice_and_nothing_else_has(locale: str) -> None:
    assert words(starts="cause-", part="precheck", locale=locale) == {
        f"cause-{cause}{end}" for cause in Cause for end in ("", "-do")
    }


@pytest.mark.parametrize("locale", LOCALES)
def test_every_outcome_has_a_title_and_a_sentence_and_nothing_else_has(locale: str) -> None:
    assert words(starts="outcome-", part="precheck", locale=locale) == {
        f"outcome-{outcome}{end}" for outcome in Outcome for end in ("", "-more")
    }


@pytest.mark.parametrize("locale", LOCALES)
def test_staff_read_every_outcome_and_every_cause_in_a_few_words(locale: str) -> None:
    staff = texts(locale, "staff")
    for key in (*(f"check-{each}" for each in Outcome), *(f"check-cause-{each}" for each in Cause)):
        assert re.fullmatch(r"[A-ZÆØÅ][^.:]{3,39}", staff[key]), key


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("cause", Cause)
def test_a_cause_is_one_sentence_and_its_advice_says_what_to_do(cause: Cause, locale: str) -> None:
    said = texts(locale, "precheck")
    assert re.fullmatch(r"[A-ZÆØÅ][^.!?]{10,120}\.", said[f"cause-{cause}"])
    assert re.fullmatch(r"[A-ZÆØÅ][^.!?]+\.( [A-ZÆØÅ][^.!?]+\.)?", said[f"cause-{cause}-do"])
    assert said[f"cause-{cause}"] != texts(_other(locale), "precheck")[f"cause-{cause}"]


def _other(locale: str) -> str:
    return "en" if locale == "da" else "da"


TECHNICAL = re.compile(
    r"\b(TURN|ICE|MOS|(?i:UDP|TCP|TLS|HTTPS?|WebRTC|WebSocket|STUN|IP|DNS|RTT|codec|k?bit|[km]bit/s"
    r"|[km]bps|\d|ports?|firewall|proxy|latency|latens|jitter|ping|packets?|pakke\w*|bandwidth"
    r"|båndbredde|routere?n?|modem|server\w*|node|protocol|protokol|signall?ing|upload\w*"
    r"|download\w*|stream\w*|driver|permission|loss|interface|error|fejlkode|cpu|browser\w*|vpn))\b"
)
EXPLAINED = {
    "browser": re.compile(r"Browseren, altså |The browser, the program "),
    "vpn": re.compile(r"VPN, altså |a VPN, a program "),
}
"""Words that a page cannot do without, and how they are explained where they stand."""


def unexplained(said: str) -> list[str]:
    """The technical words of a text that it does not explain."""
    found = {each.group().lower() for each in TECHNICAL.finditer(said)}
    return sorted(word for word in found if not _explained(word, said))


def _explained(word: str, said: str) -> bool:
    return any(word.startswith(begin) and how.search(said) for begin, how in EXPLAINED.items())


@pytest.mark.parametrize("locale", LOCALES)
def test_no_technical_word_is_said_to_a_person_without_being_explained(locale: str) -> None:
    said = {
        key: unexplained(words)
        for key, words in texts(locale, "precheck").items()
        if key.startswith(("cause-", "outcome-"))
    }
    assert {key: found for key, found in said.items() if found} == {}


def test_a_technical_word_would_be_found() -> None:
    assert unexplained("Din router taber pakker, 3 % jitter.") == [
        "3",
        "jitter",
        "pakker",
        "router",
    ]
    assert unexplained("Slå din VPN fra.") == ["vpn"]


BLAME = re.compile(
    r"\b(din fejl|du har glemt|forkert|ugyldig|your fault|you forgot|wrong|invalid)\b"
)


@pytest.mark.parametrize("locale", LOCALES)
def test_nobody_is_blamed(locale: str) -> None:
    said = texts(locale, "precheck")
    assert [key for key, words in said.items() if BLAME.search(words.lower())] == []
