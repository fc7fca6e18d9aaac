"""Offers, as far as the node reads them."""

import pytest

from waitingroom.conference.media import offer

GOOD = "\r\n".join(
    [
        "v=0",
        "o=- 1 2 IN IP4 127.0.0.1",
        "s=-",
        "t=0 0",
        "a=group:BUNDLE 0 1 2",
        "m=audio 9 UDP/TLS/RTP/SAVPF 111",
        "a=ice-ufrag:abcd",
        "a=ice-pwd:abcdefghijklmnopqrstuvwx",
        "a=candidate:1 1 udp 1 192.0.2.7 4000 typ host",
        "a=mid:0",
        "m=video 9 UDP/TLS/RTP/SAVPF 96",
        "a=mid:1",
        "a=content:main",
        "m=video 9 UDP/TLS/RTP/SAVPF 96",
        "a=mid:2",
        "a=content:slides",
        "a=end-of-candidates",
        "",
    ]
)


def test_lines_names_and_contents_are_read_and_candidates_are_left_out() -> None:
    read = offer.read(GOOD)
    assert (read.username, read.password) == ("abcd", "abcdefghijklmnopqrstuvwx")
    assert read.lines[:2] == (offer.Line("audio", "0", ""), offer.Line("video", "1", "main"))
    assert read.names == {"0": "audio", "1": "video", "2": "slides"}
    assert "candidate" not in read.text
    assert read.text.replace("\r\n", "\n").count("\n") == GOOD.count("\n") - 2


def test_of_several_lines_for_one_thing_the_first_counts() -> None:
    twice = GOOD.replace("a=content:slides", "a=content:main")
    assert offer.read(twice).names == {"0": "audio", "1": "video"}


def test_line_ends_without_a_return_are_read_too() -> None:
    assert offer.read(GOOD.replace("\r\n", "\n")) == offer.read(GOOD)


def test_the_answer_bears_the_offers_contents() -> None:
    answer = offer.with_contents(
        "v=0\r\nm=video 1\r\na=mid:2\r\nm=video 1\r\na=mid:9\r\n", offer.read(GOOD)
    )
    assert answer == "v=0\r\nm=video 1\r\na=mid:2\r\na=content:slides\r\nm=video 1\r\na=mid:9\r\n"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nonsense",
        GOOD + "a=x\r\n" * offer.LIMIT_BYTES,
        GOOD.replace("BUNDLE 0 1 2", "BUNDLE 0 1"),
        GOOD.replace("a=group:BUNDLE 0 1 2\r\n", ""),
        GOOD.replace("m=audio", "m=application"),
        GOOD.replace("a=ice-ufrag:abcd\r\n", ""),
        GOOD + "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n" * 5,
    ],
)
def test_what_is_no_call_is_refused(text: str) -> None:
    with pytest.raises(offer.Refused):
        offer.read(text)
