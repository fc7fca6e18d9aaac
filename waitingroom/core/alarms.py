"""When a queue must be looked at again: grace, parking, no-show, a claim gone stale, forgetting.

An alarm is state with a due time, never a timer: any node may send the Tick, and a second one
finds nothing to do.
"""

from datetime import datetime, timedelta
from typing import assert_never

from waitingroom.core.model import Conference, Guest, Kind, Phone, Presence, Queue, Stage, Visit
from waitingroom.core.order import Key
from waitingroom.core.stages import REMOVABLE

LULL = timedelta(seconds=120)
"""After a restore no alarm of absence rings for so long, so that people can come back first."""


def due_at(queue: Queue) -> datetime | None:
    """When the queue wants to be woken next; None when nothing will happen by time alone."""
    first, restoring = queue.alarms.first, queue.restoring
    visit = None if first is None else visit_due_at(queue, queue.visits[first[2]])
    return min((at for at in (visit, restoring and restoring.until) if at), default=None)


def is_lull(queue: Queue, now: datetime) -> bool:
    """Whether nobody's absence is acted on now, because people are still on their way back."""
    return queue.restoration is not None and now < queue.restoration.since + LULL


def alarm_key(queue: Queue, visit: Visit) -> Key | None:
    """What orders the visit among the alarms of its queue; None when it has none."""
    due = visit_due_at(queue, visit)
    return None if due is None else (due.timestamp(), 0.0, visit.id)


def visit_due_at(queue: Queue, visit: Visit) -> datetime | None:
    """When this visit must be looked at again, the earliest of its reasons."""
    reasons = (_stage_due_at(queue, visit), claim_until(queue, visit))
    return min((at for at in reasons if at is not None), default=None)


def claim_until(queue: Queue, visit: Visit) -> datetime | None:
    """When "I am looking at this one" is no longer believed."""
    if visit.claim is None:
        return None
    return visit.claim.at + timedelta(seconds=queue.rules.claim_s)


def undo_until(queue: Queue, visit: Visit) -> datetime | None:
    """Until when a removal may be taken back; None when it was not a removal."""
    if visit.ended is None or visit.ended.reason not in REMOVABLE:
        return None
    return visit.ended.at + timedelta(seconds=queue.rules.undo_s)


def grace_until(queue: Queue, visit: Visit) -> datetime | None:
    """When a place whose whole party is away is set aside; None while it is kept as it is.

    A booked visit is kept in line until the queue closes, however long the party is away.
    """
    here = visit.here
    if visit.kind is Kind.BOOKED or not here or visit.parked:
        return None
    if any(each.presence is Presence.CONNECTED for each in here):
        return None
    return _last(visit) + timedelta(seconds=queue.rules.grace_s)


def parked_until(queue: Queue, visit: Visit) -> datetime | None:
    """When a place set aside expires; None when it is not set aside."""
    return _last(visit) + timedelta(seconds=queue.rules.parked_s) if visit.parked else None


def reach_due_at(queue: Queue, guest: Guest) -> datetime | None:
    """When something must be done because the guest has not seen that they are called.

    None for whoever was not called, has seen it, is not to be reached by a page, or for whom all
    was done: nothing that is automatic takes them off the line.
    """
    reached = guest.seen_at or guest.entered_at or guest.phone or guest.unreached_at
    if guest.called_at is None or reached:
        return None
    if guest.again_at is None:
        return guest.called_at + timedelta(seconds=queue.rules.again_s)
    # From the second call and not from the first: it may come late, and is worth its time too.
    return guest.again_at + timedelta(seconds=queue.rules.unreached_s - queue.rules.again_s)


def ring_until(queue: Queue, visit: Visit, guest: Guest) -> datetime | None:
    """When a telephone that rings counts as not answered; None for one that does not ring (yet)."""
    if visit.admission is None or visit.admission.conference is not Conference.READY:
        return None
    if guest.called_at is None or guest.phone is not Phone.RUNG or guest.entered_at:
        return None
    return guest.called_at + timedelta(seconds=queue.rules.ring_s)


def _stage_due_at(queue: Queue, visit: Visit) -> datetime | None:
    match visit.stage:
        case Stage.EXPECTED:
            begin = visit.due_at or visit.guests[0].since
            return begin + timedelta(seconds=queue.rules.no_show_s)
        case Stage.WAITING:
            return parked_until(queue, visit) or grace_until(queue, visit)
        case Stage.ADMITTED | Stage.IN_CALL:
            due = (
                at
                for each in visit.guests
                for at in (reach_due_at(queue, each), ring_until(queue, visit, each))
            )
            return min((at for at in due if at is not None), default=None)
        case Stage.ENDED:
            assert visit.ended is not None, "an ended visit says how"  # noqa: S101 - model law
            return visit.ended.at + timedelta(seconds=queue.rules.keep_ended_s)
        case _:
            assert_never(visit.stage)


def _last(visit: Visit) -> datetime:
    return max(each.since for each in visit.here)
