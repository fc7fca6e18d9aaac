"""What the ledger promises, verb by verb: the only place where the truth about a queue is kept.

Three promises hold for every verb. It is right for any number of processes on one database. It
answers or raises within about two seconds. It knows no rule: it compares numbers and keeps bytes.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NewType, Protocol

from waitingroom.core.ids import Epoch, NodeId, OpId, QueueId, Version
from waitingroom.core.value import Value

EMPTY = Version(0)
"""The version of a queue that was never written."""

Fence = NewType("Fence", int)
"""The number of a lease: each is larger than all before it, and none is given twice."""


class Entry(Value):
    """One stored event.

    Shape: `version` is its number in the queue, `at` an aware UTC instant kept to the microsecond,
    `actor` says who caused it, `op_id` which intent; `kind` names the event and `body` is the event
    as bytes, which the ledger never reads.
    """

    version: Version
    at: datetime
    actor: str
    kind: str
    body: bytes
    op_id: OpId | None = None


class Answer(Value):
    """The remembered reply to one intent.

    Shape: `digest` is the SHA-256 of the actor and the command, so that the same `op_id` with
    another command is noticed; `body` is the reply as bytes; `version` is the version at which the
    reply was true.
    """

    op_id: OpId
    digest: bytes
    body: bytes
    version: Version


class Effect(Value):
    """Something to be done outside because of an event; its key is (queue, version, kind)."""

    version: Version
    kind: str
    body: bytes


class Append(Value):
    """One all-or-nothing write to one queue.

    Shape: `entries` carry the versions `expected` + 1, + 2 … without a gap and may be empty when
    there are `answers` (a refusal that depends on the state is remembered that way). `effects`
    belong to these entries. `batch` is a new random id of this append. `due_at` is when the queue
    must be looked at again, None when no instant is known; it replaces what was there. `fence` is
    the lease under which it is written; None is for whoever is alone by nature, such as a restore.

    Errors: `ValueError` when the parts do not fit together: in the database such an append would
    look like a conflict, and be tried for ever.
    """

    queue: QueueId
    expected: Version
    batch: str
    entries: tuple[Entry, ...] = ()
    answers: tuple[Answer, ...] = ()
    effects: tuple[Effect, ...] = ()
    due_at: datetime | None = None
    fence: Fence | None = None

    def __post_init__(self) -> None:
        if not self.entries and not self.answers:
            raise ValueError("an append without entries needs an answer")
        written = range(self.expected + 1, self.expected + 1 + len(self.entries))
        if [entry.version for entry in self.entries] != list(written):
            raise ValueError("the entries do not follow the expected version without a gap")
        if any(effect.version not in written for effect in self.effects):
            raise ValueError("an effect belongs to no entry of this append")
        if len({(effect.version, effect.kind) for effect in self.effects}) < len(self.effects):
            raise ValueError("two effects of one entry are of the same kind")
        if len({answer.op_id for answer in self.answers}) < len(self.answers):
            raise ValueError("two answers to one intent")


class Snapshot(Value):
    """A queue as bytes, as it was at `version`; it saves replaying the log from the start."""

    version: Version
    body: bytes


class Tail(Value):
    """What a replica needs to catch up.

    Shape: `version` is the newest version; `entries` follow the snapshot, or `since` when there is
    no snapshot, without a gap up to `version`. `schema` is the newest schema number this log was
    written under: a reader that knows only older numbers must not replay it.
    """

    version: Version
    schema: int
    snapshot: Snapshot | None = None
    entries: tuple[Entry, ...] = ()


class Life(Value):
    """One life of the ledger.

    Shape: `restored_at` is when it began, None for the first one. The log of a queue in `behind` is
    shorter than somebody saw it in this very life: an older copy was put in place and nobody said
    so.
    """

    epoch: Epoch
    restored_at: datetime | None = None
    behind: frozenset[QueueId] = frozenset()


class Claimed(Value):
    """An effect that one worker holds for 60 seconds.

    Shape: `tries` counts this try too, from 1; `fence` is the lease under which it was claimed.
    """

    queue: QueueId
    version: Version
    kind: str
    body: bytes
    tries: int
    fence: Fence | None = None


class Lease(Value):
    """The right of one node to write.

    Shape: `now` is the time of the database when the lease was opened or renewed.
    """

    node: NodeId
    fence: Fence
    now: datetime


class Standing(Value):
    """How the lease of a node stands, by the time of the database.

    Shape: `until` is when it ends if it is not renewed; `over_s` is for how many seconds it has
    been over or given back, below 0 while it holds.
    """

    node: NodeId
    fence: Fence
    until: datetime
    over_s: float
    is_given_back: bool = False


class Conflict(Exception):
    """Somebody else appended first: nothing happened. Read the tail and decide again."""


class Busy(Exception):
    """A lock, a connection or an answer was not to be had in time: nothing happened. Ask again."""


class StorageFull(Busy):
    """The storage has no space left: nothing happened. It goes on by itself once there is space."""


class Fenced(Busy):
    """The lease was taken by another node or given back: nothing happened, and nothing will."""


class OutcomeUnknown(Exception):
    """The commit was sent and its answer was lost: it happened or it did not.

    Nobody may guess. `Ledger.settled` tells, as soon as the database can be reached again.
    """


class Damaged(Exception):
    """The log of the queue has a hole: a row that must be there is missing, so it is not read."""


class Ledger(Protocol):
    """The log of every queue, the remembered answers and the outbox, in one database.

    Errors: every verb raises `Busy` (or `StorageFull`) when the database cannot do it now; what
    else a verb raises stands with it. Every verb but `append` is harmless when repeated; after one
    of those failed it may have happened all the same.
    """

    async def append(self, append: Append) -> None:
        """Write these entries, effects and answers if the queue is still at `expected`.

        Atomic: all of it stands or none of it. Durable when it returns, then and not before.
        Serial: of all appends to a queue that expect the same version at most one with entries
        succeeds; an append without entries succeeds only at exactly `expected`.

        A caller that is cancelled while it waits cancels nothing: the write goes on.

        Errors: `Conflict`, `Busy`, `StorageFull`: nothing happened and nothing will. Also
        `Conflict` when one of the `op_id`s has an answer already, and when the log was written
        under a newer schema. `Fenced` when the lease it is written under is not there any more;
        that is looked at in the same transaction. `OutcomeUnknown`: see there. `Damaged`: nothing
        happened.
        """

    async def read(self, queue: QueueId, since: Version = EMPTY) -> Tail:
        """The log after `since`, and the newest snapshot only if that is newer than `since`.

        A queue that was never written is version 0 and empty. All that was durable when the call
        began is in the answer; what is appended meanwhile may be.

        Errors: `Damaged`.
        """

    async def log(self, queue: QueueId, since: Version = EMPTY) -> tuple[Entry, ...]:
        """All entries after `since`, oldest first, whatever snapshots there are.

        Errors: `Damaged`.
        """

    async def answers(self, queue: QueueId, op_ids: Sequence[OpId]) -> dict[OpId, Answer]:
        """The remembered answers to these intents; an intent without one is left out."""

    async def settled(self, queue: QueueId, batch: str) -> bool:
        """Whether that append happened, for as long as its answers are remembered.

        Both answers are final: this waits for a commit that is still on its way, and after False
        the append cannot happen any more, however late its commit arrives.
        """

    async def versions(self, queues: Collection[QueueId]) -> dict[QueueId, Version]:
        """The newest version of each of these queues, asked in one query; 0 if never written."""

    async def keep(self, queue: QueueId, snapshot: Snapshot) -> None:
        """Remember the snapshot if it is newer than the one there is. It may be lost."""

    async def due(self, now: datetime) -> list[QueueId]:
        """The queues whose `due_at` has come, longest due first; each until its next append."""

    async def claim(
        self,
        worker: str,
        now: datetime,
        limit: int,
        fence: Fence | None = None,
        doing: Collection[Claimed] | None = None,
    ) -> list[Claimed]:
        """Take at most `limit` effects to do, oldest first, and hold each for 60 seconds.

        Shape: `doing` are all that this worker knows that it holds. With it, what it holds besides
        is handed out again at once: the answer to the claim was lost.

        No two workers hold the same effect at the same time. One that was neither finished nor
        retried within its 60 seconds is handed out again: done at least once, maybe twice. What a
        node held whose lease is taken is handed out again at once.

        Errors: `Fenced`.
        """

    async def finish(self, claimed: Claimed) -> None:
        """The effect is done and is never handed out again; harmless when repeated.

        Errors: `Fenced` when it was claimed under a lease that is gone: others do it anew.
        """

    async def retry(self, claimed: Claimed, at: datetime) -> None:
        """Give the effect back, to be handed out again from `at` on.

        Nothing happens when the claim ran out and another worker holds the effect now.

        Errors: `Fenced`, as with `finish`.
        """

    async def free(self, now: datetime) -> int:
        """Hand out again at once whatever is held or waits for its next try; how many effects.

        Only for who knows that no other worker lives: otherwise an effect is done twice at once.
        """

    async def open_lease(self, node: NodeId) -> Lease:
        """A lease for a node that never had one, for 10 seconds, under a new fence."""

    async def renew(self, lease: Lease) -> Lease:
        """Let the lease last 10 seconds from now, also when it had run out.

        Errors: `Fenced` when it was taken or given back.
        """

    async def give_back(self, lease: Lease) -> None:
        """The node stops: others let its guests come back for a while. Harmless when repeated."""

    async def leases(self) -> list[Standing]:
        """How the leases of all nodes stand; one that was taken over is not among them."""

    async def take_over(self, lease: Lease, dead: Fence) -> bool:
        """Take a lease that is over or given back, for good; True for exactly one of all who try.

        From then on nothing is written under it: a write on its way is waited for. The effects its
        node held are free at once. False also when it is held or was renewed, or when `lease`
        itself does not hold: who is late itself declares nobody dead.
        """

    async def verify(self, queue: QueueId) -> Version | None:
        """The first version whose row was altered, is missing or is one too many; None when whole.

        Each row carries a hash over itself and the row before. Reads the whole log of the queue.
        """

    async def prove(self, now: datetime) -> None:
        """Write a word and have it durable: who asks knows that decisions can be written."""

    async def epoch(self) -> str:
        """The random id of this life of the ledger; another one after an older copy came back."""

    async def life(self) -> Life:
        """Under which epoch the ledger lives, and what was seen that it does not have."""

    async def doubt(self, queue: QueueId, seen: Version, epoch: Epoch) -> None:
        """Write down that the queue was seen at this version in this life, and is not there now.

        Nothing happens in another life; harmless when repeated.
        """

    async def forget_answers(self, before: datetime) -> int:
        """Forget the answers that were given before that instant; how many."""
