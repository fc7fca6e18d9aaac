"""The queue after an event: total, and the only place where a queue is put together.

A visit is changed on its own first; then the book of the queue (who stands on which shelf, whose
alarm is when, which visit a guest belongs to) is brought in line with it in one step, `filed`.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import assert_never

from waitingroom.core import events as e
from waitingroom.core import lives
from waitingroom.core.alarms import alarm_key
from waitingroom.core.book import filed
from waitingroom.core.checks import Checked
from waitingroom.core.commands import Handed
from waitingroom.core.estimate import MEMORY
from waitingroom.core.ids import GuestId, StaffId
from waitingroom.core.model import (
    Admission,
    Claim,
    Conference,
    Ended,
    EndReason,
    Guest,
    Kind,
    Phone,
    Presence,
    Priority,
    Queue,
    Role,
    Served,
    Stage,
    Visit,
)
from waitingroom.core.order import Line
from waitingroom.core.stages import RETURNING, next_stage, returned


def evolve(queue: Queue, happened: e.Happened) -> Queue:
    """The queue after this event, which must be the next of its log.

    Errors: `ValueError` when a number is missing or a visit unknown: such a log must not be served.
    """
    if happened.version != queue.version + 1:
        raise ValueError(f"event {happened.version} cannot follow {queue.version}")
    after = queue.but(version=happened.version, at=happened.at)
    event = happened.event
    if isinstance(event, e.QueueEvent):
        return _queue(after, event, happened.at)
    before = queue.visits.get(event.visit)
    # A visit that comes back from another queue begins anew here.
    is_new = before is None or isinstance(event, e.VisitReceived)
    visit = _begun(event, happened) if before is None or is_new else before
    changed = _visit(visit, event, happened)
    kept = None if isinstance(event, e.VisitForgotten) else changed
    return _counted(filed(after, event.visit, before, kept), visit, event)


def replay(queue: Queue, log: Iterable[e.Happened]) -> Queue:
    """The queue after all these events."""
    for happened in log:
        queue = evolve(queue, happened)
    return queue


def _queue(queue: Queue, event: e.QueueEvent, at: datetime) -> Queue:
    match event:
        case e.QueueConfigured():
            return _ring_anew(queue.but(rules=event.rules))
        case e.QueueOpened():
            return queue.but(open=True)
        case e.QueueClosed():
            return queue.but(open=False)
        case e.NoticePosted():
            return queue.but(notice=event.notice, notice_at=at)
        case e.NoticeWithdrawn():
            return queue.but(notice=None, notice_at=None)
        case e.QueueRestoring() | e.QueueRestored() | e.TicketRefused():
            return lives.after(queue, event, at)
        case _:
            assert_never(event)


def _ring_anew(queue: Queue) -> Queue:
    """New rules move every alarm."""
    alarms = Line()
    for visit in queue.visits.values():
        key = alarm_key(queue, visit)
        alarms = alarms if key is None else alarms.insert(key)
    return queue.but(alarms=alarms)


def _counted(queue: Queue, before: Visit, event: e.VisitEvent) -> Queue:
    """What the queue itself learns from an event of one of its visits."""
    match event:
        case e.VisitArrived() | e.VisitReceived() if event.number:
            return queue.but(next_number=event.number + 1)
        case e.GuestConnected() if event.visit in queue.missing:
            return queue.but(missing=queue.missing.delete(event.visit))
        case e.GuestPhoned(ring=True) if queue.at:
            today = tuple(at for at in queue.rung if at > queue.at - RUNG_KEPT)
            return queue.but(rung=(*today, queue.at))
        case e.VisitEnded(reason=EndReason.COMPLETED) if before.admission and queue.at:
            served = Served(
                by=before.admission.by, admitted_at=before.admission.at, ended_at=queue.at
            )
            return queue.but(served=(*queue.served, served)[-MEMORY:])
        case _:
            return queue


# --- one visit


def _begun(event: e.VisitEvent, happened: e.Happened) -> Visit:
    """A visit as it is before its first event: expected, with nobody there yet."""
    match event:
        case e.VisitExpected():
            invited = tuple(_invited(each.guest, each.role, happened.at) for each in event.guests)
            kind = Kind.BOOKED
        case e.VisitArrived():
            invited = (_invited(event.guest, event.role, happened.at),)
            kind = Kind.WALK_IN
        case e.VisitReceived():
            invited = tuple(_handed(each, happened.at) for each in event.guests)
            kind = event.kind
        case e.VisitRestored():
            back = _invited(event.guest, event.role, happened.at)
            invited = (back.but(presence=Presence.AWAY),)
            kind = event.kind
        case _:
            raise ValueError(f"{e.kind(event)} of a visit that the log does not know")
    return Visit(
        id=event.visit, kind=kind, stage=Stage.EXPECTED, guests=invited, revision=happened.version
    )


def _visit(visit: Visit, event: e.VisitEvent, happened: e.Happened) -> Visit:
    after = _changed(visit, event, happened.at)
    is_back = isinstance(event, RETURNING)
    stage = returned(after) if is_back else next_stage(visit.stage, event)
    return after if stage is visit.stage else after.but(stage=stage, revision=happened.version)


def _changed(visit: Visit, event: e.VisitEvent, at: datetime) -> Visit:
    if isinstance(event, e.PlaceEvent):
        return _place(visit, event, at)
    if isinstance(event, e.PartyEvent):
        return _party(visit, event, at)
    return _call(visit, event, at)


def _place(visit: Visit, event: e.PlaceEvent, at: datetime) -> Visit:  # noqa: C901 - it routes
    match event:
        case e.VisitExpected():
            return visit.but(due_at=event.due_at)
        case e.VisitArrived():
            arrived = visit.but(number=event.number, arrived_at=at)
            return _present(arrived, event.guest, Presence.CONNECTED, at)
        case e.VisitParked():
            return visit.but(guests=tuple(_parked(each, at) for each in visit.guests))
        case e.VisitClaimed():
            return visit.but(claim=Claim(by=event.by, at=at), seen=True)
        case e.ClaimEnded():
            return visit.but(claim=None)
        case e.VisitMovedUp():
            return visit.but(priority=Priority.MOVED_UP)
        case e.VisitMovedBack():
            return visit.but(priority=Priority.ORDINARY)
        case e.VisitPutBack():
            return _back_in_line(_called_off(visit), at).but(put_back=True)
        case e.VisitEnded():
            ended = Ended(reason=event.reason, at=at, was=visit.stage, by=event.by, to=event.to)
            return _called_off(visit).but(ended=ended, claim=None)
        case e.VisitReceived():
            return _received(visit, event, at)
        case e.VisitRestored():
            return _restored(visit, event)
        case e.VisitReinstated():
            return visit.but(ended=None)
        case e.VisitForgotten():
            return visit
        case _:
            assert_never(event)


def _party(visit: Visit, event: e.PartyEvent, at: datetime) -> Visit:  # noqa: C901 - it routes
    match event:
        case e.GuestInvited():
            return visit.but(guests=(*visit.guests, _invited(event.guest, event.role, at)))
        case e.GuestArrived():
            return _present(visit, event.guest, Presence.CONNECTED, at)
        case e.GuestReadied():
            return _guest(visit, event.guest, ready=event.ready)
        case e.GuestConnected():
            connected = _present(visit, event.guest, Presence.CONNECTED, at)
            return _guest(connected, event.guest, node=event.node)
        case e.GuestWentAway():
            return _guest(_present(visit, event.guest, Presence.AWAY, at), event.guest, node=None)
        case e.GuestLeft():
            return _left(visit, event.guest, at)
        case e.GuestChecked():
            found = Checked(outcome=event.outcome, causes=event.causes, at=at)
            return _guest(visit, event.guest, checked=found)
        case e.GuestTold():
            return _guest(visit, event.guest, told_at=at)
        case e.GuestSaw():
            return _guest(visit, event.guest, seen_at=at)
        case e.GuestEntered():
            return _guest(visit, event.guest, entered_at=at, left_at=None)
        case e.GuestLeftCall():
            return _guest(visit, event.guest, left_at=at)
        case e.GuestCalledAgain():
            return _guest(visit, event.guest, again_at=at)
        case e.GuestTexted():
            return _guest(visit, event.guest, text=event.text)
        case e.GuestNotReached():
            return _guest(visit, event.guest, unreached_at=at)
        case _:
            assert_never(event)


def _call(visit: Visit, event: e.CallEvent, at: datetime) -> Visit:  # noqa: C901 - it routes
    match event:
        case e.VisitAdmitted():
            return _admitted(visit, event, at)
        case e.GuestAdmitted():
            return _called(visit, event.guest, called_at=at)
        case e.GuestPhoned():
            phone = Phone.RUNG if event.ring else Phone.CALLS_IN
            return _called(visit, event.guest, called_at=at, phone=phone)
        case e.PhoneUnanswered():
            return _guest(visit, event.guest, phone=Phone.UNANSWERED)
        case e.ConferenceReady():
            return _ringing(_admission(visit, conference=Conference.READY), at)
        case e.ConferenceFailed():
            return _admission(visit, conference=Conference.FAILED, failure=event.failure)
        case e.ConferenceRetried():
            preparing = Conference.PREPARING
            return _admission(visit, conference=preparing, provider=event.provider, failure="")
        case e.StaffJoinedCall():
            return _inside(visit, event.staff, is_in=True)
        case e.StaffLeftCall():
            return _inside(visit, event.staff, is_in=False)
        case _:
            assert_never(event)


_NO_RECEIPTS: Mapping[str, None] = MappingProxyType(
    {
        "called_at": None,
        "told_at": None,
        "seen_at": None,
        "entered_at": None,
        "left_at": None,
        "again_at": None,
        "unreached_at": None,
        "phone": None,
        "text": None,
    }
)

RUNG_KEPT = timedelta(days=1)
"""How long it is remembered that a telephone was rung up; the quota counts over a day."""


def _invited(guest: GuestId, role: Role, at: datetime) -> Guest:
    return Guest(id=guest, role=role, presence=Presence.INVITED, since=at)


def _guest(visit: Visit, guest: GuestId, **changes: object) -> Visit:
    return visit.but(
        guests=tuple(each.but(**changes) if each.id == guest else each for each in visit.guests)
    )


def _present(visit: Visit, guest: GuestId, presence: Presence, at: datetime) -> Visit:
    """`since` moves only when the presence does, so a change of node is not a new arrival."""
    known = visit.guest(guest)
    if known is None or known.presence is presence:
        return visit
    return _guest(visit, guest, presence=presence, since=at)


def _parked(guest: Guest, at: datetime) -> Guest:
    if guest.presence is not Presence.AWAY:
        return guest
    return guest.but(presence=Presence.PARKED, since=at)


def _left(visit: Visit, guest: GuestId, at: datetime) -> Visit:
    """Gone by their own wish, and out of the call: who comes back must be let in again."""
    left = _guest(_present(visit, guest, Presence.LEFT, at), guest, node=None, **_NO_RECEIPTS)
    admission = visit.admission
    if admission is None:
        return left
    rest = tuple(each for each in admission.guests if each != guest)
    return left.but(admission=admission.but(guests=rest))


def _back_in_line(visit: Visit, at: datetime) -> Visit:
    """Who was set aside is only away again: the hour until a place expires may have passed."""
    guests = (
        each.but(presence=Presence.AWAY, since=at) if each.presence is Presence.PARKED else each
        for each in visit.guests
    )
    return visit.but(guests=tuple(guests))


def _handed(handed: Handed, at: datetime) -> Guest:
    return Guest(
        id=handed.guest,
        role=handed.role,
        presence=handed.presence,
        since=at,
        checked=handed.checked,
    )


def _received(visit: Visit, event: e.VisitReceived, at: datetime) -> Visit:
    return visit.but(
        number=event.number,
        due_at=event.due_at,
        arrived_at=at if event.number else None,
        origin=event.origin,
        # Names of conferences are made from this number: one that comes back here goes on counting,
        # or its next conversation would have the name, and the PIN, of one that is closed.
        admissions=event.admissions,
    )


def _restored(visit: Visit, event: e.VisitRestored) -> Visit:
    return visit.but(
        number=event.number,
        priority=min(visit.priority, event.priority),
        arrived_at=event.arrived_at,
        # See `_received`: a conference of an admission that the log has lost may still be running.
        admissions=max(visit.admissions, event.admissions),
        restored=True,
    )


def _admitted(visit: Visit, event: e.VisitAdmitted, at: datetime) -> Visit:
    admission = Admission(
        number=event.admission,
        by=event.by,
        at=at,
        guests=event.guests,
        provider=event.provider,
        media=event.media,
    )
    guests = tuple(
        each.but(called_at=at) if each.id in event.guests else each for each in visit.guests
    )
    return visit.but(
        admission=admission, admissions=event.admission, guests=guests, claim=None, seen=True
    )


def _called(visit: Visit, guest: GuestId, **changes: object) -> Visit:
    """Called to the open admission, or once more in another way: earlier receipts are void."""
    admission = visit.admission
    if admission is None:
        return visit
    guests = tuple(dict.fromkeys((*admission.guests, guest)))
    return _guest(
        visit.but(admission=admission.but(guests=guests)), guest, **{**_NO_RECEIPTS, **changes}
    )


def _ringing(visit: Visit, at: datetime) -> Visit:
    """Whom the call was opened for by telephone is rung up, and called, from now on."""
    guests = (each.but(called_at=at) if each.phone is Phone.RUNG else each for each in visit.guests)
    return visit.but(guests=tuple(guests))


def _admission(visit: Visit, **changes: object) -> Visit:
    admission = visit.admission
    return visit if admission is None else visit.but(admission=admission.but(**changes))


def _inside(visit: Visit, staff: StaffId, *, is_in: bool) -> Visit:
    others = (
        tuple(each for each in visit.admission.inside if each != staff) if visit.admission else ()
    )
    return _admission(visit, inside=(*others, staff) if is_in else others)


def _called_off(visit: Visit) -> Visit:
    """No admission any more, and none of its receipts."""
    return visit.but(
        admission=None,
        guests=tuple(each.but(**_NO_RECEIPTS) for each in visit.guests),
    )
