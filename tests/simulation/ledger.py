"""A ledger in memory that keeps its promises and no others: slow, busy, and with lost answers.

It compares numbers and keeps what it is given, like the real ones; the rules are not repeated here.
"""

from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from tests.simulation.loop import running
from tests.simulation.pace import LASTS_S
from tests.simulation.witness import Witness
from waitingroom.core.ids import Epoch, NodeId, OpId, QueueId, Version
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
    Life,
    OutcomeUnknown,
    Snapshot,
    Standing,
    Tail,
)

START = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
SLOW_S = 0.02
HELD_S = 4.0
EMPTY = Version(0)


@dataclass
class Dice:
    """How often something goes wrong, each from 0 to 1."""

    busy: float = 0.0
    unknown: float = 0.0
    death: float = 0.0


@dataclass
class Held:
    """A lease that nobody has taken: whose, and until when by the time of the database."""

    node: NodeId
    until: datetime


@dataclass
class Row:
    """One row of the outbox."""

    queue: QueueId
    effect: Effect
    free_at: datetime | None = None
    holder: Fence | None = None
    tries: int = 0


@dataclass
class Disk:
    """What is durable, for all nodes."""

    entries: list[Entry] = field(default_factory=list)
    answers: dict[OpId, Answer] = field(default_factory=dict)
    effects: list[Effect] = field(default_factory=list)
    outbox: dict[tuple[Version, str], Row] = field(default_factory=dict)
    batches: dict[str, bool] = field(default_factory=dict)
    leases: dict[Fence, Held] = field(default_factory=dict)
    fences: int = 0
    snapshot: Snapshot | None = None
    due_at: datetime | None = None
    witness: Witness = field(default_factory=Witness)

    @property
    def version(self) -> Version:
        return Version(len(self.entries))

    def commit(self, append: Append) -> bool:
        """One transaction; False when somebody else was faster, and then nothing happened.

        Errors: `Fenced`, and then nothing happened either.
        """
        self.check(append.fence)
        # The batch was asked after and is known not to have happened: it never will.
        if append.batch in self.batches or append.expected != self.version:
            return False
        if any(each.op_id in self.answers for each in append.answers):
            return False
        self.entries.extend(append.entries)
        self.answers.update({each.op_id: each for each in append.answers})
        self.batches[append.batch] = True
        self.due_at = append.due_at
        self.order(append)
        self.witness.committed(append)
        return True

    def check(self, fence: Fence | None) -> None:
        """Errors: `Fenced` when the lease was taken."""
        if fence not in self.leases:
            raise Fenced

    def order(self, append: Append) -> None:
        """The rows of the outbox."""
        self.effects.extend(append.effects)
        for each in append.effects:
            self.outbox[each.version, each.kind] = Row(append.queue, each)

    def hurry(self) -> None:
        """What waits for its next try need not wait any longer."""
        for row in self.outbox.values():
            if row.holder is None:
                row.free_at = None


class NodeLedger:
    """The ledger as one process reaches it."""

    def __init__(self, disk: Disk, random: Random, dice: Dice) -> None:
        self._disk = disk
        self._random = random
        self._dice = dice
        self._loop = running()
        self.is_dead = False
        self.die: Callable[[], None] = lambda: None
        self.thaws_at = 0.0

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
        self._perhaps_die()
        await self._travel()

    def _lose(self, append: Append) -> None:
        """The answer is lost; the commit arrives now, later, or never."""
        fate = self._random.randrange(3)
        if fate == 0:
            self._arrive(append)
        if fate == 1:
            self._loop.call_later(self._random.uniform(0, 0.5), self._arrive, append)

    def _arrive(self, append: Append) -> None:
        with suppress(Fenced):
            self._disk.commit(append)

    async def settled(self, queue: QueueId, batch: str) -> bool:
        await self._ask()
        happened = self._disk.batches.setdefault(batch, False)
        if not happened:
            self._disk.witness.settled(batch)
        return happened

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
        await self._ask()
        known = self._disk.answers
        return {op_id: known[op_id] for op_id in op_ids if op_id in known}

    async def versions(self, queues: Collection[QueueId]) -> dict[QueueId, Version]:
        await self._travel()
        return dict.fromkeys(queues, self._disk.version)

    async def keep(self, queue: QueueId, snapshot: Snapshot) -> None:
        await self._travel()
        kept = self._disk.snapshot
        if kept is None or kept.version < snapshot.version:
            self._disk.snapshot = snapshot

    async def due(self, now: datetime) -> list[QueueId]:
        await self._travel()
        due_at = self._disk.due_at
        return [] if due_at is None or due_at > now else [QueueId("q")]

    # --- the outbox

    async def claim(
        self,
        worker: str,
        now: datetime,
        limit: int,
        fence: Fence | None = None,
        doing: Collection[Claimed] | None = None,
    ) -> list[Claimed]:
        await self._ask()
        self._disk.check(fence)
        free = [
            row for row in self._disk.outbox.values() if row.free_at is None or row.free_at <= now
        ]
        return [self._claimed(row, now, fence) for row in free[:limit]]

    def _claimed(self, row: Row, now: datetime, fence: Fence | None) -> Claimed:
        row.holder, row.tries = fence, row.tries + 1
        row.free_at = now + timedelta(seconds=HELD_S)
        effect = row.effect
        return Claimed(
            queue=row.queue,
            version=effect.version,
            kind=effect.kind,
            body=effect.body,
            tries=row.tries,
            fence=fence,
        )

    async def finish(self, claimed: Claimed) -> None:
        self._perhaps_die()
        await self._ask()
        self._disk.check(claimed.fence)
        self._disk.outbox.pop((claimed.version, claimed.kind), None)

    async def retry(self, claimed: Claimed, at: datetime) -> None:
        await self._ask()
        self._disk.check(claimed.fence)
        row = self._disk.outbox.get((claimed.version, claimed.kind))
        if row is not None and row.tries == claimed.tries:
            row.holder, row.free_at = None, at

    async def free(self, now: datetime) -> int:
        raise AssertionError("another worker may live")

    # --- leases

    async def open_lease(self, node: NodeId) -> Lease:
        await self._ask()
        self._disk.fences += 1
        return self._lasts_on(node, Fence(self._disk.fences))

    async def renew(self, lease: Lease) -> Lease:
        await self._ask()
        self._disk.check(lease.fence)
        return self._lasts_on(lease.node, lease.fence)

    def _lasts_on(self, node: NodeId, fence: Fence) -> Lease:
        now = self._database_time()
        self._disk.leases[fence] = Held(node, now + timedelta(seconds=LASTS_S))
        self._disk.witness.renewed(fence)
        return Lease(node=node, fence=fence, now=now)

    async def give_back(self, lease: Lease) -> None:
        raise AssertionError("nobody stops in good order in the simulation")

    async def leases(self) -> list[Standing]:
        await self._travel()
        now = self._database_time()
        return [
            Standing(
                node=each.node,
                fence=fence,
                until=each.until,
                over_s=(now - each.until).total_seconds(),
            )
            for fence, each in self._disk.leases.items()
        ]

    async def take_over(self, lease: Lease, dead: Fence) -> bool:
        await self._ask()
        now, leases = self._database_time(), self._disk.leases
        own, other = leases.get(lease.fence), leases.get(dead)
        if own is None or own.until <= now or other is None or other.until > now:
            return False
        del leases[dead]
        self._disk.witness.taken(dead)
        for row in self._disk.outbox.values():
            if row.holder == dead:
                row.holder = row.free_at = None
        return True

    def _database_time(self) -> datetime:
        return START + timedelta(seconds=self._loop.time())

    def shown(self, version: Version) -> None:
        """This node shows the queue as it is at this version."""
        is_durable = version <= self._disk.version
        self._disk.witness.expect(is_durable, "something was shown before it was written")

    # --- what is not asked here

    async def verify(self, queue: QueueId) -> Version | None:
        raise AssertionError("the simulation keeps no hashes")

    async def prove(self, now: datetime) -> None:
        raise AssertionError("nobody asks the simulation whether it is ready")

    async def epoch(self) -> str:
        return "simulated"

    async def life(self) -> Life:
        await self._travel()
        return Life(epoch=Epoch("simulated"))

    async def doubt(self, queue: QueueId, seen: Version, epoch: Epoch) -> None:
        raise AssertionError("nobody restores the simulation")

    async def forget_answers(self, before: datetime) -> int:
        raise AssertionError("the simulation forgets nothing")

    # --- the way there and back

    def _perhaps_die(self) -> None:
        """At the worst moment: it stands and nobody was told, or is done and not crossed out."""
        if self._random.random() < self._dice.death:
            self.die()

    async def _ask(self) -> None:
        await self._travel()
        if self._random.random() < self._dice.busy:
            raise Busy

    async def _travel(self) -> None:
        await self._loop.passing(self._random.uniform(0, SLOW_S))
        if self.thaws_at > self._loop.time():
            await self._loop.passing(self.thaws_at - self._loop.time())
        if self.is_dead:
            # The process is gone: nothing comes back to it, and nothing more goes out.
            await self._loop.create_future()
