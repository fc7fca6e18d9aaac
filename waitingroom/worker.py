"""The loops behind the scenes: effects, alarms, reading on, guests lost with a process, tidying."""

import asyncio
import logging
import math
from collections.abc import Awaitable, Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from waitingroom.core import events as e
from waitingroom.core.actors import SystemActor
from waitingroom.core.commands import Away, Tick
from waitingroom.core.ids import NodeId, QueueId
from waitingroom.core.model import Guest, Presence, Queue, Visit
from waitingroom.core.refusals import Refused
from waitingroom.core.stages import is_over
from waitingroom.desk import Desk
from waitingroom.effects import may_have_effects
from waitingroom.errands import Errands
from waitingroom.lease import Keeper
from waitingroom.ledger import Busy, Claimed, Ledger

LOOK_S = 1.0
"""How often alarms, effects and versions are looked at when nothing woke us."""

UNTOLD_S = 0.25
"""How often versions are looked at while the bus is silent, and nobody tells us of anything."""

SETTLE_S = 120.0
"""After a start, and after a node died or stopped, no alarm of absence rings for so long, so that
people can come back first."""

LOST_S = 60.0
"""How often it is looked for guests of nodes that nobody took over to the end."""

AT_ONCE = 64
"""How many effects are done at the same time."""

FAULT_RETRY_S = 300.0
"""How long an effect that failed by a mistake of ours is left alone."""

FRESH_S = 4.0
"""How often it is read what other nodes took back: a revoked sign-in ends everywhere in 5 s."""

TIDY_S = 3600.0

log = logging.getLogger("waitingroom.worker")


class Worker:
    """Does what must be done outside and what time asks for; safe to run on every node.

    Shape: `follow` takes in what other nodes wrote down beside the queues, every second; `fresh`
    reads what they took back, every few seconds; `tidy` forgets what is old, every hour.
    """

    def __init__(
        self,
        desk: Desk,
        ledger: Ledger,
        errands: Errands,
        *,
        keeper: Keeper,
        now: Callable[[], datetime],
        follow: Callable[[], Awaitable[None]] | None = None,
        fresh: Sequence[Callable[[datetime], Awaitable[object]]] = (),
        tidy: Sequence[Callable[[datetime], Awaitable[object]]] = (),
        look_s: float = LOOK_S,
        settle_s: float = SETTLE_S,
        lost_s: float = LOST_S,
    ) -> None:
        self._desk = desk
        self._ledger = ledger
        self._errands = errands
        self._keeper = keeper
        self._now = now
        self._follow = follow
        self._fresh = fresh
        self._tidy = tidy
        self._look_s = look_s
        self._settle_s = settle_s
        self._caught_up_at = -math.inf
        self._lost_s = lost_s
        self._died: set[NodeId] = set()
        self._work = asyncio.Event()
        self._doing: dict[asyncio.Task[None], Claimed] = {}
        desk.watch(self._changed)

    async def keep_up(self) -> None:
        """What every node does, until cancelled.

        Read on, read what other nodes changed, and take over from those that died: a web must not
        wait for a worker that may be dead itself.
        """
        async with asyncio.TaskGroup() as group:
            group.create_task(self._forever(self._catch_up, min(self._look_s, UNTOLD_S)))
            group.create_task(self._forever(self._take_over, self._look_s))
            group.create_task(self._after(self._lost_s, self._call_away_the_lost))
            group.create_task(self._forever(self._freshen, FRESH_S))
            if self._follow is not None:
                group.create_task(self._forever(self._follow, self._look_s))

    async def run(self) -> None:
        """All loops, until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self.keep_up())
            group.create_task(self._forever(self._do_effects, self._look_s, self._work))
            group.create_task(self._forever(self._ring, self._look_s))
            group.create_task(self._forever(self._tidy_up, TIDY_S))
            group.create_task(self._let_go())

    async def _let_go(self) -> None:
        """When the worker ends, what it is doing ends too; the next one does it again."""
        try:
            await asyncio.Event().wait()
        finally:
            for task in self._doing:
                task.cancel()
            await asyncio.gather(*self._doing, return_exceptions=True)

    async def _after(self, pause_s: float, step: Callable[[], Awaitable[None]]) -> None:
        await asyncio.sleep(pause_s)
        await self._forever(step, pause_s)

    async def _forever(
        self,
        step: Callable[[], Awaitable[None]],
        pause_s: float,
        wake: asyncio.Event | None = None,
    ) -> None:
        """Again and again; what a step can't do now it finds again next time."""
        while True:
            if wake is not None:
                wake.clear()
            try:
                await step()
            except Busy:
                log.warning("the ledger is busy")
                await _pause(min(pause_s, self._look_s), wake)
                continue
            except Exception:
                log.exception("a step of the worker failed")
            await _pause(pause_s, wake)

    # --- effects

    def _changed(self, before: Queue, after: Queue, happened: Sequence[e.Happened]) -> None:
        if any(may_have_effects(each.event) for each in happened):
            self._work.set()

    async def _do_effects(self) -> None:
        """Begin what there is to do: a vendor who is slow keeps nobody else waiting."""
        while room := AT_ONCE - len(self._doing):
            claimed = await self._ledger.claim(
                self._keeper.node,
                self._now(),
                min(room, 16),
                self._keeper.fence(),
                doing=list(self._doing.values()),
            )
            if not claimed:
                return
            for each in claimed:
                task = asyncio.create_task(self._do(each))
                self._doing[task] = each
                task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        if len(self._doing) == AT_ONCE:
            # There is room again for what had to be left.
            self._work.set()
        self._doing.pop(task, None)

    async def _do(self, claimed: Claimed) -> None:
        try:
            await self._do_one(claimed)
        except Busy:
            # We hold it and no longer do it, so it is handed out once more.
            log.warning("the ledger is busy")
        except Exception:
            log.exception("an effect could not be written down as done")

    async def _do_one(self, claimed: Claimed) -> None:
        try:
            again_in = await self._errands.perform(claimed)
        except Busy:
            again_in = LOOK_S
        except Exception:
            log.exception("an effect failed: %s", claimed.kind)
            again_in = FAULT_RETRY_S
        if again_in is None:
            await self._ledger.finish(claimed)
        else:
            await self._ledger.retry(claimed, self._now() + timedelta(seconds=again_in))

    # --- time

    async def _catch_up(self) -> None:
        now = asyncio.get_running_loop().time()
        if self._desk.is_told and now < self._caught_up_at + self._look_s:
            return
        self._caught_up_at = now
        await self._desk.catch_up()

    async def _ring(self) -> None:
        tick = Tick(absences=self._keeper.calm_s >= self._settle_s)
        actor, due = SystemActor(node=self._keeper.node), await self._ledger.due(self._now())
        await _each(self._desk.ask(queue, None, tick, actor) for queue in due)

    async def _take_over(self) -> None:
        """Write what died with a node, if nobody else does: exactly one takes its lease."""
        for dead in await self._keeper.dead():
            if await self._keeper.take_over(dead):
                log.warning("a node is gone: its guests are away and its effects are done here")
                self._died.add(dead.node)
                self._work.set()
        if self._died:
            # What they wrote last must be known: it names the guests who were there.
            await self._desk.catch_up()
            await self._call_away(self._died)
            self._died.clear()

    async def _call_away_the_lost(self) -> None:
        """Guests of nodes that have no lease any more: who took it may have died in the middle."""
        # The replicas first: a guest is nowhere before the lease of the node that holds them.
        nodes = {guest.node for each in self._desk.loaded() for _, guest in _connected(each)}
        living = {each.node for each in await self._ledger.leases()}
        await self._call_away(nodes - living)

    async def _call_away(self, nodes: Collection[NodeId | None]) -> None:
        """All guests of these nodes at once, so that they share appends.

        Errors: what failed with one is raised when all were tried.
        """
        tries = (
            self._call_one_away(
                queue.id,
                Away(visit=visit.id, guest=guest.id, node=guest.node or self._keeper.node),
            )
            for queue in self._desk.loaded()
            for visit, guest in _connected(queue)
            if guest.node in nodes
        )
        for problem in await asyncio.gather(*tries, return_exceptions=True):
            if isinstance(problem, BaseException):
                raise problem

    async def _call_one_away(self, queue: QueueId, away: Away) -> None:
        reply = await self._desk.ask(queue, None, away, SystemActor(node=away.node))
        if isinstance(reply, Refused):
            raise Busy

    async def _freshen(self) -> None:
        await _each(step(self._now()) for step in self._fresh)

    async def _tidy_up(self) -> None:
        await _each(step(self._now()) for step in self._tidy)


def _connected(queue: Queue) -> Iterator[tuple[Visit, Guest]]:
    # In one order everywhere: what a map gives hangs on how this process hashes words.
    for visit in sorted(queue.visits.values(), key=lambda each: each.id):
        if not is_over(visit):
            yield from ((visit, each) for each in visit.guests if _is_connected(each))


def _is_connected(guest: Guest) -> bool:
    return guest.presence is Presence.CONNECTED


async def _each(steps: Iterable[Awaitable[object]]) -> None:
    """One after the other: what fails with one is raised only when the others were done too."""
    problems: list[Exception] = []
    for step in steps:
        try:
            await step
        except Busy:
            raise
        except Exception as problem:
            problems.append(problem)
    if problems:
        raise problems[0]


async def _pause(seconds: float, wake: asyncio.Event | None) -> None:
    if wake is None:
        await asyncio.sleep(seconds)
        return
    try:
        async with asyncio.timeout(seconds):
            await wake.wait()
    except TimeoutError:
        return
