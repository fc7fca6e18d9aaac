"""The keeper: acts while its lease was renewed of late, starts anew when it was taken."""

import pytest

from tests.lease.conftest import Process, World
from waitingroom.core.ids import NodeId
from waitingroom.ledger import Busy, Fenced


async def test_a_process_acts_as_long_as_it_renewed_within_8_seconds(world: World) -> None:
    process = await world.process()
    fence = process.keeper.fence()
    world.clock.passed_s += 7.9
    assert process.keeper.fence() == fence
    world.clock.passed_s += 0.2
    assert not process.keeper.acts
    with pytest.raises(Busy):
        process.keeper.fence()
    await process.keeper.renew()
    assert process.keeper.fence() == fence
    assert process.done == []


async def test_a_process_that_was_taken_for_dead_starts_anew_under_another_name_and_fence(
    world: World,
) -> None:
    living, frozen = await world.process(), await world.process()
    fence, node = frozen.keeper.fence(), frozen.keeper.node
    await world.passes(12, frozen)
    await takes_all(living)
    # The first thing it does on waking is refused, before it has looked at anything.
    with pytest.raises(Busy):
        frozen.keeper.fence()
    await frozen.keeper.renew()
    assert frozen.done == ["ends", "begins"]
    assert frozen.keeper.acts
    assert frozen.keeper.fence() > fence
    assert frozen.keeper.node != node


async def test_a_process_that_froze_after_it_asked_for_its_fence_is_refused_by_the_ledger(
    world: World,
) -> None:
    living, frozen = await world.process(), await world.process()
    fence = frozen.keeper.fence()
    await world.passes(12, frozen)
    await takes_all(living)
    with pytest.raises(Fenced):
        await frozen.ledger.claim(frozen.keeper.node, world.at(), 1, fence)


async def test_a_process_that_was_late_and_not_taken_goes_on_as_it_was(world: World) -> None:
    process = await world.process()
    node, fence = process.keeper.node, process.keeper.fence()
    world.clock.passed_s += 300
    await process.keeper.renew()
    assert (process.keeper.node, process.keeper.fence()) == (node, fence)
    assert process.keeper.calm_s == 0


async def test_a_node_that_dies_is_dead_within_12_seconds_and_not_before_8(world: World) -> None:
    living, dying = await world.process(), await world.process()
    await world.passes(20)
    await world.passes(8, dying)
    assert await living.keeper.dead() == []
    await world.passes(3, dying)
    assert [each.node for each in await living.keeper.dead()] == [dying.keeper.node]


async def test_exactly_one_takes_over(world: World) -> None:
    one, two, dying = [await world.process() for _ in range(3)]
    await world.passes(20)
    await world.passes(11, dying)
    (dead,) = await one.keeper.dead()
    assert await two.keeper.dead() == [dead]
    took = [await each.keeper.take_over(dead) for each in (one, two)]
    assert took == [True, False]
    await world.passes(1, dying)
    assert await two.keeper.dead() == []


async def test_guests_of_a_node_that_stopped_have_40_seconds(world: World) -> None:
    living, stopping = await world.process(), await world.process()
    await world.passes(20)
    await stopping.keeper.give_back()
    assert not stopping.keeper.acts
    await world.passes(40, stopping)
    assert await living.keeper.dead() == []
    await world.passes(2, stopping)
    assert len(await living.keeper.dead()) == 1


async def test_after_a_whole_outage_nobody_is_dead_for_40_seconds(world: World) -> None:
    gone = await world.process()
    world.clock.passed_s += 300
    first = await world.process()
    await world.passes(39, gone)
    assert await first.keeper.dead() == []
    await world.passes(3, gone)
    assert len(await first.keeper.dead()) == 1


async def test_after_the_database_was_away_for_all_nobody_is_dead_who_comes_back(
    world: World,
) -> None:
    one, two = await world.process(), await world.process()
    await world.passes(20)
    one.ledger.is_shut = two.ledger.is_shut = True
    await world.passes(300)
    assert not one.keeper.acts
    assert one.done == two.done == []
    one.ledger.is_shut = False
    await world.passes(20, two)
    assert await one.keeper.dead() == []
    two.ledger.is_shut = False
    await two.keeper.renew()
    await world.passes(60)
    assert await one.keeper.dead() == []
    assert two.keeper.acts
    assert two.done == []


async def test_who_missed_a_renewal_declares_nobody_dead_for_10_seconds(world: World) -> None:
    living, dying = await world.process(), await world.process()
    await world.passes(20)
    await world.passes(6, dying)
    living.ledger.is_shut = True
    await world.passes(1, dying)
    living.ledger.is_shut = False
    await world.passes(9, dying)
    assert await living.keeper.dead() == []
    await world.passes(2, dying)
    assert len(await living.keeper.dead()) == 1


async def test_a_clock_of_the_database_that_jumps_declares_nobody_dead(world: World) -> None:
    one, two = await world.process(), await world.process()
    await world.passes(20)
    async with world.engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE ledger_lease SET until = '2020-01-01 00:00:00'")
    await one.keeper.renew()
    assert await one.keeper.dead() == []
    await two.keeper.renew()
    assert await one.keeper.dead() == []


async def test_a_node_next_to_us_that_dies_disturbs_and_so_does_one_that_stops(
    world: World,
) -> None:
    living, dying = await world.process(), await world.process()
    await world.passes(200)
    assert living.keeper.calm_s == 200
    await world.passes(12, dying)
    assert living.keeper.calm_s < 2
    await takes_all(living)
    await world.passes(130, dying)
    assert living.keeper.calm_s >= 120


async def test_a_node_that_alone_cannot_reach_the_database_sends_its_people_away_once(
    world: World,
) -> None:
    cut = await world.process()
    cut.keeper.others_write()
    cut.ledger.is_shut = True
    await world.passes(9)
    assert cut.done == []
    world.clock.passed_s += 1
    cut.keeper.others_write()
    await world.passes(3)
    assert cut.done == ["leaves"]
    assert not cut.keeper.lets_in
    cut.ledger.is_shut = False
    await world.passes(1)
    cut.keeper.fence()


async def takes_all(process: Process) -> None:
    """It takes the leases of all other nodes that are over."""
    own = process.keeper.node
    for standing in await process.ledger.leases():
        if standing.node != NodeId(own):
            assert await process.keeper.take_over(standing)
