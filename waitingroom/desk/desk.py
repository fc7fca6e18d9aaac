"""The front desk: where everybody asks, and where one learns that a queue has changed."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from random import Random

from waitingroom.bus import Bus, Nudge
from waitingroom.core import events as e
from waitingroom.core.actors import Actor
from waitingroom.core.commands import Command
from waitingroom.core.ids import OpId, QueueId, Version, VisitId
from waitingroom.core.model import Queue
from waitingroom.core.refusals import Code, Refused
from waitingroom.desk.counter import Counter, Means
from waitingroom.desk.draft import EffectsOf, Request
from waitingroom.desk.facts import QUIET, Fact, is_about
from waitingroom.desk.replies import Reply, digest
from waitingroom.ledger import Busy, Fence, Ledger, Life

PATIENCE_S = 2.0
"""How long anybody waits for an answer; after that they are told `busy` or `unknown`."""

HOPS = 16
"""How often in a row a transferred visit is followed to where it is now."""

Watcher = Callable[[Queue, Queue, Sequence[e.Happened]], None]
"""Told after each change: the queue before it, after it, and what happened, which is less than all
when `before.version + len(happened) != after.version`: then draw everything anew. Must not wait."""

log = logging.getLogger("waitingroom.desk")


class Desk:
    """All queues of this node.

    A command given an `op_id` has one effect and one answer however often it is sent. Nothing is
    answered or shown before it is durable.

    Shape: `fence` gives the lease to write under, and raises `Busy` while nothing may be decided.
    """

    def __init__(
        self,
        ledger: Ledger,
        bus: Bus,
        clock: Callable[[], datetime],
        effects_of: EffectsOf = lambda queue, happened: (),
        *,
        fence: Callable[[], Fence | None] = lambda: None,
        random: Random | None = None,
        patience_s: float = PATIENCE_S,
    ) -> None:
        self._ledger = ledger
        self._clock = clock
        self._patience_s = patience_s
        self._watchers: list[Watcher] = []
        self._counters: dict[QueueId, Counter] = {}
        self._reading: set[asyncio.Task[None]] = set()
        self._life: Life | None = None
        self._followers: list[Callable[[Life], None]] = []
        self._means = Means(
            ledger=ledger,
            bus=bus,
            clock=clock,
            effects_of=effects_of,
            announce=self._announce,
            # Chance only spreads waiting nodes; nothing secret hangs on it.
            random=random or Random(),  # noqa: S311
            fence=fence,
        )
        self._unsubscribe = bus.subscribe(self._nudged)

    async def ask(
        self, queue: QueueId, op_id: OpId | None, command: Command, actor: Actor
    ) -> Reply:
        """Decide this and answer when it stands; what was begun goes on if the caller goes away.

        Shape: `op_id` is None only for what we ask ourselves, which is harmless when repeated.
        Errors: `busy` nothing happened, `unknown` it may have happened: ask again with the same
        `op_id`. An exception is a bug, already logged, and nothing happened.
        """
        request = Request(actor, command, op_id, digest(actor, command))
        counter = self._counter(queue)
        waiting = counter.stand(request)
        try:
            async with asyncio.timeout(self._patience_s):
                return await asyncio.shield(waiting.reply)
        except TimeoutError:
            begun = not counter.withdraw(waiting)
            return Refused(code=Code.UNKNOWN if begun else Code.BUSY)

    async def queue(self, queue: QueueId) -> Queue:
        """The queue as this node knows it; read from the ledger the first time.

        Errors: `Busy` when it can't be read now; `NewerLog` when a newer program wrote it.
        """
        counter = self._counter(queue)
        await counter.load()
        return counter.queue

    async def having(self, queue: QueueId, visit: VisitId) -> Queue:
        """The queue; when it does not know this visit, read on: another node may have it just now.

        Ask it before saying that there is no such visit. Errors: as `queue`.
        """
        known = await self.queue(queue)
        return known if visit in known.visits else await self.caught_up(queue)

    async def caught_up(self, queue: QueueId) -> Queue:
        """The queue as it is now, wherever it was changed. Errors: as `queue`."""
        await self.read_on(queue, (await self._ledger.versions([queue]))[queue])
        return await self.queue(queue)

    async def whereabouts(self, queue: QueueId, visit: VisitId) -> QueueId:
        """The queue in which a visit of this queue is by now: transferred ones go on in another.

        Errors: as `queue`.
        """
        for _ in range(HOPS):
            known = (await self.queue(queue)).visits.get(visit)
            to = known.ended.to if known and known.ended else None
            if to is None or visit not in (await self.queue(to)).visits:
                break
            queue = to
        return queue

    async def read_on(self, queue: QueueId, version: Version) -> None:
        """See to it that this node knows the queue up to this version, if it has come that far.

        Errors: `Busy`, `NewerLog`.
        """
        await self._counter(queue).read_on(version)

    def known(self, queue: QueueId) -> Queue | None:
        """The queue if this node has it in memory, without waiting."""
        counter = self._counters.get(queue)
        return counter.queue if counter is not None and counter.is_loaded else None

    def loaded(self) -> list[Queue]:
        """All queues this node has in memory."""
        return [each.queue for each in self._counters.values() if each.is_loaded]

    async def history(self, queue: QueueId, visit: VisitId) -> list[Fact]:
        """All that happened to a visit, oldest first; connections apart, which would bury it.

        Errors: `Busy`.
        """
        entries = await self._ledger.log(queue)
        return [
            Fact(at=each.at, kind=each.kind, by=each.actor)
            for each in entries
            if each.kind not in QUIET and is_about(each, visit)
        ]

    def confirmed_at(self, queue: QueueId) -> datetime:
        """When the replica was last known to hold all there is."""
        return self._counter(queue).confirmed_at

    def watch(self, watcher: Watcher) -> None:
        """Be told of every change of every queue in memory, after it is durable."""
        self._watchers.append(watcher)

    @property
    def is_told(self) -> bool:
        """Whether we hear at once what other nodes write; if not, catch up oftener."""
        return self._means.bus.hears

    @property
    def life(self) -> Life | None:
        """The life of the ledger as it was last looked at; None before the first look."""
        return self._life

    def is_behind(self, queue: QueueId) -> bool:
        """Whether the log of this queue is an older copy that nobody has told us of."""
        counter = self._counters.get(queue)
        return counter is not None and counter.is_behind

    def follow(self, follower: Callable[[Life], None]) -> None:
        """Be told when another life of the ledger has begun. Must not wait."""
        self._followers.append(follower)

    async def look(self) -> Life:
        """Ask the ledger under which epoch it lives; what was known in another one is dropped.

        Errors: `Busy`.
        """
        before, self._life = self._life, await self._ledger.life()
        life = self._life
        is_new = before is not None and before.epoch != life.epoch
        if is_new:
            await asyncio.gather(*(each.begin_anew() for each in self._counters.values()))
        for id_, counter in self._counters.items():
            counter.judge(is_behind=id_ in life.behind)
        for follower in self._followers if is_new else ():
            follower(life)
        return life

    async def was_at(self, queue: QueueId, version: Version) -> None:
        """Somebody can prove that the queue was at this version in this life of the ledger.

        When the log does not go so far, an older copy was put in place and nobody said so: nothing
        more is decided until somebody does. Errors: `Busy`, `NewerLog`.
        """
        life = self._life or await self.look()
        counter = self._counter(queue)
        await counter.read_on(version)
        if counter.queue.version < version:
            await self._doubt(counter, version, life)

    async def _doubt(self, counter: Counter, version: Version, life: Life) -> None:
        if not counter.is_behind:
            log.error("the log of %s is older than what was seen of it", counter.queue.id)
        counter.judge(is_behind=True)
        await self._ledger.doubt(counter.queue.id, version, life.epoch)

    async def catch_up(self) -> None:
        """Ask the ledger whether any queue in memory has moved on, and whether it lives anew.

        A bus that lost every nudge therefore costs no more than the pause between two calls.
        Errors: `Busy`; then what was not yet looked at is not confirmed. Any other is of one queue
        that cannot be served, and is raised when all others have been looked at.
        """
        # Without a lease nothing here is confirmed: nobody can tell what others know of us.
        self._means.fence()
        life, asked_at = await self.look(), self._clock()
        loaded = {id_: each for id_, each in self._counters.items() if each.is_loaded}
        if not loaded:
            return
        # Before it is asked: a replica that moves on meanwhile is not ahead of its log.
        seen = {id_: each.queue.version for id_, each in loaded.items()}
        versions = await self._ledger.versions(list(loaded))
        problems: list[Exception] = []
        for id_, counter in loaded.items():
            if versions[id_] < seen[id_]:
                await self._doubt(counter, seen[id_], life)
                continue
            try:
                await counter.read_on(versions[id_])
            except Busy:
                raise
            except Exception as problem:
                problems.append(problem)
            else:
                counter.confirm(versions[id_], asked_at)
        if problems:
            raise problems[0]

    async def read_anew(self) -> None:
        """Forget every replica and what waits to be decided: this process was away too long."""
        for counter in list(self._counters.values()):
            try:
                await counter.read_anew()
            except Busy:
                log.warning("a queue could not be read anew; it is read when it is next needed")

    async def close(self) -> None:
        """Finish what was begun."""
        self._unsubscribe()
        for counter in list(self._counters.values()):
            await counter.close()
        await asyncio.gather(*self._reading, return_exceptions=True)

    def _counter(self, queue: QueueId) -> Counter:
        counter = self._counters.get(queue)
        if counter is None:
            counter = self._counters[queue] = Counter(queue, self._means)
            self._means.bus.follow(queue)
            counter.judge(is_behind=self._life is not None and queue in self._life.behind)
        return counter

    def _announce(self, before: Queue, after: Queue, happened: Sequence[e.Happened]) -> None:
        for watcher in self._watchers:
            try:
                watcher(before, after, happened)
            except Exception:
                # One who shows views must not stop one who rings bells, nor the counter.
                log.exception("a watcher failed")

    def _nudged(self, nudge: Nudge) -> None:
        counter = self._counters.get(nudge.queue)
        if counter is None or not counter.is_loaded or counter.queue.version >= nudge.version:
            return
        task = asyncio.create_task(self._read_on(counter, nudge), name="read on")
        self._reading.add(task)
        task.add_done_callback(self._reading.discard)

    async def _read_on(self, counter: Counter, nudge: Nudge) -> None:
        try:
            await counter.read_on(nudge.version)
        except Busy:
            # The next catch_up reads it.
            log.warning("a nudge could not be followed")
