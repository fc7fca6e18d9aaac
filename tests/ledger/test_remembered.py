"""What the ledger remembers beside the log: answers, snapshots, versions, due times, its epoch."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.ledger.makes import NOON, OTHER, QUEUE, answer, append
from waitingroom.core.ids import OpId, QueueId, Version
from waitingroom.ledger import Conflict, Snapshot, SqlLedger, Tail, migrate, open_engine


async def test_an_answer_is_remembered_with_its_append(ledger: SqlLedger) -> None:
    given = tuple(answer(name, version=1) for name in ("a", "b", "c"))
    await ledger.append(append(0, answers=given))
    asked = [OpId("a"), OpId("c"), OpId("never")]
    assert await ledger.answers(QUEUE, asked) == {"a": given[0], "c": given[2]}
    assert await ledger.answers(OTHER, asked) == {}
    assert await ledger.answers(QUEUE, []) == {}


async def test_answers_are_forgotten_by_their_age_and_settled_with_them(
    engine: AsyncEngine,
) -> None:
    now = NOON

    def clock() -> datetime:
        return now

    ledger = SqlLedger(engine, clock=clock)
    old = append(0, answers=(answer("old"),))
    await ledger.append(old)
    now = NOON + timedelta(days=2)
    new = append(1, answers=(answer("new"),))
    await ledger.append(new)
    assert await ledger.forget_answers(NOON + timedelta(days=1)) == 1
    assert set(await ledger.answers(QUEUE, [OpId("old"), OpId("new")])) == {"new"}
    assert await ledger.settled(QUEUE, new.batch)
    assert (await ledger.read(QUEUE)).version == 2


async def test_more_answers_than_a_page_are_forgotten_in_one_call(ledger: SqlLedger) -> None:
    for version in range(20):
        given = tuple(answer(f"{version}-{each}") for each in range(60))
        await ledger.append(append(version, answers=given))
    assert await ledger.forget_answers(NOON + timedelta(days=36500)) == 1200
    assert await ledger.forget_answers(NOON + timedelta(days=36500)) == 0


async def test_settled_tells_an_append_that_happened_from_one_that_never_will(
    ledger: SqlLedger,
) -> None:
    happened, never = append(0), append(1)
    await ledger.append(happened)
    for _ in range(2):
        assert await ledger.settled(QUEUE, happened.batch)
        assert not await ledger.settled(QUEUE, never.batch)


async def test_an_append_that_was_settled_as_never_cannot_happen_any_more(
    ledger: SqlLedger, other: SqlLedger
) -> None:
    late = append(0)
    assert not await other.settled(QUEUE, late.batch)
    with pytest.raises(Conflict):
        await ledger.append(late)
    assert (await ledger.read(QUEUE)).version == 0


async def test_versions_of_many_queues_are_asked_in_one_query(
    ledger: SqlLedger, engine: AsyncEngine
) -> None:
    await ledger.append(append(0, 3))
    await ledger.append(append(0, queue=OTHER))
    said: list[str] = []
    event.listen(engine.sync_engine, "before_cursor_execute", lambda *told: said.append(told[2]))
    unknown = [QueueId(f"unknown-{each}") for each in range(500)]
    versions = await ledger.versions([QUEUE, OTHER, *unknown])
    assert versions == {QUEUE: 3, OTHER: 1} | dict.fromkeys(unknown, 0)
    assert [each for each in said if each.startswith("SELECT")] == said[-1:]
    assert await ledger.versions([]) == {}


async def test_a_queue_is_due_from_its_time_on_until_the_next_append(ledger: SqlLedger) -> None:
    await ledger.append(append(0, due_at=NOON))
    await ledger.append(append(0, queue=OTHER, due_at=NOON - timedelta(seconds=1)))
    assert await ledger.due(NOON - timedelta(microseconds=1)) == [OTHER]
    assert await ledger.due(NOON) == [OTHER, QUEUE]
    await ledger.append(append(1, queue=OTHER, due_at=NOON + timedelta(hours=1)))
    await ledger.append(append(1, entries=0, answers=(answer("refused"),)))
    assert await ledger.due(NOON) == []


async def test_a_snapshot_stands_before_the_tail_only_when_it_is_newer(ledger: SqlLedger) -> None:
    written = append(0, 10)
    await ledger.append(written)
    snapshot = Snapshot(version=Version(6), body=b"six")
    await ledger.keep(QUEUE, snapshot)
    assert await ledger.read(QUEUE) == Tail(
        version=Version(10), schema=1, snapshot=snapshot, entries=written.entries[6:]
    )
    assert await ledger.read(QUEUE, since=Version(6)) == Tail(
        version=Version(10), schema=1, entries=written.entries[6:]
    )


async def test_the_whole_log_can_be_read_whatever_snapshots_there_are(ledger: SqlLedger) -> None:
    written = append(0, 10)
    await ledger.append(written)
    await ledger.keep(QUEUE, Snapshot(version=Version(6), body=b"six"))
    assert await ledger.log(QUEUE) == written.entries
    assert await ledger.log(QUEUE, since=Version(8)) == written.entries[8:]
    assert await ledger.log(OTHER) == ()


async def test_only_the_newest_snapshot_is_kept(ledger: SqlLedger) -> None:
    await ledger.append(append(0, 10))
    for version in (4, 8, 6, 8):
        await ledger.keep(QUEUE, Snapshot(version=Version(version), body=str(version).encode()))
    tail = await ledger.read(QUEUE)
    assert tail.snapshot == Snapshot(version=Version(8), body=b"8")
    assert [each.version for each in tail.entries] == [9, 10]


async def test_the_epoch_stays_while_the_ledger_lives(ledger: SqlLedger, other: SqlLedger) -> None:
    assert await ledger.epoch() == await other.epoch()
    assert len(await ledger.epoch()) == 32


async def test_another_ledger_has_another_epoch(ledger: SqlLedger, empty_url: str) -> None:
    await migrate(empty_url)
    engine = open_engine(empty_url)
    assert await SqlLedger(engine).epoch() != await ledger.epoch()
    await engine.dispose()


async def test_a_proof_is_written_however_often_it_is_asked_for(ledger: SqlLedger) -> None:
    for second in range(3):
        await ledger.prove(NOON + timedelta(seconds=second))
        await ledger.prove(NOON + timedelta(seconds=second))
    assert await ledger.versions([QueueId("-proof")]) == {QueueId("-proof"): 0}
