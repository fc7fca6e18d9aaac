"""When this ledger was restored from an older copy, and which queues were seen further on."""

import sqlalchemy as sa
from alembic import op

from waitingroom.ledger.tables import Instant

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add what tells one life of the ledger from another."""
    op.add_column("ledger_epoch", sa.Column("restored_at", Instant))
    op.create_table(
        "ledger_behind",
        sa.Column("queue", sa.Text, primary_key=True),
        sa.Column("seen", sa.BigInteger, nullable=False),
    )
