"""How a queue goes on when its log is that of an older copy: places come back by their tickets.

Where the log and a ticket disagree, the log is the truth: who ended stays ended, who stands in line
keeps that place. A ticket of the life of the ledger that goes on has no force at all.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import assert_never

from waitingroom.core import commands as c
from waitingroom.core import events as e
from waitingroom.core.model import Presence, Queue, Stage, Text, Visit
from waitingroom.core.restoration import Restoration

RESTORING = timedelta(seconds=60)
"""How long those who were connected have to come back, unless nearly all are back before."""

STILL_MISSING = 0.05
"""What part of them may be missing when it is over before its time."""

GAP = 1_000_000
"""How far the numbers of a new life lie behind the last number that the copy knows. More people
than this never came since a copy was made, so all who did stand ahead of all who come now."""

MOST_REFUSED = 256
"""How many refused tickets one restoration writes down, so that nobody fills the log with them."""


def decide(queue: Queue, command: c.RestoringCommand, now: datetime) -> Iterator[e.Event]:
    """Routes."""
    match command:
        case c.BeginRestoring():
            return _begin(queue, command, now)
        case c.Restore():
            return _restore(queue, command)
        case c.RefuseTicket():
            return _refuse(queue, command)
        case _:
            assert_never(command)


def tick(queue: Queue, now: datetime) -> Iterator[e.Event]:
    """The time to come back is over."""
    if queue.restoring is not None and queue.restoring.until <= now:
        yield e.QueueRestored()


def connected(queue: Queue, command: c.Connected) -> Iterator[e.Event]:
    """With this guest nearly all may be back."""
    restoring = queue.restoring
    if restoring is None or command.visit not in queue.missing:
        return
    if len(queue.missing) - 1 <= restoring.known * STILL_MISSING:
        yield e.QueueRestored()


def _begin(queue: Queue, command: c.BeginRestoring, now: datetime) -> Iterator[e.Event]:
    if queue.restoration is not None and queue.restoration.epoch == command.epoch:
        return
    yield e.QueueRestoring(
        epoch=command.epoch, first_number=queue.next_number + GAP, until=now + RESTORING
    )
    for visit in queue.visits.values():
        yield from _texts_in_doubt(queue, visit)


def _texts_in_doubt(queue: Queue, visit: Visit) -> Iterator[e.Event]:
    """A text message may have gone out after the copy was made, and none is sent twice."""
    if not queue.rules.texts or visit.admission is None:
        return
    for guest in visit.guests:
        if guest.id in visit.admission.guests and guest.text is None:
            number = visit.admission.number
            yield e.GuestTexted(visit=visit.id, admission=number, guest=guest.id, text=Text.UNKNOWN)


def _restore(queue: Queue, command: c.Restore) -> Iterator[e.Event]:
    if queue.restoration is None or queue.restoration.epoch == command.epoch:
        return
    # One guest, one visit, as at the door.
    if queue.guests.get(command.guest, command.visit) != command.visit:
        return
    visit = queue.visits.get(command.visit)
    if visit is None:
        yield _restored(command)
    elif visit.ended is None:
        if _lost_its_place(queue, queue.restoration, visit, command):
            yield _restored(command)
        yield from _back_at(visit, command)


def _lost_its_place(
    queue: Queue, restoration: Restoration, visit: Visit, command: c.Restore
) -> bool:
    """Whether the log has no place for the visit, one that it got since the restore, or an old one.

    A place that is older than the ticket is mended once, while all come back: after that it is for
    staff to say who is moved up.
    """
    if visit.stage is not Stage.WAITING:
        return visit.stage is Stage.EXPECTED
    if visit.number >= restoration.first_number > command.number:
        return True
    is_older = queue.restoring is not None and restoration.copied < command.version
    moved = command.priority < visit.priority or command.admissions > visit.admissions
    return is_older and moved and not visit.restored


def _restored(command: c.Restore) -> e.VisitRestored:
    return e.VisitRestored(
        visit=command.visit,
        guest=command.guest,
        role=command.role,
        kind=command.kind,
        number=command.number,
        priority=command.priority,
        arrived_at=command.arrived_at,
        admissions=command.admissions,
    )


def _back_at(visit: Visit, command: c.Restore) -> Iterator[e.Event]:
    """The guest belongs to the party, and has come."""
    guest = visit.guest(command.guest)
    if guest is None:
        yield e.GuestInvited(visit=visit.id, guest=command.guest, role=command.role)
    if guest is None or guest.presence is Presence.INVITED:
        yield e.GuestArrived(visit=visit.id, guest=command.guest)


def _refuse(queue: Queue, command: c.RefuseTicket) -> Iterator[e.Event]:
    if queue.restoration is not None and queue.restoration.refused < MOST_REFUSED:
        yield e.TicketRefused(visit=command.visit, guest=command.guest, why=command.why)
