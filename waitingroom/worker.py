"""The loops behind the scenes: effects, alarms, reading on, guests lost with a process, tidying."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import assert_never

from waitingroom.core import events as e
from waitingroom.core.actors import ServiceActor, SystemActor
from waitingroom.core.commands import Away, GiveUp, MakeReady, Tick
from waitingroom.core.ids import NodeId, QueueId
from waitingroom.core.model import Conference, Presence, Queue
from waitingroom.core.refusals import Code, Refused
from waitingroom.core.stages import is_over
from waitingroom.desk import Desk
from waitingroom.effects import HAS_EFFECTS, Kind, Task, task
from waitingroom.handoff import Admitted, Handoff, VendorFailed
from waitingroom.ledger import Busy, Claimed, Ledger

LOOK_S = 1.0
"""How often alarms, effects and versions are looked at when nothing woke us."""

SETTLE_S = 120.0
"""After a start no alarm of absence rings for so long, so that people can come back first."""

RETURN_S = 40.0
"""How long after a start a guest of the process before may take to come back to this one."""

PATIENCE_S = 15.0
"""How long one try at a conference may take in all: far less than an effect is held for us, so that
nobody else begins it meanwhile. The parts of a try have their own patience, which is shorter."""

LOST_S = 60.0
"""How often guests of a dead process are looked for after that."""

TRIES = 3
"""How often a conference is tried before the clinician is asked what to do."""

RETRY_S = 5.0
CLOSE_RETRY_MOST_S = 300.0

FRESH_S = 4.0
"""How often it is read what other nodes took back: a revoked sign-in ends everywhere in 5 s."""

TIDY_S = 3600.0

HANDOFF = ServiceActor(name="handoff")

log = logging.getLogger("waitingroom.worker")


class Worker:
    """Does what must be done outside and what time asks for; safe to run on every node.

    Shape: `fresh` reads what other nodes changed, every few seconds; `tidy` forgets what is old,
    every hour.
    """

    def __init__(
        self,
        desk: Desk,
        ledger: Ledger,
        handoff: Handoff,
        *,
        node: NodeId,
        now: Callable[[], datetime],
        fresh: Sequence[Callable[[datetime], Awaitable[object]]] = (),
        tidy: Sequence[Callable[[datetime], Awaitable[object]]] = (),
        look_s: float = LOOK_S,
        settle_s: float = SETTLE_S,
        return_s: float = RETURN_S,
        patience_s: float = PATIENCE_S,
    ) -> None:
        self._desk = desk
        self._ledger = ledger
        self._handoff = handoff
        self._node = node
        self._now = now
        self._fresh = fresh
        self._tidy = tidy
        self._look_s = look_s
        self._settle_s = settle_s
        self._return_s = return_s
        self._patience_s = patience_s
        self._work = asyncio.Event()
        desk.watch(self._changed)

    async def run(self) -> None:
        """All loops, until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._forever(self._do_effects, self._look_s, self._work))
            group.create_task(self._forever(self._desk.catch_up, self._look_s))
            group.create_task(self._after(self._settle_s, self._ring, self._look_s))
            group.create_task(self._after(self._return_s, self._call_away_the_lost, LOST_S))
            group.create_task(self._forever(self._freshen, FRESH_S))
            group.create_task(self._forever(self._tidy_up, TIDY_S))

    async def _after(
        self, wait_s: float, step: Callable[[], Awaitable[None]], pause_s: float
    ) -> None:
        await asyncio.sleep(wait_s)
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
        if any(isinstance(each.event, HAS_EFFECTS) for each in happened):
            self._work.set()

    async def _do_effects(self) -> None:
        while claimed := await self._ledger.claim(self._node, self._now(), limit=16):
            await asyncio.gather(*(self._do(each) for each in claimed))

    async def _do(self, claimed: Claimed) -> None:
        try:
            again_in = await self._perform(claimed)
        except Busy:
            again_in = LOOK_S
        except Exception:
            log.exception("an effect failed: %s", claimed.kind)
            again_in = CLOSE_RETRY_MOST_S
        if again_in is None:
            await self._ledger.finish(claimed)
        else:
            await self._ledger.retry(claimed, self._now() + timedelta(seconds=again_in))

    async def _perform(self, claimed: Claimed) -> float | None:
        """Seconds until it is tried again, None when it is done."""
        kind, about = Kind(claimed.kind), task(claimed.body)
        # Another node may have written it: what it is about must be known before it is judged.
        await self._desk.read_on(claimed.queue, claimed.version)
        admitted = Admitted(queue=claimed.queue, visit=about.visit, admission=about.admission)
        match kind:
            case Kind.PREPARE_CONFERENCE:
                return await self._prepare(admitted, about, claimed.tries)
            case Kind.CLOSE_CONFERENCE:
                return await self._close(admitted, claimed.tries)
            case _:
                assert_never(kind)

    async def _prepare(self, admitted: Admitted, about: Task, tries: int) -> float | None:
        if await self._conference(admitted) is not Conference.PREPARING:
            return await self._close_late(admitted, tries) if tries > 1 else None
        failed = await self._failure(self._handoff.prepare(admitted))
        if failed is None:
            ready = MakeReady(visit=about.visit, admission=about.admission)
            again_in = await self._told(admitted.queue, ready)
            return await self._close_late(admitted, tries) if again_in is None else again_in
        if failed.retry and tries < TRIES:
            return RETRY_S
        gave_up = GiveUp(visit=about.visit, admission=about.admission)
        return await self._told(admitted.queue, gave_up)

    async def _close_late(self, admitted: Admitted, tries: int) -> float | None:
        """A conference that came to be after its admission was closed is closed once more.

        What closes it with the admission may have been done before there was anything to close.
        """
        if await self._conference(admitted) is not None:
            return None
        return await self._close(admitted, tries)

    async def _close(self, admitted: Admitted, tries: int) -> float | None:
        failed = await self._failure(self._handoff.close(admitted))
        if failed is None:
            return None
        return min(CLOSE_RETRY_MOST_S, 2.0**tries) if failed.retry else CLOSE_RETRY_MOST_S

    async def _failure(self, work: Awaitable[None]) -> VendorFailed | None:
        """Why this did not work, None when it did; it ends in time, whatever the other side does.

        A bug of ours counts as a failure too, so that a patient never waits for one in vain.
        """
        try:
            async with asyncio.timeout(self._patience_s):
                await work
        except VendorFailed as failed:
            log.warning("a conference node failed: %s", failed)
            return failed
        except TimeoutError:
            log.warning("a conference node did not answer in time")
            return VendorFailed("conference", "slow", retry=True)
        except Exception:
            log.exception("the handoff failed")
            return VendorFailed("conference", "fault", retry=True)
        return None

    async def _conference(self, admitted: Admitted) -> Conference | None:
        """How far the conference of this admission is, None when the admission is not open."""
        queue = await self._desk.queue(admitted.queue)
        visit = queue.visits.get(admitted.visit)
        admission = visit.admission if visit else None
        if admission is None or admission.number != admitted.admission:
            return None
        return admission.conference

    async def _told(self, queue: QueueId, command: MakeReady | GiveUp) -> float | None:
        reply = await self._desk.ask(queue, None, command, HANDOFF)
        return LOOK_S if isinstance(reply, Refused) and reply.code in _PASSING else None

    # --- time

    async def _ring(self) -> None:
        actor, due = SystemActor(node=self._node), await self._ledger.due(self._now())
        await _each(self._desk.ask(queue, None, Tick(), actor) for queue in due)

    async def _call_away_the_lost(self) -> None:
        """Guests whose connection ended with a process before this one, and who did not return."""
        await _each(
            self._call_away(queue.id, away)
            for queue in self._desk.loaded()
            for away in _lost(queue, self._node)
        )

    async def _call_away(self, queue: QueueId, away: Away) -> None:
        reply = await self._desk.ask(queue, None, away, SystemActor(node=away.node))
        if isinstance(reply, Refused):
            raise Busy

    async def _freshen(self) -> None:
        await _each(step(self._now()) for step in self._fresh)

    async def _tidy_up(self) -> None:
        await _each(step(self._now()) for step in self._tidy)


_PASSING = frozenset({Code.BUSY, Code.UNKNOWN})


def _lost(queue: Queue, node: NodeId) -> list[Away]:
    return [
        Away(visit=visit.id, guest=guest.id, node=guest.node or node)
        for visit in queue.visits.values()
        if not is_over(visit)
        for guest in visit.guests
        if guest.presence is Presence.CONNECTED and guest.node != node
    ]


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
