"""PostgreSQL is restarted, frozen and cut off under traffic, often in the middle of a COMMIT."""

import asyncio
import signal
from time import monotonic

from tests.faults.checks import called_away
from tests.faults.cluster import Cluster, Plan
from tests.faults.crowd import Crowd
from tests.faults.laboratory import Run
from tests.faults.probes import Probes
from tests.faults.processes import until
from tests.faults.proxy import Flow, Hit, Proxy
from tests.faults.talks import Question, is_commit
from tests.faults.traffic import Traffic
from waitingroom.core.refusals import Code

ANSWERED_S = 2.0
"""How long anybody waits for any answer."""

DECIDED_S = 10.0
"""How soon everything is decided that was asked while the database was away."""

ROOM_S = {True: 1.0, False: 0.3}
"""What a machine that is busy with other things may add, in the short form and in the whole one."""


async def postgresql(run: Run) -> None:
    """What may have happened is told as unknown, and the same op_id tells the same of it later."""
    proxies = frozenset({"database"})
    plan = Plan(nodes=3, database="postgresql", proxies=proxies, seed=run.seed)
    async with Cluster(plan) as cluster:
        crowd = Crowd(cluster, run.dice)
        await crowd.staff_come(each=4)
        await crowd.wait_in_line(run.choose(100, 20))
        traffic, probes = Traffic(crowd), Probes(cluster, run.dice)
        try:
            async with probes.flowing(1.0), traffic.flowing(joins_per_s=1.0, admits_per_s=3.0):
                await _all_blows(run, cluster, crowd)
            judge_answers(run, crowd, probes)
            for code in (Code.BUSY, Code.UNKNOWN):
                run.expect(run.counts[code.value] > 0, f"nobody was ever told {code.value}")
            # Before they leave by themselves.
            run.wrong += await called_away(cluster.ledger_url, crowd.queue)
        finally:
            await crowd.leave()
        run.expect(not sum(page.lost for page in crowd.pages), "a page lost its line")
        await run.judge(crowd)


async def _all_blows(run: Run, cluster: Cluster, crowd: Crowd) -> None:
    assert cluster.to_database is not None
    blows = [_restarted, _frozen, _cut_off_in_a_commit]
    for nth in range(run.choose(12, 3)):
        _cut_commits(run, cluster.to_database)
        await asyncio.sleep(run.dice.uniform(1, 2))
        # One at a time: what a blow does to the lines is its own.
        cluster.to_database.rule = _nothing
        await blows[nth % 3](run, cluster)
        back_at = monotonic()
        await _decided(run, crowd, back_at)


async def _restarted(run: Run, cluster: Cluster) -> None:
    server = cluster.postgresql
    assert server is not None
    how = run.dice.choice((signal.SIGINT, signal.SIGQUIT))
    await asyncio.to_thread(server.halt, how)
    await asyncio.sleep(run.dice.uniform(0, run.choose(15, 2)))
    # Begun by this thread: it ends with it.
    server.launch()
    await asyncio.to_thread(server.answers)
    run.counts["restarts"] += 1


async def _frozen(run: Run, cluster: Cluster) -> None:
    """It says nothing at all for a while: what is asked is neither taken nor refused."""
    assert cluster.to_database is not None
    up = cluster.to_database.up
    up.flow = Flow.UNREAD
    await asyncio.sleep(run.choose(20, 4))
    up.flow = Flow.PASSES
    run.counts["frozen"] += 1


async def _cut_off_in_a_commit(run: Run, cluster: Cluster) -> None:
    """The answer to one COMMIT is lost, and then nobody can ask what became of it."""
    proxy = cluster.to_database
    assert proxy is not None
    met = asyncio.Event()

    def writes(question: Question) -> bool:
        found = is_commit(question) and "ledger_batch" in question.within
        if found:
            met.set()
        return found

    proxy.next(Hit.ANSWER_LOST, writes)
    await met.wait()
    # Long enough for it to be carried out, and too short for anybody to be back.
    await asyncio.sleep(0.02)
    await proxy.stop()
    await asyncio.sleep(run.choose(10, 4))
    await proxy.listen()
    run.counts["cut_off_in_a_commit"] += 1


def _cut_commits(run: Run, proxy: Proxy) -> None:
    def rule(question: Question) -> Hit | None:
        if not is_commit(question) or run.dice.random() > 0.1:
            return None
        run.counts["commits_cut"] += 1
        return run.dice.choice((Hit.ANSWER_LOST, Hit.CUT_BEFORE))

    proxy.rule = rule


def _nothing(question: Question) -> None:
    """Nothing happens to any question."""


async def _decided(run: Run, crowd: Crowd, back_at: float) -> None:
    """Everything that was asked before has its answer soon."""
    calls = crowd.history.calls
    asked = [op_id for op_id, call in calls.items() if call.answered_at is None]
    run.counts["asked_meanwhile"] += len(asked)

    def is_decided() -> bool:
        return all(calls[op_id].answered_at is not None for op_id in asked)

    try:
        await until(is_decided, DECIDED_S)
    except TimeoutError:
        run.wrong.append(f"after {DECIDED_S:.0f} s something was still not decided")
    took = round(monotonic() - back_at, 2)
    run.numbers["decided_s"] = max(took, run.numbers.get("decided_s", 0.0))


def judge_answers(run: Run, crowd: Crowd, probes: Probes) -> None:
    """Nobody waited long for any answer, over a line or over HTTP."""
    waits = crowd.history.waits
    for code in (Code.BUSY, Code.UNKNOWN):
        run.counts[code.value] = sum(each.code is code for each in waits)
    took = {"answer": [each.seconds for each in waits], "request": probes.took_s}
    most = ANSWERED_S + ROOM_S[run.short]
    for name, seconds in took.items():
        run.measured(name, seconds)
        longest = run.numbers[f"{name}_longest_s"] = round(max(seconds, default=0.0), 2)
        run.expect(longest <= most, f"one {name} took {longest} s, more than {most}")
    run.counts["requests"] = len(probes.took_s)
