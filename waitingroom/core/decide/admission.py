"""Opening and closing the door: admit, one more, put back, end, try the conference again.

These decide who talks to whom. Each looks at the stage first, so that of two clinicians who admit
at once exactly one finds the visit waiting; the other is told who was first.
"""

from datetime import datetime
from typing import assert_never

from waitingroom.core import commands as c
from waitingroom.core import events as e
from waitingroom.core.actors import StaffActor
from waitingroom.core.decide import telephone
from waitingroom.core.decide.standing import not_admitted, not_to_admit
from waitingroom.core.ids import GuestId, VisitId
from waitingroom.core.model import (
    Conference,
    EndReason,
    Guest,
    Presence,
    Queue,
    Role,
    Stage,
    Visit,
    next_provider,
)
from waitingroom.core.refusals import Code, Refused

Decision = tuple[e.Event, ...] | Refused


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
            return telephone.decide(queue, visit, command, actor, now)
        case c.PutBack():
            return _put_back(visit)
        case c.End():
            return _end(visit, actor)
        case c.TryAgain():
            return _try_again(queue, visit, command)
        case _:
            assert_never(command)


def _admit(queue: Queue, visit: Visit, command: c.Admit, actor: StaffActor) -> Decision:
    refused = not_to_admit(visit, Stage.WAITING)
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


def first_called(visit: Visit, places: int) -> tuple[GuestId, ...]:
    """Who is called when nobody was chosen: those connected first, among them the patient."""
    roles = list(Role)

    def turn(guest: Guest) -> tuple[bool, int]:
        return (guest.presence is not Presence.CONNECTED, roles.index(guest.role))

    return tuple(each.id for each in sorted(visit.here, key=turn)[:places])


def _admit_guest(queue: Queue, visit: Visit, guest: GuestId) -> Decision:
    admission = visit.admission
    if admission is None:
        return not_admitted(visit)
    if guest in admission.guests:
        return ()
    if all(each.id != guest for each in visit.here):
        return Refused(code=Code.NOBODY_HERE)
    if visit.places_taken >= queue.rules.call_places:
        return Refused(code=Code.CALL_FULL)
    return (e.GuestAdmitted(visit=visit.id, admission=admission.number, guest=guest),)


def _put_back(visit: Visit) -> Decision:
    admission = visit.admission
    if admission is None:
        return not_admitted(visit)
    return (e.VisitPutBack(visit=visit.id, admission=admission.number),)


def _end(visit: Visit, actor: StaffActor) -> Decision:
    if visit.admission is None:
        return not_admitted(visit)
    return (e.VisitEnded(visit=visit.id, reason=EndReason.COMPLETED, by=actor.staff),)


def _try_again(queue: Queue, visit: Visit, command: c.TryAgain) -> Decision:
    admission = visit.admission
    if admission is None:
        return not_admitted(visit)
    if admission.conference is not Conference.FAILED:
        return ()
    provider = next_provider(queue.rules, visit) if command.other else admission.provider
    if provider is None:
        return Refused(code=Code.NO_OTHER_WAY)
    retried = e.ConferenceRetried(visit=visit.id, admission=admission.number, provider=provider)
    return (retried,)


def is_called(queue: Queue, visit: VisitId, guest: GuestId, number: int) -> bool:
    """Whether this very admission is open and was meant for this guest: the law of the Pass."""
    known = queue.visits.get(visit)
    admission = known.admission if known else None
    return admission is not None and admission.number == number and guest in admission.guests
