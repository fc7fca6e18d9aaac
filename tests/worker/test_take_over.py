"""A node that died: its guests are away and its effects are done, by one of those that live."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text

from tests.worker.test_time import is_away, looks_again
from tests.worker.yard import DEAD, NODE, OTHER, QUEUE, RULES, Yard, beside, never, opened
from waitingroom.core import commands as c
from waitingroom.core.actors import SystemActor
from waitingroom.core.ids import GuestId, VisitId
from waitingroom.core.model import Conference
from waitingroom.lease import Pace
from waitingroom.ledger import open_engine

AT_ONCE = Pace(still_s=3600.0, steady_s=0.0, silent_s=0.0, return_s=0.0)


@pytest.fixture
async def yard(url: str) -> AsyncIterator[Yard]:
    """A yard whose keeper believes at once what the database says of a lease."""
    async with opened(url, AT_ONCE) as made:
        yield made


async def dies(url: str, node: str) -> None:
    """Long ago was the last time that this node renewed its lease."""
    engine = open_engine(url)
    async with engine.begin() as connection:
        long_ago = text("UPDATE ledger_lease SET until = '2020-01-01 00:00:00' WHERE node = :node")
        await connection.execute(long_ago, {"node": node})
    await engine.dispose()


async def test_guests_of_a_node_that_died_are_away_and_keep_their_places(
    url: str, yard: Yard
) -> None:
    async with beside(yard, url):
        for name in ("ada", "ben", "cai"):
            await yard.waits(name, OTHER)
        returned = c.Connected(visit=VisitId("vben"), guest=GuestId("ben"), node=NODE)
        await yard.asks(SystemActor(node=NODE), returned)
        await dies(url, OTHER)
        yard.worker()
        await yard.until(lambda: is_away(yard) and is_away(yard, "cai"))
        await looks_again(yard)
    assert not is_away(yard, "ben")
    assert list(yard.queue().line) == ["vada", "vben", "vcai"]


async def test_guests_of_a_node_that_lives_are_left_alone(url: str, yard: Yard) -> None:
    async with beside(yard, url):
        await yard.waits("ada", OTHER)
        yard.worker(lost_s=0.01)
        await looks_again(yard)
    assert not is_away(yard)


async def test_of_two_that_find_a_dead_node_one_writes_what_was_lost(url: str, yard: Yard) -> None:
    async with beside(yard, url, pace=AT_ONCE) as other:
        await yard.waits("ada", DEAD)
        lease = await yard.ledger.open_lease(DEAD)
        await other.desk.queue(QUEUE)
        await dies(url, DEAD)
        yard.worker()
        other.worker()
        await yard.until(lambda: is_away(yard))
        await looks_again(yard)
        standing = [each.fence for each in await yard.ledger.leases()]
    assert lease.fence not in standing
    assert len(standing) == 2
    assert (await yard.kinds()).count("GuestWentAway") == 1


async def test_effects_that_a_dead_node_had_begun_are_done_at_once(url: str, yard: Yard) -> None:
    yard.handoff.trouble["prepare"].append(never())
    async with beside(yard, url) as other:
        await yard.waits("ada")
        await other.desk.queue(QUEUE)
        other.worker()
        await yard.admits("ada")
        await yard.handoff.is_asked(lambda: len(yard.handoff.prepared) == 1)
        await other.stop()
        await dies(url, OTHER)
        # Not a second passes for the claim, which would hold for a minute.
        yard.worker()
        await yard.until(lambda: yard.conference() is Conference.READY)
    assert len(yard.handoff.prepared) == 2


async def test_no_alarm_of_absence_rings_for_a_while_after_a_node_died(
    url: str, yard: Yard
) -> None:
    async with beside(yard, url):
        await yard.waits("ada")
        await yard.goes_away("ada")
        yard.worker(settle_s=0.3)
        await looks_again(yard)
        await dies(url, OTHER)
        await looks_again(yard)
        yard.passed_s += RULES.grace_s + 1
        await looks_again(yard)
        assert not yard.visit("ada").parked
        await yard.until(lambda: yard.visit("ada").parked)


async def test_what_the_ledger_was_too_busy_for_after_a_take_over_is_written_soon(
    url: str, yard: Yard
) -> None:
    async with beside(yard, url):
        await yard.waits("ada", OTHER)
        await dies(url, OTHER)
        yard.ledger.is_busy = True
        yard.worker()
        await looks_again(yard)
        assert not is_away(yard)
        yard.ledger.is_busy = False
        await yard.until(lambda: is_away(yard))
