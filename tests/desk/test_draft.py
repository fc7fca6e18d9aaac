"""A batch decided on a private copy: a bug in one command leaves nothing of that command behind."""

from datetime import UTC, datetime

import pytest

from tests.desk.people import ADA, QUEUE, clinician, op_id
from waitingroom.core import events as e
from waitingroom.core.actors import Actor, GuestActor, SystemActor
from waitingroom.core.commands import ClaimVisit, Command, Join, OpenQueue, Tick
from waitingroom.core.ids import GuestId, NodeId, OpId, Version, VisitId
from waitingroom.core.model import Queue
from waitingroom.core.refusals import Code, Refused
from waitingroom.desk import Done
from waitingroom.desk.draft import Draft, Request
from waitingroom.desk.replies import digest
from waitingroom.ledger import Effect

NOW = datetime(2026, 3, 28, 9, tzinfo=UTC)
BEN = GuestActor(guest=GuestId("ben"), visit=VisitId("w"), walk_in=True)
ANNA = clinician("anna")


def request(actor: Actor, command: Command, name: OpId | None = None) -> Request:
    return Request(actor, command, name or op_id(), digest(actor, command))


def broken_at_the_second_claim(queue: Queue, happened: e.Happened) -> tuple[Effect, ...]:
    if isinstance(happened.event, e.VisitClaimed) and queue.version > 4:
        raise RuntimeError("a bug of ours")
    return ()


def test_a_command_that_breaks_in_the_middle_is_absent_as_a_whole(
    caplog: pytest.LogCaptureFixture,
) -> None:
    draft = Draft(Queue(id=QUEUE), NOW, broken_at_the_second_claim)
    draft.take(
        [
            request(ANNA, OpenQueue()),
            request(ADA, Join()),
            request(BEN, Join()),
            request(ANNA, ClaimVisit(visit=ADA.visit)),
            request(ANNA, ClaimVisit(visit=BEN.visit)),
            request(clinician("bo"), OpenQueue()),
        ]
    )
    assert isinstance(draft.outcomes[4], RuntimeError)
    assert "ClaimVisit" in caplog.text
    kinds = [type(each.event).__name__ for each in draft.log]
    assert kinds == ["QueueOpened", "VisitArrived", "VisitArrived", "VisitClaimed"]
    append = draft.append(None)
    assert [entry.kind for entry in append.entries] == kinds
    assert draft.queue.claims[ANNA.staff] == ADA.visit
    assert draft.outcomes[5] == Done(version=draft.queue.version)
    assert len(append.answers) == 5


def test_the_same_intent_twice_in_one_batch_is_decided_once() -> None:
    draft = Draft(Queue(id=QUEUE), NOW, lambda queue, happened: ())
    name = op_id()
    draft.take(
        [
            request(ANNA, OpenQueue(), name),
            request(ANNA, OpenQueue(), name),
            request(clinician("bo"), OpenQueue(), name),
        ]
    )
    assert draft.outcomes == [
        Done(version=Version(1)),
        Done(version=Version(1)),
        Refused(code=Code.OP_REUSED),
    ]
    assert len(draft.append(None).answers) == 1


def test_what_we_ask_ourselves_and_what_is_denied_leave_nothing_to_write() -> None:
    draft = Draft(Queue(id=QUEUE), NOW, lambda queue, happened: ())
    node = SystemActor(node=NodeId("n"))
    draft.take([Request(node, Tick(), None, b""), request(ADA, OpenQueue())])
    assert draft.outcomes == [Done(version=Version(0)), Refused(code=Code.DENIED)]
    assert draft.is_empty


def test_times_in_a_log_never_go_back() -> None:
    earlier = Queue(id=QUEUE, at=NOW)
    draft = Draft(earlier, NOW.replace(hour=8), lambda queue, happened: ())
    draft.take([request(ANNA, OpenQueue())])
    assert draft.log[0].at == NOW
