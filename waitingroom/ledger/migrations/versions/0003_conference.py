"""What the conferences of a queue are like: a table beside the queues, empty at first."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "conference",
        sa.Column(
            "queue",
            sa.String(64),
            nullable=False,
            comment="whose conferences these are; not personal; kept while the queue exists",
        ),
        sa.Column(
            "options",
            sa.String(4000),
            nullable=False,
            comment="what they are like, as JSON; not personal; kept likewise",
        ),
        sa.PrimaryKeyConstraint("queue", name="pk_conference"),
        sa.ForeignKeyConstraint(["queue"], ["queue.id"], name="fk_conference_queue"),
        comment="what the conferences of a queue are like, where that was chosen",
    )
