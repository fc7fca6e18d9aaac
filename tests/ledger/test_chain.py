"""The chain of hashes: a row that was altered, taken out, put in or moved is found."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Executable, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.ledger.makes import NOON, OTHER, QUEUE, append, entry
from waitingroom.core.ids import OpId
from waitingroom.ledger import Damaged, SqlLedger
from waitingroom.ledger.chain import anchor, link, links
from waitingroom.ledger.sql import PAGE
from waitingroom.ledger.tables import events, queues


def _row(version: int) -> Any:
    return (events.c.queue == QUEUE) & (events.c.version == version)


def _altered(**changes: Any) -> list[Executable]:
    return [update(events).where(_row(4)).values(**changes)]


TAMPERED: dict[str, tuple[Callable[[], list[Executable]], int]] = {
    "its time": (lambda: _altered(at=NOON + timedelta(microseconds=1)), 4),
    "its actor": (lambda: _altered(actor="staff:another"), 4),
    "its intent": (lambda: _altered(op_id="op-5"), 4),
    "its lost intent": (lambda: _altered(op_id=None), 4),
    "its kind": (lambda: _altered(kind="QueueClosed"), 4),
    "its body": (lambda: _altered(body=b"{ }"), 4),
    "its hash": (lambda: _altered(hash=b"\0" * 32), 4),
    "the first taken out": (lambda: [delete(events).where(_row(1))], 1),
    "one taken out": (lambda: [delete(events).where(_row(4))], 4),
    "the last taken out": (lambda: [delete(events).where(_row(9))], 9),
    "all taken out": (lambda: [delete(events)], 1),
    "two changed places": (
        lambda: [
            update(events).where(_row(4)).values(version=100),
            update(events).where(_row(5)).values(version=4),
            update(events).where(_row(100)).values(version=5),
        ],
        4,
    ),
    "one too many": (
        lambda: [
            insert(events).from_select(
                events.c.keys(),
                select(*(each if each.name != "version" else each + 1 for each in events.c)).where(
                    _row(9)
                ),
            )
        ],
        10,
    ),
    "the end forgotten": (lambda: [update(queues).values(version=7)], 8),
}


@pytest.mark.parametrize("how", TAMPERED)
async def test_the_first_row_that_does_not_fit_is_found(
    ledger: SqlLedger, engine: AsyncEngine, how: str
) -> None:
    await ledger.append(append(0, 5))
    await ledger.append(append(5, 4))
    assert await ledger.verify(QUEUE) is None
    statements, first_wrong = TAMPERED[how]
    async with engine.begin() as connection:
        for statement in statements():
            await connection.execute(statement)
    assert await ledger.verify(QUEUE) == first_wrong


async def test_a_log_that_was_copied_to_another_queue_does_not_fit(
    ledger: SqlLedger, engine: AsyncEngine
) -> None:
    await ledger.append(append(0, 3))
    async with engine.begin() as connection:
        await connection.execute(update(events).values(queue=OTHER))
        await connection.execute(update(queues).values(id=OTHER))
    assert await ledger.verify(OTHER) == 1


async def test_a_log_of_many_pages_is_read_to_its_end(
    ledger: SqlLedger, engine: AsyncEngine
) -> None:
    size = 2 * PAGE + 1
    await ledger.append(append(0, size))
    assert await ledger.verify(QUEUE) is None
    async with engine.begin() as connection:
        await connection.execute(update(events).where(_row(size)).values(body=b"{ }"))
    assert await ledger.verify(QUEUE) == size


@pytest.mark.parametrize("missing", [1, 4, 9])
async def test_a_log_with_a_hole_is_neither_read_nor_written_over(
    ledger: SqlLedger, engine: AsyncEngine, missing: int
) -> None:
    await ledger.append(append(0, 9))
    async with engine.begin() as connection:
        await connection.execute(delete(events).where(_row(missing)))
    with pytest.raises(Damaged):
        await ledger.read(QUEUE)
    if missing < 9:
        with pytest.raises(Damaged):
            await ledger.log(QUEUE)
    if missing == 9:
        with pytest.raises(Damaged):
            await ledger.append(append(9))


texts = st.text(max_size=4)


@given(actor=texts, kind=texts, body=st.binary(max_size=4), op_id=st.none() | texts)
def test_no_text_slides_from_one_field_into_the_next(
    actor: str, kind: str, body: bytes, op_id: str | None
) -> None:
    written = entry(1, body).but(
        actor=actor, kind=kind, op_id=None if op_id is None else OpId(op_id)
    )
    slid = written.but(actor=actor + kind, kind="")
    same = link(b"", QUEUE, written) == link(b"", QUEUE, slid)
    assert same == (written == slid)


def test_the_hash_of_a_known_row_stays_the_same_for_ever() -> None:
    rows = [entry(1), entry(2).but(op_id=None)]
    assert [each.hex() for each in links(anchor(QUEUE), QUEUE, rows)] == [
        "8489efd7fa878ac92cb3bc1d42df303ca9060c4adb437bf476960431d280e19d",
        "262d18acba85ae243ccdff313d703c5aad01c92ba0300f940d57fba492548d1d",
    ]
