"""A ledger in memory that keeps its promises and no others: slow, busy, and with lost answers.

It compares numbers and keeps what it is given, like the real ones; the rules are not repeated here.
"""

import asyncio
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random

from waitingroom.core.ids import NodeId, OpId, QueueId, Version
from waitingroom.core.snapshot import SCHEMA
from waitingroom.ledger import (
    Answer,
    Append,
    Busy,
    Claimed,
    Conflict,
    Effect,
    Entry,
    Fence,
    Fenced,
    Lease,
    OutcomeUnknown,
    Snapshot,
    Standing,
    Tail,
)

SLOW_S = 0.02
EMPTY = Version(0)


@dataclass
class Dice:
    """How often something goes wrong, each from 0 to 1."""

    busy: float = 0.0
    unknown: float = 0.0


@dataclass
class Disk:
    """What is durable, for all nodes."""

    entries: list[Entry] = field(default_factory=list)
    answers: dict[OpId, Answer] = field(default_factory=dict)
    effects: list[Effect] = field(default_factory=list)
    batches: dict[str, bool] = field(default_factory=dict)
    snapshot: Snapshot | None = None
    due_at: datetime | None = None
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    fences: int = 0
    leases: dict[Fence, NodeId] = field(default_factory=dict)

    @property
    def version(self) -> Version:
        return Version(len(self.entries))

    def open_lease(self, node: NodeId) -> Lease:
        """A lease under the next fence."""
        self.fences += 1
        self.leases[Fence(self.fences)] = node
        return Lease(node=node, fence=Fence(self.fences), now=self.now())

    def holds(self, fence: Fence | None) -> bool:
        """Whether this lease was not taken by anybody."""
        return fence in self.leases

    def take_over(self, own: Fence, dead: Fence) -> NodeId | None:
        """The node whose lease it was, if it is the taker's to take."""
        return self.leases.pop(dead, None) if self.holds(own) else None

    def arrive(self, append: Append) -> None:
        """A commit of which nobody waits to hear."""
        with suppress(Fenced):
            self.commit(append)

    def commit(self, append: Append) -> bool:
        """One transaction; False when somebody else was faster, and then nothing happened.

        Errors: `Fenced`, and then nothing happened either.
        """
        if not self.holds(append.fence):
            raise Fenced
        # The batch was asked after and is known not to have happened: it never will.
        if append.batch in self.batches or append.expected != self.version:
            return False
        if any(each.op_id in self.answers for each in append.answers):
            return False
        assert [each.version for each in append.entries] == [
            self.version + 1 + nth for nth in range(len(append.entries))
        ]
        self.entries.extend(append.entries)
        self.answers.update({each.op_id: each for each in append.answers})
        self.effects.extend(append.effects)
        self.batches[append.batch] = True
        self.due_at = append.due_at
        return True


class NodeLedger:
    """The ledger as one process reaches it."""

    def __init__(self, disk: Disk, random: Random, dice: Dice) -> None:
        self._disk = disk
        self._random = random
        self._dice = dice
        self.is_dead = False
        self._frozen: asyncio.Future[None] | None = None

    async def append(self, append: Append) -> None:
        await self._travel()
        if self._random.random() < self._dice.busy:
            raise Busy
        if self._random.random() < self._dice.unknown:
            self._lose(append)
            raise OutcomeUnknown
        if not self._disk.commit(append):
            await self._travel()
            raise Conflict
        await self._travel()

    def _lose(self, append: Append) -> None:
        """The answer is lost; the commit arrives now, later, or never."""
        fate = self._random.randrange(3)
        if fate == 0:
            self._disk.arrive(append)
        if fate == 1:
            loop = asyncio.get_running_loop()
            loop.call_later(self._random.uniform(0, 0.5), self._disk.arrive, append)

    async def settled(self, queue: QueueId, batch: str) -> bool:
        await self._travel()
        if self._random.random() < self._dice.busy:
            raise Busy
        return self._disk.batches.setdefault(batch, False)

    async def read(self, queue: QueueId, since: Version = EMPTY) -> Tail:
        await self._travel()
        kept = self._disk.snapshot
        snapshot = kept if kept is not None and kept.version > since else None
        after = snapshot.version if snapshot else since
        entries = tuple(self._disk.entries[after:])
        version = Version(max(after, self._disk.version))
        return Tail(version=version, snapshot=snapshot, entries=entries, schema=SCHEMA)

    async def log(self, queue: QueueId, since: Version = EMPTY) -> tuple[Entry, ...]:
        await self._travel()
        return tuple(self._disk.entries[since:])

    async def answers(self, queue: QueueId, op_ids: Sequence[OpId]) -> dict[OpId, Answer]:
        await self._travel()
        if self._random.random() < self._dice.busy:
            raise Busy
        known = self._disk.answers
        return {op_id: known[op_id] for op_id in op_ids if op_id in known}

    async def versions(self, queues: Collection[QueueId]) -> dict[QueueId, Version]:
        await self._travel()
        return dict.fromkeys(queues, self._disk.version)

    async def keep(self, queue: QueueId, snapshot: Snapshot) -> None:
        await self._travel()
        self._disk.snapshot = snapshot

    async def due(self, now: datetime) -> list[QueueId]:
        raise AssertionError("the simulation rings by hand")

    async def claim(
        self,
        worker: str,
        now: datetime,
        limit: int,
        fence: Fence | None = None,
        doing: Collection[Claimed] | None = None,
    ) -> list[Claimed]:
        raise AssertionError("the simulation has no worker")

    async def finish(self, claimed: Claimed) -> None:
        raise AssertionError("the simulation has no worker")

    async def retry(self, claimed: Claimed, at: datetime) -> None:
        raise AssertionError("the simulation has no worker")

    async def free(self, now: datetime) -> int:
        raise AssertionError("the simulation has no worker")

    async def open_lease(self, node: NodeId) -> Lease:
        await self._travel()
        if self._random.random() < self._dice.busy:
            raise Busy
        return self._disk.open_lease(node)

    async def renew(self, lease: Lease) -> Lease:
        await self._travel()
        if not self._disk.holds(lease.fence):
            raise Fenced
        return lease.but(now=self._disk.now())

    async def give_back(self, lease: Lease) -> None:
        raise AssertionError("nobody stops in good order in the simulation")

    async def leases(self) -> list[Standing]:
        raise AssertionError("the simulation knows who is dead")

    async def take_over(self, lease: Lease, dead: Fence) -> bool:
        await self._travel()
        return self._disk.take_over(lease.fence, dead) is not None

    async def verify(self, queue: QueueId) -> Version | None:
        raise AssertionError("the simulation keeps no hashes")

    async def prove(self, now: datetime) -> None:
        raise AssertionError("nobody asks the simulation whether it is ready")

    async def epoch(self) -> str:
        return "simulated"

    async def forget_answers(self, before: datetime) -> int:
        raise AssertionError("the simulation forgets nothing")

    def freeze(self) -> None:
        """Nothing goes out or comes back until it thaws."""
        self._frozen = self._frozen or asyncio.get_running_loop().create_future()

    def thaw(self) -> None:
        """What was on its way goes on as if no time had passed."""
        frozen, self._frozen = self._frozen, None
        if frozen is not None:
            frozen.set_result(None)

    async def _travel(self) -> None:
        if self._frozen is not None:
            await asyncio.shield(self._frozen)
        await asyncio.sleep(self._random.uniform(0, SLOW_S))
        if self.is_dead:
            # The process is gone: nothing comes back to it, and nothing more goes out.
            await asyncio.get_running_loop().create_future()
