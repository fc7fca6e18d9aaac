"""The lives of a ledger: one epoch each, and what was seen that the log does not have."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.ledger.makes import QUEUE, append, effect
from waitingroom.core.ids import Epoch, NodeId, QueueId, Version
from waitingroom.ledger import Fence, Fenced, SqlLedger

NOW = datetime(2026, 3, 28, 9, 0, tzinfo=UTC)


async def test_a_new_life_has_another_epoch_and_every_process_hears_of_it(
    ledger: SqlLedger, other: SqlLedger
) -> None:
    first = await ledger.life()
    assert (first.epoch, first.restored_at, first.behind) == (
        await other.epoch(),
        None,
        frozenset(),
    )
    await ledger.begin_life(NOW, dropped=(), tried=())
    second = await other.life()
    assert second.epoch != first.epoch
    assert second.restored_at == NOW


async def test_a_doubt_is_there_for_all_until_a_new_life_begins(
    ledger: SqlLedger, other: SqlLedger
) -> None:
    epoch = await ledger.epoch()
    for _ in range(2):
        await ledger.doubt(QUEUE, Version(9), epoch=Epoch(epoch))
    await other.doubt(QueueId("another"), Version(3), epoch=Epoch(epoch))
    assert (await other.life()).behind == {QUEUE, QueueId("another")}
    await ledger.begin_life(NOW, dropped=(), tried=())
    assert (await other.life()).behind == frozenset()


async def test_what_was_seen_in_another_life_is_no_doubt(ledger: SqlLedger) -> None:
    epoch = await ledger.epoch()
    await ledger.begin_life(NOW, dropped=(), tried=())
    await ledger.doubt(QUEUE, Version(9), epoch=Epoch(epoch))
    assert (await ledger.life()).behind == frozenset()


async def test_who_wrote_in_the_life_before_writes_no_more_whatever_the_copy_knew_of_them(
    ledger: SqlLedger, other: SqlLedger
) -> None:
    known = await ledger.open_lease(NodeId("in the copy"))
    await ledger.begin_life(NOW, dropped=(), tried=())
    new = await other.open_lease(NodeId("after it"))
    # What the nodes of the life before held after the copy was made, and the copy does not know.
    for fence in (known.fence, *(Fence(known.fence + nth) for nth in range(1, 100))):
        with pytest.raises(Fenced):
            await ledger.append(append(0, 1).but(fence=fence))
    await other.append(append(0, 1).but(fence=new.fence))


async def test_effects_that_may_have_been_done_are_dropped_or_count_as_tried(
    ledger: SqlLedger,
) -> None:
    effects = (effect(1, "text"), effect(1, "ring"), effect(2, "close"))
    await ledger.append(append(0, 2, effects=effects))
    assert await ledger.begin_life(NOW, dropped=("text",), tried=("ring",)) == 1
    claimed = await ledger.claim("worker", NOW + timedelta(days=365), limit=9)
    assert {(each.kind, each.tries) for each in claimed} == {("ring", 2), ("close", 1)}
