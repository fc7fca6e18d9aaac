"""The disk is full for a while, and then it is not."""

import asyncio
from time import monotonic

from tests.faults.cluster import Cluster, Plan
from tests.faults.crowd import Crowd
from tests.faults.laboratory import Run
from tests.faults.processes import NO_TMPFS, fill, small_disk
from tests.faults.traffic import Traffic

MEBIBYTES = 260
"""A node refuses to begin with less than 200 MiB of room."""

AGAIN_S = 10.0


async def full_disk(run: Run) -> None:
    """Nothing is answered that was not written, and it goes on by itself once there is room."""
    if NO_TMPFS:
        run.wrong.append(NO_TMPFS)
        return
    with small_disk(MEBIBYTES) as folder:
        async with Cluster(Plan(folder=folder, seed=run.seed)) as cluster:
            crowd = Crowd(cluster, run.dice)
            await crowd.staff_come(each=2)
            await crowd.wait_in_line(10)
            traffic = Traffic(crowd)
            try:
                async with traffic.flowing(joins_per_s=5.0, admits_per_s=5.0):
                    for _ in range(run.choose(5, 1)):
                        await _full_for(run, cluster, crowd, run.choose(20, 4))
            finally:
                await crowd.leave()
            await run.judge(crowd)


async def _full_for(run: Run, cluster: Cluster, crowd: Crowd, seconds: float) -> None:
    await asyncio.sleep(1)
    ballast = fill(cluster.folder)
    tries = _tries(crowd)
    await asyncio.sleep(seconds)
    run.counts["asked_again_while_full"] += _tries(crowd) - tries
    run.expect(_tries(crowd) > tries, "the disk was full and nobody noticed")
    ballast.unlink()
    began = monotonic()
    async with asyncio.timeout(AGAIN_S):
        await crowd.staff[0].put_back(crowd.guests[0].visit)
    run.numbers["again_s"] = round(monotonic() - began, 2)


def _tries(crowd: Crowd) -> int:
    return sum(each.tries - 1 for each in crowd.history.calls.values())
