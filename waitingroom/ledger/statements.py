"""The statements of the ledger, built once; everything that varies is a named parameter."""

from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Executable, bindparam, delete, insert, select, tuple_, update
from sqlalchemy.engine import Row

from waitingroom.core.ids import OpId, Version
from waitingroom.ledger.leases import HOLD
from waitingroom.ledger.port import Answer, Append, Entry, Snapshot
from waitingroom.ledger.tables import (
    answers,
    batches,
    epochs,
    events,
    outbox,
    queues,
    snapshots,
)

_queue: BindParameter[str] = bindparam("queue")

# The guard. On PostgreSQL it takes the lock of the row first, so a second append waits here and
# then finds another version. A log written under a newer schema is not this program's to write.
MOVE_ON = (
    update(queues)
    .where(
        queues.c.id == _queue,
        queues.c.version == bindparam("expected"),
        queues.c.schema <= bindparam("written_under"),
    )
    .values(
        version=bindparam("newest"),
        schema=bindparam("written_under"),
        due_at=bindparam("due"),
    )
    .returning(
        select(events.c.hash)
        .where(events.c.queue == _queue, events.c.version == bindparam("expected"))
        .scalar_subquery()
        .label("hash")
    )
)

# The same, under a lease that must be there: in one statement, so it costs no trip of its own.
MOVE_ON_UNDER = MOVE_ON.where(HOLD.exists())

BEGIN_QUEUE = insert(queues).values(
    id=_queue,
    version=bindparam("newest"),
    schema=bindparam("written_under"),
    due_at=bindparam("due"),
)

INSERT_BATCH = insert(batches)

HEAD = (
    select(
        queues.c.version,
        queues.c.schema,
        snapshots.c.version.label("snapshot_version"),
        snapshots.c.body.label("snapshot_body"),
    )
    .outerjoin_from(
        queues,
        snapshots,
        (snapshots.c.queue == queues.c.id) & (snapshots.c.version > bindparam("since")),
    )
    .where(queues.c.id == _queue)
)

LOG = (
    select(events)
    .where(events.c.queue == _queue, events.c.version > bindparam("since"))
    .order_by(events.c.version)
)

PAGE_OF_LOG = LOG.limit(bindparam("page"))

BEYOND = (
    select(events.c.version)
    .join(queues, queues.c.id == events.c.queue)
    .where(events.c.queue == _queue, events.c.version > queues.c.version)
    .order_by(events.c.version)
    .limit(1)
)

ANSWERS = select(answers).where(
    answers.c.queue == _queue, answers.c.op_id.in_(bindparam("op_ids", expanding=True))
)

HAPPENED = select(batches.c.happened).where(
    batches.c.queue == _queue, batches.c.id == bindparam("id")
)

VERSIONS = select(queues.c.id, queues.c.version).where(
    queues.c.id.in_(bindparam("queues", expanding=True))
)

DUE = select(queues.c.id).where(queues.c.due_at <= bindparam("now")).order_by(queues.c.due_at)

EPOCH = select(epochs.c.id)

REPLACE_SNAPSHOT = (
    update(snapshots)
    .where(
        snapshots.c.queue == bindparam("in_queue"),
        snapshots.c.version < bindparam("at_version"),
    )
    .values(version=bindparam("at_version"), body=bindparam("as_bytes"))
)

FIRST_SNAPSHOT = insert(snapshots).values(
    queue=bindparam("in_queue"), version=bindparam("at_version"), body=bindparam("as_bytes")
)

# A page at a time: one long delete would hold up every append on SQLite, and on PostgreSQL run into
# the time-out again and again without ever getting on.
FORGET_ANSWERS = delete(answers).where(
    tuple_(answers.c.queue, answers.c.op_id).in_(
        select(answers.c.queue, answers.c.op_id)
        .where(answers.c.at < bindparam("before"))
        .limit(bindparam("page"))
    )
)

FORGET_BATCHES = delete(batches).where(
    tuple_(batches.c.queue, batches.c.id).in_(
        select(batches.c.queue, batches.c.id)
        .where(batches.c.at < bindparam("before"))
        .limit(bindparam("page"))
    )
)


def rows(
    append: Append, hashes: list[bytes], now: datetime
) -> list[tuple[Executable, list[dict[str, Any]]]]:
    """What one append inserts: each statement with its rows, sent in one go however many."""
    named = {"queue": append.queue}
    at = {entry.version: entry.at for entry in append.entries}
    return [
        (INSERT_BATCH, [named | {"id": append.batch, "happened": True, "at": now}]),
        (
            insert(events),
            [
                named | _plain(entry) | {"hash": right}
                for entry, right in zip(append.entries, hashes, strict=True)
            ],
        ),
        (insert(answers), [named | _plain(answer) | {"at": now} for answer in append.answers]),
        (
            insert(outbox),
            [
                named | _plain(effect) | {"free_at": at[effect.version], "tries": 0}
                for effect in append.effects
            ],
        ),
    ]


def _plain(value: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__struct_fields__}


def entry(row: Row[*tuple[Any, ...]]) -> Entry:
    """The entry that a row of the log holds."""
    return Entry(
        version=Version(row.version),
        at=row.at,
        actor=row.actor,
        kind=row.kind,
        body=row.body,
        op_id=None if row.op_id is None else OpId(row.op_id),
    )


def answer(row: Row[*tuple[Any, ...]]) -> Answer:
    """The answer that a row holds."""
    return Answer(
        op_id=OpId(row.op_id), digest=row.digest, body=row.body, version=Version(row.version)
    )


def snapshot(row: Row[*tuple[Any, ...]]) -> Snapshot | None:
    """The snapshot that a row of `HEAD` holds, if it holds one."""
    if row.snapshot_version is None:
        return None
    return Snapshot(version=Version(row.snapshot_version), body=row.snapshot_body)
