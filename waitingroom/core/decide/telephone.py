"""Taking part by telephone: into an open call, or as the one with whom the call is opened."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from waitingroom.core import commands as c
from waitingroom.core import events as e
from waitingroom.core.actors import StaffActor
from waitingroom.core.decide.guests import arrived
from waitingroom.core.decide.standing import not_admitted, not_to_admit
from waitingroom.core.model import (
    TELEPHONES,
    Conference,
    Guest,
    Media,
    Phone,
    Presence,
    Provider,
    Queue,
    Stage,
    Visit,
)
from waitingroom.core.refusals import Code, Refused

Decision = tuple[e.Event, ...] | Refused

RING_DAY = timedelta(days=1)
"""Telephones rung up are counted over so long."""


def decide(
    queue: Queue, visit: Visit, command: c.AdmitByPhone, actor: StaffActor, now: datetime
) -> Decision:
    """Routes: who has seen the visit outside opens the call, anybody else adds to an open one."""
    if command.seen is None:
        return _bring_in(queue, visit, command, now)
    return _open(queue, visit, command, actor, now)


def _bring_in(queue: Queue, visit: Visit, command: c.AdmitByPhone, now: datetime) -> Decision:
    admission, guest = visit.admission, visit.guest(command.guest)
    if admission is None:
        return not_admitted(visit)
    if guest is None:
        return Refused(code=Code.NOT_FOUND)
    refused = _no_phone(queue, admission.provider, command, now)
    if refused is not None:
        return refused
    # Only the ring that opens the call waits for the conference; any other is carried out at once.
    if command.ring and admission.conference is not Conference.READY:
        return Refused(code=Code.NOT_READY)
    if guest.is_inside or _is_phoned(guest, command):
        return ()
    if guest.id not in admission.guests and visit.places_taken >= queue.rules.call_places:
        return Refused(code=Code.CALL_FULL)
    return (_phoned(visit, admission.number, command),)


def _open(
    queue: Queue, visit: Visit, command: c.AdmitByPhone, actor: StaffActor, now: datetime
) -> Decision:
    """The telephone rings once the conference is there; see `evolve` and the effects of it."""
    refused = not_to_admit(visit, Stage.EXPECTED, Stage.WAITING)
    if refused is not None:
        return refused
    if command.seen != visit.revision:
        return Refused(code=Code.CHANGED)
    guest = visit.guest(command.guest)
    if guest is None:
        return Refused(code=Code.NOT_FOUND)
    provider = next((each for each in queue.rules.providers if each in TELEPHONES), None)
    refused = _no_phone(queue, provider, command, now)
    if provider is None or refused is not None:
        return refused or Refused(code=Code.NO_PHONE)
    if visit.places_taken >= queue.rules.call_places:
        return Refused(code=Code.CALL_FULL)
    admitted = e.VisitAdmitted(
        visit=visit.id,
        admission=visit.admissions + 1,
        by=actor.staff,
        guests=(guest.id,),
        media=_media(visit, guest),
        provider=provider,
    )
    return (*_arrived(queue, visit, guest), admitted, _phoned(visit, admitted.admission, command))


def _arrived(queue: Queue, visit: Visit, guest: Guest) -> Iterator[e.Event]:
    """The place in line that an expected visit is given, and no page that would be there."""
    if visit.stage is Stage.EXPECTED:
        yield arrived(queue, visit, guest)
        yield e.GuestWentAway(visit=visit.id, guest=guest.id)


def _media(visit: Visit, guest: Guest) -> Media:
    """Sound, unless others of the party are at their pages and may follow with a picture."""
    others = (each for each in visit.guests if each.id != guest.id)
    has_page = any(each.presence is Presence.CONNECTED for each in others)
    return Media.TWO_WAY if has_page else Media.SOUND


def _phoned(visit: Visit, number: int, command: c.AdmitByPhone) -> e.GuestPhoned:
    return e.GuestPhoned(visit=visit.id, admission=number, guest=command.guest, ring=command.ring)


def _is_phoned(guest: Guest, command: c.AdmitByPhone) -> bool:
    """Whether this very thing was done; who has hung up since then may be rung up once more."""
    if command.ring:
        return guest.phone is Phone.RUNG and guest.left_at is None
    return guest.phone is Phone.CALLS_IN


def _no_phone(
    queue: Queue, provider: Provider | None, command: c.AdmitByPhone, now: datetime
) -> Refused | None:
    if provider not in TELEPHONES:
        return Refused(code=Code.NO_PHONE)
    if not command.ring:
        return None if queue.rules.calls_in else Refused(code=Code.NO_PHONE)
    if not queue.rules.rings_per_day:
        return Refused(code=Code.NO_PHONE)
    today = [at for at in queue.rung if at > now - RING_DAY]
    return Refused(code=Code.TOO_MANY_RINGS) if len(today) >= queue.rules.rings_per_day else None
