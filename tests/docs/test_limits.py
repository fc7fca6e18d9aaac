"""The limits of the live lines are those that were promised, by the names an operator reads."""

import pytest

from tests.docs.limits import LIMITS
from waitingroom.protocol import limits
from waitingroom.wire.frames import Frames

TOLD = dict(LIMITS)

PROMISED = {
    "a message on a live line": "4 KiB",
    "messages on a live line of a guest; of staff; and pings": "60; 300; 60 a minute",
    "and at once on top of that": "20",
    "kept for a page that does not read, of a guest; of staff": "64 KiB; 256 KiB",
    "a page that takes nothing is cut after": "10 s",
    "a live line that has not said Hello is closed after": "5 s",
    "such lines of one address; of all lines": "20; 10 %",
    "live lines of one process": "5,000 (a setting)",
    "new live lines a second, and at once": "200",
    "checks at once of one probe; those that wait": "20; 40",
    "checks of one visit in an hour; of its line alone, again": "6; 12",
    "a check; until its ways are open": "60 s; 20 s",
    "tries to get in, an address": "60 a minute",
    "and one of your own networks": "600 in 60 s",
    "sign-ins by link and links to other devices, a visit": "10 in 60 s",
    "walk-ins of a queue who wait and whom no clinician has looked at": "50 (a setting)",
    "new people at public doors, an address": "5 an hour (a setting)",
}


@pytest.mark.parametrize("what", PROMISED)
def test_a_limit_is_as_promised(what: str) -> None:
    assert TOLD[what] == PROMISED[what]


def test_every_limit_is_told_once() -> None:
    assert len(TOLD) == len(LIMITS)


def test_messages_are_at_most_eight_deep_and_nothing_is_compressed() -> None:
    assert limits.MAX_DEPTH == 8
    assert Frames(limits.MAX_BYTES).available_extensions is None
