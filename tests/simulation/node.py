"""One simulated server process: a lease, a desk and a worker, until it dies."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from random import Random
from typing import Any

from tests.simulation.bus import LossyBus
from tests.simulation.ledger import NodeLedger
from tests.simulation.outside import Conferences
from tests.simulation.pace import FOR_EVER, PACE, LoopClock
from tests.simulation.pages import Page, all_touched
from waitingroom.core import events as e
from waitingroom.core.ids import NodeId, QueueId
from waitingroom.core.model import Provider, Queue
from waitingroom.desk import Desk
from waitingroom.effects import effects_of
from waitingroom.errands import Errands, Outside
from waitingroom.lease import Keeper, Life
from waitingroom.worker import Worker

QUEUE = QueueId("q")
LOOK_S = 0.6
LOST_S = 2.0


class Node:
    """One process: it may freeze, and it may die, and then another begins in its place.

    Shape: `fresh` names each of its lives; `replace` begins another process where this one died;
    `works` says whether it has a worker, and renews its lease, or just a desk.
    """

    def __init__(
        self,
        ledger: NodeLedger,
        bus: LossyBus,
        conferences: Conferences,
        now: Callable[[], datetime],
        random: Random,
        fresh: Callable[[], NodeId],
        replace: Callable[["Node"], None],
        *,
        works: bool,
    ) -> None:
        self.ledger = ledger
        ledger.die = lambda: replace(self)
        self.pages: list[Page] = []
        self._tasks: list[asyncio.Task[Any]]
        self._bus = bus
        self.keeper = Keeper(ledger, LoopClock(now), fresh, PACE if works else FOR_EVER)
        fence = self.keeper.fence
        self.desk = Desk(ledger, bus, now, effects_of, random=random, fence=fence)
        self.desk.watch(self._changed)
        self.keeper.around(Life(ends=self._ends, begins=_nothing, leaves=self._leaves))
        self._tasks = [
            asyncio.create_task(self.desk.queue(QUEUE)),
            asyncio.create_task(self._renew(works=works)),
        ]
        if works:
            self._tasks.append(asyncio.create_task(self._worker(conferences, now).run()))

    def _worker(self, conferences: Conferences, now: Callable[[], datetime]) -> Worker:
        outside = Outside(
            ways={Provider.PEXIP: conferences}, text=conferences.text, follow=conferences.follow
        )
        return Worker(
            self.desk,
            self.ledger,
            Errands(self.desk, outside),
            keeper=self.keeper,
            now=now,
            look_s=LOOK_S,
            # Nobody's absence waits for a start here: an afternoon is too short.
            settle_s=0.0,
            lost_s=LOST_S,
        )

    def freeze(self, seconds: float) -> None:
        """Nothing goes out and nothing comes in for so long."""
        self.ledger.thaws_at = asyncio.get_running_loop().time() + seconds

    def die(self) -> None:
        """From now on nothing of it happens."""
        self.ledger.is_dead = True
        self.pages.clear()
        self._bus.forget(self.desk)
        for task in self._tasks:
            task.cancel()

    async def stop(self) -> None:
        """Finish what was begun, and begin nothing more."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.desk.close()

    async def _renew(self, *, works: bool) -> None:
        while not self.keeper.node:
            await self.keeper.renew()
        if works:
            await self.keeper.run()

    async def _ends(self) -> None:
        await self._leaves()
        await self.desk.read_anew()

    async def _leaves(self) -> None:
        self.pages.clear()

    def _changed(self, before: Queue, after: Queue, happened: Sequence[e.Happened]) -> None:
        self.ledger.shown(after.version)
        if self.pages:
            what = all_touched(before, happened, after)
            for page in self.pages:
                page.show_change(after, what)


async def _nothing() -> None:
    """Pages come back by themselves."""
