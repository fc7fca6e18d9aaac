"""The tables of identity; each column says what it is for, what kind of data it is, how long kept.

The words behind "kept" are promises: `Links.forget` and `SignIns.forget` keep them when they are
called with the right instant, and `Accounts.remove` when somebody stops working here.
"""

from sqlalchemy import (
    Column,
    Index,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
)

from waitingroom.ledger import Instant

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


def _id(name: str, comment: str) -> Column[str]:
    return Column(name, String(64), nullable=False, comment=comment)


link = Table(
    "link",
    metadata,
    _id("id", "names the link in sign-ins; not personal; kept 30 days after it closes"),
    Column(
        "token_hash",
        LargeBinary(32),
        nullable=False,
        comment="to find it by its token; secret, hashed; kept 30 days after it closes",
    ),
    _id("guest", "whom it lets in; pseudonym; kept 30 days after it closes"),
    _id("visit", "the visit it leads to; pseudonym; kept 30 days after it closes"),
    _id("queue", "the queue it leads to; not personal; kept 30 days after it closes"),
    Column(
        "role",
        String(16),
        nullable=False,
        comment="who the guest is to the visit; pseudonym; kept 30 days after it closes",
    ),
    Column(
        "opens_at",
        Instant,
        nullable=False,
        comment="from when it lets in; pseudonym; kept 30 days after it closes",
    ),
    Column(
        "closes_at",
        Instant,
        nullable=False,
        comment="until when it lets in; pseudonym; kept 30 days after that",
    ),
    Column(
        "revoked_at",
        Instant,
        nullable=True,
        comment="since when it lets nobody in; pseudonym; kept 30 days after it closes",
    ),
    PrimaryKeyConstraint("id"),
    UniqueConstraint("token_hash"),
    Index(None, "guest"),
    Index(None, "closes_at"),
    Index(None, "revoked_at"),
    comment="personal links, without their tokens",
)

account = Table(
    "account",
    metadata,
    _id("staff", "whose account it is; pseudonym; kept while they work there"),
    Column(
        "login",
        String(100),
        nullable=False,
        comment="what they type to sign in; personal; kept while they work there",
    ),
    Column(
        "password_hash",
        String(200),
        nullable=False,
        comment="argon2id of the password; secret, hashed; kept while they work there",
    ),
    Column(
        "changed_at",
        Instant,
        nullable=False,
        comment="when the hash was made; personal; kept while they work there",
    ),
    PrimaryKeyConstraint("staff"),
    UniqueConstraint("login"),
    comment="local accounts of staff",
)

sign_in = Table(
    "sign_in",
    metadata,
    _id("id", "names the sign-in in the sealed cookie; pseudonym; kept 30 days after its end"),
    _id("staff", "who is signed in; pseudonym; kept 30 days after its end"),
    Column(
        "begun_at",
        Instant,
        nullable=False,
        comment="when it began; personal; kept 30 days after its end",
    ),
    Column(
        "used_at",
        Instant,
        nullable=False,
        comment="when it was last used, for the idle limit; personal; kept 30 days after its end",
    ),
    Column(
        "expires_at",
        Instant,
        nullable=False,
        comment="when it ends by itself; personal; kept 30 days after that",
    ),
    Column(
        "ended_at",
        Instant,
        nullable=True,
        comment="when somebody ended it; personal; kept 30 days after its end",
    ),
    PrimaryKeyConstraint("id"),
    Index(None, "staff"),
    Index(None, "expires_at"),
    comment="sign-ins of staff",
)
