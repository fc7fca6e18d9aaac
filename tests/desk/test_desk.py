"""What the desk promises: one effect and one answer an op_id, and nothing told too early."""

import asyncio
from collections.abc import Sequence

from tests.desk.conftest import now
from tests.desk.people import ADA, QUEUE, admits, asks, clinician, op_id, waits
from waitingroom.bus import LocalBus
from waitingroom.core import events as e
from waitingroom.core.commands import Admit, Join, Leave, OpenQueue, PutBack, Ready
from waitingroom.core.ids import QueueId
from waitingroom.core.model import Queue, Stage
from waitingroom.core.refusals import Code, Refused
from waitingroom.desk import Desk, Done
from waitingroom.desk.counter import SNAPSHOT_EVERY
from waitingroom.ledger import SqlLedger

Desks = tuple[Desk, Desk]
Ledgers = tuple[SqlLedger, SqlLedger]


async def test_one_op_id_sent_twenty_times_to_two_nodes_has_one_effect(
    desks: Desks, ledgers: Ledgers
) -> None:
    await waits(desks[0])
    name = op_id()
    before = (await ledgers[0].versions([QUEUE]))[QUEUE]
    replies = await asyncio.gather(
        *(desks[n % 2].ask(QUEUE, name, Ready(ready=True), ADA) for n in range(20))
    )
    assert set(replies) == {replies[0]}
    assert isinstance(replies[0], Done)
    assert (await ledgers[0].versions([QUEUE]))[QUEUE] == before + 1


async def test_a_late_repeat_of_an_old_admit_gets_its_old_answer_and_admits_nobody(
    desks: Desks,
) -> None:
    visit = await waits(desks[0])
    name, admit = op_id(), Admit(visit=visit.id, seen=visit.revision)
    first = await desks[0].ask(QUEUE, name, admit, clinician("anna"))
    await asks(desks[0], clinician("anna"), PutBack(visit=visit.id))
    assert await desks[1].ask(QUEUE, name, admit, clinician("anna")) == first
    assert (await desks[1].queue(QUEUE)).visits[visit.id].stage is Stage.WAITING


async def test_an_op_id_with_another_body_or_from_another_person_is_refused(desks: Desks) -> None:
    await waits(desks[0])
    name = op_id()
    await desks[0].ask(QUEUE, name, Ready(ready=True), ADA)
    for desk in desks:
        other_body = await desk.ask(QUEUE, name, Ready(ready=False), ADA)
        assert other_body == Refused(code=Code.OP_REUSED)
        other_person = await desk.ask(QUEUE, name, OpenQueue(), clinician("bo"))
        assert other_person == Refused(code=Code.OP_REUSED)


async def test_a_refusal_that_depends_on_the_queue_is_remembered(desks: Desks) -> None:
    visit = await waits(desks[0])
    await admits(desks[0], "anna")
    name, admit = op_id(), Admit(visit=visit.id, seen=visit.revision)
    refused = await desks[1].ask(QUEUE, name, admit, clinician("bo"))
    assert isinstance(refused, Refused)
    await asks(desks[0], clinician("anna"), PutBack(visit=visit.id))
    assert await desks[0].ask(QUEUE, name, admit, clinician("bo")) == refused


async def test_a_stale_replica_never_says_no_to_what_is_possible(
    ledgers: Ledgers,
) -> None:
    """Two nodes whose bus loses everything: what one does not know it reads before it refuses."""
    one, two = Desk(ledgers[0], LocalBus(), now), Desk(ledgers[1], LocalBus(), now)
    visit = await waits(one)
    await two.queue(QUEUE)
    await admits(one, "anna")
    await asks(one, clinician("anna"), PutBack(visit=visit.id))
    fresh = (await one.queue(QUEUE)).visits[visit.id]
    admit = Admit(visit=visit.id, seen=fresh.revision)
    assert isinstance(await asks(two, clinician("bo"), admit), Done)


async def test_a_caller_who_goes_away_does_not_take_the_command_along(desks: Desks) -> None:
    await asks(desks[0], clinician("anna"), OpenQueue())
    name = op_id()
    asking = asyncio.create_task(desks[0].ask(QUEUE, name, Join(), ADA))
    await asyncio.sleep(0)
    asking.cancel()
    reply = await desks[0].ask(QUEUE, name, Join(), ADA)
    assert isinstance(reply, Done)
    assert ADA.visit in (await desks[0].queue(QUEUE)).visits


async def test_watchers_hear_of_everything_in_order_on_both_nodes(desks: Desks) -> None:
    heard: tuple[list[int], list[int]] = ([], [])

    def listen(to: int) -> None:
        def watcher(before: Queue, after: Queue, happened: Sequence[e.Happened]) -> None:
            assert before.version + len(happened) == after.version
            heard[to].extend(each.version for each in happened)

        desks[to].watch(watcher)

    for node in (0, 1):
        await desks[node].queue(QUEUE)
        listen(node)
    await waits(desks[0])
    await asks(desks[1], ADA, Ready())
    await asks(desks[0], ADA, Leave())
    for desk in desks:
        await desk.catch_up()
    assert heard[0] == heard[1] == list(range(1, 5))


async def test_a_watcher_that_fails_stops_nobody(desks: Desks) -> None:
    def broken(before: Queue, after: Queue, happened: Sequence[e.Happened]) -> None:
        raise RuntimeError("a watcher")

    desks[0].watch(broken)
    await waits(desks[0])
    assert isinstance(await asks(desks[0], ADA, Ready()), Done)


async def test_a_long_log_is_read_from_its_snapshot_and_its_history_is_whole(
    desks: Desks, ledgers: Ledgers
) -> None:
    await waits(desks[0])
    for nth in range(SNAPSHOT_EVERY + 10):
        await asks(desks[0], ADA, Ready(ready=nth % 2 == 0))
    await desks[0].close()
    tail = await ledgers[1].read(QUEUE)
    assert tail.snapshot is not None
    assert await desks[1].queue(QUEUE) == await desks[0].queue(QUEUE)
    history = await desks[1].history(QUEUE, ADA.visit)
    assert history[0].kind == "VisitArrived"
    assert len(history) == SNAPSHOT_EVERY + 11
    assert await ledgers[1].verify(QUEUE) is None


async def test_a_queue_nobody_wrote_is_empty(desks: Desks) -> None:
    assert (await desks[0].queue(QueueId("nowhere"))).version == 0
    assert desks[1].known(QueueId("nowhere")) is None
