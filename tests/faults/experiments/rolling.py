"""All nodes are restarted one after the other, as for a new version, under people at work."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from random import Random
from time import monotonic

import httpx2

from tests.faults.clients import together
from tests.faults.cluster import Cluster, Plan
from tests.faults.crowd import Crowd
from tests.faults.experiments.killed import all_back, boards_are_right
from tests.faults.laboratory import Run
from tests.faults.processes import Server
from tests.faults.traffic import Traffic
from waitingroom.demo import SLUG

GONE_S = 30.0
ANSWERED_S = 10.0
CALLS_PER_S = 10.0
ADDRESSES = ("/", "/wait", "/staff", f"/d/{SLUG}", f"/api/door/{SLUG}")


async def rolling(run: Run) -> None:
    """Nobody reads an error, nothing that was asked fails, and every page is told before."""
    settings = {"notice_s": "3"} if run.short else {}
    plan = Plan(
        nodes=3,
        database="postgresql",
        proxies=frozenset({"balancer"}),
        settings=settings,
        seed=run.seed,
    )
    async with Cluster(plan) as cluster:
        balancer = cluster.balancer
        assert balancer is not None
        crowd = Crowd(cluster, run.dice)
        await crowd.staff_come(each=4)
        await crowd.wait_in_line(run.choose(300, 40))
        traffic = Traffic(crowd)
        try:
            async with (
                traffic.flowing(joins_per_s=2.0, admits_per_s=4.0),
                visitors(run, cluster.origin),
            ):
                for _ in range(run.choose(3, 1)):
                    for nth in run.dice.sample(range(3), 3):
                        await _restart(run, cluster.nodes[nth])
                        await balancer.until_ready(cluster.ports[nth])
            await all_back(crowd)
            await boards_are_right(run, crowd)
        finally:
            await crowd.leave()
        _nobody_was_surprised(run, crowd)
        await run.judge(crowd)


async def _restart(run: Run, node: Server) -> None:
    began = monotonic()
    code = await node.end()
    took = monotonic() - began
    run.counts["restarts"] += 1
    run.numbers["gone_s"] = max(run.numbers.get("gone_s", 0.0), round(took, 1))
    run.expect(code == 0, f"a node ended with {code}")
    run.expect(took <= GONE_S, f"a node took {took:.1f} s to end")
    await node.start()


def _nobody_was_surprised(run: Run, crowd: Crowd) -> None:
    untold = sum(page.untold for page in crowd.pages)
    run.expect(not untold, f"{untold} lines were closed that nobody was told of")
    calls = crowd.history.calls.values()
    run.counts["asked_again"] = sum(call.tries - 1 for call in calls)
    took = [call.answered_at - call.invoked_at for call in calls if call.answered_at is not None]
    run.expect(len(took) == len(calls), f"{len(calls) - len(took)} commands have no answer")
    run.expect(max(took) <= ANSWERED_S, f"a command took {max(took):.1f} s to be answered")
    run.measured("answer", took)


@asynccontextmanager
async def visitors(run: Run, origin: str) -> AsyncIterator[None]:
    """Somebody opens a page or looks at the door ten times a second, over a line of their own."""
    dice = Random(f"{run.seed} visitors")  # noqa: S311 - it must be repeatable
    visits: set[asyncio.Task[None]] = set()

    async def come() -> None:
        while True:
            await asyncio.sleep(dice.expovariate(CALLS_PER_S))
            visits.add(asyncio.create_task(_visit(run, origin + dice.choice(ADDRESSES))))

    coming = asyncio.create_task(come())
    try:
        yield
    finally:
        coming.cancel()
        await together(list(visits))


async def _visit(run: Run, address: str) -> None:
    run.counts["visits"] += 1
    try:
        async with httpx2.AsyncClient(trust_env=False) as client:
            answer = await client.get(address)
    except httpx2.TransportError as error:
        run.wrong.append(f"{address} was not to be had: {type(error).__name__}")
        return
    if answer.status_code == 429:
        run.counts["told_to_wait"] += 1
        return
    run.expect(answer.status_code == 200, f"{address} was answered with {answer.status_code}")
