"""The honest wait: unknown until there is enough to learn from, a range after that."""

from datetime import timedelta

import pytest

from tests.core.town import NOW
from waitingroom.core.estimate import ENOUGH, FRESH, MEMORY, STEP_MIN, WaitRange, wait_range
from waitingroom.core.ids import QueueId, StaffId
from waitingroom.core.model import Queue, Served

ANNA = StaffId("anna")


def queue(*minutes_ago: float, at_min: float = 0) -> Queue:
    """A queue whose conversations began so many minutes before `NOW`."""
    served = tuple(
        Served(by=ANNA, admitted_at=NOW - timedelta(minutes=each), ended_at=NOW)
        for each in minutes_ago
    )
    return Queue(id=QueueId("q"), at=NOW + timedelta(minutes=at_min), served=served)


def span(*, ahead: int, every_min: float, of: Queue | None = None) -> tuple[float, float]:
    """Both ends of the range in minutes from now, when one is let in every so many minutes."""
    given = of or queue(*(every_min * nth for nth in reversed(range(ENOUGH))))
    found = wait_range(given, ahead)
    assert found is not None
    return (
        (found.low_at - NOW) / timedelta(minutes=1),
        (found.high_at - NOW) / timedelta(minutes=1),
    )


def test_unknown_is_said_until_there_is_enough_to_learn_from() -> None:
    times = [10.0 * nth for nth in range(ENOUGH)]
    assert wait_range(queue(*times[: ENOUGH - 1]), 0) is None
    assert wait_range(queue(*times), 0) is not None
    assert wait_range(Queue(id=QueueId("q")), 0) is None


def test_what_another_part_of_the_day_taught_is_not_believed() -> None:
    times = [10.0 * nth for nth in reversed(range(ENOUGH))]
    fresh_min = FRESH / timedelta(minutes=1)
    assert wait_range(queue(*times, at_min=fresh_min), 0) is not None
    assert wait_range(queue(*times, at_min=fresh_min + 1), 0) is None


def test_the_first_and_the_tenth_in_line_are_told_different_times() -> None:
    assert span(ahead=0, every_min=10) == (5, 20)
    assert span(ahead=9, every_min=10) == (70, 155)


def test_both_ends_are_rounded_outwards_to_five_minutes() -> None:
    for every_min in (1.0, 3.3, 7.7, 12.5):
        for ahead in (0, 1, 2, 9, 40):
            low, high = span(ahead=ahead, every_min=every_min)
            waited = every_min * (ahead + 1)
            assert low % STEP_MIN == high % STEP_MIN == 0
            assert low <= waited * 0.7
            assert waited * 1.5 < high


def test_one_long_conversation_does_not_frighten_everybody() -> None:
    calm = span(ahead=3, every_min=10)
    with_a_long_one = queue(10 * ENOUGH + 50, *(10.0 * nth for nth in reversed(range(ENOUGH))))
    assert span(ahead=3, every_min=10, of=with_a_long_one) == calm


def test_several_who_were_let_in_at_once_still_give_a_range() -> None:
    found = wait_range(queue(*[0.0] * ENOUGH), 4)
    assert found == WaitRange(low_at=NOW, high_at=NOW + timedelta(minutes=STEP_MIN))


def test_conversations_count_by_when_they_began_and_not_by_when_they_ended() -> None:
    mixed = queue(0, 40, 20, 10, 30)
    assert span(ahead=0, every_min=10, of=mixed) == span(ahead=0, every_min=10)


@pytest.mark.parametrize("ahead", range(0, 60, 7))
def test_more_people_ahead_never_means_a_shorter_wait(ahead: int) -> None:
    nearer, farther = span(ahead=ahead, every_min=4), span(ahead=ahead + 1, every_min=4)
    assert nearer[0] <= farther[0]
    assert nearer[1] <= farther[1]


def test_only_the_last_conversations_are_remembered() -> None:
    assert ENOUGH < MEMORY
