"""The ledger in SQL: the same statements on SQLite and on PostgreSQL."""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import Any

from sqlalchemy import Executable
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from waitingroom.core.ids import Epoch, NodeId, OpId, QueueId, Version
from waitingroom.ledger import lives, outbox, statements
from waitingroom.ledger.chain import anchor, links
from waitingroom.ledger.leases import Leases, held
from waitingroom.ledger.patience import Attempt, Patience
from waitingroom.ledger.port import (
    EMPTY,
    Answer,
    Append,
    Claimed,
    Conflict,
    Damaged,
    Entry,
    Fence,
    Lease,
    Life,
    OutcomeUnknown,
    Snapshot,
    Standing,
    Tail,
)
from waitingroom.ledger.postgresql import warnings

PAGE = 500
"""How many rows are read, hashed or forgotten at a time, so that nobody else waits long."""


def _wall() -> datetime:
    return datetime.now(UTC)


def _whole(
    queue: QueueId, after: Version, rows: Sequence[Row[*tuple[Any, ...]]]
) -> tuple[Entry, ...]:
    """The entries of rows that follow `after` without a gap, which is `Damaged` otherwise."""
    entries = tuple(map(statements.entry, rows))
    if entries and entries[-1].version != after + len(entries):
        raise Damaged(queue)
    return entries


class SqlLedger:
    """The `Ledger` on an engine from `open_engine`.

    Shape: `schema` is the number of the newest event format this program writes; a log once written
    under a newer one is not appended to. `clock` dates what is forgotten later, and it is the time
    of SQLite, which has none of its own.
    """

    def __init__(
        self, engine: AsyncEngine, schema: int = 1, clock: Callable[[], datetime] = _wall
    ) -> None:
        self._engine = engine
        self._schema = schema
        self._clock = clock
        self._patience = Patience()
        self._leases = Leases(engine, clock)

    async def append(self, append: Append) -> None:
        """Write these entries, effects and answers if the queue is still at `expected`."""
        await self._patience.ask(partial(self._append, append))

    async def _append(self, append: Append, attempt: Attempt) -> None:
        async with self._engine.begin() as connection:
            heard = warnings(connection)
            previous = await self._guard(connection, append)
            await self._insert(connection, append, previous)
            heard.clear()
            attempt.commits()
        if heard:
            # A success with a warning: committed here, perhaps not on the standby.
            raise OutcomeUnknown(heard[-1])

    async def _guard(self, connection: AsyncConnection, append: Append) -> bytes:
        """Move the version on, which locks the queue; gives the hash the first new row follows."""
        moved = {
            "queue": append.queue,
            "expected": append.expected,
            "newest": append.expected + len(append.entries),
            "written_under": self._schema,
            "due": append.due_at,
        }
        move_on = statements.MOVE_ON
        if append.fence is not None:
            move_on, moved = statements.MOVE_ON_UNDER, moved | {"fence": append.fence}
        row = (await connection.execute(move_on, moved)).one_or_none()
        if row is not None and (row.hash is not None or append.expected == EMPTY):
            return row.hash or anchor(append.queue)
        if row is not None:
            raise Damaged(append.queue)
        await held(connection, append.fence)
        if append.expected != EMPTY:
            raise Conflict
        await connection.execute(statements.BEGIN_QUEUE, moved)
        return anchor(append.queue)

    async def _insert(self, connection: AsyncConnection, append: Append, previous: bytes) -> None:
        now = self._clock()
        rows = statements.rows(append, links(previous, append.queue, append.entries), now)
        for statement, values in rows:
            if values:
                await connection.execute(statement, values)

    async def settled(self, queue: QueueId, batch: str) -> bool:
        """Whether that append happened; if not, it is made sure that it never will."""
        named = {"queue": queue, "id": batch}
        try:
            # The key makes this wait for a commit that is still on its way. When the row goes in,
            # that commit can only fail, whenever it arrives.
            row = {**named, "happened": False, "at": self._clock()}
            await self._write(statements.INSERT_BATCH, row)
        except Conflict:
            return bool((await self._read(statements.HAPPENED, named))[0].happened)
        return False

    async def read(self, queue: QueueId, since: Version = EMPTY) -> Tail:
        """The log after `since`, and the newest snapshot only if that is newer than `since`."""
        return await self._patience.ask(partial(self._tail, queue, since))

    async def _tail(self, queue: QueueId, since: Version, _: Attempt) -> Tail:
        async with self._engine.connect() as connection:
            asked = {"queue": queue, "since": since}
            head = (await connection.execute(statements.HEAD, asked)).one_or_none()
            if head is None:
                return Tail(version=EMPTY, schema=self._schema)
            snapshot = statements.snapshot(head)
            after = since if snapshot is None else snapshot.version
            asked = {"queue": queue, "since": after}
            rows = (await connection.execute(statements.LOG, asked)).all()
        entries = _whole(queue, after, rows)
        version = entries[-1].version if entries else Version(min(after, head.version))
        if version < head.version:
            raise Damaged(queue)
        return Tail(version=version, schema=head.schema, snapshot=snapshot, entries=entries)

    async def log(self, queue: QueueId, since: Version = EMPTY) -> tuple[Entry, ...]:
        """All entries after `since`, oldest first, whatever snapshots there are."""
        rows = await self._read(statements.LOG, {"queue": queue, "since": since})
        return _whole(queue, since, rows)

    async def answers(self, queue: QueueId, op_ids: Sequence[OpId]) -> dict[OpId, Answer]:
        """The remembered answers to these intents; an intent without one is left out."""
        rows = await self._read(statements.ANSWERS, {"queue": queue, "op_ids": list(op_ids)})
        return {row.op_id: statements.answer(row) for row in rows}

    async def versions(self, queues: Collection[QueueId]) -> dict[QueueId, Version]:
        """The newest version of each of these queues, asked in one query; 0 if never written."""
        rows = await self._read(statements.VERSIONS, {"queues": list(queues)})
        return dict.fromkeys(queues, EMPTY) | {row.id: row.version for row in rows}

    async def keep(self, queue: QueueId, snapshot: Snapshot) -> None:
        """Remember the snapshot if it is newer than the one there is. It may be lost."""
        kept = {"in_queue": queue, "at_version": snapshot.version, "as_bytes": snapshot.body}
        try:
            if not await self._write(statements.REPLACE_SNAPSHOT, kept):
                await self._write(statements.FIRST_SNAPSHOT, kept)
        except Conflict:
            return  # There is one already, and it is newer.

    async def due(self, now: datetime) -> list[QueueId]:
        """The queues whose `due_at` has come, longest due first; each until its next append."""
        return [row.id for row in await self._read(statements.DUE, {"now": now})]

    async def claim(
        self,
        worker: str,
        now: datetime,
        limit: int,
        fence: Fence | None = None,
        doing: Collection[Claimed] | None = None,
    ) -> list[Claimed]:
        """Take at most `limit` effects to do, oldest first, and hold each for 60 seconds."""
        work = partial(outbox.claim, self._engine, worker, now, limit, fence, doing)
        return await self._patience.ask(work)

    async def finish(self, claimed: Claimed) -> None:
        """The effect is done and is never handed out again; harmless when repeated."""
        work = partial(outbox.settle, self._engine, outbox.FINISH, claimed, {})
        await self._patience.ask(work)

    async def retry(self, claimed: Claimed, at: datetime) -> None:
        """Give the effect back, to be handed out again from `at` on."""
        work = partial(outbox.settle, self._engine, outbox.RETRY, claimed, {"from_at": at})
        await self._patience.ask(work)

    async def free(self, now: datetime) -> int:
        """Hand out again at once whatever is held or waits for its next try; how many effects."""
        return await self._write(outbox.FREE, {"now": now})

    async def open_lease(self, node: NodeId) -> Lease:
        """A lease for a node that never had one, for 10 seconds, under a new fence."""
        return await self._patience.ask(partial(self._leases.open, node))

    async def renew(self, lease: Lease) -> Lease:
        """Let the lease last 10 seconds from now, also when it had run out."""
        return await self._patience.ask(partial(self._leases.renew, lease))

    async def give_back(self, lease: Lease) -> None:
        """The node stops: others let its guests come back for a while."""
        await self._patience.ask(partial(self._leases.give_back, lease))

    async def leases(self) -> list[Standing]:
        """How the leases of all nodes stand; one that was taken over is not among them."""
        return await self._patience.ask(self._leases.all)

    async def take_over(self, lease: Lease, dead: Fence) -> bool:
        """Take a lease that is over or given back, for good; True for exactly one of all."""
        return await self._patience.ask(partial(self._leases.take_over, lease, dead))

    async def verify(self, queue: QueueId) -> Version | None:
        """The first version whose row was altered, is missing or is one too many."""
        head = (await self.versions([queue]))[queue]
        previous, version = anchor(queue), EMPTY
        while version < head:
            asked = {"queue": queue, "since": version, "page": PAGE}
            rows = await self._read(statements.PAGE_OF_LOG, asked)
            right_ones = links(previous, queue, map(statements.entry, rows))
            for row, right in zip(rows, right_ones, strict=True):
                version = Version(version + 1)
                if row.version != version or row.hash != right:
                    return version
                previous = right
            if not rows:
                return Version(version + 1)
        return await self._beyond(queue)

    async def _beyond(self, queue: QueueId) -> Version | None:
        rows = await self._read(statements.BEYOND, {"queue": queue})
        return rows[0].version if rows else None

    async def prove(self, now: datetime) -> None:
        """Write a word and have it durable: who asks knows that decisions can be written."""
        # No queue has that name: ids hold no hyphen. Its newest snapshot is the newest proof.
        version = Version(int(now.timestamp() * 1000))
        await self.keep(QueueId("-proof"), Snapshot(version=version, body=b""))

    async def epoch(self) -> str:
        """The random id of this life of the ledger."""
        epoch: str = (await self._read(statements.EPOCH, {}))[0].id
        return epoch

    async def life(self) -> Life:
        """Under which epoch the ledger lives, and what was seen that it does not have."""
        return lives.life(await self._read(lives.LIFE, {}))

    async def doubt(self, queue: QueueId, seen: Version, epoch: Epoch) -> None:
        """Write down that the queue was seen at this version in this life, and is not there now."""
        # Somebody may have said so before.
        with suppress(Conflict):
            await self._write(lives.DOUBT, {"queue": queue, "seen": seen, "epoch": epoch})

    async def begin_life(
        self, now: datetime, *, dropped: Collection[str], tried: Collection[str]
    ) -> int:
        """Go on under another epoch, because an older copy was put in place; all or nothing.

        Shape: open effects of the kinds `dropped` may have been done after the copy was made and
        are never done again; how many. Those of the kinds `tried` count as tried once more.
        """
        work = partial(lives.begin, self._engine, now, dropped, tried)
        return await self._patience.ask(work)

    async def forget_answers(self, before: datetime) -> int:
        """Forget the answers that were given before that instant; how many."""
        old = {"before": before, "page": PAGE}
        while await self._write(statements.FORGET_BATCHES, old):
            pass
        forgotten = 0
        while gone := await self._write(statements.FORGET_ANSWERS, old):
            forgotten += gone
        return forgotten

    async def _read(
        self, statement: Executable, values: Mapping[str, Any]
    ) -> Sequence[Row[*tuple[Any, ...]]]:
        async def work(_: Attempt) -> Sequence[Row[*tuple[Any, ...]]]:
            async with self._engine.connect() as connection:
                return (await connection.execute(statement, values)).all()

        return await self._patience.ask(work)

    async def _write(self, statement: Executable, values: Mapping[str, Any]) -> int:
        async def work(_: Attempt) -> int:
            async with self._engine.begin() as connection:
                return (await connection.execute(statement, values)).rowcount

        return await self._patience.ask(work)

    async def end(self) -> None:
        """Wait for the writes that go on though nobody waits for them; before the engine closes."""
        await self._patience.end()
