"""The leases of nodes: who may write, under a number that only grows."""

import sqlalchemy as sa
from alembic import op

from waitingroom.ledger.tables import Instant

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "ledger_lease",
        sa.Column(
            "fence",
            sa.BigInteger().with_variant(sa.Integer, "sqlite"),
            primary_key=True,
            autoincrement=True,
        ),
        sa.Column("node", sa.Text, nullable=False, unique=True),
        sa.Column("until", Instant, nullable=False),
        sa.Column("gave_back_at", Instant),
        sqlite_autoincrement=True,
    )
