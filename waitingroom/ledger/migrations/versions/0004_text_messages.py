"""Text messages of the last days: the table of notify.

The comments are those of the table, written out again because a step of the history stays as it is
when the table moves on.
"""

import sqlalchemy as sa
from alembic import op

from waitingroom.ledger.tables import Instant

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "text_message",
        _text("name", 100, "which effect it was, so that it is sent once; pseudonym; kept 8 days"),
        _text("number_hash", 64, "a keyed hash, to count by number; secret, hashed; kept 8 days"),
        _text("tenant", 64, "on whose bill it is; not personal; kept 8 days"),
        sa.Column(
            "at", Instant, nullable=False, comment="when it was begun; pseudonym; kept 8 days"
        ),
        _text("outcome", 16, "sending, sent, failed or unknown; pseudonym; kept 8 days"),
        sa.PrimaryKeyConstraint("name", name="pk_text_message"),
        comment="text messages of the last days, without number and text",
    )
    op.create_index("ix_text_message_at", "text_message", ["at"])
    op.create_index("ix_text_message_number_hash_at", "text_message", ["number_hash", "at"])
    op.create_index("ix_text_message_tenant_at", "text_message", ["tenant", "at"])


def _text(name: str, length: int, comment: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False, comment=comment)
