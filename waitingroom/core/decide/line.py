"""What staff do with the line from the board: the door, notices, expecting, moving, removing."""

from collections.abc import Iterator
from datetime import datetime
from typing import assert_never

from waitingroom.core import commands as c
from waitingroom.core import events as e
from waitingroom.core.actors import StaffActor
from waitingroom.core.alarms import claim_until, undo_until
from waitingroom.core.model import EndReason, Priority, Queue, Shelf, Stage, Visit
from waitingroom.core.refusals import Code, Refused

Decision = tuple[e.Event, ...] | Refused


def decide(queue: Queue, command: c.LineCommand, actor: StaffActor, now: datetime) -> Decision:
    """Routes."""
    match command:
        case c.OpenQueue():
            return () if queue.open else (e.QueueOpened(),)
        case c.CloseQueue():
            return tuple(_close(queue, command, actor))
        case c.PostNotice():
            return (e.NoticePosted(notice=command.notice),)
        case c.WithdrawNotice():
            return (e.NoticeWithdrawn(),) if queue.notice else ()
        case c.ExpectVisit():
            return _expect(queue, command)
        case _:
            return _visit(queue, command, actor, now)


def _close(queue: Queue, command: c.CloseQueue, actor: StaffActor) -> Iterator[e.Event]:
    if queue.open:
        yield e.QueueClosed()
    if command.send_home:
        for shelf in (Shelf.LINE, Shelf.PARKED):
            for visit in queue.shelf(shelf):
                yield e.VisitEnded(visit=visit, reason=EndReason.CLOSED, by=actor.staff)


def _expect(queue: Queue, command: c.ExpectVisit) -> Decision:
    if command.visit in queue.visits:
        return ()
    guests = [each.guest for each in command.guests]
    if not guests or len(set(guests)) < len(guests):
        return Refused(code=Code.MALFORMED)
    if any(guest in queue.guests for guest in guests):
        return Refused(code=Code.MALFORMED)
    if len(queue.shelf(Shelf.EXPECTED)) >= queue.rules.limit:
        return Refused(code=Code.QUEUE_FULL)
    expected = e.VisitExpected(visit=command.visit, guests=command.guests, due_at=command.due_at)
    return (expected,)


def _visit(  # noqa: C901 - it only routes
    queue: Queue, command: c.CardCommand, actor: StaffActor, now: datetime
) -> Decision:
    visit = queue.visits.get(command.visit)
    if visit is None:
        return Refused(code=Code.NOT_FOUND)
    match command:
        case c.InviteGuest():
            return _invite(queue, visit, command)
        case c.MoveUp():
            return _move(
                visit, Priority.MOVED_UP, e.VisitMovedUp(visit=visit.id, reason=command.reason)
            )
        case c.MoveBack():
            return _move(visit, Priority.ORDINARY, e.VisitMovedBack(visit=visit.id))
        case c.Remove():
            return _remove(visit, command, actor)
        case c.Reinstate():
            return _reinstate(queue, visit, now)
        case c.Transfer():
            return _transfer(queue, visit, command, actor)
        case c.ClaimVisit():
            return tuple(_claim(queue, visit, actor, now))
        case c.ReleaseClaim():
            return tuple(_release(visit, actor))
        case _:
            assert_never(command)


def _invite(queue: Queue, visit: Visit, command: c.InviteGuest) -> Decision:
    if visit.guest(command.guest) is not None:
        return ()
    if visit.ended is not None:
        return Refused(code=Code.ENDED, by=visit.ended.by, at=visit.ended.at)
    if command.guest in queue.guests:
        return Refused(code=Code.MALFORMED)
    return (e.GuestInvited(visit=visit.id, guest=command.guest, role=command.role),)


def _move(visit: Visit, priority: Priority, event: e.Event) -> Decision:
    refused = _not_in_line(visit)
    if refused is not None:
        return refused
    return () if visit.priority is priority else (event,)


def _remove(visit: Visit, command: c.Remove, actor: StaffActor) -> Decision:
    refused = _not_in_line(visit) if visit.stage is not Stage.EXPECTED else None
    if refused is not None:
        return refused
    expected = visit.stage is Stage.EXPECTED
    ended = e.VisitEnded(
        visit=visit.id,
        reason=EndReason.CANCELLED if expected else EndReason.REMOVED,
        by=actor.staff,
        why=command.reason,
    )
    return (ended,)


def _not_in_line(visit: Visit) -> Refused | None:
    if visit.admission is not None:
        return Refused(code=Code.ALREADY_ADMITTED, by=visit.admission.by, at=visit.admission.at)
    if visit.ended is not None:
        return Refused(code=Code.ENDED, by=visit.ended.by, at=visit.ended.at)
    return None if visit.stage is Stage.WAITING else Refused(code=Code.NOT_WAITING)


def _transfer(queue: Queue, visit: Visit, command: c.Transfer, actor: StaffActor) -> Decision:
    if visit.ended is not None:
        return Refused(code=Code.ENDED, by=visit.ended.by, at=visit.ended.at)
    if command.to == queue.id:
        return Refused(code=Code.NOT_FOUND)
    transferred = e.VisitEnded(
        visit=visit.id, reason=EndReason.TRANSFERRED, by=actor.staff, to=command.to
    )
    return (transferred,)


def _reinstate(queue: Queue, visit: Visit, now: datetime) -> Decision:
    if visit.ended is None:
        return ()
    until = undo_until(queue, visit)
    if until is None or now > until:
        return Refused(code=Code.TOO_LATE, by=visit.ended.by, at=visit.ended.at)
    return (e.VisitReinstated(visit=visit.id),)


def _claim(queue: Queue, visit: Visit, actor: StaffActor, now: datetime) -> Iterator[e.Event]:
    if visit.stage not in (Stage.EXPECTED, Stage.WAITING):
        return
    until = claim_until(queue, visit)
    mine = visit.claim is not None and visit.claim.by == actor.staff
    # The first to look stays the one who looks: two claims that chase each other help nobody.
    if until is not None and now < until and not mine:
        return
    # Half of its life is left: saying it again would only fill the log.
    if mine and visit.claim is not None and now - visit.claim.at < (until or now) - now:
        return
    before = queue.claims.get(actor.staff)
    if before is not None and before != visit.id:
        yield e.ClaimEnded(visit=before)
    yield e.VisitClaimed(visit=visit.id, by=actor.staff)


def _release(visit: Visit, actor: StaffActor) -> Iterator[e.Event]:
    if visit.claim is not None and visit.claim.by == actor.staff:
        yield e.ClaimEnded(visit=visit.id)
