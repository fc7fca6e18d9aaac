"""The wall clock of a node is wrong, or stands just before a night that is special."""

import asyncio

from tests.faults.cluster import Cluster, Plan
from tests.faults.crowd import Crowd
from tests.faults.laboratory import Run
from tests.faults.processes import NO_FAKETIME
from tests.faults.traffic import Traffic
from waitingroom.core.model import Stage

CLOCKS = (
    "+2h",
    "-2h",
    "+1d",
    "@2027-03-28 00:59:55",  # UTC: the night that loses an hour
    "@2027-10-31 00:59:55",  # and the one that has it twice
    "@2028-02-28 23:59:55",
)


async def wrong_clock(run: Run) -> None:
    """Nobody loses a place by it, nothing runs out, and the order stays."""
    if NO_FAKETIME:
        run.wrong.append(NO_FAKETIME)
        return
    for clock in run.dice.sample(CLOCKS, run.choose(len(CLOCKS), 1)):
        await _once(run, clock)


async def _once(run: Run, clock: str) -> None:
    plan = Plan(clocks=(clock,), settings={"log_level": "INFO"}, seed=run.seed)
    async with Cluster(plan) as cluster:
        crowd = Crowd(cluster, run.dice)
        await crowd.staff_come(each=2)
        for _ in range(10):
            await (await crowd.walk_in()).join()
        waiting = list(crowd.guests)
        traffic = Traffic(crowd)
        try:
            async with traffic.flowing(joins_per_s=0.5, admits_per_s=2.0):
                await asyncio.sleep(run.choose(20, 8))
            run.counts["clocks"] += 1
            for each in waiting:
                seat = each.seat
                parked = seat is not None and seat.stage is Stage.WAITING and seat.parked
                run.expect(not parked, f"{each.visit} was set aside by a clock of {clock}")
        finally:
            await crowd.leave()
        await run.judge(crowd)
