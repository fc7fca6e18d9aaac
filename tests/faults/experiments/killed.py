"""Nodes are killed one after the other, at any moment, under people who join and are let in."""

import asyncio
from time import monotonic

from tests.faults.cluster import Cluster, Plan
from tests.faults.crowd import Crowd
from tests.faults.laboratory import Run
from tests.faults.traffic import Traffic

BACK_S = 60.0


async def killed(run: Run) -> None:
    """Nobody is lost or doubled, and no answer was false, however often a node dies."""
    plan = Plan(nodes=3, database="postgresql", seed=run.seed)
    async with Cluster(plan) as cluster:
        crowd = Crowd(cluster, run.dice)
        await crowd.staff_come(each=4)
        await crowd.wait_in_line(run.choose(300, 30))
        traffic = Traffic(crowd)
        try:
            async with traffic.flowing(joins_per_s=1.0, admits_per_s=2.0):
                ends = monotonic() + run.choose(600, 15)
                while monotonic() < ends:
                    await asyncio.sleep(run.dice.uniform(*((7, 13), (2, 5))[run.short]))
                    await _one_dies(run, cluster)
            run.measured("admit", traffic.admits_s)
            await all_back(crowd)
        finally:
            await crowd.leave()
        await run.judge(crowd)


async def _one_dies(run: Run, cluster: Cluster) -> None:
    node = run.dice.choice(cluster.nodes)
    await node.kill()
    run.counts["kills"] += 1
    await node.start()


async def all_back(crowd: Crowd) -> None:
    """Every page has a line again. Errors: TimeoutError after a minute."""
    async with asyncio.timeout(BACK_S):
        for page in crowd.pages:
            await page.stands()
