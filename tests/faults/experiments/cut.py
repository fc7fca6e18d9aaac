"""The lines of clients break at random moments, most often while something is asked over them."""

import asyncio
from time import monotonic

from tests.faults.cluster import Cluster, Plan
from tests.faults.crowd import Crowd
from tests.faults.experiments.killed import all_back
from tests.faults.laboratory import Run
from tests.faults.traffic import Traffic


async def cut(run: Run) -> None:
    """What was asked over a line that broke is complete or absent, and its answer is one."""
    plan = Plan(proxies=frozenset({"doors"}), seed=run.seed)
    async with Cluster(plan) as cluster:
        crowd = Crowd(cluster, run.dice)
        await crowd.staff_come(each=4)
        await crowd.wait_in_line(run.choose(100, 15))
        traffic = Traffic(crowd)
        try:
            async with traffic.flowing(joins_per_s=3.0, admits_per_s=6.0):
                ends = monotonic() + run.choose(120, 8)
                while monotonic() < ends:
                    await asyncio.sleep(run.dice.uniform(0, 0.2))
                    _break(run, crowd)
            await all_back(crowd)
        finally:
            await crowd.leave()
        await run.judge(crowd)


def _break(run: Run, crowd: Crowd) -> None:
    asking = [page for page in crowd.pages if page.asks_now]
    page = run.dice.choice(asking if asking and run.dice.random() < 0.8 else crowd.pages)
    page.cut()
    run.counts["cuts"] += 1
