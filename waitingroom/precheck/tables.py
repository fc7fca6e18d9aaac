"""The tables of equipment: devices that staff named, and counts that know nothing of anybody."""

from sqlalchemy import Column, Index, Integer, MetaData, PrimaryKeyConstraint, String, Table

from waitingroom.ledger import Instant

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


def _text(name: str, length: int, comment: str) -> Column[str]:
    return Column(name, String(length), nullable=False, comment=comment)


def _number(name: str, comment: str) -> Column[int]:
    return Column(name, Integer, nullable=False, comment=comment)


equipment_check = Table(
    "equipment_check",
    metadata,
    _text("name", 64, "which check it was, so that it counts once; not personal; kept 2 days"),
    Column("at", Instant, nullable=False, comment="when it was told; not personal; kept 2 days"),
    PrimaryKeyConstraint("name"),
    comment="which pre-checks are counted already",
)

equipment_device = Table(
    "equipment_device",
    metadata,
    _text("unit", 64, "whose device it is; not personal; kept 90 days"),
    _text("name", 60, "what staff call the device; personal; kept 90 days"),
    _text("outcome", 16, "how a call from it would be; not personal; kept 90 days"),
    _text("causes", 300, "what was found, worst first; not personal; kept 90 days"),
    _text("browser", 16, "the family of its browser; not personal; kept 90 days"),
    _number("major", "the version of its browser, 0 unknown; not personal; kept 90 days"),
    _text("system", 16, "what the browser runs on; not personal; kept 90 days"),
    Column(
        "seen_at", Instant, nullable=False, comment="its last check; not personal; kept 90 days"
    ),
    PrimaryKeyConstraint("unit", "name"),
    comment="a unit's own devices, by the name staff gave them, with their last pre-check",
)

equipment_browser = Table(
    "equipment_browser",
    metadata,
    _text("unit", 64, "where it was counted; not personal; kept 90 days"),
    _text("week", 8, "the ISO week, as 2026-W09; not personal; kept 90 days"),
    _text("browser", 16, "the family of browsers; not personal; kept 90 days"),
    _text("system", 16, "what they run on; not personal; kept 90 days"),
    _text("outcome", 16, "how a call would be; not personal; kept 90 days"),
    _number("count", "how many pre-checks of guests; not personal; kept 90 days"),
    PrimaryKeyConstraint("unit", "week", "browser", "system", "outcome"),
    comment="how many pre-checks of guests a week, by browser; nothing of who they were",
)

equipment_cause = Table(
    "equipment_cause",
    metadata,
    _text("unit", 64, "where it was counted; not personal; kept 90 days"),
    _text("day", 10, "the day in UTC, as 2026-03-02; not personal; kept 90 days"),
    _text("cause", 32, "what was found; not personal; kept 90 days"),
    _number("count", "in how many pre-checks; not personal; kept 90 days"),
    PrimaryKeyConstraint("unit", "day", "cause"),
    comment="what pre-checks found, a day; nothing of with whom",
)

Index(None, equipment_check.c.at)
Index(None, equipment_device.c.seen_at)
Index(None, equipment_browser.c.week)
Index(None, equipment_cause.c.day)
