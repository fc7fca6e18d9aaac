"""What changed in the directory, for nodes that hold it in memory: a table of directory.

The comments are those of the tables, written out again because a step of the history stays as it is
when the tables move on.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "directory_change",
        sa.Column(
            "number",
            sa.Integer,
            sa.Identity(),
            nullable=False,
            comment="counts the changes; not personal; kept while one of the newest 10,000",
        ),
        sa.Column(
            "topic",
            sa.String(16),
            nullable=False,
            comment="what kind of thing changed; not personal; kept likewise",
        ),
        sa.Column(
            "about",
            sa.String(64),
            nullable=False,
            comment="the id of the thing, or an instant; not personal; kept likewise",
        ),
        sa.PrimaryKeyConstraint("number", name="pk_directory_change"),
        comment="what other nodes must read again",
    )
