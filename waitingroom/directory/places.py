"""Where people come to and who works there: organisations, units, queues and staff."""

from waitingroom.core.actors import StaffRole
from waitingroom.core.ids import OrganisationId, QueueId, StaffId, UnitId
from waitingroom.core.value import Value
from waitingroom.directory import texts
from waitingroom.directory.texts import InvalidText


class Organisation(Value):
    """A tenant: a region, a municipality, a clinic."""

    id: OrganisationId
    name: str


class Unit(Value):
    """Who owns queues.

    Shape: `slug` names the unit's public door in its address and is unique; `phone` is the number
    that guests can always call, "" when there is none; `time_zone` is a name such as
    "Europe/Copenhagen"; `languages` are the tags the door offers, the first one first.
    """

    id: UnitId
    organisation: OrganisationId
    name: str
    slug: str
    phone: str = ""
    time_zone: str = "Europe/Copenhagen"
    asks_reason: bool = True
    languages: tuple[str, ...] = ("da", "en")


class QueueInfo(Value):
    """What people call a queue; `slug` is unique in its unit, `walk_in` opens the public door."""

    id: QueueId
    unit: UnitId
    name: str
    slug: str
    walk_in: bool = True


class StaffInfo(Value):
    """A member of staff: the `name` patients and colleagues read, and the units they work in."""

    id: StaffId
    organisation: OrganisationId
    name: str
    role: StaffRole
    units: tuple[UnitId, ...] = ()
    muted: bool = False


def checked_unit(unit: Unit) -> Unit:
    """The unit with trimmed texts; InvalidText names the first field that does not fit."""
    if not unit.languages or len(set(unit.languages)) < len(unit.languages):
        raise InvalidText("languages")
    return unit.but(
        name=texts.line("name", unit.name, texts.NAME_LENGTH),
        slug=texts.slug("slug", unit.slug),
        phone=texts.phone("phone", unit.phone),
        time_zone=texts.time_zone("time_zone", unit.time_zone),
        languages=tuple(texts.language("languages", each) for each in unit.languages),
    )


def checked_queue(queue: QueueInfo) -> QueueInfo:
    """The queue with trimmed texts; InvalidText names the first field that does not fit."""
    return queue.but(
        name=texts.line("name", queue.name, texts.NAME_LENGTH),
        slug=texts.slug("slug", queue.slug),
    )


def checked_staff(staff: StaffInfo) -> StaffInfo:
    """The member of staff with a trimmed name; InvalidText when it does not fit."""
    return staff.but(name=texts.line("name", staff.name, texts.NAME_LENGTH))
