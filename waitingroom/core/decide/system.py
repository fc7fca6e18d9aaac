"""What we ourselves tell a queue: connections, receipts, the conference, the time."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice, takewhile
from typing import assert_never

from waitingroom.core import commands as c
from waitingroom.core import events as e
from waitingroom.core.alarms import (
    claim_until,
    grace_until,
    is_lull,
    parked_until,
    reach_due_at,
    ring_until,
    visit_due_at,
)
from waitingroom.core.checks import MOST_CAUSES
from waitingroom.core.decide import restoring
from waitingroom.core.decide.admission import is_called
from waitingroom.core.model import (
    Conference,
    EndReason,
    Guest,
    Phone,
    Presence,
    Queue,
    Stage,
    Visit,
)
from waitingroom.core.stages import is_over

AT_ONCE = 256
"""How many alarms one Tick answers; the rest wait for the next, so that no append grows huge."""


def decide(  # noqa: C901 - it only routes
    queue: Queue, command: c.SystemCommand, now: datetime
) -> tuple[e.Event, ...]:
    """Routes; what a queue no longer knows or no longer concerns it changes nothing."""
    match command:
        case c.Configure():
            return () if queue.rules == command.rules else (e.QueueConfigured(rules=command.rules),)
        case c.Connected():
            return tuple(_connected(queue, command))
        case c.Away():
            return tuple(_away(queue, command))
        case c.Told() | c.Saw() | c.Entered() | c.LeftCall() | c.Unanswered() | c.Texted():
            return tuple(_receipt(queue, command))
        case c.StaffEntered() | c.StaffLeft():
            return tuple(_staff(queue, command))
        case c.MakeReady():
            event = e.ConferenceReady(visit=command.visit, admission=command.admission)
            return (event,) if _preparing(queue, command) else ()
        case c.GiveUp():
            failed = e.ConferenceFailed(
                visit=command.visit, admission=command.admission, failure=command.failure
            )
            return (failed,) if _preparing(queue, command) else ()
        case c.Check():
            return tuple(_check(queue, command, now))
        case c.Receive():
            return tuple(_receive(queue, command))
        case c.BeginRestoring() | c.Restore() | c.RefuseTicket():
            return tuple(restoring.decide(queue, command, now))
        case c.Tick():
            return tuple(_tick(queue, now, absences=command.absences))
        case _:
            assert_never(command)


def _connected(queue: Queue, command: c.Connected) -> Iterator[e.Event]:
    guest = _present(queue, command)
    if guest is None:
        return
    if guest.presence is not Presence.CONNECTED or guest.node != command.node:
        yield e.GuestConnected(visit=command.visit, guest=guest.id, node=command.node)
        yield from restoring.connected(queue, command)


def _away(queue: Queue, command: c.Away) -> Iterator[e.Event]:
    guest = _present(queue, command)
    if guest is None or guest.presence is not Presence.CONNECTED:
        return
    # They came back through another node, which speaks for them now.
    if guest.node is None or guest.node == command.node:
        yield e.GuestWentAway(visit=command.visit, guest=guest.id)


def _present(queue: Queue, command: c.Connected | c.Away) -> Guest | None:
    """The guest, if they have come and the visit goes on, or may yet when its removal is undone."""
    visit = queue.visits.get(command.visit)
    if visit is None or is_over(visit):
        return None
    return next((each for each in visit.here if each.id == command.guest), None)


def _receipt(queue: Queue, command: c.Receipt) -> Iterator[e.Event]:
    visit = queue.visits.get(command.visit)
    guest = visit.guest(command.guest) if visit else None
    if visit is None or guest is None:
        return
    if not is_called(queue, visit.id, guest.id, command.admission):
        return
    match command:
        case c.Told() | c.Saw():
            yield from _read(visit, guest, command)
        case c.Entered() | c.LeftCall():
            yield from _came_or_went(visit, guest, command)
        case c.Unanswered() | c.Texted():
            yield from _sought(visit, guest, command)
        case _:
            assert_never(command)


def _read(visit: Visit, guest: Guest, command: c.Told | c.Saw) -> Iterator[e.Event]:
    if guest.told_at is None:
        yield e.GuestTold(visit=visit.id, admission=command.admission, guest=guest.id)
    if isinstance(command, c.Saw) and guest.seen_at is None:
        yield e.GuestSaw(visit=visit.id, admission=command.admission, guest=guest.id)


def _sought(visit: Visit, guest: Guest, command: c.Unanswered | c.Texted) -> Iterator[e.Event]:
    """What came of looking for somebody by telephone or text message."""
    number = command.admission
    if isinstance(command, c.Texted):
        if guest.text is None:
            yield e.GuestTexted(visit=visit.id, admission=number, guest=guest.id, text=command.text)
    elif guest.phone is Phone.RUNG and not guest.is_inside:
        yield e.PhoneUnanswered(visit=visit.id, admission=number, guest=guest.id)


def _came_or_went(visit: Visit, guest: Guest, command: c.Entered | c.LeftCall) -> Iterator[e.Event]:
    comes = isinstance(command, c.Entered)
    if comes and not guest.is_inside:
        yield e.GuestEntered(visit=visit.id, admission=command.admission, guest=guest.id)
    if not comes and guest.is_inside:
        yield e.GuestLeftCall(visit=visit.id, admission=command.admission, guest=guest.id)


def _staff(queue: Queue, command: c.StaffEntered | c.StaffLeft) -> Iterator[e.Event]:
    visit = queue.visits.get(command.visit)
    admission = visit.admission if visit else None
    if admission is None or admission.number != command.admission:
        return
    comes = isinstance(command, c.StaffEntered)
    if comes is not (command.staff in admission.inside):
        event = e.StaffJoinedCall if comes else e.StaffLeftCall
        yield event(visit=command.visit, admission=command.admission, staff=command.staff)


def _check(queue: Queue, command: c.Check, now: datetime) -> Iterator[e.Event]:
    """A result that differs from the last one, or that confirms one which has grown old."""
    visit = queue.visits.get(command.visit)
    guest = visit.guest(command.guest) if visit else None
    if visit is None or guest is None or visit.ended is not None:
        return
    causes, known = command.causes[:MOST_CAUSES], guest.checked
    if known is not None and command.again and known.outweighs(command.outcome):
        return
    if known is None or not known.says(command.outcome, causes, now):
        yield e.GuestChecked(visit=visit.id, guest=guest.id, outcome=command.outcome, causes=causes)


def _receive(queue: Queue, command: c.Receive) -> Iterator[e.Event]:
    """A place is never refused to somebody who is handed over: there is nowhere to go back to."""
    known = queue.visits.get(command.visit)
    if not command.guests or (known is not None and known.ended is None):
        return
    has_come = any(each.presence is not Presence.INVITED for each in command.guests)
    yield e.VisitReceived(
        visit=command.visit,
        origin=command.origin,
        kind=command.kind,
        guests=command.guests,
        number=queue.next_number if has_come else 0,
        due_at=command.due_at,
        admissions=command.admissions,
    )


def _preparing(queue: Queue, command: c.MakeReady | c.GiveUp) -> bool:
    """Whether it is awaited: a provider that was given up on may still answer."""
    visit = queue.visits.get(command.visit)
    admission = visit.admission if visit else None
    return (
        admission is not None
        and admission.number == command.admission
        and admission.provider is command.provider
        and admission.conference is Conference.PREPARING
    )


# --- time


def _tick(queue: Queue, now: datetime, *, absences: bool) -> Iterator[e.Event]:
    yield from restoring.tick(queue, now)
    absences = absences and not is_lull(queue, now)
    in_turn = (queue.visits[each] for each in queue.alarms)
    due = takewhile(lambda visit: _is_due(queue, visit, now), in_turn)
    looked_at = (each for each in due if absences or each.admission is not None)
    for visit in islice(looked_at, AT_ONCE):
        yield from _due(queue, visit, now)


def _is_due(queue: Queue, visit: Visit, now: datetime) -> bool:
    due = visit_due_at(queue, visit)
    return due is not None and due <= now


def _due(queue: Queue, visit: Visit, now: datetime) -> Iterator[e.Event]:
    claim_ends = claim_until(queue, visit)
    if claim_ends is not None and claim_ends <= now:
        yield e.ClaimEnded(visit=visit.id)
    match visit.stage:
        case Stage.EXPECTED:
            yield from _missed(queue, visit, now)
        case Stage.WAITING:
            yield from _waited(queue, visit, now)
        case Stage.ADMITTED | Stage.IN_CALL:
            yield from _unreached(queue, visit, now)
        case Stage.ENDED:
            yield e.VisitForgotten(visit=visit.id)
        case _:
            assert_never(visit.stage)


def _waited(queue: Queue, visit: Visit, now: datetime) -> Iterator[e.Event]:
    expires, parks = parked_until(queue, visit), grace_until(queue, visit)
    if expires is not None and expires <= now:
        yield e.VisitEnded(visit=visit.id, reason=EndReason.EXPIRED)
    elif parks is not None and parks <= now:
        yield e.VisitParked(visit=visit.id)


def _missed(queue: Queue, visit: Visit, now: datetime) -> Iterator[e.Event]:
    due = visit_due_at(queue, visit.but(claim=None))
    if due is not None and due <= now:
        yield e.VisitEnded(visit=visit.id, reason=EndReason.NO_SHOW)


def _unreached(queue: Queue, visit: Visit, now: datetime) -> Iterator[e.Event]:
    for guest in visit.guests:
        due = reach_due_at(queue, guest)
        if due is not None and due <= now:
            event = e.GuestCalledAgain if guest.again_at is None else e.GuestNotReached
            yield event(visit=visit.id, admission=visit.admissions, guest=guest.id)
        rings = ring_until(queue, visit, guest)
        if rings is not None and rings <= now:
            yield e.PhoneUnanswered(visit=visit.id, admission=visit.admissions, guest=guest.id)
