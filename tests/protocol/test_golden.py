"""The texts on the wire as pages in the field learnt them; pages' tests may read them too.

A new field in what the server says needs no new line: pages pass over what they do not know. A line
that is not understood any more, or of which something is missing, means that pages and servers of
two releases do not understand each other: then `PROTOCOL` must grow.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.protocol.samples import FROM_GUEST, FROM_STAFF, TO_PAGES
from waitingroom.protocol import limits
from waitingroom.protocol import messages as m
from waitingroom.protocol.codec import Audience, decoder, encode

GOLDEN: list[dict[str, str]] = json.loads(
    Path(__file__).with_name("golden.json").read_text(encoding="utf-8")
)

SAID: dict[Audience, list[Any]] = {
    Audience.GUEST: [*FROM_GUEST],
    Audience.STAFF: [*FROM_STAFF],
}
HEARD: dict[Audience, list[Any]] = {
    Audience.GUEST: [each for each in TO_PAGES if type(each) in m.ToGuest.__args__],
    Audience.STAFF: [each for each in TO_PAGES if type(each) in m.ToStaff.__args__],
}


def lines(audience: Audience, side: str) -> list[str]:
    return [each["text"] for each in GOLDEN if (each["audience"], each["from"]) == (audience, side)]


@pytest.mark.parametrize("audience", Audience)
def test_what_pages_always_said_is_still_understood(audience: Audience) -> None:
    decode = decoder(audience)
    assert [decode(each.encode()) for each in lines(audience, "page")] == SAID[audience]


@pytest.mark.parametrize("audience", Audience)
def test_the_server_still_says_all_it_ever_said(audience: Audience) -> None:
    old = [json.loads(each) for each in lines(audience, "server")]
    new = [json.loads(encode(each)) for each in HEARD[audience]]
    assert len(new) == len(old)
    for now, before in zip(new, old, strict=True):
        assert holds(now, before), (now, before)


def holds(now: Any, before: Any) -> bool:
    """Whether all that was there before is there now, and the same."""
    if isinstance(before, dict) and isinstance(now, dict):
        return all(name in now and holds(now[name], before[name]) for name in before)
    if isinstance(before, list) and isinstance(now, list):
        return len(now) == len(before) and all(map(holds, now, before))
    return type(now) is type(before) and bool(now == before)


def test_a_missing_or_a_changed_field_is_noticed() -> None:
    assert holds({"a": [1, {"b": "c"}], "new": 1}, {"a": [1, {"b": "c"}]})
    assert not holds({"a": [1, {}]}, {"a": [1, {"b": "c"}]})
    assert not holds({"a": 1}, {"a": True})
    assert not holds({"a": [1, 2]}, {"a": [1]})


def test_the_names_of_the_protocol_are_what_pages_offer() -> None:
    assert (limits.SUBPROTOCOL, limits.PROTOCOL) == ("waiting.v1", 1)


def test_a_seat_is_small() -> None:
    seats = [each for each in HEARD[Audience.GUEST] if isinstance(each, m.SeatShown)]
    assert seats
    assert all(len(encode(each)) <= 1024 for each in seats)
