"""The honest wait: a range learned from this queue's own last conversations, or None for "unknown".

The span between two admissions is what a waiting person feels, however many clinicians share the
queue; it is learned from the last conversations of this queue and stays unknown until there are
enough of them. The range is wide on purpose: a promise that is kept calms, a precise one that
breaks does not.
"""

from datetime import datetime, timedelta
from itertools import pairwise

from waitingroom.core.model import Queue, Served
from waitingroom.core.value import Value

ENOUGH = 5
"""Conversations before anything is said."""

MEMORY = 20
"""Conversations that are remembered; older ones tell of another day."""

FRESH = timedelta(hours=2)
"""How long ago the newest may have begun: after that the day's rhythm is not known any more."""

STEP_MIN = 5
"""Units: minutes. Both ends of a range are rounded outwards to this."""


class WaitRange(Value):
    """From when until when the turn is expected, both UTC, `low_at` < `high_at`."""

    low_at: datetime
    high_at: datetime


def wait_range(queue: Queue, ahead: int) -> WaitRange | None:
    """When a visit with so many ahead should expect its turn; None when it can't be said.

    Shape: counted from the queue's last event, so that the same queue always says the same.
    """
    gap = _gap(queue.served)
    if gap is None or queue.at is None or queue.at - queue.served[-1].admitted_at > FRESH:
        return None
    waits = ahead + 1
    return WaitRange(
        low_at=_floor(queue.at + gap * waits * 0.7),
        high_at=_floor(queue.at + gap * waits * 1.5) + timedelta(minutes=STEP_MIN),
    )


def _gap(served: tuple[Served, ...]) -> timedelta | None:
    if len(served) < ENOUGH:
        return None
    begins = sorted(each.admitted_at for each in served)
    gaps = sorted(later - earlier for earlier, later in pairwise(begins))
    return gaps[len(gaps) // 2]


def _floor(at: datetime) -> datetime:
    return at - timedelta(
        minutes=at.minute % STEP_MIN, seconds=at.second, microseconds=at.microsecond
    )
