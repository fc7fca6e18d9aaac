"""A voice comes to the mix evenly, however unevenly its packets come."""

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waitingroom.conference.media.hearing import CALM_FRAMES, MOST, SHALLOW, Hearing
from waitingroom.rtc.sound import FRAME, Samples

START = (1 << 32) - 3 * FRAME
"""The sender's clock wraps soon."""


def decode(payload: bytes) -> Samples:
    """A packet is its own number, so many samples long."""
    number, length = payload
    return array("h", [number + 1] * (length * 10))


class Ear:
    def __init__(self) -> None:
        self.hearing = Hearing(decode)

    def comes(self, *numbers: int, length: int = FRAME) -> None:
        for number in numbers:
            at = (START + number * length) & 0xFFFFFFFF
            self.hearing.add(at, bytes((number % 200, length // 10)))

    def hears(self, frames: int = 1) -> list[int | None]:
        """The number of the packet each frame begins with; 0 is silence, None is nothing."""
        found = [self.hearing.next() for _ in range(frames)]
        assert all(frame is None or len(frame) == FRAME for frame in found)
        return [None if frame is None else frame[0] - 1 if frame[0] else 0 for frame in found]


def plain(ear: Ear, frames: int) -> list[int | None]:
    heard = []
    for number in range(SHALLOW, SHALLOW + frames):
        heard += ear.hears()
        ear.comes(number)
    return heard


def test_it_begins_when_a_few_have_come_and_goes_on_in_order() -> None:
    ear = Ear()
    assert ear.hears() == [None]
    ear.comes(0)
    assert ear.hears() == [None]
    ear.comes(1)
    assert plain(ear, 50) == list(range(50))


def test_what_comes_out_of_order_is_put_in_order() -> None:
    ear = Ear()
    ear.comes(0, 2, 1)
    assert ear.hears(3) == [0, 1, 2]


def test_for_one_that_is_missing_the_one_before_stands_in_softly() -> None:
    ear = Ear()
    ear.comes(10, 11, 13, 14)
    frames = [ear.hearing.next() for _ in range(4)]
    assert [frame[0] if frame else None for frame in frames] == [11, 12, 12, 14]
    assert frames[2] is not None and frames[2][-1] == 0


def test_one_that_comes_when_its_time_is_over_is_dropped() -> None:
    ear = Ear()
    ear.comes(10, 11, 13, 14)
    ear.hears(3)
    ear.comes(12)
    assert ear.hears() == [13]


def test_a_voice_that_ends_fades_and_then_there_is_nothing() -> None:
    ear = Ear()
    ear.comes(5, 6)
    assert ear.hears(5) == [5, 6, 6, None, None]


def test_after_it_ran_dry_more_are_gathered_and_after_calm_fewer() -> None:
    ear = Ear()
    ear.comes(0, 1)
    ear.hears(4)
    ear.comes(10, 11)
    assert ear.hears() == [None]
    ear.comes(12)
    assert ear.hears() == [10]
    for number in range(13, 13 + 2 * CALM_FRAMES):
        ear.comes(number)
        ear.hears()
    assert len(ear.hearing._waiting) <= SHALLOW


def test_a_pause_in_which_the_sender_sends_nothing_is_leapt_over() -> None:
    ear = Ear()
    ear.comes(0, 1, 20, 21)
    assert ear.hears(4) == [0, 1, 20, 21]


def test_a_sender_that_begins_anew_elsewhere_is_heard() -> None:
    ear = Ear()
    ear.comes(100, 101)
    assert ear.hears() == [100]
    ear.comes(3, 4)
    assert ear.hears(2) == [3, 4]


def test_what_gathers_is_left_out_until_it_is_short_again() -> None:
    ear = Ear()
    ear.comes(*range(6))
    heard = []
    for number in range(6, 1_006):
        heard += ear.hears()
        ear.comes(number)
    assert None not in heard
    assert len(ear.hearing._waiting) <= SHALLOW + 1
    ear.comes(*range(1_006, 1_006 + 2 * MOST))
    assert len(ear.hearing._waiting) <= MOST


@pytest.mark.parametrize("length", [480, 1920])
def test_shorter_and_longer_packets_make_the_same_frames(length: int) -> None:
    ear = Ear()
    number = 0
    found = []
    for step in range(20):
        while number * length < (step + 3) * FRAME:
            ear.comes(number, length=length)
            number += 1
        found.append(ear.hearing.next())
    assert None not in found
    whole = [sample for frame in found for sample in frame or ()]
    assert whole == sorted(whole)


def test_what_cannot_be_decoded_is_bridged() -> None:
    hearing = Hearing(lambda payload: array("h"))
    for number in range(3):
        hearing.add(number * FRAME, b"x")
    assert hearing.next() == array("h", [0] * FRAME)


@given(st.lists(st.tuples(st.integers(0, (1 << 32) - 1), st.integers(1, 6)), max_size=60))
def test_no_sender_can_make_it_fail_or_grow(packets: list[tuple[int, int]]) -> None:
    ear = Ear()
    for at, kind in packets:
        ear.hearing.add(at, bytes((1, (12, 24, 48, 96, 192, 0)[kind - 1])))
        assert len(ear.hearing._waiting) <= MOST
        if kind % 2:
            ear.hears()
        assert len(ear.hearing._ready) < 2 * FRAME
