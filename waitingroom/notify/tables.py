"""The table of text messages: what was begun, for whom in a hash, and what became of it."""

from sqlalchemy import Column, Index, MetaData, PrimaryKeyConstraint, String, Table

from waitingroom.ledger import Instant

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

text_message = Table(
    "text_message",
    metadata,
    Column(
        "name",
        String(100),
        nullable=False,
        comment="which effect it was, so that it is sent once; pseudonym; kept 8 days",
    ),
    Column(
        "number_hash",
        String(64),
        nullable=False,
        comment="a keyed hash, to count by number; secret, hashed; kept 8 days",
    ),
    Column(
        "tenant",
        String(64),
        nullable=False,
        comment="on whose bill it is; not personal; kept 8 days",
    ),
    Column("at", Instant, nullable=False, comment="when it was begun; pseudonym; kept 8 days"),
    Column(
        "outcome",
        String(16),
        nullable=False,
        comment="sending, sent, failed or unknown; pseudonym; kept 8 days",
    ),
    PrimaryKeyConstraint("name"),
    comment="text messages of the last days, without number and text",
)

Index(None, text_message.c.number_hash, text_message.c.at)
Index(None, text_message.c.tenant, text_message.c.at)
Index(None, text_message.c.at)
