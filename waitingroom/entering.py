"""How long it takes from being called to being in the call with media: measured for every call."""

import logging
from collections import deque
from collections.abc import Iterator, Sequence

from waitingroom.core import events as e
from waitingroom.core.evolve import evolve
from waitingroom.core.model import Admission, Guest, Queue
from waitingroom.core.value import Value

KEPT = 1000
"""Over how many of the newest calls the figures are."""

log = logging.getLogger("waitingroom.entering")


class Entered(Value):
    """The newest calls of this process. Units: seconds from being called until media was up."""

    calls: int
    median_s: float
    p95_s: float


class Entering:
    """Watches the desk; the time a person takes to press the button is in it."""

    def __init__(self) -> None:
        self._took: deque[float] = deque(maxlen=KEPT)

    def changed(self, before: Queue, after: Queue, happened: Sequence[e.Happened]) -> None:
        """See `desk.Watcher`."""
        if before.version + len(happened) != after.version:
            return
        for took, admission in _entered(before, happened):
            self._took.append(took)
            log.info("in the call after %.1f s, by %s", took, admission.provider.value)

    @property
    def figures(self) -> Entered | None:
        """The figures of the newest calls, None before the first."""
        if not self._took:
            return None
        took = sorted(self._took)
        return Entered(calls=len(took), median_s=_at(took, 50), p95_s=_at(took, 95))


def _entered(before: Queue, happened: Sequence[e.Happened]) -> Iterator[tuple[float, Admission]]:
    for each in happened:
        if isinstance(each.event, e.GuestEntered):
            visit = before.visits[each.event.visit]
            guest, admission = visit.guest(each.event.guest), visit.admission
            if guest is not None and admission is not None and _is_first(guest):
                assert guest.called_at is not None  # noqa: S101 - `_is_first` has looked
                yield (each.at - guest.called_at).total_seconds(), admission
        before = evolve(before, each)


def _is_first(guest: Guest) -> bool:
    """Whoever comes back after a lost line was in the call before."""
    return guest.called_at is not None and guest.entered_at is None


def _at(sorted_s: Sequence[float], percent: int) -> float:
    return round(sorted_s[min(len(sorted_s) - 1, len(sorted_s) * percent // 100)], 1)
