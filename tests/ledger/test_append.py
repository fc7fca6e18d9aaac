"""Compare and append: at most one wins, and all of it stands or none."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.ledger.makes import NOON, OTHER, QUEUE, answer, append, effect, entry
from waitingroom.core.ids import OpId, QueueId, Version
from waitingroom.ledger import Append, Conflict, SqlLedger, Tail

AHEAD = NOON + timedelta(hours=1)


async def test_what_was_appended_is_read_back_as_it_was(ledger: SqlLedger) -> None:
    first, second = append(0, 3), append(3, 2)
    await ledger.append(first)
    await ledger.append(second)
    entries = first.entries + second.entries
    assert await ledger.read(QUEUE) == Tail(version=Version(5), schema=1, entries=entries)
    tail = await ledger.read(QUEUE, since=Version(4))
    assert tail == Tail(version=Version(5), schema=1, entries=entries[4:])


async def test_a_queue_that_was_never_written_is_version_0_and_empty(ledger: SqlLedger) -> None:
    assert await ledger.read(QUEUE) == Tail(version=Version(0), schema=1)
    assert await ledger.verify(QUEUE) is None


async def test_a_reader_that_is_ahead_of_the_log_is_told_the_version_of_the_log(
    ledger: SqlLedger,
) -> None:
    await ledger.append(append(0, 2))
    assert await ledger.read(QUEUE, since=Version(7)) == Tail(version=Version(2), schema=1)


@pytest.mark.parametrize("expected", [0, 1, 3])
async def test_an_append_that_expects_another_version_changes_nothing(
    ledger: SqlLedger, expected: int
) -> None:
    await ledger.append(append(0, 2))
    late = append(expected, answers=(answer("late"),), effects=(effect(expected + 1),))
    with pytest.raises(Conflict):
        await ledger.append(late)
    assert (await ledger.read(QUEUE)).version == 2
    assert await ledger.answers(QUEUE, [OpId("late")]) == {}
    assert await ledger.claim("worker", AHEAD, 10) == []
    assert not await ledger.settled(QUEUE, late.batch)


async def test_an_append_that_fails_at_its_last_row_leaves_none_of_its_rows(
    ledger: SqlLedger,
) -> None:
    await ledger.append(append(0, answers=(answer("once"),)))
    again = append(1, 2, answers=(answer("new"), answer("once")), effects=(effect(2),))
    with pytest.raises(Conflict):
        await ledger.append(again)
    assert (await ledger.read(QUEUE)).version == 1
    assert await ledger.answers(QUEUE, [OpId("new")]) == {}
    assert await ledger.claim("worker", AHEAD, 10) == []
    await ledger.append(append(1))
    assert await ledger.verify(QUEUE) is None


async def test_of_two_appends_at_the_same_version_exactly_one_wins(
    ledger: SqlLedger, other: SqlLedger
) -> None:
    for version in range(50):
        told = await asyncio.gather(
            ledger.append(append(version)), other.append(append(version)), return_exceptions=True
        )
        assert sorted(type(each).__name__ for each in told) == ["Conflict", "NoneType"]
    assert (await ledger.read(QUEUE)).version == 50


async def test_two_ledgers_that_race_lose_and_double_none_of_200_appends_each(
    ledger: SqlLedger, other: SqlLedger
) -> None:
    async def write(on: SqlLedger, name: str) -> None:
        version, done = Version(0), 0
        while done < 200:
            try:
                await on.append(_signed(version, f"{name}-{done}"))
            except Conflict:
                version = (await on.read(QUEUE, since=version)).version
            else:
                version, done = Version(version + 1), done + 1

    await asyncio.gather(write(ledger, "one"), write(other, "two"))
    tail = await ledger.read(QUEUE)
    assert tail.version == 400
    signed = sorted(each.body.decode() for each in tail.entries)
    assert signed == sorted(f"{name}-{each}" for name in ("one", "two") for each in range(200))
    assert await ledger.verify(QUEUE) is None


def _signed(version: Version, body: str) -> Append:
    return append(version).but(entries=(entry(version + 1, body.encode()),))


async def test_many_queues_are_written_at_once(ledger: SqlLedger) -> None:
    queues = [QueueId(f"queue-{each}") for each in range(40)]

    async def write(queue: QueueId) -> None:
        for version in range(5):
            await ledger.append(append(version, queue=queue))

    await asyncio.gather(*map(write, queues))
    assert await ledger.versions(queues) == dict.fromkeys(queues, 5)


async def test_a_remembered_refusal_stands_at_the_version_it_was_true_at(
    ledger: SqlLedger,
) -> None:
    await ledger.append(append(0, 2))
    refusal = answer("admit", version=2, body=b"already-admitted")
    await ledger.append(append(2, entries=0, answers=(refusal,)))
    await ledger.append(append(2, entries=0, answers=(answer("another", version=2),)))
    assert await ledger.answers(QUEUE, [OpId("admit")]) == {refusal.op_id: refusal}
    assert (await ledger.read(QUEUE)).version == 2
    with pytest.raises(Conflict):
        await ledger.append(append(1, entries=0, answers=(answer("late", version=1),)))


async def test_a_queue_may_begin_with_a_remembered_refusal(ledger: SqlLedger) -> None:
    await ledger.append(append(0, entries=0, answers=(answer("closed"),)))
    await ledger.append(append(0, entries=0, answers=(answer("closed again"),)))
    await ledger.append(append(0))
    assert (await ledger.read(QUEUE)).version == 1
    assert await ledger.verify(QUEUE) is None


async def test_64_events_take_as_many_trips_as_one(ledger: SqlLedger, engine: AsyncEngine) -> None:
    said: list[str] = []

    def hear(_: Any, __: Any, statement: str, *___: Any) -> None:
        said.append(statement)

    writer = engine.writer.sync_engine  # type: ignore[attr-defined]
    await ledger.append(append(0))
    event.listen(writer, "before_cursor_execute", hear)
    await ledger.append(append(1))
    one = len(said)
    await ledger.append(append(2, 64))
    assert len(said) == 2 * one
    assert one <= 4


async def test_a_caller_that_is_cancelled_does_not_cancel_the_write(ledger: SqlLedger) -> None:
    for version in range(30):
        asked = asyncio.create_task(ledger.append(append(version)))
        for _ in range(version + 1):
            await asyncio.sleep(0)
        asked.cancel()
        await asyncio.gather(asked, return_exceptions=True)
        await ledger.end()
        assert (await ledger.read(QUEUE)).version == version + 1


async def test_a_log_under_a_newer_schema_is_read_but_not_written(
    ledger: SqlLedger, engine: AsyncEngine
) -> None:
    newer = SqlLedger(engine, schema=2)
    await newer.append(append(0))
    assert (await ledger.read(QUEUE)).schema == 2
    with pytest.raises(Conflict):
        await ledger.append(append(1))
    await newer.append(append(1))
    assert (await newer.read(QUEUE)).version == 2


async def test_an_instant_keeps_its_microseconds_and_comes_back_in_utc(ledger: SqlLedger) -> None:
    summer = NOON.replace(month=7).astimezone(timezone(timedelta(hours=2)))
    await ledger.append(append(0).but(entries=(entry(1, at=summer),)))
    (read,) = (await ledger.read(QUEUE)).entries
    assert read.at == summer
    assert read.at.isoformat() == "2026-07-25T12:00:00.123456+00:00"
    assert await ledger.verify(QUEUE) is None


async def test_an_instant_without_a_time_zone_is_refused_and_nothing_is_written(
    ledger: SqlLedger,
) -> None:
    bare = append(0).but(due_at=datetime(2026, 11, 25))
    with pytest.raises(Exception, match="time zone"):
        await ledger.append(bare)
    assert (await ledger.read(QUEUE)).version == 0


MISFITS: dict[str, Callable[[], Append]] = {
    "nothing at all": lambda: append(0, entries=0),
    "a gap before the entries": lambda: append(0).but(expected=Version(1)),
    "a gap between them": lambda: append(0).but(entries=(entry(1), entry(3))),
    "an effect of an older entry": lambda: append(3, effects=(effect(3),)),
    "the same effect twice": lambda: append(0, effects=(effect(1), effect(1))),
    "two answers to one intent": lambda: append(0, answers=(answer("a"), answer("a"))),
}


@pytest.mark.parametrize("misfit", MISFITS)
def test_an_append_whose_parts_do_not_fit_cannot_be_made(misfit: str) -> None:
    with pytest.raises(ValueError):
        MISFITS[misfit]()


async def test_two_queues_do_not_share_versions_answers_or_effects(ledger: SqlLedger) -> None:
    for queue in (QUEUE, OTHER):
        await ledger.append(append(0, queue=queue, answers=(answer("same"),), effects=(effect(1),)))
    assert await ledger.versions([QUEUE, OTHER]) == {QUEUE: 1, OTHER: 1}
    assert len(await ledger.claim("worker", AHEAD, 10)) == 2
