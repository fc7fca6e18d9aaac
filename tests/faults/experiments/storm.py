"""Everybody comes back at once to nodes that go on letting people in."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic

from bench.process import memory_mib
from tests.faults.checks import places
from tests.faults.cluster import Cluster, Plan
from tests.faults.crowd import Crowd
from tests.faults.laboratory import Run, percentile
from tests.faults.processes import Server
from tests.faults.throng import Report, Throng
from tests.faults.traffic import Traffic

BACK_S = 60.0
ADMIT_MS = 2000.0
SHORT_TIMES = 3
"""How much slower it may be in the short form, on a machine that has other things to do."""

TIMES_NORMAL = 2.0
LOOK_S = 0.25
QUIET_S = 3.0
AFTER_S = 3.0
MOST_STATEMENTS = 0.05
"""A client that returns costs none of its own; what goes on beside it is not quite even."""


async def storm(run: Run) -> None:
    """All have their places in time, nobody who works waits for it, and no node grows by it."""
    proxies = frozenset({"database"} if run.short else ())
    plan = Plan(nodes=3, database="postgresql", seed=run.seed, proxies=proxies)
    async with Cluster(plan) as cluster, Throng(Crowd(cluster, run.dice)) as throng:
        crowd = throng.crowd
        await crowd.staff_come(each=1)
        many = run.choose(10_000, 600)
        began = monotonic()
        try:
            await throng.comes(many)
            run.numbers["came_s"] = round(monotonic() - began, 1)
            await _all_return(run, crowd, throng)
            if run.short:
                await _asks_nothing(run, cluster, throng, many)
        finally:
            await crowd.leave()
        kept = await places(cluster.ledger_url, crowd.queue)
        run.expect(kept >= many, f"{kept} of {many} have a place")
        await run.judge(crowd)


async def _all_return(run: Run, crowd: Crowd, throng: Throng) -> None:
    nodes, traffic = crowd.cluster.nodes, Traffic(crowd, completed=0.0)
    normal = [memory_mib(each.pid) for each in nodes]
    async with _growing(nodes) as most, traffic.flowing(joins_per_s=0.2, admits_per_s=3.0):
        report = await throng.returns(3 * BACK_S)
        await asyncio.sleep(AFTER_S)
    _are_back(run, report)
    run.measured("admit", traffic.admits_s)
    worst = percentile(sorted(traffic.admits_s), 99) * 1000
    most_ms = ADMIT_MS * run.choose(1, SHORT_TIMES)
    run.expect(worst <= most_ms, f"p99 of admissions is {worst:.0f} ms")
    for nth, (before, during) in enumerate(zip(normal, most, strict=True)):
        run.numbers[f"node{nth}_mib"] = round(before, 1)
        run.numbers[f"node{nth}_most_mib"] = round(during, 1)
        run.expect(during < TIMES_NORMAL * before, f"a node grew from {before} to {during} MiB")


def _are_back(run: Run, report: Report) -> None:
    run.counts["back"] = len(report.took_s)
    run.counts["tries"] = report.tries
    run.numbers["last_back_s"] = round(max(report.took_s), 1)
    run.measured("back", report.took_s)
    run.expect(max(report.took_s) <= BACK_S, f"the last is back after {max(report.took_s):.0f} s")


@asynccontextmanager
async def _growing(nodes: list[Server]) -> AsyncIterator[list[float]]:
    """The most memory of each while this is open, in MiB."""
    most = [memory_mib(each.pid) for each in nodes]

    async def look() -> None:
        while True:
            most[:] = [max(was, memory_mib(n.pid)) for was, n in zip(most, nodes, strict=True)]
            await asyncio.sleep(LOOK_S)

    looking = asyncio.create_task(look())
    try:
        yield most
    finally:
        looking.cancel()


async def _asks_nothing(run: Run, cluster: Cluster, throng: Throng, many: int) -> None:
    """The database does not notice that everybody came back to where they were."""
    assert cluster.to_database is not None
    asked = cluster.to_database.questions
    begin = len(asked)
    await asyncio.sleep(QUIET_S)
    usual = (len(asked) - begin) / QUIET_S
    begin, began = len(asked), monotonic()
    await throng.returns(BACK_S, stays=True)
    more = len(asked) - begin - usual * (monotonic() - began)
    run.numbers["statements_a_client"] = round(max(0.0, more) / many, 3)
    run.expect(more <= MOST_STATEMENTS * many, f"{more:.0f} statements for {many} clients")
