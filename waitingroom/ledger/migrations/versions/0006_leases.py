"""The leases of nodes: who may write, under a number that only grows."""

import sqlalchemy as sa
from alembic import op

from waitingroom.ledger.tables import Instant

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the tables."""
    fences = op.create_table(
        "ledger_fence", sa.Column("last", sa.BigInteger, primary_key=True, autoincrement=False)
    )
    op.bulk_insert(fences, [{"last": 0}])
    op.create_table(
        "ledger_lease",
        sa.Column("fence", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("node", sa.Text, nullable=False, unique=True),
        sa.Column("until", Instant, nullable=False),
        sa.Column("gave_back_at", Instant),
    )
