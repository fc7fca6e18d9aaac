"""The tables of the ledger, the same on SQLite and on PostgreSQL.

No row here holds a word about a person: who must be forgotten can be, without touching the log.
"""

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
)


class Instant(TypeDecorator[datetime]):
    """An aware UTC instant to the microsecond, also where the database knows no time zones.

    Errors: `ValueError` for an instant without a time zone, before anything is written.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """In UTC; SQLite is given it bare, as its text must sort as the instants do."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Aware again."""
        return None if value is None else value.replace(tzinfo=UTC)


metadata = MetaData()

queues = Table(
    "ledger_queue",
    metadata,
    Column("id", Text, primary_key=True),
    Column("version", BigInteger, nullable=False),
    Column("schema", Integer, nullable=False),
    # Not indexed: there are few queues, and every append would have to move the index entry.
    Column("due_at", Instant),
)

events = Table(
    "ledger_event",
    metadata,
    Column("queue", Text, primary_key=True),
    Column("version", BigInteger, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("actor", Text, nullable=False),
    Column("op_id", Text),
    Column("kind", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

# A row says that an append of that id happened, or, with `happened` false, that it never will.
batches = Table(
    "ledger_batch",
    metadata,
    Column("queue", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("happened", Boolean, nullable=False),
    Column("at", Instant, nullable=False),
    Index("ledger_batch_at", "at"),
    sqlite_with_rowid=False,
)

answers = Table(
    "ledger_answer",
    metadata,
    Column("queue", Text, primary_key=True),
    Column("op_id", Text, primary_key=True),
    Column("digest", LargeBinary, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("at", Instant, nullable=False),
    Index("ledger_answer_at", "at"),
    sqlite_with_rowid=False,
)

# `free_at` is when the row may be claimed: a claim moves it 60 seconds on, a retry where it says.
outbox = Table(
    "ledger_outbox",
    metadata,
    Column("queue", Text, primary_key=True),
    Column("version", BigInteger, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("body", LargeBinary, nullable=False),
    Column("free_at", Instant, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("worker", Text),
    Index("ledger_outbox_free_at", "free_at"),
    sqlite_with_rowid=False,
)

snapshots = Table(
    "ledger_snapshot",
    metadata,
    Column("queue", Text, primary_key=True),
    Column("version", BigInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

# One row: the last fence that was given. Not a sequence, which needs a right of its own.
fences = Table(
    "ledger_fence",
    metadata,
    Column("last", BigInteger, primary_key=True, autoincrement=False),
)

# A row is the right of a node to write; it is gone once another node took over.
leases = Table(
    "ledger_lease",
    metadata,
    Column("fence", BigInteger, primary_key=True, autoincrement=False),
    Column("node", Text, nullable=False, unique=True),
    Column("until", Instant, nullable=False),
    Column("gave_back_at", Instant),
)

epochs = Table(
    "ledger_epoch",
    metadata,
    Column("id", Text, primary_key=True),
    Column("restored_at", Instant),
)

behind = Table(
    "ledger_behind",
    metadata,
    Column("queue", Text, primary_key=True),
    Column("seen", BigInteger, nullable=False),
)
