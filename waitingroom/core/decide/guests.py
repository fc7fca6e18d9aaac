"""What a guest may ask: join, leave, say that they are ready or in a call of others."""

from waitingroom.core import events as e
from waitingroom.core.actors import GuestActor
from waitingroom.core.model import (
    SILENT,
    Conference,
    EndReason,
    Guest,
    Presence,
    Queue,
    Stage,
    Visit,
)
from waitingroom.core.refusals import Code, Refused

Decision = tuple[e.Event, ...] | Refused


def join(queue: Queue, actor: GuestActor) -> Decision:
    """A place for a new visit, the old place for one that has it, a seat beside the others."""
    visit = queue.visits.get(actor.visit)
    if visit is None:
        return _walk_in(queue, actor)
    guest = visit.guest(actor.guest)
    if guest is None:
        return Refused(code=Code.NOT_FOUND)
    if visit.ended is not None:
        return Refused(code=Code.ENDED, at=visit.ended.at)
    if visit.stage is Stage.EXPECTED:
        return (arrived(queue, visit, guest),)
    if guest.presence in (Presence.INVITED, Presence.LEFT):
        return (e.GuestArrived(visit=visit.id, guest=guest.id),)
    return ()


def _walk_in(queue: Queue, actor: GuestActor) -> Decision:
    # A sign-in by link never makes a visit: the visit it was issued for is gone.
    if not actor.walk_in:
        return Refused(code=Code.NOT_FOUND)
    if not queue.open or not queue.rules.walk_in:
        return Refused(code=Code.QUEUE_CLOSED)
    if len(queue.line) >= queue.rules.limit:
        return Refused(code=Code.QUEUE_FULL)
    # One guest, one visit: a sign-in that names another visit for a guest we know is not followed.
    if actor.guest in queue.guests:
        return Refused(code=Code.NOT_FOUND)
    arrived = e.VisitArrived(
        visit=actor.visit,
        guest=actor.guest,
        role=actor.role,
        number=queue.next_number,
        walk_in=True,
    )
    return (arrived,)


def arrived(queue: Queue, visit: Visit, guest: Guest) -> e.VisitArrived:
    """The first of an expected party has come: their visit gets the next number of the line."""
    return e.VisitArrived(
        visit=visit.id,
        guest=guest.id,
        role=guest.role,
        number=queue.next_number,
        walk_in=False,
    )


def leave(queue: Queue, actor: GuestActor) -> Decision:
    """The guest gives up; the visit ends when nobody of the party is left."""
    visit, guest = _own(queue, actor)
    if visit is None or guest is None:
        return Refused(code=Code.NOT_FOUND)
    if visit.ended is not None:
        return Refused(code=Code.ENDED, at=visit.ended.at)
    if guest.presence is Presence.LEFT:
        return ()
    if guest.presence is Presence.INVITED:
        return Refused(code=Code.NOT_WAITING)
    admission = visit.admission
    # Somebody opened the door in the same moment: the guest hears of it before they go for good.
    if admission is not None and guest.id in admission.guests and guest.told_at is None:
        return Refused(code=Code.ALREADY_ADMITTED, by=admission.by, at=admission.at)
    if all(each.id == guest.id for each in visit.here):
        return (e.VisitEnded(visit=visit.id, reason=EndReason.LEFT),)
    return (e.GuestLeft(visit=visit.id, guest=guest.id),)


def ready(queue: Queue, actor: GuestActor, ready: bool) -> Decision:
    """The guest says that they are ready to be called, or not any more."""
    visit, guest = _own(queue, actor)
    if visit is None or guest is None:
        return Refused(code=Code.NOT_FOUND)
    if visit.ended is not None:
        return Refused(code=Code.ENDED, at=visit.ended.at)
    if guest.presence in (Presence.INVITED, Presence.LEFT):
        return Refused(code=Code.NOT_WAITING)
    if guest.ready is ready:
        return ()
    return (e.GuestReadied(visit=visit.id, guest=guest.id, ready=ready),)


def say_inside(queue: Queue, actor: GuestActor, inside: bool) -> Decision:
    """The guest's own word for being in a call of which nobody else tells us."""
    visit, guest = _own(queue, actor)
    if visit is None or guest is None:
        return Refused(code=Code.NOT_FOUND)
    if visit.ended is not None:
        return Refused(code=Code.ENDED, at=visit.ended.at)
    admission = visit.admission
    if admission is None or guest.id not in admission.guests:
        return Refused(code=Code.NOT_ADMITTED)
    if admission.conference is not Conference.READY:
        return Refused(code=Code.NOT_READY)
    if admission.provider not in SILENT or guest.is_inside is inside:
        return ()
    event = e.GuestEntered if inside else e.GuestLeftCall
    return (event(visit=visit.id, admission=admission.number, guest=guest.id),)


def _own(queue: Queue, actor: GuestActor) -> tuple[Visit | None, Guest | None]:
    visit = queue.visits.get(actor.visit)
    return visit, None if visit is None else visit.guest(actor.guest)
