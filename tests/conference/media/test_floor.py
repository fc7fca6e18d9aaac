"""Who has the floor: taken by speaking, kept for a while, never lost to a cough."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waitingroom.conference.media.floor import CLAIM_S, HOLD_S, STEP_S, Floor

SPEECH, WHISPER = 2_000.0, 100.0


class Talk:
    """A floor, and a clock that goes on with what is said."""

    def __init__(self, *names: str) -> None:
        self.floor = Floor()
        self.now = 10.0
        self.holders: list[str] = []
        for name in names:
            self.floor.join(name)

    def goes_on(self, seconds: float, **loudness: float) -> None:
        for _ in range(round(seconds / STEP_S)):
            self.now += STEP_S
            self.floor.hear(loudness, self.now)
            holder = self.floor.order()[0]
            if self.holders[-1:] != [holder]:
                self.holders.append(holder)


def test_before_anybody_speaks_it_goes_by_who_came_first() -> None:
    talk = Talk("a", "b", "c")
    talk.goes_on(5)
    assert talk.floor.order() == ("a", "b", "c")


def test_who_speaks_has_the_floor_and_who_had_it_comes_next() -> None:
    talk = Talk("a", "b", "c")
    talk.goes_on(1, c=SPEECH)
    assert talk.floor.order() == ("c", "a", "b")
    talk.goes_on(3, b=SPEECH)
    assert talk.floor.order() == ("b", "c", "a")


@pytest.mark.parametrize(
    ("seconds", "loudness"), [(CLAIM_S - 0.1, SPEECH), (0.1, 20_000.0), (30, WHISPER)]
)
def test_a_cough_and_a_whisper_take_the_floor_from_nobody(seconds: float, loudness: float) -> None:
    talk = Talk("a", "b")
    talk.goes_on(seconds, b=loudness)
    talk.goes_on(5)
    assert talk.floor.order() == ("a", "b")


def test_words_with_pauses_between_them_are_speech() -> None:
    talk = Talk("a", "b")
    for _ in range(6):
        talk.goes_on(0.2, b=SPEECH)
        talk.goes_on(0.1)
    assert talk.floor.order()[0] == "b"


def test_who_speaks_on_is_not_interrupted_by_one_as_loud() -> None:
    talk = Talk("a", "b")
    talk.goes_on(3, a=SPEECH)
    talk.goes_on(20, a=SPEECH, b=1.3 * SPEECH)
    assert talk.holders == ["a"]
    talk.goes_on(5, a=SPEECH, b=3 * SPEECH)
    assert talk.holders == ["a", "b"]


def test_the_floor_is_held_for_two_seconds_whatever_is_said() -> None:
    talk = Talk("a", "b", "c")
    talk.goes_on(0.5, b=SPEECH)
    taken = talk.now
    talk.goes_on(HOLD_S - 0.2, c=10 * SPEECH)
    assert talk.floor.order()[0] == "b" and talk.now - taken < HOLD_S
    talk.goes_on(0.3, c=10 * SPEECH)
    assert talk.floor.order()[0] == "c"


def test_a_quick_exchange_does_not_flicker() -> None:
    talk = Talk("a", "b", "c")
    for _ in range(20):
        talk.goes_on(0.5, b=SPEECH)
        talk.goes_on(0.5, c=SPEECH)
    assert len(talk.holders) <= 20 / HOLD_S + 2


def test_when_the_holder_goes_the_one_before_has_the_floor_again() -> None:
    talk = Talk("a", "b", "c")
    talk.goes_on(1, c=SPEECH)
    talk.floor.part("c")
    talk.floor.part("c")
    assert talk.floor.order() == ("a", "b")
    talk.floor.part("a")
    talk.floor.part("b")
    talk.floor.hear({"a": SPEECH}, talk.now)
    assert talk.floor.order() == ()


@given(
    st.lists(
        st.tuples(
            st.dictionaries(st.sampled_from("abcd"), st.floats(0, 32_768)),
            st.floats(0.02, 1.5),
        ),
        max_size=60,
    )
)
def test_nobody_is_lost_and_no_holder_is_shorter_than_two_seconds(
    said: list[tuple[dict[str, float], float]],
) -> None:
    talk = Talk(*"abcd")
    changes: list[float] = []
    for loudness, seconds in said:
        for _ in range(round(seconds / STEP_S)):
            known = len(talk.holders)
            talk.goes_on(STEP_S, **loudness)
            if known and len(talk.holders) > known:
                changes.append(talk.now)
            assert sorted(talk.floor.order()) == list("abcd")
    assert all(b - a >= HOLD_S - 1e-6 for a, b in pairwise(changes))
