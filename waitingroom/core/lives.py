"""How a queue goes over from one life of the ledger to the next: its events, taken in."""

from datetime import datetime
from typing import assert_never

from immutables import Map

from waitingroom.core import events as e
from waitingroom.core.ids import Version
from waitingroom.core.model import Presence, Queue, Visit
from waitingroom.core.restoration import Restoration


def after(queue: Queue, event: e.RestoringEvent, at: datetime) -> Queue:
    """The queue after one of these events, which happened at this instant."""
    match event:
        case e.QueueRestoring():
            return _restoring(queue, event, at)
        case e.QueueRestored():
            return _restoration(queue.but(missing=Map()), over_at=at)
        case e.TicketRefused():
            refused = queue.restoration.refused + 1 if queue.restoration else 0
            return _restoration(queue, refused=refused)
        case _:
            assert_never(event)


def _restoring(queue: Queue, event: e.QueueRestoring, at: datetime) -> Queue:
    awaited = {each.id: True for each in queue.visits.values() if _is_awaited(each)}
    restoration = Restoration(
        epoch=event.epoch,
        since=at,
        until=event.until,
        first_number=event.first_number,
        copied=Version(queue.version - 1),
        known=len(awaited),
    )
    return queue.but(restoration=restoration, missing=Map(awaited), next_number=event.first_number)


def _is_awaited(visit: Visit) -> bool:
    """Whether somebody of it had a page open when the copy was made."""
    connected = (each.presence is Presence.CONNECTED for each in visit.guests)
    return visit.ended is None and any(connected)


def _restoration(queue: Queue, **changes: object) -> Queue:
    restoration = queue.restoration
    return queue.but(restoration=restoration.but(**changes)) if restoration else queue
