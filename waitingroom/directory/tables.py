"""The directory's tables; each column says what it is for, what kind of data it is, how long kept.

The words behind "kept" are promises: `Directory.erase_people` and `Directory.erase_notices` keep
them when they are called with the right instant. Places and staff stay until they are deleted.
"""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
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
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


def _id(name: str, comment: str) -> Column[str]:
    return Column(name, String(64), nullable=False, comment=comment)


def _text(name: str, length: int, comment: str) -> Column[str]:
    return Column(name, String(length), nullable=False, comment=comment)


organisation = Table(
    "organisation",
    metadata,
    _id("id", "names the tenant; not personal; kept while it is a customer"),
    _text("name", 80, "what people call the tenant; not personal; kept while it is a customer"),
    PrimaryKeyConstraint("id"),
    comment="the tenants",
)

unit = Table(
    "unit",
    metadata,
    _id("id", "names the unit; not personal; kept while the unit exists"),
    _id("organisation", "the tenant it belongs to; not personal; kept while the unit exists"),
    _text("name", 80, "what people call the unit; not personal; kept while the unit exists"),
    _text("slug", 40, "the address of its public door; not personal; kept while the unit exists"),
    _text("phone", 16, "the number guests can call; not personal; kept while the unit exists"),
    _text("time_zone", 64, "shows times as people there read them; not personal; kept likewise"),
    Column(
        "asks_reason",
        Boolean,
        nullable=False,
        comment="whether the door asks for a reason; not personal; kept while the unit exists",
    ),
    _text("languages", 200, "what the door offers, by spaces; not personal; kept likewise"),
    PrimaryKeyConstraint("id"),
    UniqueConstraint("slug"),
    UniqueConstraint("id", "organisation"),
    ForeignKeyConstraint(["organisation"], ["organisation.id"]),
    comment="who owns queues",
)

queue = Table(
    "queue",
    metadata,
    _id("id", "names the queue; not personal; kept while the queue exists"),
    _id("unit", "the unit that owns it; not personal; kept while the queue exists"),
    _text("name", 80, "what people call the queue; not personal; kept while the queue exists"),
    _text("slug", 40, "its part of an address; not personal; kept while the queue exists"),
    Column(
        "walk_in",
        Boolean,
        nullable=False,
        comment="whether the public door leads to it; not personal; kept likewise",
    ),
    PrimaryKeyConstraint("id"),
    UniqueConstraint("unit", "slug"),
    ForeignKeyConstraint(["unit"], ["unit.id"]),
    comment="what people call a queue; its truth is in the log",
)

conference = Table(
    "conference",
    metadata,
    _id("queue", "whose conferences these are; not personal; kept while the queue exists"),
    _text("options", 4000, "what they are like, as JSON; not personal; kept likewise"),
    PrimaryKeyConstraint("queue"),
    ForeignKeyConstraint(["queue"], ["queue.id"]),
    comment="what the conferences of a queue are like, where that was chosen",
)

staff = Table(
    "staff",
    metadata,
    _id("id", "names the member of staff in the log; pseudonym; kept as long as the log"),
    _id("organisation", "the tenant they work for; not personal; kept as long as the log"),
    _text("name", 80, "what patients and colleagues read; personal; kept as long as the log"),
    _text("role", 16, "what they may ask; personal; kept as long as the log"),
    Column(
        "muted",
        Boolean,
        nullable=False,
        comment="whether their board is silent; personal; kept as long as the log",
    ),
    PrimaryKeyConstraint("id"),
    UniqueConstraint("id", "organisation"),
    ForeignKeyConstraint(["organisation"], ["organisation.id"]),
    comment="who works here",
)

# The organisation stands in the key of both sides, so that the database itself cannot hold
# somebody who works in another tenant's unit.
staff_unit = Table(
    "staff_unit",
    metadata,
    _id("staff", "who works in the unit; pseudonym; kept as long as the log"),
    _id("unit", "the unit they work in; not personal; kept as long as the log"),
    _id("organisation", "the tenant of both; not personal; kept as long as the log"),
    PrimaryKeyConstraint("staff", "unit"),
    ForeignKeyConstraint(["staff", "organisation"], ["staff.id", "staff.organisation"]),
    ForeignKeyConstraint(["unit", "organisation"], ["unit.id", "unit.organisation"]),
    comment="who works in which unit",
)

person = Table(
    "person",
    metadata,
    _id("guest", "names the guest in the log; pseudonym; kept 7 days after the visit"),
    _id("queue", "whose staff may read the row; not personal; kept 7 days after the visit"),
    _id("visit", "the visit they belong to; pseudonym; kept 7 days after the visit"),
    _text("name", 80, "what staff call them; personal; kept 7 days after the visit"),
    _text("phone", 16, "to call them back; personal; kept 7 days after the visit"),
    _text("note", 500, "why they come, may tell of health; personal; kept 7 days after the visit"),
    _text("language", 35, "what to speak and send; personal; kept 7 days after the visit"),
    Column(
        "birth_year",
        Integer,
        nullable=True,
        comment="to tell two of one name apart; personal; kept 7 days after the visit",
    ),
    Column(
        "created_at",
        Instant,
        nullable=False,
        comment="when the row was written; personal; kept 7 days after the visit",
    ),
    Column(
        "needed_at",
        Instant,
        nullable=False,
        comment="the visit, from which the days are counted; personal; kept 7 days after it",
    ),
    PrimaryKeyConstraint("guest"),
    ForeignKeyConstraint(["queue"], ["queue.id"]),
    Index(None, "needed_at"),
    comment="the erasable table: who the guests are; without its row the log is pseudonymous",
)

notice = Table(
    "notice",
    metadata,
    _id("id", "names the notice in the log; not personal; kept 7 days after the next notice"),
    _id("queue", "whose guests read it; not personal; kept 7 days after the next notice"),
    _text("text", 500, "what they read; not personal; kept 7 days after the next notice"),
    _id("posted_by", "the staff who wrote it; pseudonym; kept 7 days after the next notice"),
    Column(
        "created_at",
        Instant,
        nullable=False,
        comment="when it was written; not personal; kept 7 days after the next notice",
    ),
    PrimaryKeyConstraint("id"),
    ForeignKeyConstraint(["queue"], ["queue.id"]),
    Index(None, "queue", "created_at"),
    comment="the texts of notices",
)

change = Table(
    "directory_change",
    metadata,
    Column(
        "number",
        Integer,
        Identity(),
        nullable=False,
        comment="counts the changes; not personal; kept while one of the newest 10,000",
    ),
    _text("topic", 16, "what kind of thing changed; not personal; kept likewise"),
    _id("about", "the id of the thing, or an instant; not personal; kept likewise"),
    PrimaryKeyConstraint("number"),
    comment="what other nodes must read again",
)
