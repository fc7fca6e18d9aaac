"""What pages are answered: one record an answer, so that nothing is in it by accident."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from waitingroom.core.actors import StaffRole
from waitingroom.core.ids import GuestId, QueueId, StaffId, UnitId, VisitId
from waitingroom.core.model import Provider, Role
from waitingroom.core.value import Value
from waitingroom.firewall import Line
from waitingroom.precheck.book import BrowserCount, CauseCount, Device


class UnitShown(Value):
    """A clinic as anybody may know it."""

    name: str
    phone: str


class CheckShown(Value):
    """A pre-check that may begin within half a minute: at which line, with which ticket."""

    ticket: str
    line: str


class QueueShown(Value):
    """A queue by name."""

    id: QueueId
    name: str


class Problem(Value, omit_defaults=True):
    """A "no": a stable code, for a bug the `id` of its log line, for a form the `field`."""

    code: str
    id: str = ""
    field: str = ""


class LinkState(StrEnum):
    """What a personal link is good for now."""

    OPEN = "open"
    EARLY = "early"
    LATE = "late"
    REVOKED = "revoked"
    ENDED = "ended"
    UNKNOWN = "unknown"


class Peeked(Value):
    """What a personal link is.

    Shape: `unit` is empty for an unknown link; `due_at` and `role` only stand beside a link that
    is or will be good, so that an old one in a stranger's hands tells the clinic's number alone.
    """

    state: LinkState
    unit: UnitShown | None = None
    due_at: datetime | None = None
    role: Role | None = None


class DoorShown(Value):
    """A unit's public door; `queues` are those that take people in now."""

    unit: UnitShown
    open: bool
    queues: tuple[QueueShown, ...]
    asks_reason: bool
    languages: tuple[str, ...]


class GuestMe(Value):
    """Who the page belongs to; `name` and `language` are the guest's own."""

    unit: UnitShown
    queue: QueueShown
    role: Role
    name: str
    language: str


class PlaceShown(Value):
    """A guest's place ticket, for the memory of their page; their browser has it as a cookie."""

    ticket: str

    def __repr__(self) -> str:
        return "PlaceShown(…)"


class StaffShown(Value):
    """A colleague, to themselves."""

    id: StaffId
    name: str
    role: StaffRole
    muted: bool


class UnitQueues(Value):
    """A unit with its queues."""

    id: UnitId
    name: str
    queues: tuple[QueueShown, ...]


class StaffMe(Value):
    """Who is signed in, and where they may work."""

    staff: StaffShown
    units: tuple[UnitQueues, ...]


class LinkShown(Value):
    """A guest's personal link, the only time it is shown; `qr` is an SVG picture as data URI."""

    guest: GuestId
    role: Role
    link: str
    qr: str

    def __repr__(self) -> str:
        return "LinkShown(…)"


class Elsewhere(Value):
    """A guest's way to another device of their own, until then; `qr` as in `LinkShown`."""

    link: str
    qr: str
    until: datetime

    def __repr__(self) -> str:
        return "Elsewhere(…)"


class VisitExpected(Value):
    """A visit that is expected now, with everybody's link."""

    visit: VisitId
    guests: tuple[LinkShown, ...]


class Fact(Value):
    """One line of a visit's history; `by` is a colleague's name, "" when nobody of staff did it."""

    at: datetime
    kind: str
    by: str


class EquipmentShown(Value):
    """A unit's equipment.

    Shape: counts are of the last `days`, None where there are fewer than `fewest`; `checks` says
    whether a device can be tested here.
    """

    devices: tuple[Device, ...]
    browsers: tuple[BrowserCount, ...]
    causes: tuple[CauseCount, ...]
    days: int
    fewest: int
    checks: bool


class NetworkShown(Value):
    """What the networks of guests and staff must let out, as anybody may know it.

    Shape: `site` is host and port of our pages as people type them. Of `openings` only those that
    people's own networks need: where nodes call us from and whom we call is nobody else's. Of
    `conferences` each provider that is set up, with the hosts of its nodes that browsers call.
    """

    site: str
    openings: tuple[Line, ...] = ()
    conferences: Mapping[Provider, tuple[str, ...]] = MappingProxyType({})


class Fine(Value):
    """It is done, and there is nothing to tell."""

    ok: bool = True
