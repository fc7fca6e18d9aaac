"""The equipment book: a unit's own devices as last seen, and counts of what guests come with."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Executable,
    Table,
    and_,
    delete,
    exists,
    func,
    insert,
    literal,
    select,
    update,
)

from waitingroom.core.checks import MOST_CAUSES, Cause, Outcome
from waitingroom.core.ids import UnitId
from waitingroom.core.value import Value
from waitingroom.ledger import Busy, Engine, Rows
from waitingroom.precheck import tables
from waitingroom.precheck.measured import Browser, System
from waitingroom.precheck.telling import Told
from waitingroom.precheck.tickets import Audience

KEPT = timedelta(days=90)

NAME_LENGTH = 60
"""The longest name of a device."""

REPEATED_FOR = timedelta(days=2)
"""For so long a check that is told again is known; nothing is told again for longer than that."""

SHOWN = timedelta(days=28)
"""What is shown of counts: the last four weeks."""

FEWEST = 5
"""A smaller count is not shown as a number, because it may be about one person."""

_TRIES = 3


class CountedAlready(ValueError):
    """A row is there already: of a check that is counted, or of another one at this moment."""


class NameTaken(ValueError):
    """Another device of the unit has that name; nothing was changed."""


class Device(Value):
    """One device of a unit. Shape: `causes` worst first; `major` 0 when unknown."""

    name: str
    outcome: Outcome
    causes: tuple[Cause, ...]
    browser: Browser
    major: int
    system: System
    seen_at: datetime


class BrowserCount(Value):
    """How many pre-checks of guests came from such a browser; `count` None: fewer than `FEWEST`."""

    browser: Browser
    system: System
    outcome: Outcome
    count: int | None


class CauseCount(Value):
    """In how many pre-checks this was found."""

    cause: Cause
    count: int


class Equipment(Value):
    """What is known of a unit's equipment.

    Shape: devices by name; counts of the last `SHOWN`, the largest first.
    """

    devices: tuple[Device, ...]
    browsers: tuple[BrowserCount, ...]
    causes: tuple[CauseCount, ...]


class EquipmentBook:
    """The rows of one database. Errors: the ledger's `Busy` when it can't be asked now."""

    def __init__(self, engine: Engine) -> None:
        self._rows = Rows(engine, CountedAlready)

    async def seen(self, told: Told, at: datetime) -> None:
        """Write down what a check has seen; the same check told again changes nothing."""
        written = list(_written(told, at))
        if not written:
            return
        first = insert(tables.equipment_check).values(name=told.check, at=at)
        for _ in range(_TRIES):
            try:
                await self._rows.write(first, *written)
            except CountedAlready:
                # Nothing was written. Either this check is known, or two made a first row at once.
                if await self._is_known(told.check):
                    return
            else:
                return
        raise Busy("the same rows are being written by others")

    async def of(self, unit: UnitId, now: datetime) -> Equipment:
        """What is known of this unit's equipment."""
        return Equipment(
            devices=await self._devices(unit),
            browsers=await self._browsers(unit, now - SHOWN),
            causes=await self._causes(unit, now - SHOWN),
        )

    async def rename(self, unit: UnitId, device: str, name: str) -> bool:
        """Call a device something else; whether there is one. Errors: `NameTaken`."""
        table = tables.equipment_device
        of_device = (table.c.unit == unit) & (table.c.name == device)
        try:
            return await self._rows.write(update(table).where(of_device).values(name=name)) > 0
        except CountedAlready:
            raise NameTaken from None

    async def remove(self, unit: UnitId, name: str) -> None:
        """Forget a device; harmless when it is not known."""
        table = tables.equipment_device
        await self._rows.write(delete(table).where(table.c.unit == unit, table.c.name == name))

    async def forget(self, now: datetime) -> int:
        """Delete what is older than the tables promise; how many rows."""
        check, device = tables.equipment_check, tables.equipment_device
        browser, cause = tables.equipment_browser, tables.equipment_cause
        old = now - KEPT
        return await self._rows.write(
            delete(check).where(check.c.at <= now - REPEATED_FOR),
            delete(device).where(device.c.seen_at <= old),
            delete(browser).where(browser.c.week <= _week(old)),
            delete(cause).where(cause.c.day <= _day(old)),
        )

    async def _is_known(self, check: str) -> bool:
        table = tables.equipment_check
        return bool(await self._rows.read(select(table.c.name).where(table.c.name == check)))

    async def _devices(self, unit: UnitId) -> tuple[Device, ...]:
        table = tables.equipment_device
        rows = await self._rows.read(
            select(table).where(table.c.unit == unit).order_by(table.c.name)
        )
        return tuple(
            Device(
                name=row.name,
                outcome=Outcome(row.outcome),
                causes=tuple(Cause(each) for each in row.causes.split()),
                browser=Browser(row.browser),
                major=row.major,
                system=System(row.system),
                seen_at=row.seen_at,
            )
            for row in rows
        )

    async def _browsers(self, unit: UnitId, since: datetime) -> tuple[BrowserCount, ...]:
        table = tables.equipment_browser
        kind = (table.c.browser, table.c.system, table.c.outcome)
        total = func.sum(table.c.count).label("total")
        rows = await self._rows.read(
            select(*kind, total)
            .where(table.c.unit == unit, table.c.week > _week(since))
            .group_by(*kind)
            .order_by(total.desc(), *kind)
        )
        return tuple(
            BrowserCount(
                browser=Browser(row.browser),
                system=System(row.system),
                outcome=Outcome(row.outcome),
                count=row.total if row.total >= FEWEST else None,
            )
            for row in rows
        )

    async def _causes(self, unit: UnitId, since: datetime) -> tuple[CauseCount, ...]:
        table = tables.equipment_cause
        total = func.sum(table.c.count).label("total")
        rows = await self._rows.read(
            select(table.c.cause, total)
            .where(table.c.unit == unit, table.c.day > _day(since))
            .group_by(table.c.cause)
            .order_by(total.desc(), table.c.cause)
        )
        return tuple(CauseCount(cause=Cause(row.cause), count=row.total) for row in rows)


def _written(told: Told, at: datetime) -> Iterator[Executable]:
    """What is written of this check; nothing when it is about no unit."""
    match told.audience:
        case Audience.GUEST:
            yield from _browser(told, at)
            yield from _causes(told, at)
        case Audience.STAFF:
            yield from _device(told, at)
            yield from _causes(told, at)
        case Audience.NETWORK:
            return


def _device(told: Told, at: datetime) -> Iterator[Executable]:
    name = told.device.strip()
    if not name:
        return
    table = tables.equipment_device
    found: dict[str, object] = {
        "outcome": told.outcome.value,
        "causes": " ".join(each.value for each in told.causes[:MOST_CAUSES]),
        "browser": told.browser.value,
        "major": told.major,
        "system": told.system.value,
        "seen_at": at,
    }
    yield _unless_there(table, {"unit": told.unit, "name": name}, found)
    # What comes late does not take the place of what is newer.
    yield (
        update(table)
        .where(table.c.unit == told.unit, table.c.name == name, table.c.seen_at <= at)
        .values(found)
    )


def _browser(told: Told, at: datetime) -> Iterator[Executable]:
    return _one_more(
        tables.equipment_browser,
        unit=told.unit,
        week=_week(at),
        browser=told.browser.value,
        system=told.system.value,
        outcome=told.outcome.value,
    )


def _causes(told: Told, at: datetime) -> Iterator[Executable]:
    # In one order for all, so that two transactions never wait for each other.
    for cause in sorted(set(told.causes)):
        yield from _one_more(
            tables.equipment_cause, unit=told.unit, day=_day(at), cause=cause.value
        )


def _one_more(table: Table, **key: str) -> Iterator[Executable]:
    yield _unless_there(table, key, {"count": 0})
    yield update(table).where(_is(table, key)).values(count=table.c.count + 1)


def _unless_there(table: Table, key: dict[str, str], rest: dict[str, Any]) -> Executable:
    row = {**key, **rest}
    values = [literal(value, table.c[name].type) for name, value in row.items()]
    return insert(table).from_select(
        list(row), select(*values).where(~exists().where(_is(table, key)))
    )


def _is(table: Table, key: dict[str, str]) -> ColumnElement[bool]:
    return and_(*(table.c[name] == value for name, value in key.items()))


def _day(at: datetime) -> str:
    return at.date().isoformat()


def _week(at: datetime) -> str:
    year, week, _ = at.isocalendar()
    return f"{year}-W{week:02}"
