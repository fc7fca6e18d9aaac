"""The log of every queue, the remembered answers, the outbox and the snapshots."""

from secrets import token_hex

import sqlalchemy as sa
from alembic import op

from waitingroom.ledger.tables import Instant

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables of the ledger and give this ledger its epoch."""
    _log()
    _remembered()
    _outbox()
    epochs = op.create_table("ledger_epoch", sa.Column("id", sa.Text, primary_key=True))
    op.bulk_insert(epochs, [{"id": token_hex(16)}])


def _log() -> None:
    op.create_table(
        "ledger_queue",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("schema", sa.Integer, nullable=False),
        sa.Column("due_at", Instant),
    )
    op.create_table(
        "ledger_event",
        sa.Column("queue", sa.Text, primary_key=True),
        sa.Column("version", sa.BigInteger, primary_key=True),
        sa.Column("at", Instant, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("op_id", sa.Text),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ledger_snapshot",
        sa.Column("queue", sa.Text, primary_key=True),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )


def _remembered() -> None:
    op.create_table(
        "ledger_batch",
        sa.Column("queue", sa.Text, primary_key=True),
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("happened", sa.Boolean, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ledger_batch_at", "ledger_batch", ["at"])
    op.create_table(
        "ledger_answer",
        sa.Column("queue", sa.Text, primary_key=True),
        sa.Column("op_id", sa.Text, primary_key=True),
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ledger_answer_at", "ledger_answer", ["at"])


def _outbox() -> None:
    op.create_table(
        "ledger_outbox",
        sa.Column("queue", sa.Text, primary_key=True),
        sa.Column("version", sa.BigInteger, primary_key=True),
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("free_at", Instant, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("worker", sa.Text),
        sqlite_with_rowid=False,
    )
    op.create_index("ledger_outbox_free_at", "ledger_outbox", ["free_at"])
