"""The token bucket: what it lets through, and its bound."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waitingroom.tally import Rate
from waitingroom.tally.pace import Pace

TEN_A_MINUTE = Rate(count=10, per_s=60)


def _passed(pace: Pace, key: str, times: list[float]) -> int:
    return sum(pace.take(key, now) == 0.0 for now in times)


def test_a_burst_passes_up_to_the_count_and_the_rest_is_told_how_long_to_wait() -> None:
    pace = Pace(TEN_A_MINUTE)
    waits = [pace.take("a", 100.0) for _ in range(12)]
    assert waits[:10] == [0.0] * 10
    assert waits[10:] == [pytest.approx(6.0), pytest.approx(6.0)]


def test_waiting_as_long_as_told_is_enough() -> None:
    pace = Pace(TEN_A_MINUTE)
    for _ in range(10):
        pace.take("a", 0.0)
    wait = pace.take("a", 2.0)
    assert pace.take("a", 2.0 + wait - 0.01) > 0.0
    assert pace.take("a", 2.0 + wait) == 0.0


def test_impatience_does_not_make_the_wait_longer() -> None:
    pace = Pace(TEN_A_MINUTE)
    assert _passed(pace, "a", [second / 10 for second in range(600)]) == 19


def test_one_key_takes_nothing_from_another() -> None:
    pace = Pace(TEN_A_MINUTE)
    assert _passed(pace, "a", [0.0] * 50) == 10
    assert _passed(pace, "b", [0.0] * 50) == 10


def test_looking_at_the_wait_takes_nothing() -> None:
    pace = Pace(TEN_A_MINUTE)
    assert [pace.wait("a", 0.0) for _ in range(50)] == [0.0] * 50
    assert _passed(pace, "a", [0.0] * 50) == 10
    assert pace.wait("a", 0.0) == pytest.approx(6.0)


def test_after_a_quiet_time_a_whole_burst_passes_and_no_more() -> None:
    pace = Pace(TEN_A_MINUTE)
    _passed(pace, "a", [0.0] * 10)
    assert _passed(pace, "a", [10_000.0] * 50) == 10


@given(st.lists(st.floats(0.0, 20.0), max_size=200))
def test_no_window_of_time_sees_more_than_the_burst_and_the_rate(gaps: list[float]) -> None:
    pace, now, passed = Pace(TEN_A_MINUTE), 0.0, []
    for gap in gaps:
        now += gap
        if pace.take("a", now) == 0.0:
            passed.append(now)
    for first, start in enumerate(passed):
        for last, end in enumerate(passed[first:], first):
            assert last - first + 1 <= 10 + (end - start) / 6 + 1e-3


def test_the_number_of_keys_is_bounded_under_a_flood() -> None:
    pace = Pace(TEN_A_MINUTE, keys=100)
    for number in range(10_000):
        pace.take(f"flood {number}", 0.0)
    assert len(pace) <= 101


def test_a_flood_of_keys_gives_nobody_their_tries_back() -> None:
    pace = Pace(TEN_A_MINUTE, keys=100)
    assert _passed(pace, "guesser", [0.0] * 50) == 10
    for number in range(10_000):
        pace.take(f"flood {number}", 0.0)
    assert pace.take("guesser", 0.0) > 0.0


def test_a_flood_of_keys_shares_one_bucket_when_there_is_no_room() -> None:
    pace = Pace(TEN_A_MINUTE, keys=100)
    passed = sum(pace.take(f"flood {number}", 0.0) == 0.0 for number in range(10_000))
    assert passed == 100 + 10


def test_after_the_flood_there_is_room_again() -> None:
    pace = Pace(TEN_A_MINUTE, keys=100)
    for number in range(10_000):
        pace.take(f"flood {number}", 0.0)
    assert _passed(pace, "somebody", [60.0] * 50) == 10
