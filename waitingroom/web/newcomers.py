"""How many come by the public door before anybody has looked at them: a flood fills no board."""

from collections import defaultdict

from waitingroom.core.ids import QueueId, VisitId
from waitingroom.core.model import Kind, Queue

MOST = 50
"""Walk-ins of one queue who wait and whom nobody on the staff has looked at yet."""

TAKEN_S = 60.0
"""How long a place is kept free for somebody who was let in and has not joined yet."""


class Newcomers:
    """Counts the unseen walk-ins of each queue, those included who are about to join it here.

    Those who are expected are not counted and are let in whoever stands at the door.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._coming: defaultdict[QueueId, dict[VisitId, float]] = defaultdict(dict)

    def has_room(self, queue: Queue, now: float) -> bool:
        """Whether one more may come in by the door of this queue."""
        coming = self._coming[queue.id]
        for visit in [
            each for each, until in coming.items() if until <= now or each in queue.visits
        ]:
            del coming[visit]
        return len(coming) + unseen(queue) < self._most

    def comes(self, queue: QueueId, visit: VisitId, now: float) -> None:
        """One was let in."""
        self._coming[queue][visit] = now + TAKEN_S


def unseen(queue: Queue) -> int:
    """How many walk-ins wait in line whom nobody has looked at."""
    waiting = (queue.visits[each] for each in queue.line)
    return sum(each.kind is Kind.WALK_IN and not each.seen for each in waiting)
