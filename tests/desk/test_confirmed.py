"""What the desk says it is sure of, and since when."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta

import pytest

from tests.desk.people import ADA, QUEUE, asks, clinician, waits
from waitingroom.bus import LocalBus
from waitingroom.core.actors import StaffActor, StaffRole, SystemActor
from waitingroom.core.commands import Admit, OpenQueue, Tick
from waitingroom.core.ids import NodeId, QueueId, StaffId, Version
from waitingroom.core.refusals import Code, Refused
from waitingroom.core.snapshot import SCHEMA
from waitingroom.desk import Desk, Done, NewerLog
from waitingroom.ledger import SqlLedger, Tail, open_engine

NINE = datetime(2026, 3, 28, 9, tzinfo=UTC)
OTHER = QueueId("other")


class Hands:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = NINE

    def __call__(self) -> datetime:
        return self.now

    def move(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


async def test_what_needed_no_word_with_the_ledger_confirms_nothing(
    ledgers: tuple[SqlLedger, SqlLedger],
) -> None:
    """Or a page would read "confirmed just now" while the database has long been gone."""
    clock = Hands()
    desk = Desk(ledgers[0], LocalBus(), clock)
    visit = await waits(desk)
    assert desk.confirmed_at(QUEUE) == NINE
    clock.move(30)
    node = SystemActor(node=NodeId("n"))
    assert isinstance(await desk.ask(QUEUE, None, Tick(), node), Done)
    secretary = StaffActor(staff=StaffId("siv"), role=StaffRole.SECRETARY)
    denied = await asks(desk, secretary, Admit(visit=visit.id, seen=visit.revision))
    assert denied == Refused(code=Code.DENIED)
    assert desk.confirmed_at(QUEUE) == NINE
    await desk.catch_up()
    assert desk.confirmed_at(QUEUE) == clock.now
    clock.move(1)
    await asks(desk, ADA, Admit(visit=visit.id, seen=visit.revision))
    assert desk.confirmed_at(QUEUE) < clock.now
    await desk.close()


class OneQueueIsNewer(SqlLedger):
    """A ledger in which a newer program has written one of the queues."""

    async def read(self, queue: QueueId, since: Version = Version(0)) -> Tail:  # noqa: B008
        tail = await super().read(queue, since)
        return tail.but(schema=SCHEMA + 1) if queue == QUEUE and since else tail

    async def versions(self, queues: Collection[QueueId]) -> dict[QueueId, Version]:
        found = await super().versions(queues)
        return {id_: Version(v + 1) if id_ == QUEUE else v for id_, v in found.items()}


async def test_a_queue_that_cannot_be_read_on_keeps_no_other_from_being_confirmed(
    database_url: str,
) -> None:
    clock = Hands()
    engine = open_engine(database_url)
    ledger = OneQueueIsNewer(engine)
    desk = Desk(ledger, LocalBus(), clock)
    await asks(desk, clinician("anna"), OpenQueue())
    await desk.queue(OTHER)
    clock.move(30)
    with pytest.raises(NewerLog):
        await desk.catch_up()
    assert desk.confirmed_at(QUEUE) == NINE
    assert desk.confirmed_at(OTHER) == clock.now
    await desk.close()
    await ledger.end()
    await engine.dispose()
