"""What is asked of the directory's tables, and the rows turned into what they mean."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import (
    Insert,
    Row,
    Table,
    delete,
    exists,
    insert,
    select,
    update,
)

from waitingroom.core.actors import StaffRole
from waitingroom.core.ids import (
    GuestId,
    NoticeId,
    OrganisationId,
    QueueId,
    StaffId,
    UnitId,
    VisitId,
)
from waitingroom.core.value import Value
from waitingroom.directory import tables
from waitingroom.directory.people import Person
from waitingroom.directory.places import Organisation, QueueInfo, StaffInfo, Unit
from waitingroom.ledger import Engine, Rows

Id = TypeVar("Id", bound=str)

_AT_ONCE = 500
"""How many ids go into one statement; SQLite and PostgreSQL both bound their number."""


class Taken(ValueError):
    """The id or the name in an address is in use, or what it belongs to is not known."""


class Topic(StrEnum):
    """What changed: places and staff as a whole, one person, or who is older than an instant."""

    PLACES = "places"
    PERSON = "person"
    ERASED = "erased"


class Kept(Value):
    """A row of the erasable table: the person, and the instant their days are counted from."""

    guest: GuestId
    person: Person
    needed_at: datetime


class Store:
    """The rows of one database."""

    def __init__(self, engine: Engine) -> None:
        self._rows = Rows(engine, Taken)

    # --- places

    async def organisations(self) -> list[Organisation]:
        """All tenants."""
        rows = await self._rows.read(select(tables.organisation))
        return [Organisation(id=OrganisationId(row.id), name=row.name) for row in rows]

    async def units(self) -> list[Unit]:
        """All units."""
        return [_unit(row) for row in await self._rows.read(select(tables.unit))]

    async def queues(self) -> list[QueueInfo]:
        """All queues."""
        return [_queue(row) for row in await self._rows.read(select(tables.queue))]

    async def staff(self) -> list[StaffInfo]:
        """All members of staff with their units."""
        units: dict[str, list[UnitId]] = {}
        for row in await self._rows.read(
            select(tables.staff_unit).order_by(tables.staff_unit.c.unit)
        ):
            units.setdefault(row.staff, []).append(UnitId(row.unit))
        return [
            _staff(row, units.get(row.id, ()))
            for row in await self._rows.read(select(tables.staff))
        ]

    async def add_organisation(self, organisation: Organisation) -> None:
        """A new tenant; `Taken` when the id is in use."""
        await self._rows.write(
            _row(tables.organisation, id=organisation.id, name=organisation.name),
            _noted(Topic.PLACES),
        )

    async def add_unit(self, unit: Unit) -> None:
        """A new unit; `Taken` when its id or slug is in use or the organisation is not known."""
        await self._rows.write(
            _row(
                tables.unit,
                id=unit.id,
                organisation=unit.organisation,
                name=unit.name,
                slug=unit.slug,
                phone=unit.phone,
                time_zone=unit.time_zone,
                asks_reason=unit.asks_reason,
                languages=" ".join(unit.languages),
            ),
            _noted(Topic.PLACES),
        )

    async def add_queue(self, queue: QueueInfo) -> None:
        """A new queue; `Taken` when its id or slug is in use or the unit is not known."""
        await self._rows.write(
            _row(
                tables.queue,
                id=queue.id,
                unit=queue.unit,
                name=queue.name,
                slug=queue.slug,
                walk_in=queue.walk_in,
            ),
            _noted(Topic.PLACES),
        )

    async def conferences(self) -> dict[QueueId, str]:
        """What each queue's conferences are like, where that was chosen."""
        rows = await self._rows.read(select(tables.conference))
        return {QueueId(row.queue): row.options for row in rows}

    async def set_conference(self, queue: QueueId, options: str) -> None:
        """What the conferences of this queue are like from now on."""
        await self._rows.write(
            delete(tables.conference).where(tables.conference.c.queue == queue),
            _row(tables.conference, queue=queue, options=options),
            _noted(Topic.PLACES),
        )

    async def add_staff(self, staff: StaffInfo) -> None:
        """A new member of staff; `Taken` when a unit is not one of their own organisation."""
        tenant = staff.organisation
        await self._rows.write(
            _row(
                tables.staff,
                id=staff.id,
                organisation=tenant,
                name=staff.name,
                role=staff.role.value,
                muted=staff.muted,
            ),
            *(
                _row(tables.staff_unit, staff=staff.id, unit=each, organisation=tenant)
                for each in staff.units
            ),
            _noted(Topic.PLACES),
        )

    async def set_muted(self, staff: StaffId, muted: bool) -> None:
        """Whether the board of this member of staff is silent."""
        await self._rows.write(
            update(tables.staff).where(tables.staff.c.id == staff).values(muted=muted),
            _noted(Topic.PLACES),
        )

    # --- people

    async def people(self, guests: Collection[GuestId] | None = None) -> list[Kept]:
        """The persons behind these guests, or behind all; who is erased is left out."""
        if guests is None:
            return [_kept(row) for row in await self._rows.read(select(tables.person))]
        guest = tables.person.c.guest
        return [
            _kept(row)
            for some in _in_parts(list(guests))
            for row in await self._rows.read(select(tables.person).where(guest.in_(some)))
        ]

    async def add_person(self, kept: Kept, queue: QueueId, visit: VisitId, now: datetime) -> None:
        """A new row of the erasable table; `Taken` when the guest has one."""
        await self._rows.write(
            _row(
                tables.person,
                guest=kept.guest,
                queue=queue,
                visit=visit,
                created_at=now,
                needed_at=kept.needed_at,
                **_texts(kept.person),
            )
        )

    async def change_person(self, guest: GuestId, person: Person) -> bool:
        """Other texts for this guest; False when the row is erased."""
        statement = update(tables.person).where(tables.person.c.guest == guest)
        noted = _noted(Topic.PERSON, guest)
        return await self._rows.write(statement.values(**_texts(person)), noted) > NOTE

    async def prolong(self, guests: Sequence[GuestId], at: datetime) -> None:
        """Count the days of these guests from `at`."""
        person = tables.person
        await self._rows.write(
            *(
                update(person).where(person.c.guest.in_(some)).values(needed_at=at)
                for some in _in_parts(guests)
            )
        )

    async def erase_before(self, before: datetime) -> int:
        """Delete the persons whose days are counted from before this; how many."""
        old = delete(tables.person).where(tables.person.c.needed_at < before)
        return await self._rows.write(old, _noted(Topic.ERASED, before.isoformat())) - NOTE

    async def erase(self, guests: Sequence[GuestId]) -> int:
        """Delete the persons behind these guests; how many."""
        guest = tables.person.c.guest
        noted = [_noted(Topic.PERSON, each) for each in guests]
        gone = (delete(tables.person).where(guest.in_(some)) for some in _in_parts(guests))
        return await self._rows.write(*gone, *noted) - NOTE * len(noted)

    # --- notices

    async def notices(self, notices: Collection[NoticeId] | None = None) -> dict[NoticeId, str]:
        """The texts of these notices, or of all."""
        asked = select(tables.notice.c.id, tables.notice.c.text)
        parts = [None] if notices is None else _in_parts(list(notices))
        return {
            NoticeId(row.id): row.text
            for some in parts
            for row in await self._rows.read(
                asked if some is None else asked.where(tables.notice.c.id.in_(some))
            )
        }

    async def add_notice(
        self, notice: NoticeId, queue: QueueId, text: str, by: StaffId, now: datetime
    ) -> None:
        """A new notice."""
        await self._rows.write(
            _row(tables.notice, id=notice, queue=queue, text=text, posted_by=by, created_at=now)
        )

    async def erase_notices(self, before: datetime) -> list[NoticeId]:
        """Delete the notices that a newer one of their queue replaced before this."""
        old, newer = tables.notice, tables.notice.alias("newer")
        replaced = exists().where(
            newer.c.queue == old.c.queue,
            newer.c.created_at > old.c.created_at,
            newer.c.created_at < before,
        )
        gone = [NoticeId(row.id) for row in await self._rows.read(select(old.c.id).where(replaced))]
        await self._rows.write(*(delete(old).where(old.c.id.in_(some)) for some in _in_parts(gone)))
        return gone


NOTE = 1
"""How many rows a note in the journal is."""


def _noted(topic: Topic, about: str = "") -> Insert:
    """A note for all nodes, which stands when the change stands."""
    return _row(tables.change, topic=topic.value, about=about)


def _in_parts(ids: Sequence[Id]) -> Iterator[Sequence[Id]]:
    return (ids[first : first + _AT_ONCE] for first in range(0, len(ids), _AT_ONCE))


def _row(table: Table, **values: object) -> Insert:
    return insert(table).values(**values)


def _texts(person: Person) -> dict[str, object]:
    return {name: getattr(person, name) for name in Person.__struct_fields__}


def _kept(row: Row[Any]) -> Kept:
    texts = {name: getattr(row, name) for name in Person.__struct_fields__}
    return Kept(guest=GuestId(row.guest), person=Person(**texts), needed_at=row.needed_at)


def _unit(row: Row[Any]) -> Unit:
    return Unit(
        id=UnitId(row.id),
        organisation=OrganisationId(row.organisation),
        name=row.name,
        slug=row.slug,
        phone=row.phone,
        time_zone=row.time_zone,
        asks_reason=row.asks_reason,
        languages=tuple(row.languages.split()),
    )


def _queue(row: Row[Any]) -> QueueInfo:
    return QueueInfo(
        id=QueueId(row.id),
        unit=UnitId(row.unit),
        name=row.name,
        slug=row.slug,
        walk_in=row.walk_in,
    )


def _staff(row: Row[Any], units: Sequence[UnitId]) -> StaffInfo:
    return StaffInfo(
        id=StaffId(row.id),
        organisation=OrganisationId(row.organisation),
        name=row.name,
        role=StaffRole(row.role),
        units=tuple(units),
        muted=row.muted,
    )
