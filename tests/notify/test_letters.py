"""What a text message says: one message, plain letters, and nothing about anybody."""

import re

import pytest

from waitingroom.notify.letters import CALLED, GSM_7, called, is_one_message

LINK = "https://venter.example.dk/l#" + "Aa0_-xyz" * 4

HEALTH = re.compile(
    r"læge|klinik|hospital|patient|behandl|sygdom|psyk|diagnos|doctor|clinic|treat|disease|"
    r"[0-9]{6}-?[0-9]{4}",
    re.IGNORECASE,
)


@pytest.mark.parametrize("language", ["da", "en", "ar", "kl", "da-DK", "EN-gb", "zh-Hant", ""])
def test_a_letter_is_one_message_of_plain_characters_and_ends_with_the_link(language: str) -> None:
    text = called(language, LINK)
    assert is_one_message(text)
    assert GSM_7.issuperset(text)
    assert text.endswith(f" {LINK}")


def test_who_speaks_danish_reads_danish_and_everybody_else_english() -> None:
    assert [called(each, "x") for each in ("da", "da-DK", "fo", "kl")] == [called("da", "x")] * 4
    assert [called(each, "x") for each in ("en", "ar", "de", "")] == [called("en", "x")] * 4
    assert called("da", "x") != called("en", "x")


@pytest.mark.parametrize("language", sorted(CALLED))
def test_a_letter_says_nothing_about_anybody(language: str) -> None:
    """A text of ours is the same for all; the place for the link is all that is put in."""
    assert re.findall(r"\{(.*?)\}", CALLED[language]) == ["link"]
    assert not HEALTH.search(CALLED[language])
    assert not re.search("[0-9]", CALLED[language])


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("æøåÆØÅé€", True),
        ("a" * 160, True),
        ("a" * 161, False),
        ("€" * 80, True),
        ("€" * 80 + "a", False),
        ("a’", False),
        ("\u0645\u0631\u062d\u0628\u0627", False),
        ("😀", False),
    ],
)
def test_what_is_one_message_is_counted_as_a_network_counts(text: str, is_one: bool) -> None:
    assert is_one_message(text) is is_one
