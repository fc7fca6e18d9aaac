"""Processes are killed one after the other, at any moment, under people who join and are let in."""

import asyncio
import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import inf
from time import monotonic, time
from typing import Self

from tests.faults.checks import opened
from tests.faults.clients import Guest
from tests.faults.cluster import Cluster, Plan
from tests.faults.crowd import Crowd
from tests.faults.laboratory import Run
from tests.faults.processes import Server, until
from tests.faults.traffic import Traffic
from waitingroom.core import events as e
from waitingroom.core.board import Window
from waitingroom.core.evolve import replay
from waitingroom.core.ids import VisitId
from waitingroom.core.model import Queue, Shelf
from waitingroom.desk.replica import happened

BACK_S = 90.0
"""A page waits up to 30 s before each try, and perhaps tries a node that is not there yet."""

AWAY_S, SPARE_S = 12.0, 3.0
"""When a guest is away whose node was killed; so much later in the short form, which may crawl."""

STEADY_S = 14.0
"""How long before it a process must have served that is to declare another one dead."""

KNOWN_S = 8.0
"""A node that was killed sooner was perhaps never seen to renew, which others wait longer for."""

EFFECTS_S = 30.0
SHOWN_S = 10.0
LOOK_S = 0.5


async def killed(run: Run) -> None:
    """Nobody is lost or doubled, and no answer was false, however often a process dies."""
    plan = Plan(nodes=3, database="postgresql", seed=run.seed)
    async with Cluster(plan) as cluster:
        crowd = Crowd(cluster, run.dice)
        blows = Blows(run, crowd)
        await crowd.staff_come(each=4)
        await crowd.wait_in_line(run.choose(300, 30))
        traffic = Traffic(crowd)
        try:
            async with traffic.flowing(joins_per_s=1.0, admits_per_s=2.0), blows:
                await blows.fall(run.choose(600, 30))
            run.measured("admit", traffic.admits_s)
            await all_back(crowd)
            await effects_done(run, cluster)
            await boards_are_right(run, crowd)
            await blows.judge()
        finally:
            await crowd.leave()
        await run.judge(crowd)


@dataclass
class Life:
    """From when a process could be used until it was killed, in seconds of the wall clock."""

    began: float
    ended: float = inf


class Blows:
    """What falls on the processes of a cluster, and the guests at each node who never return.

    Shape: at the end of `async with` all that was killed runs again.
    """

    def __init__(self, run: Run, crowd: Crowd) -> None:
        self._run = run
        self._crowd = crowd
        self._cluster = crowd.cluster
        self._began = time()
        self._lives = {each: [Life(self._began)] for each in self._cluster.processes}
        self._sleepers: list[tuple[Guest, Server]] = []
        self._again: list[asyncio.Task[None]] = []
        self._coming: list[asyncio.Task[None]] = []

    async def fall(self, seconds: float) -> None:
        """One about every ten seconds, or five in the short form, for so long."""
        for node in self._cluster.nodes:
            await self._sleeps_at(node)
        await asyncio.sleep(max(0.0, self._began + STEADY_S - time()))
        ends = monotonic() + seconds
        while monotonic() < ends:
            await asyncio.sleep(self._run.dice.uniform(*((7, 13), (4, 6))[self._run.short]))
            await self._strike(self._victim())

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        try:
            await asyncio.gather(*self._again)
        finally:
            # Who never returns waits for ever, when their node was killed while they came.
            for each in self._coming:
                each.cancel()
            await asyncio.gather(*self._coming, return_exceptions=True)

    def _victim(self) -> Server:
        cluster, throw = self._cluster, self._run.dice.random()
        assert cluster.worker is not None
        assert cluster.media is not None
        if throw < 0.2:
            return cluster.worker if throw < 0.13 else cluster.media
        return self._run.dice.choice(cluster.nodes)

    async def _strike(self, victim: Server) -> None:
        life = self._lives[victim][-1]
        if life.ended < inf:
            return
        life.ended = time()
        await victim.kill()
        self._run.counts["kills"] += 1
        self._run.counts["nodes_killed"] += victim in self._cluster.nodes
        self._again.append(asyncio.create_task(self._starts(victim)))

    async def _starts(self, server: Server) -> None:
        await server.start()
        self._lives[server].append(Life(time()))
        if server in self._cluster.nodes:
            self._coming.append(asyncio.create_task(self._sleeps_at(server)))

    async def _sleeps_at(self, node: Server) -> None:
        """Somebody takes a place by way of this node who is gone when it is."""
        address = self._cluster.addresses[self._cluster.nodes.index(node)]
        guest = await self._crowd.appear([address], returns=False)
        self._sleepers.append((guest, node))
        await guest.join()

    async def judge(self) -> None:
        """Who did not come back is away, and in time where somebody was there to see to it."""
        lost = [each for each in self._sleepers if each[0].lost_at]
        last = max((guest.lost_at for guest, _ in lost), default=0.0)
        await asyncio.sleep(max(0.0, last + AWAY_S + SPARE_S - time()))
        log = await self._log()
        took = [s for guest, node in lost if (s := self._away_s(log, guest, node)) is not None]
        self._run.measured("away", took)
        self._run.counts["sleepers"] = len(took)
        self._run.expect(bool(took), "no node was killed that somebody could declare dead")
        most = AWAY_S + SPARE_S * self._run.short
        for late in (each for each in took if each > most):
            self._run.wrong.append(f"a guest was away {late:.1f} s after their node was killed")

    def _away_s(self, log: Sequence[e.Happened], guest: Guest, node: Server) -> float | None:
        """How long it took until they were away; None when nobody need have seen to it."""
        lost_at = datetime.fromtimestamp(guest.lost_at, UTC)
        mine = [each for each in log if _is_about(each.event, guest)]
        before = [each for each in mine if each.at < lost_at]
        if not (before and isinstance(before[-1].event, e.GuestConnected)):
            return None
        if not self._somebody_sees(guest.lost_at, node):
            return None
        after = [each for each in mine if each.at >= lost_at]
        return (after[0].at - lost_at) / timedelta(seconds=1) if after else inf

    def _somebody_sees(self, lost_at: float, node: Server) -> bool:
        def lived(server: Server, since: float, until: float) -> bool:
            return any(life.began <= since and life.ended >= until for life in self._lives[server])

        others = (each for each in self._lives if each not in (node, self._cluster.media))
        was_known = lived(node, lost_at - KNOWN_S, lost_at - 1)
        return was_known and any(
            lived(each, lost_at - STEADY_S, lost_at + AWAY_S) for each in others
        )

    async def _log(self) -> list[e.Happened]:
        async with opened(self._cluster.ledger_url) as ledger:
            return list(map(happened, await ledger.log(self._crowd.queue)))


def _is_about(event: e.Event, guest: Guest) -> bool:
    """Whether it says of this guest that they are here or away, or that nobody asks any more."""
    if isinstance(event, e.GuestConnected | e.GuestWentAway):
        return event.visit == guest.visit
    return isinstance(event, e.VisitEnded) and event.visit == guest.visit


async def effects_done(run: Run, cluster: Cluster) -> None:
    """What a dead worker had in hand is done by the next one, soon."""
    witness, began = cluster.witness, monotonic()
    assert witness is not None
    with contextlib.suppress(TimeoutError):
        await until(lambda: not witness.owed(), EFFECTS_S, LOOK_S)
    run.numbers["effects_done_s"] = round(monotonic() - began, 1)
    run.expect(not witness.owed(), f"effects are not done {EFFECTS_S} s after all were back")


async def boards_are_right(run: Run, crowd: Crowd) -> None:
    """Every board shows the line as the log tells it, as much of it as a board shows."""
    for colleague in crowd.staff:
        try:
            async with asyncio.timeout(SHOWN_S):
                line = await the_line(crowd)
                while (shown := [card.visit for card in colleague.on(Shelf.LINE)]) != line:
                    await asyncio.sleep(LOOK_S)
                    line = await the_line(crowd)
        except TimeoutError:
            run.wrong.append(f"the board of {colleague.name} shows {shown} and the line is {line}")


async def the_line(crowd: Crowd) -> list[VisitId]:
    """The first of those who wait, as the log tells it."""
    async with opened(crowd.cluster.ledger_url) as ledger:
        log = await ledger.log(crowd.queue)
    return list(replay(Queue(id=crowd.queue), map(happened, log)).line)[: Window().size]


async def all_back(crowd: Crowd) -> None:
    """Every page that returns has a line again. Errors: TimeoutError."""
    async with asyncio.timeout(BACK_S):
        for page in crowd.pages:
            if page.returns:
                await page.stands()
