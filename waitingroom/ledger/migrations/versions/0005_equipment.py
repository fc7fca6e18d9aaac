"""Equipment that pre-checks have seen: the tables of precheck.

The comments are those of the tables, written out again because a step of the history stays as it is
when the tables move on.
"""

import sqlalchemy as sa
from alembic import op

from waitingroom.ledger.tables import Instant

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "equipment_check",
        _text("name", 64, "which check it was, so that it counts once; not personal; kept 2 days"),
        _moment("at", "when it was told; not personal; kept 2 days"),
        sa.PrimaryKeyConstraint("name", name="pk_equipment_check"),
        comment="which pre-checks are counted already",
    )
    op.create_index("ix_equipment_check_at", "equipment_check", ["at"])
    _make_devices()
    _make_counts()


def _make_devices() -> None:
    op.create_table(
        "equipment_device",
        _text("unit", 64, "whose device it is; not personal; kept 90 days"),
        _text("name", 60, "what staff call the device; personal; kept 90 days"),
        _text("outcome", 16, "how a call from it would be; not personal; kept 90 days"),
        _text("causes", 300, "what was found, worst first; not personal; kept 90 days"),
        _text("browser", 16, "the family of its browser; not personal; kept 90 days"),
        _number("major", "the version of its browser, 0 unknown; not personal; kept 90 days"),
        _text("system", 16, "what the browser runs on; not personal; kept 90 days"),
        _moment("seen_at", "its last check; not personal; kept 90 days"),
        sa.PrimaryKeyConstraint("unit", "name", name="pk_equipment_device"),
        comment="a unit's own devices, by the name staff gave them, with their last pre-check",
    )
    op.create_index("ix_equipment_device_seen_at", "equipment_device", ["seen_at"])


def _make_counts() -> None:
    op.create_table(
        "equipment_browser",
        _text("unit", 64, "where it was counted; not personal; kept 90 days"),
        _text("week", 8, "the ISO week, as 2026-W09; not personal; kept 90 days"),
        _text("browser", 16, "the family of browsers; not personal; kept 90 days"),
        _text("system", 16, "what they run on; not personal; kept 90 days"),
        _text("outcome", 16, "how a call would be; not personal; kept 90 days"),
        _number("count", "how many pre-checks of guests; not personal; kept 90 days"),
        sa.PrimaryKeyConstraint(
            "unit", "week", "browser", "system", "outcome", name="pk_equipment_browser"
        ),
        comment="how many pre-checks of guests a week, by browser; nothing of who they were",
    )
    op.create_index("ix_equipment_browser_week", "equipment_browser", ["week"])
    op.create_table(
        "equipment_cause",
        _text("unit", 64, "where it was counted; not personal; kept 90 days"),
        _text("day", 10, "the day in UTC, as 2026-03-02; not personal; kept 90 days"),
        _text("cause", 32, "what was found; not personal; kept 90 days"),
        _number("count", "in how many pre-checks; not personal; kept 90 days"),
        sa.PrimaryKeyConstraint("unit", "day", "cause", name="pk_equipment_cause"),
        comment="what pre-checks found, a day; nothing of with whom",
    )
    op.create_index("ix_equipment_cause_day", "equipment_cause", ["day"])


def _text(name: str, length: int, comment: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False, comment=comment)


def _number(name: str, comment: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False, comment=comment)


def _moment(name: str, comment: str) -> sa.Column[object]:
    return sa.Column(name, Instant, nullable=False, comment=comment)
