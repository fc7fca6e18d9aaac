"""One counter a queue: it takes who waits as a batch, decides, writes once, then answers."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from waitingroom.bus import Bus, Nudge
from waitingroom.core import events as e
from waitingroom.core.actors import GuestActor, StaffActor
from waitingroom.core.ids import QueueId, Version
from waitingroom.core.model import Queue
from waitingroom.core.refusals import Code, Refused
from waitingroom.core.snapshot import freeze
from waitingroom.desk.draft import Draft, EffectsOf, Outcome, Request
from waitingroom.desk.replica import LogBehind, Replica
from waitingroom.desk.replies import Reply, decode
from waitingroom.ledger import Answer, Busy, Conflict, Fence, Ledger, OutcomeUnknown, Snapshot

AT_ONCE = 64
"""How many commands share one append: one sync to disk for all of them."""

ROUNDS = 5
"""How often a batch is decided again because another node was faster, before `busy` is said."""

PAUSE_S = 0.02
"""From the second round on a random wait up to this, so that two nodes do not march in step."""

FIND_OUT_S = 0.25
"""How long between two questions whether an append of unknown outcome happened."""

SNAPSHOT_EVERY = 256
"""Events between two snapshots."""

log = logging.getLogger("waitingroom.desk")

Announce = Callable[[Queue, Queue, Sequence[e.Happened]], None]
"""Told after each change of the replica: the queue before, after, and what happened between; that
is less than all when a snapshot was read."""


@dataclass(frozen=True)
class Means:
    """What every counter works with."""

    ledger: Ledger
    bus: Bus
    clock: Callable[[], datetime]
    effects_of: EffectsOf
    announce: Announce
    random: Random
    fence: Callable[[], Fence | None]


@dataclass(eq=False, slots=True)
class Waiting:
    """Somebody at the counter; the reply comes when all is written."""

    request: Request
    reply: asyncio.Future[Reply] = field(default_factory=lambda: _future())


def _future() -> asyncio.Future[Reply]:
    future: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
    # Who asked may be gone when a bug is reported; the counter has logged it by then.
    future.add_done_callback(lambda done: done.cancelled() or done.exception())
    return future


class Counter:
    """The one decider of a queue on this node."""

    def __init__(self, queue: QueueId, means: Means) -> None:
        self._means = means
        self._replica = Replica(queue, means.clock())
        self._loaded = False
        self._is_behind = False
        self._kept = Version(0)
        self._line: deque[Waiting] = deque()
        self._serving: asyncio.Task[None] | None = None
        self._keeping: asyncio.Task[None] | None = None
        # One at a time touches the replica while it waits for the ledger: deciding, or reading on.
        self._lock = asyncio.Lock()

    @property
    def queue(self) -> Queue:
        """The replica as it is now."""
        return self._replica.queue

    @property
    def confirmed_at(self) -> datetime:
        """When the ledger was last known to hold nothing newer than the replica."""
        return self._replica.confirmed_at

    @property
    def is_loaded(self) -> bool:
        """Whether the replica has been read at all."""
        return self._loaded

    @property
    def is_behind(self) -> bool:
        """Whether the log is known to be that of an older copy which nobody has told us of."""
        return self._is_behind

    def judge(self, *, is_behind: bool) -> None:
        """What the ledger knows of that: nothing is decided while it is so."""
        self._is_behind = is_behind

    async def begin_anew(self) -> None:
        """Another life of the ledger began: what this copy knows is not true in it."""
        async with self._lock:
            self._replica = Replica(self._replica.queue.id, self._means.clock())
            self._is_behind = self._loaded = False
            self._kept = Version(0)

    def stand(self, request: Request) -> Waiting:
        """Join those who wait at this counter."""
        waiting = Waiting(request)
        self._line.append(waiting)
        if self._serving is None:
            self._serving = asyncio.create_task(self._serve(), name="desk")
        return waiting

    def withdraw(self, waiting: Waiting) -> bool:
        """Go away again; False when the counter has begun, so it may happen yet."""
        try:
            self._line.remove(waiting)
        except ValueError:
            return False
        return True

    async def load(self) -> None:
        """Read the queue if this node has not yet; many callers cost one reading."""
        if not self._loaded:
            async with self._lock:
                await self._load()

    async def read_on(self, version: Version) -> None:
        """The queue is said to be at this version: read up to it, or further."""
        if self._loaded and self._replica.version >= version:
            return
        async with self._lock:
            if self._loaded and self._replica.version >= version:
                return
            try:
                await self._read()
            except LogBehind:
                self._is_behind = True

    async def read_anew(self) -> None:
        """Forget the replica and who waits, and read all of it again.

        Errors: `Busy`; then it is read when it is next needed.
        """
        _answer(self._line, [Refused(code=Code.BUSY)] * len(self._line))
        self._line.clear()
        if not self._loaded:
            return
        async with self._lock:
            self._loaded = False
            before = self._replica.queue
            replica = Replica(before.id, self._means.clock())
            replica.take_in(await self._means.ledger.read(before.id), self._means.clock())
            self._replica, self._loaded = replica, True
            self._means.announce(before, replica.queue, ())

    def confirm(self, version: Version, now: datetime) -> None:
        """The ledger was asked and had nothing newer."""
        if self._replica.version == version:
            self._replica.confirmed_at = max(now, self._replica.confirmed_at)

    async def close(self) -> None:
        """Finish what was begun, and what waits."""
        for task in (self._serving, self._keeping):
            if task is not None:
                with suppress(asyncio.CancelledError):
                    await task

    # --- the work

    async def _serve(self) -> None:
        try:
            while self._line:
                batch = [self._line.popleft() for _ in range(min(AT_ONCE, len(self._line)))]
                await self._settle_or_report(batch)
        finally:
            self._serving = None

    async def _settle_or_report(self, batch: list[Waiting]) -> None:
        try:
            async with self._lock:
                await self._settle(batch)
        except Busy:
            _answer(batch, [Refused(code=Code.BUSY)] * len(batch))
        except LogBehind:
            self._is_behind = True
            _answer(batch, _log_behind(batch))
        except Exception as bug:
            log.exception("a batch could not be settled")
            # The replica may be half of something: read it anew before the next decision.
            self._loaded = False
            _answer(batch, [bug] * len(batch))

    async def _settle(self, batch: list[Waiting]) -> None:
        if self._is_behind:
            raise LogBehind(self._replica.queue.id)
        await self._load()
        for round_ in range(ROUNDS):
            if round_ > 1:
                await asyncio.sleep(self._means.random.uniform(0, PAUSE_S))
            batch = await self._attempt(batch)
            if not batch:
                return
        _answer(batch, [Refused(code=Code.BUSY)] * len(batch))

    async def _attempt(self, batch: list[Waiting]) -> list[Waiting]:
        """Decide and write once; gives back who must be decided again."""
        # Before the decision: what was decided under a lease is written under it or never.
        fence = self._means.fence()
        draft = self._draft(batch)
        if draft.is_empty:
            # The ledger had no word in this, so the replica is confirmed no later than before.
            _answer(batch, draft.outcomes)
            return []
        try:
            await self._means.ledger.append(draft.append(fence))
        except Conflict:
            return await self._after_conflict(batch)
        except OutcomeUnknown:
            return await self._after_unknown(draft.batch, batch)
        await self._written(draft, batch)
        return []

    def _draft(self, batch: Sequence[Waiting]) -> Draft:
        draft = Draft(self._replica.queue, self._means.clock(), self._means.effects_of)
        draft.take(waiting.request for waiting in batch)
        return draft

    async def _written(self, draft: Draft, batch: Sequence[Waiting]) -> None:
        before = self._replica.queue
        self._replica.move_to(draft.queue, self._means.clock())
        _answer(batch, draft.outcomes)
        if draft.log:
            self._means.announce(before, draft.queue, draft.log)
            self._keep_when_long()
            nudge = Nudge(queue=draft.queue.id, version=draft.queue.version)
            await self._means.bus.publish(nudge)

    async def _after_conflict(self, batch: Sequence[Waiting]) -> list[Waiting]:
        """Read on, answer those whose op_id was answered before, and give back the rest."""
        await self._read()
        op_ids = [each.request.op_id for each in batch if each.request.op_id is not None]
        known = await self._means.ledger.answers(self._replica.queue.id, op_ids) if op_ids else {}
        rest: list[Waiting] = []
        for waiting in batch:
            op_id = waiting.request.op_id
            if op_id in known:
                _answer([waiting], [_remembered(waiting.request, known[op_id])])
            else:
                rest.append(waiting)
        return rest

    async def _after_unknown(self, append: str, batch: list[Waiting]) -> list[Waiting]:
        if not await self._find_out(append):
            return batch
        try:
            return await self._after_conflict(batch)
        except Busy:
            # It stands, but what was answered can't be read now: never say that nothing happened.
            _answer(batch, [Refused(code=Code.UNKNOWN)] * len(batch))
            return []

    async def _find_out(self, append: str) -> bool:
        """Whether an append whose answer was lost happened. Nothing else is decided until then."""
        while True:
            try:
                return await self._means.ledger.settled(self._replica.queue.id, append)
            except Busy:
                await asyncio.sleep(FIND_OUT_S)

    async def _load(self) -> None:
        if not self._loaded:
            await self._read()
            self._loaded = True

    async def _read(self) -> None:
        tail = await self._means.ledger.read(self._replica.queue.id, self._replica.version)
        before = self._replica.queue
        happened = self._replica.take_in(tail, self._means.clock())
        if tail.snapshot is not None:
            self._kept = max(self._kept, tail.snapshot.version)
        if self._loaded and self._replica.queue is not before:
            self._means.announce(before, self._replica.queue, happened)

    def _keep_when_long(self) -> None:
        queue = self._replica.queue
        if queue.version - self._kept < SNAPSHOT_EVERY or self._keeping is not None:
            return
        self._kept = queue.version
        self._keeping = asyncio.create_task(self._keep(queue), name="snapshot")

    async def _keep(self, queue: Queue) -> None:
        try:
            # A snapshot may be lost: it only shortens the next reading.
            with suppress(Busy):
                snapshot = Snapshot(version=queue.version, body=freeze(queue))
                await self._means.ledger.keep(queue.id, snapshot)
        finally:
            self._keeping = None


def _answer(batch: Sequence[Waiting], outcomes: Sequence[Outcome]) -> None:
    for waiting, outcome in zip(batch, outcomes, strict=True):
        if waiting.reply.done():
            continue
        if isinstance(outcome, Exception):
            waiting.reply.set_exception(outcome)
        else:
            waiting.reply.set_result(outcome)


def _log_behind(batch: Sequence[Waiting]) -> list[Refused]:
    """People read what is the matter; we ourselves ask again until it is mended."""
    asked = (isinstance(each.request.actor, GuestActor | StaffActor) for each in batch)
    return [Refused(code=Code.LOG_BEHIND if by_people else Code.BUSY) for by_people in asked]


def _remembered(request: Request, answer: Answer) -> Reply:
    if answer.digest != request.digest:
        return Refused(code=Code.OP_REUSED)
    return decode(answer.body)
