"""Leases: who writes must hold one, and a lease that is over is taken by exactly one."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.ledger.makes import NOON, OTHER, QUEUE, answer, append, effect
from waitingroom.core.ids import NodeId, OpId
from waitingroom.ledger import Conflict, Fence, Fenced, Lease, SqlLedger

A, B, C = NodeId("node-a"), NodeId("node-b"), NodeId("node-c")
LATER = NOON + timedelta(minutes=1)
NEVER_GIVEN = Fence(2**40)


class Time:
    """Lets time pass for leases: on SQLite by the clock, on PostgreSQL by dating them back."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._is_ours = engine.dialect.name == "sqlite"
        self.now = NOON

    def clock(self) -> datetime:
        return self.now

    async def passes(self, seconds: float) -> None:
        if self._is_ours:
            self.now += timedelta(seconds=seconds)
            return
        async with self._engine.begin() as connection:
            moved = text(
                "UPDATE ledger_lease SET until = until - make_interval(secs => :s),"
                " gave_back_at = gave_back_at - make_interval(secs => :s)"
            )
            await connection.execute(moved, {"s": seconds})


@pytest.fixture
def time(engine: AsyncEngine) -> Time:
    return Time(engine)


@pytest.fixture
async def ledger(engine: AsyncEngine, time: Time) -> AsyncIterator[SqlLedger]:
    """A ledger whose leases last as long as the test says."""
    opened = SqlLedger(engine, clock=time.clock)
    yield opened
    await opened.end()


async def test_every_lease_has_a_larger_fence_also_after_one_was_taken(
    ledger: SqlLedger, time: Time
) -> None:
    first = await ledger.open_lease(A)
    second = await ledger.open_lease(B)
    await time.passes(11)
    await ledger.renew(first)
    assert await ledger.take_over(first, second.fence)
    third = await ledger.open_lease(C)
    assert first.fence < second.fence < third.fence


async def test_a_lease_is_over_10_seconds_after_it_was_last_renewed(
    ledger: SqlLedger, time: Time
) -> None:
    lease = await ledger.open_lease(A)
    await time.passes(9)
    await ledger.renew(lease)
    await time.passes(9)
    (standing,) = await ledger.leases()
    assert (standing.node, standing.fence) == (A, lease.fence)
    assert standing.over_s == pytest.approx(-1, abs=0.9)
    await time.passes(2)
    (standing,) = await ledger.leases()
    assert standing.over_s == pytest.approx(1, abs=0.9)


async def test_a_renewal_tells_the_time_of_the_database(ledger: SqlLedger, time: Time) -> None:
    lease = await ledger.open_lease(A)
    await time.passes(3)
    renewed = await ledger.renew(lease)
    assert renewed.but(now=lease.now) == lease
    assert renewed.now >= lease.now


async def test_an_append_under_a_lease_that_holds_stands(ledger: SqlLedger) -> None:
    lease = await ledger.open_lease(A)
    await ledger.append(append(0, fence=lease.fence))
    await ledger.append(append(1, 2, fence=lease.fence))
    assert (await ledger.read(QUEUE)).version == 3
    assert await ledger.verify(QUEUE) is None


async def test_an_append_under_a_lease_that_ran_out_stands_as_long_as_nobody_took_it(
    ledger: SqlLedger, time: Time
) -> None:
    lease = await ledger.open_lease(A)
    await time.passes(60)
    await ledger.append(append(0, fence=lease.fence))
    await ledger.renew(lease)
    (standing,) = await ledger.leases()
    assert standing.over_s < 0


@pytest.mark.parametrize("written", [0, 2])
async def test_an_append_under_a_lease_that_was_taken_changes_nothing(
    ledger: SqlLedger, other: SqlLedger, time: Time, written: int
) -> None:
    dead = await _taken(ledger, time)
    for version in range(written):
        await ledger.append(append(version))
    late = append(
        written, answers=(answer("late"),), effects=(effect(written + 1),), fence=dead.fence
    )
    with pytest.raises(Fenced):
        await other.append(late)
    assert (await ledger.read(QUEUE)).version == written
    assert await ledger.answers(QUEUE, [OpId("late")]) == {}
    assert await ledger.claim("worker", LATER, 10) == []
    assert not await ledger.settled(QUEUE, late.batch)


async def test_an_append_that_only_remembers_an_answer_is_fenced_too(
    ledger: SqlLedger, time: Time
) -> None:
    dead = await _taken(ledger, time)
    await ledger.append(append(0))
    with pytest.raises(Fenced):
        await ledger.append(append(1, 0, answers=(answer("late"),), fence=dead.fence))
    assert await ledger.answers(QUEUE, [OpId("late")]) == {}


async def test_an_append_under_a_fence_that_was_never_given_is_refused(ledger: SqlLedger) -> None:
    with pytest.raises(Fenced):
        await ledger.append(append(0, fence=NEVER_GIVEN))


async def test_who_is_late_and_fenced_hears_that_it_is_fenced(
    ledger: SqlLedger, time: Time
) -> None:
    dead = await _taken(ledger, time)
    await ledger.append(append(0, 3))
    with pytest.raises(Fenced):
        await ledger.append(append(1, fence=dead.fence))


async def test_a_conflict_under_a_lease_that_holds_is_a_conflict(ledger: SqlLedger) -> None:
    lease = await ledger.open_lease(A)
    await ledger.append(append(0, 3, fence=lease.fence))
    for expected in (0, 1, 7):
        with pytest.raises(Conflict):
            await ledger.append(append(expected, fence=lease.fence))


async def test_the_fence_costs_an_append_no_trip_of_its_own(
    ledger: SqlLedger, engine: AsyncEngine
) -> None:
    lease = await ledger.open_lease(A)
    await ledger.append(append(0, fence=lease.fence))
    said: list[str] = []
    writer = getattr(engine, "writer", engine).sync_engine
    event.listen(writer, "before_cursor_execute", lambda *heard: said.append(heard[2]))
    await ledger.append(append(1))
    bare = len(said)
    said.clear()
    await ledger.append(append(2, fence=lease.fence))
    assert len(said) == bare > 0


async def test_only_a_lease_that_is_over_is_taken(ledger: SqlLedger, time: Time) -> None:
    own, living = await ledger.open_lease(A), await ledger.open_lease(B)
    assert not await ledger.take_over(own, living.fence)
    await time.passes(11)
    await ledger.renew(own)
    await ledger.renew(living)
    assert not await ledger.take_over(own, living.fence)
    assert [each.node for each in await ledger.leases()] == [A, B]


async def test_who_holds_no_lease_itself_takes_none(ledger: SqlLedger, time: Time) -> None:
    late, dead = await ledger.open_lease(A), await ledger.open_lease(B)
    await time.passes(11)
    assert not await ledger.take_over(late, dead.fence)
    assert not await ledger.take_over(late, late.fence)
    await ledger.renew(late)
    await ledger.give_back(late)
    assert not await ledger.take_over(late, dead.fence)


async def test_of_all_who_take_a_lease_at_once_exactly_one_has_it(
    ledger: SqlLedger, engine: AsyncEngine, time: Time
) -> None:
    ledgers = [ledger, *(SqlLedger(engine, clock=time.clock) for _ in range(3))]
    takers = [await each.open_lease(NodeId(f"taker-{nth}")) for nth, each in enumerate(ledgers)]
    for nth in range(20):
        dead = await ledger.open_lease(NodeId(f"dead-{nth}"))
        await time.passes(11)
        for taker in takers:
            await ledger.renew(taker)
        tries = (each.take_over(own, dead.fence) for each, own in zip(ledgers, takers, strict=True))
        assert sorted(await asyncio.gather(*tries)) == [False, False, False, True]


async def test_a_node_whose_lease_was_taken_renews_it_no_more(
    ledger: SqlLedger, time: Time
) -> None:
    dead = await _taken(ledger, time)
    with pytest.raises(Fenced):
        await ledger.renew(dead)
    await ledger.give_back(dead)
    assert [each.node for each in await ledger.leases()] == [A]


async def test_a_lease_that_was_given_back_is_known_as_such_and_renewed_no_more(
    ledger: SqlLedger, time: Time
) -> None:
    own, gone = await ledger.open_lease(A), await ledger.open_lease(B)
    await ledger.give_back(gone)
    await time.passes(4)
    await ledger.give_back(gone)
    with pytest.raises(Fenced):
        await ledger.renew(gone)
    standing = (await ledger.leases())[1]
    assert standing.is_given_back
    assert standing.over_s == pytest.approx(4, abs=0.9)
    assert await ledger.take_over(own, gone.fence)


async def test_a_take_over_frees_what_the_dead_node_held_and_nothing_else(
    ledger: SqlLedger, time: Time
) -> None:
    own, dead = await ledger.open_lease(A), await ledger.open_lease(B)
    await ledger.append(append(0, 2, effects=(effect(1), effect(2))))
    await ledger.append(append(0, queue=OTHER, effects=(effect(1),)))
    held, back = sorted(
        await ledger.claim(B, NOON + timedelta(seconds=1), 2, dead.fence), key=lambda e: e.version
    )
    (mine,) = await ledger.claim(A, NOON + timedelta(seconds=1), 1, own.fence)
    await ledger.retry(back, NOON + timedelta(days=9999))
    await time.passes(11)
    own = await ledger.renew(own)
    assert await ledger.take_over(own, dead.fence)
    # By the clock of the database, which on PostgreSQL is the real one.
    now = time.now if time.now > NOON else own.now + timedelta(seconds=1)
    again = await ledger.claim(A, now, 10, own.fence)
    assert held.but(tries=2, fence=own.fence) in again
    assert back.version not in {each.version for each in again if each.queue == QUEUE}
    assert (mine.queue in {each.queue for each in again}) == (now >= NOON + timedelta(seconds=61))


@pytest.mark.parametrize("verb", ["claim", "finish", "retry"])
async def test_effects_are_neither_taken_nor_settled_under_a_lease_that_was_taken(
    ledger: SqlLedger, time: Time, verb: str
) -> None:
    own, dead = await ledger.open_lease(A), await ledger.open_lease(B)
    await ledger.append(append(0, effects=(effect(1),)))
    (held,) = await ledger.claim(B, LATER, 1, dead.fence)
    await time.passes(11)
    own = await ledger.renew(own)
    assert await ledger.take_over(own, dead.fence)
    late: dict[str, Callable[[], object]] = {
        "claim": lambda: ledger.claim(B, LATER, 1, dead.fence),
        "finish": lambda: ledger.finish(held),
        "retry": lambda: ledger.retry(held, LATER),
    }
    with pytest.raises(Fenced):
        await late[verb]()  # type: ignore[misc]
    far = max(LATER, own.now) + timedelta(minutes=2)
    (again,) = await ledger.claim(A, far, 10, own.fence)
    assert again == held.but(tries=2, fence=own.fence)


async def test_a_clock_that_was_set_back_makes_no_lease_last(ledger: SqlLedger, time: Time) -> None:
    dead = await ledger.open_lease(B)
    await time.passes(-7200)
    own = await ledger.open_lease(A)
    await time.passes(11)
    own = await ledger.renew(own)
    assert await ledger.take_over(own, dead.fence)


async def test_a_take_over_waits_for_an_append_on_its_way_and_one_begun_later_is_fenced(
    ledger: SqlLedger, other: SqlLedger, engine: AsyncEngine, time: Time
) -> None:
    """Whatever the order, an append under a taken lease stood before the take-over or never."""
    own = await ledger.open_lease(A)
    for nth in range(30):
        queue = OTHER if nth % 2 else QUEUE
        dead = await ledger.open_lease(NodeId(f"dead-{nth}"))
        await time.passes(11)
        await ledger.renew(own)
        version = (await ledger.read(queue)).version
        racing = append(version, queue=queue, fence=dead.fence)
        took, wrote = await asyncio.gather(
            ledger.take_over(own, dead.fence), other.append(racing), return_exceptions=True
        )
        assert took is True
        assert wrote is None or isinstance(wrote, Fenced)
        stands = (await ledger.read(queue)).version == version + 1
        assert stands == (wrote is None)


@pytest.mark.parametrize("kind", ["postgresql"])
async def test_appends_under_a_lease_and_its_renewal_do_not_wait_for_each_other(
    ledger: SqlLedger, engine: AsyncEngine
) -> None:
    lease = await ledger.open_lease(A)
    await ledger.append(append(0, fence=lease.fence))
    async with engine.begin() as renewing:
        await renewing.execute(text("UPDATE ledger_lease SET until = until"))
        await ledger.append(append(1, fence=lease.fence))
    async with engine.begin() as writing:
        await writing.execute(text("SELECT 1 FROM ledger_lease FOR KEY SHARE"))
        await ledger.renew(lease)
        # As long as a write is on its way nobody takes the lease under it.
        with pytest.raises(DBAPIError, match="timeout"):
            async with engine.begin() as taking:
                await taking.execute(text("DELETE FROM ledger_lease"))
    assert (await ledger.read(QUEUE)).version == 2


async def _taken(ledger: SqlLedger, time: Time) -> Lease:
    """The lease of node B, which node A has taken over."""
    own, dead = await ledger.open_lease(A), await ledger.open_lease(B)
    await time.passes(11)
    await ledger.renew(own)
    assert await ledger.take_over(own, dead.fence)
    return dead
