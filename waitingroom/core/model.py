"""What a queue is: a Queue holds Visits, a Visit holds Guests; no names, only ids."""

from datetime import datetime
from enum import IntEnum, StrEnum

from immutables import Map

from waitingroom.core.checks import Checked
from waitingroom.core.ids import (
    Failure,
    GuestId,
    NodeId,
    NoticeId,
    QueueId,
    StaffId,
    Version,
    VisitId,
)
from waitingroom.core.order import Line
from waitingroom.core.restoration import Restoration
from waitingroom.core.value import Value


class Role(StrEnum):
    """Who a guest is to the visit, in the order in which they are called to a small call."""

    PATIENT = "patient"
    COLLEAGUE = "colleague"
    INTERPRETER = "interpreter"
    RELATIVE = "relative"


class Presence(StrEnum):
    """Where a guest is; a state of the guest, never a reason for a place to end."""

    INVITED = "invited"
    CONNECTED = "connected"
    AWAY = "away"
    PARKED = "parked"
    LEFT = "left"


class Kind(StrEnum):
    """How the visit came to be: expected by staff, or walked in by the public door."""

    BOOKED = "booked"
    WALK_IN = "walk-in"


class Stage(StrEnum):
    """Where a visit is; the moves between stages stand in `stages.py`."""

    EXPECTED = "expected"
    WAITING = "waiting"
    ADMITTED = "admitted"
    IN_CALL = "in-call"
    ENDED = "ended"


class EndReason(StrEnum):
    """Why a visit ended; a lost connection is never among them."""

    COMPLETED = "completed"
    LEFT = "left"
    REMOVED = "removed"
    NO_SHOW = "no-show"
    CANCELLED = "cancelled"
    CLOSED = "closed"
    EXPIRED = "expired"
    TRANSFERRED = "transferred"


class Priority(IntEnum):
    """The class of a place in line; a smaller one goes first."""

    MOVED_UP = 0
    ORDINARY = 1


class MoveReason(StrEnum):
    """Why somebody was moved up: a choice and not free text, because the log never forgets."""

    URGENT = "urgent"
    APPOINTMENT = "appointment"
    INTERPRETER = "interpreter"
    CHILD = "child"
    MISTAKE = "mistake"
    OTHER = "other"


class RemoveReason(StrEnum):
    """Why staff took somebody off the line."""

    NO_ANSWER = "no-answer"
    WRONG_QUEUE = "wrong-queue"
    DUPLICATE = "duplicate"
    HELPED_OTHERWISE = "helped-otherwise"
    UNKNOWN_PERSON = "unknown-person"
    OTHER = "other"


class Conference(StrEnum):
    """How far the conference of an admission is."""

    PREPARING = "preparing"
    READY = "ready"
    FAILED = "failed"


class Provider(StrEnum):
    """Who carries the conference: our own node, a Pexip installation, or a room of VDX."""

    EMBEDDED = "embedded"
    PEXIP = "pexip"
    VDX = "vdx"


TELEPHONES = frozenset({Provider.PEXIP})
"""Who can ring somebody up into a conference, and lets people call in by telephone."""


SILENT = frozenset({Provider.VDX})
"""Who tells us nothing of who is in a conference."""


class Media(StrEnum):
    """What goes which way: one way means that guests are seen and heard and get nothing back."""

    TWO_WAY = "two-way"
    ONE_WAY = "one-way"
    SOUND = "sound"


class Phone(StrEnum):
    """How somebody takes part by telephone: rung up by us, calling in, or not to be had."""

    RUNG = "rung"
    CALLS_IN = "calls-in"
    UNANSWERED = "unanswered"


class Text(StrEnum):
    """What became of the one text message to somebody who did not see that they were called."""

    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"


class Rules(Value):
    """What a queue was told about itself; kept in the log, so that replaying it gives the same.

    Units: seconds, except `call_places` (people in a call, staff included), `limit` (visits) and
    `rings_per_day` (telephones rung up; 0 when nobody may be). `providers` are tried in their
    order, the next one only when a clinician says so. `ring_s` is how long a telephone rings before
    it counts as not answered. `calls_in` allows guests to call in by telephone, `texts` one text
    message to somebody who has not seen that they are called.
    """

    grace_s: int = 600
    parked_s: int = 3600
    no_show_s: int = 4 * 3600
    claim_s: int = 300
    undo_s: int = 600
    keep_ended_s: int = 24 * 3600
    again_s: int = 10
    unreached_s: int = 30
    choose_s: int = 120
    ring_s: int = 60
    call_places: int = 4
    limit: int = 20_000
    walk_in: bool = True
    shows_place: bool = True
    providers: tuple[Provider, ...] = (Provider.EMBEDDED,)
    rings_per_day: int = 0
    calls_in: bool = False
    texts: bool = False


class Guest(Value):
    """A person of a visit.

    Shape: `since` is when `presence` began; `checked` is their last pre-check; `node` holds the
    connection. All that stands below it belongs to the open admission and is empty outside one:
    when the guest was called, their receipts (`told_at`, `seen_at`, `entered_at`, `left_at`), when
    they were called again and when they counted as not reached, how they take part by telephone,
    what became of their text message.
    """

    id: GuestId
    role: Role
    presence: Presence
    since: datetime
    ready: bool = False
    checked: Checked | None = None
    node: NodeId | None = None
    called_at: datetime | None = None
    told_at: datetime | None = None
    seen_at: datetime | None = None
    entered_at: datetime | None = None
    left_at: datetime | None = None
    again_at: datetime | None = None
    unreached_at: datetime | None = None
    phone: Phone | None = None
    text: Text | None = None

    @property
    def is_inside(self) -> bool:
        """Whether the guest is in the call now."""
        return self.entered_at is not None and self.left_at is None


class Admission(Value):
    """One opening of the door: the `number` of it in this visit, and the `guests` called.

    Shape: `inside` are the staff who are in the call now; `failure` is the word of a vendor's
    failure, empty unless the conference has failed.
    """

    number: int
    by: StaffId
    at: datetime
    guests: tuple[GuestId, ...]
    conference: Conference = Conference.PREPARING
    provider: Provider = Provider.EMBEDDED
    media: Media = Media.TWO_WAY
    inside: tuple[StaffId, ...] = ()
    failure: Failure = Failure("")


class Claim(Value):
    """A colleague is looking at this visit; it stops nobody."""

    by: StaffId
    at: datetime


class Ended(Value):
    """How a visit ended.

    Shape: `was` is the stage it had; `by` is empty when no staff did it; `to` is the queue in which
    a transferred visit goes on.
    """

    reason: EndReason
    at: datetime
    was: Stage
    by: StaffId | None = None
    to: QueueId | None = None


class Visit(Value):
    """One place in one queue and the party around it.

    Shape: `number` is the arrival number, 0 until somebody of the party has come, and is kept for
    life: put back restores the same place. `revision` is the version at which the stage last
    changed; `admissions` counts how often the visit was admitted, in any queue; `origin` is the
    queue it was transferred from; `put_back` tells that it was let in from this line before,
    `restored` that its place comes from a place ticket, because the log did not know it any more.
    """

    id: VisitId
    kind: Kind
    stage: Stage
    guests: tuple[Guest, ...]
    revision: Version
    number: int = 0
    priority: Priority = Priority.ORDINARY
    due_at: datetime | None = None
    arrived_at: datetime | None = None
    seen: bool = False
    claim: Claim | None = None
    admission: Admission | None = None
    admissions: int = 0
    ended: Ended | None = None
    origin: QueueId | None = None
    put_back: bool = False
    restored: bool = False

    def guest(self, guest: GuestId) -> Guest | None:
        """The guest of that id, if they belong to this visit."""
        return next((each for each in self.guests if each.id == guest), None)

    @property
    def here(self) -> tuple[Guest, ...]:
        """Those who have come and have not left: connected, away or parked."""
        return tuple(
            each for each in self.guests if each.presence not in (Presence.INVITED, Presence.LEFT)
        )

    @property
    def places_taken(self) -> int:
        """How many the open call is for now: those called to it, and the clinician."""
        return 1 if self.admission is None else 1 + len(self.admission.guests)

    @property
    def is_by_phone(self) -> bool:
        """Whether everybody who is called to the open call takes part by telephone."""
        called = self.admission.guests if self.admission else ()
        return bool(called) and all(
            each.phone is not None for each in self.guests if each.id in called
        )

    @property
    def parked(self) -> bool:
        """Whether the place is set aside: it keeps its number but is not in the line."""
        return (
            self.stage is Stage.WAITING
            and bool(self.here)
            and all(each.presence is Presence.PARKED for each in self.here)
        )


def next_provider(rules: Rules, visit: Visit) -> Provider | None:
    """Who else may carry the conference of this visit, in the order of the queue; None for nobody.

    A conference that everybody takes part in by telephone goes only where there are telephones.
    """
    admission, providers = visit.admission, rules.providers
    if admission is None:
        return None
    after = providers.index(admission.provider) + 1 if admission.provider in providers else 0
    others = set(providers) - {admission.provider}
    fit = others & TELEPHONES if visit.is_by_phone else others
    return next((each for each in (*providers[after:], *providers[:after]) if each in fit), None)


class Shelf(StrEnum):
    """Where a visit stands in the queue's book; each shelf is a line with an order of its own."""

    EXPECTED = "expected"
    LINE = "line"
    PARKED = "parked"
    ADMITTED = "admitted"
    ENDED = "ended"


class Served(Value):
    """One finished conversation: what the estimate learns from."""

    by: StaffId
    admitted_at: datetime
    ended_at: datetime


class Queue(Value):
    """One line in one unit: the unit of truth.

    Shape: `visits` holds all the queue still knows; `guests` finds the visit of a guest, `claims`
    the visit a colleague looks at; `shelves` orders the visits; `alarms` orders them by when they
    must be looked at again; `served` keeps the last conversations, `rung` when telephones were
    rung up in the last day. `restoration` is the newest one, `missing` the visits that are awaited
    back in it. Persistent: a change shares all that it does not touch.
    """

    id: QueueId
    version: Version = Version(0)
    at: datetime | None = None
    open: bool = False
    rules: Rules = Rules()
    notice: NoticeId | None = None
    notice_at: datetime | None = None
    next_number: int = 1
    visits: Map[VisitId, Visit] = Map()
    guests: Map[GuestId, VisitId] = Map()
    claims: Map[StaffId, VisitId] = Map()
    shelves: Map[Shelf, Line] = Map()
    alarms: Line = Line()
    served: tuple[Served, ...] = ()
    rung: tuple[datetime, ...] = ()
    restoration: Restoration | None = None
    missing: Map[VisitId, bool] = Map()

    @property
    def restoring(self) -> Restoration | None:
        """The restoration that is going on, None when there is none or it is over."""
        going_on = self.restoration is not None and self.restoration.over_at is None
        return self.restoration if going_on else None

    def shelf(self, shelf: Shelf) -> Line:
        """The ordered visits of one shelf, empty when nobody stands there."""
        return self.shelves.get(shelf) or Line()

    @property
    def line(self) -> Line:
        """Those who wait, next one first."""
        return self.shelf(Shelf.LINE)
