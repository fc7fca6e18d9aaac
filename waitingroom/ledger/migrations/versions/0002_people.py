"""Who people are: the tables of the directory and of identity.

The comments are those of the tables, written out again because a step of the history stays as it
is when the tables move on.
"""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

from waitingroom.ledger.tables import Instant

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables, those that others point to first."""
    _organisation()
    _staff()
    _unit()
    _queue()
    _staff_unit()
    _notice()
    _person()
    _account()
    _link()
    _sign_in()


def _id(name: str, comment: str) -> sa.Column[str]:
    return _text(name, 64, comment)


def _text(name: str, length: int, comment: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False, comment=comment)


def _instant(name: str, comment: str) -> sa.Column[datetime]:
    return sa.Column(name, Instant, nullable=False, comment=comment)


def _organisation() -> None:
    op.create_table(
        "organisation",
        _id("id", "names the tenant; not personal; kept while it is a customer"),
        _text("name", 80, "what people call the tenant; not personal; kept while it is a customer"),
        sa.PrimaryKeyConstraint("id", name="pk_organisation"),
        comment="the tenants",
    )


def _staff() -> None:
    op.create_table(
        "staff",
        _id("id", "names the member of staff in the log; pseudonym; kept as long as the log"),
        _id("organisation", "the tenant they work for; not personal; kept as long as the log"),
        _text("name", 80, "what patients and colleagues read; personal; kept as long as the log"),
        _text("role", 16, "what they may ask; personal; kept as long as the log"),
        sa.Column(
            "muted",
            sa.Boolean,
            nullable=False,
            comment="whether their board is silent; personal; kept as long as the log",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_staff"),
        sa.UniqueConstraint("id", "organisation", name="uq_staff_id_organisation"),
        sa.ForeignKeyConstraint(
            ["organisation"], ["organisation.id"], name="fk_staff_organisation"
        ),
        comment="who works here",
    )


def _unit() -> None:
    op.create_table(
        "unit",
        _id("id", "names the unit; not personal; kept while the unit exists"),
        _id("organisation", "the tenant it belongs to; not personal; kept while the unit exists"),
        _text("name", 80, "what people call the unit; not personal; kept while the unit exists"),
        _text(
            "slug", 40, "the address of its public door; not personal; kept while the unit exists"
        ),
        _text("phone", 16, "the number guests can call; not personal; kept while the unit exists"),
        _id("time_zone", "shows times as people there read them; not personal; kept likewise"),
        sa.Column(
            "asks_reason",
            sa.Boolean,
            nullable=False,
            comment="whether the door asks for a reason; not personal; kept while the unit exists",
        ),
        _text("languages", 200, "what the door offers, by spaces; not personal; kept likewise"),
        sa.PrimaryKeyConstraint("id", name="pk_unit"),
        sa.UniqueConstraint("slug", name="uq_unit_slug"),
        sa.UniqueConstraint("id", "organisation", name="uq_unit_id_organisation"),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name="fk_unit_organisation"),
        comment="who owns queues",
    )


def _queue() -> None:
    op.create_table(
        "queue",
        _id("id", "names the queue; not personal; kept while the queue exists"),
        _id("unit", "the unit that owns it; not personal; kept while the queue exists"),
        _text("name", 80, "what people call the queue; not personal; kept while the queue exists"),
        _text("slug", 40, "its part of an address; not personal; kept while the queue exists"),
        sa.Column(
            "walk_in",
            sa.Boolean,
            nullable=False,
            comment="whether the public door leads to it; not personal; kept likewise",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_queue"),
        sa.UniqueConstraint("unit", "slug", name="uq_queue_unit_slug"),
        sa.ForeignKeyConstraint(["unit"], ["unit.id"], name="fk_queue_unit"),
        comment="what people call a queue; its truth is in the log",
    )


def _staff_unit() -> None:
    op.create_table(
        "staff_unit",
        _id("staff", "who works in the unit; pseudonym; kept as long as the log"),
        _id("unit", "the unit they work in; not personal; kept as long as the log"),
        _id("organisation", "the tenant of both; not personal; kept as long as the log"),
        sa.PrimaryKeyConstraint("staff", "unit", name="pk_staff_unit"),
        sa.ForeignKeyConstraint(
            ["staff", "organisation"],
            ["staff.id", "staff.organisation"],
            name="fk_staff_unit_staff_organisation",
        ),
        sa.ForeignKeyConstraint(
            ["unit", "organisation"],
            ["unit.id", "unit.organisation"],
            name="fk_staff_unit_unit_organisation",
        ),
        comment="who works in which unit",
    )


def _notice() -> None:
    op.create_table(
        "notice",
        _id("id", "names the notice in the log; not personal; kept 7 days after the next notice"),
        _id("queue", "whose guests read it; not personal; kept 7 days after the next notice"),
        _text("text", 500, "what they read; not personal; kept 7 days after the next notice"),
        _id("posted_by", "the staff who wrote it; pseudonym; kept 7 days after the next notice"),
        _instant(
            "created_at", "when it was written; not personal; kept 7 days after the next notice"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_notice"),
        sa.ForeignKeyConstraint(["queue"], ["queue.id"], name="fk_notice_queue"),
        comment="the texts of notices",
    )
    op.create_index("ix_notice_queue_created_at", "notice", ["queue", "created_at"])


def _person() -> None:
    op.create_table(
        "person",
        _id("guest", "names the guest in the log; pseudonym; kept 7 days after the visit"),
        _id("queue", "whose staff may read the row; not personal; kept 7 days after the visit"),
        _id("visit", "the visit they belong to; pseudonym; kept 7 days after the visit"),
        _text("name", 80, "what staff call them; personal; kept 7 days after the visit"),
        _text("phone", 16, "to call them back; personal; kept 7 days after the visit"),
        _text(
            "note", 500, "why they come, may tell of health; personal; kept 7 days after the visit"
        ),
        _text("language", 35, "what to speak and send; personal; kept 7 days after the visit"),
        sa.Column(
            "birth_year",
            sa.Integer,
            nullable=True,
            comment="to tell two of one name apart; personal; kept 7 days after the visit",
        ),
        _instant("created_at", "when the row was written; personal; kept 7 days after the visit"),
        _instant(
            "needed_at",
            "the visit, from which the days are counted; personal; kept 7 days after it",
        ),
        sa.PrimaryKeyConstraint("guest", name="pk_person"),
        sa.ForeignKeyConstraint(["queue"], ["queue.id"], name="fk_person_queue"),
        comment="the erasable table: who the guests are; without its row the log is pseudonymous",
    )
    op.create_index("ix_person_needed_at", "person", ["needed_at"])


def _account() -> None:
    op.create_table(
        "account",
        _id("staff", "whose account it is; pseudonym; kept while they work there"),
        _text("login", 100, "what they type to sign in; personal; kept while they work there"),
        _text(
            "password_hash",
            200,
            "argon2id of the password; secret, hashed; kept while they work there",
        ),
        _instant("changed_at", "when the hash was made; personal; kept while they work there"),
        sa.PrimaryKeyConstraint("staff", name="pk_account"),
        sa.UniqueConstraint("login", name="uq_account_login"),
        comment="local accounts of staff",
    )


def _link() -> None:
    op.create_table(
        "link",
        _id("id", "names the link in sign-ins; not personal; kept 30 days after it closes"),
        sa.Column(
            "token_hash",
            sa.LargeBinary(32),
            nullable=False,
            comment="to find it by its token; secret, hashed; kept 30 days after it closes",
        ),
        _id("guest", "whom it lets in; pseudonym; kept 30 days after it closes"),
        _id("visit", "the visit it leads to; pseudonym; kept 30 days after it closes"),
        _id("queue", "the queue it leads to; not personal; kept 30 days after it closes"),
        _text("role", 16, "who the guest is to the visit; pseudonym; kept 30 days after it closes"),
        _instant("opens_at", "from when it lets in; pseudonym; kept 30 days after it closes"),
        _instant("closes_at", "until when it lets in; pseudonym; kept 30 days after that"),
        sa.Column(
            "revoked_at",
            Instant,
            nullable=True,
            comment="since when it lets nobody in; pseudonym; kept 30 days after it closes",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_link"),
        sa.UniqueConstraint("token_hash", name="uq_link_token_hash"),
        comment="personal links, without their tokens",
    )
    op.create_index("ix_link_closes_at", "link", ["closes_at"])
    op.create_index("ix_link_guest", "link", ["guest"])
    op.create_index("ix_link_revoked_at", "link", ["revoked_at"])


def _sign_in() -> None:
    op.create_table(
        "sign_in",
        _id("id", "names the sign-in in the sealed cookie; pseudonym; kept 30 days after its end"),
        _id("staff", "who is signed in; pseudonym; kept 30 days after its end"),
        _instant("begun_at", "when it began; personal; kept 30 days after its end"),
        _instant(
            "used_at",
            "when it was last used, for the idle limit; personal; kept 30 days after its end",
        ),
        _instant("expires_at", "when it ends by itself; personal; kept 30 days after that"),
        sa.Column(
            "ended_at",
            Instant,
            nullable=True,
            comment="when somebody ended it; personal; kept 30 days after its end",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in"),
        comment="sign-ins of staff",
    )
    op.create_index("ix_sign_in_expires_at", "sign_in", ["expires_at"])
    op.create_index("ix_sign_in_staff", "sign_in", ["staff"])
