"""The wall clock of nodes is wrong, or stands just before a night that is special."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from tests.faults.checks import events
from tests.faults.cluster import Cluster, Plan
from tests.faults.crowd import Crowd
from tests.faults.laboratory import Run
from tests.faults.processes import NO_FAKETIME
from tests.faults.traffic import Traffic
from waitingroom.core.model import Stage

LOSES_AN_HOUR = "@2027-03-28 00:59:55"
HAS_AN_HOUR_TWICE = "@2027-10-31 00:59:55"
LEAP_DAY = "@2028-02-28 23:59:55"
"""In UTC, five seconds before; in a clinic in Copenhagen it is one or two hours later."""

OF_ONE = ("+2h", "-2h", "+1d", LOSES_AN_HOUR, HAS_AN_HOUR_TWICE, LEAP_DAY)
"""What the clock of one process shows that serves alone: there is no other one to ask."""

OF_THREE = (
    ("+2h",),
    ("-2h",),
    (LOSES_AN_HOUR,),
    (HAS_AN_HOUR_TWICE,),
    (LEAP_DAY,),
    (LEAP_DAY, LEAP_DAY, LEAP_DAY),
    (HAS_AN_HOUR_TWICE, "-2h"),
)
"""What the clocks of the first of three nodes show: the database's is right, and counts."""

OFF = timedelta(seconds=2)


async def wrong_clock(run: Run) -> None:
    """Nobody loses a place by it, nothing runs out, and the order stays."""
    if NO_FAKETIME:
        run.wrong.append(NO_FAKETIME)
        return
    for clocks in OF_THREE[-run.choose(len(OF_THREE), 1) :]:
        await _once(run, Plan(nodes=3, database="postgresql", clocks=clocks, seed=run.seed))
    for clock in OF_ONE[: run.choose(len(OF_ONE), 0)]:
        await _once(run, Plan(clocks=(clock,), seed=run.seed))


async def _once(run: Run, plan: Plan) -> None:
    began = datetime.now(UTC)
    async with Cluster(plan) as cluster:
        crowd = Crowd(cluster, run.dice)
        await crowd.staff_come(each=2)
        for _ in range(5):
            await (await crowd.walk_in()).join()
        waiting = list(crowd.guests)
        traffic = Traffic(crowd, completed=0.0)
        try:
            async with traffic.flowing(joins_per_s=2.0, admits_per_s=3.0):
                # Past the moment that is special, which clocks reach a while after they are set.
                await asyncio.sleep(run.choose(20, 5))
            run.counts["clocks"] += 1
            for each in waiting:
                seat = each.seat
                kept = seat is not None and seat.stage is not Stage.ENDED and not seat.parked
                run.expect(kept, f"{each.visit} has no place by clocks of {plan.clocks}")
            if plan.nodes > 1:
                _are_told_the_time(run, crowd)
        finally:
            await crowd.leave()
        times = [each.at for each in await events(cluster.ledger_url, crowd.queue)]
        _go_forward(run, times)
        if plan.nodes > 1:
            _are_true(run, times, began)
        await run.judge(crowd)


def _are_told_the_time(run: Run, crowd: Crowd) -> None:
    """Pages count from what the server says it is."""
    for each in crowd.pages:
        run.expect(abs(each.told_now) < OFF, f"{each.name} was told a time {each.told_now} off")


def _go_forward(run: Run, times: Sequence[datetime]) -> None:
    for before, after in pairwise(times):
        run.expect(before <= after, f"after {before} came {after}")


def _are_true(run: Run, times: Sequence[datetime], began: datetime) -> None:
    for at in times:
        run.expect(began - OFF < at < datetime.now(UTC) + OFF, f"something was written for {at}")
