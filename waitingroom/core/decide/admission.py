"""Opening and closing the door: admit, one more, put back, end, try the conference again.

These decide who talks to whom. Each looks at the stage first, so that of two clinicians who admit
at once exactly one finds the visit waiting; the other is told who was first.
"""

from datetime import datetime, timedelta
from typing import assert_never

from waitingroom.core import commands as c
from waitingroom.core import events as e
from waitingroom.core.actors import StaffActor
from waitingroom.core.ids import GuestId, VisitId
from waitingroom.core.model import (
    TELEPHONES,
    Admission,
    Conference,
    EndReason,
    Guest,
    Phone,
    Presence,
    Queue,
    Role,
    Stage,
    Visit,
    next_provider,
)
from waitingroom.core.refusals import Code, Refused

Decision = tuple[e.Event, ...] | Refused

RING_DAY = timedelta(days=1)
"""Telephones rung up are counted over so long."""


def decide(queue: Queue, command: c.AdmissionCommand, actor: StaffActor, now: datetime) -> Decision:
    """Routes."""
    visit = queue.visits.get(command.visit)
    if visit is None:
        return Refused(code=Code.NOT_FOUND)
    match command:
        case c.Admit():
            return _admit(queue, visit, command, actor)
        case c.AdmitGuest():
            return _admit_guest(queue, visit, command.guest)
        case c.AdmitByPhone():
            return _admit_by_phone(queue, visit, command, now)
        case c.PutBack():
            return _put_back(visit)
        case c.End():
            return _end(visit, actor)
        case c.TryAgain():
            return _try_again(queue, visit, command)
        case _:
            assert_never(command)


def _admit(queue: Queue, visit: Visit, command: c.Admit, actor: StaffActor) -> Decision:
    refused = _not_waiting(visit)
    if refused is not None:
        return refused
    if command.seen != visit.revision:
        return Refused(code=Code.CHANGED)
    places = queue.rules.call_places - 1
    called = command.guests or first_called(visit, places)
    if len(set(called)) > places:
        return Refused(code=Code.CALL_FULL)
    here = {each.id for each in visit.here}
    if not called or not here.issuperset(called):
        return Refused(code=Code.NOBODY_HERE)
    admitted = e.VisitAdmitted(
        visit=visit.id,
        admission=visit.admissions + 1,
        by=actor.staff,
        guests=tuple(dict.fromkeys(called)),
        media=command.media,
        provider=queue.rules.providers[0],
    )
    return (admitted,)


def _not_waiting(visit: Visit) -> Refused | None:
    if visit.admission is not None:
        return Refused(code=Code.ALREADY_ADMITTED, by=visit.admission.by, at=visit.admission.at)
    if visit.ended is not None:
        return Refused(code=Code.ENDED, by=visit.ended.by, at=visit.ended.at)
    if visit.stage is not Stage.WAITING:
        return Refused(code=Code.NOT_WAITING)
    return None


def first_called(visit: Visit, places: int) -> tuple[GuestId, ...]:
    """Who is called when nobody was chosen: those connected first, among them the patient."""
    roles = list(Role)

    def turn(guest: Guest) -> tuple[bool, int]:
        return (guest.presence is not Presence.CONNECTED, roles.index(guest.role))

    return tuple(each.id for each in sorted(visit.here, key=turn)[:places])


def _admit_guest(queue: Queue, visit: Visit, guest: GuestId) -> Decision:
    admission = visit.admission
    if admission is None:
        return _not_admitted(visit)
    if guest in admission.guests:
        return ()
    if all(each.id != guest for each in visit.here):
        return Refused(code=Code.NOBODY_HERE)
    if visit.places_taken >= queue.rules.call_places:
        return Refused(code=Code.CALL_FULL)
    return (e.GuestAdmitted(visit=visit.id, admission=admission.number, guest=guest),)


def _admit_by_phone(queue: Queue, visit: Visit, command: c.AdmitByPhone, now: datetime) -> Decision:
    admission, guest = visit.admission, visit.guest(command.guest)
    if admission is None:
        return _not_admitted(visit)
    if guest is None:
        return Refused(code=Code.NOT_FOUND)
    refused = _no_phone(queue, admission, command, now)
    if refused is not None:
        return refused
    if guest.is_inside or _is_phoned(guest, command):
        return ()
    if guest.id not in admission.guests and visit.places_taken >= queue.rules.call_places:
        return Refused(code=Code.CALL_FULL)
    phoned = e.GuestPhoned(
        visit=visit.id, admission=admission.number, guest=guest.id, ring=command.ring
    )
    return (phoned,)


def _is_phoned(guest: Guest, command: c.AdmitByPhone) -> bool:
    """Whether this very thing was done; who has hung up since then may be rung up once more."""
    if command.ring:
        return guest.phone is Phone.RUNG and guest.left_at is None
    return guest.phone is Phone.CALLS_IN


def _no_phone(
    queue: Queue, admission: Admission, command: c.AdmitByPhone, now: datetime
) -> Refused | None:
    if admission.provider not in TELEPHONES:
        return Refused(code=Code.NO_PHONE)
    if not command.ring:
        return None if queue.rules.calls_in else Refused(code=Code.NO_PHONE)
    if not queue.rules.rings_per_day:
        return Refused(code=Code.NO_PHONE)
    # Rung only into a conference that is there: an order to ring is then carried out at once, and
    # one that was cut short is never carried out again.
    if admission.conference is not Conference.READY:
        return Refused(code=Code.NOT_READY)
    today = [at for at in queue.rung if at > now - RING_DAY]
    return Refused(code=Code.TOO_MANY_RINGS) if len(today) >= queue.rules.rings_per_day else None


def _put_back(visit: Visit) -> Decision:
    admission = visit.admission
    if admission is None:
        return _not_admitted(visit)
    return (e.VisitPutBack(visit=visit.id, admission=admission.number),)


def _end(visit: Visit, actor: StaffActor) -> Decision:
    if visit.admission is None:
        return _not_admitted(visit)
    return (e.VisitEnded(visit=visit.id, reason=EndReason.COMPLETED, by=actor.staff),)


def _try_again(queue: Queue, visit: Visit, command: c.TryAgain) -> Decision:
    admission = visit.admission
    if admission is None:
        return _not_admitted(visit)
    if admission.conference is not Conference.FAILED:
        return ()
    provider = next_provider(queue.rules, admission) if command.other else admission.provider
    if provider is None:
        return Refused(code=Code.NO_OTHER_WAY)
    retried = e.ConferenceRetried(visit=visit.id, admission=admission.number, provider=provider)
    return (retried,)


def _not_admitted(visit: Visit) -> Refused:
    if visit.ended is not None:
        return Refused(code=Code.ENDED, by=visit.ended.by, at=visit.ended.at)
    return Refused(code=Code.NOT_ADMITTED)


def is_called(queue: Queue, visit: VisitId, guest: GuestId, number: int) -> bool:
    """Whether this very admission is open and was meant for this guest: the law of the Pass."""
    known = queue.visits.get(visit)
    admission = known.admission if known else None
    return admission is not None and admission.number == number and guest in admission.guests
