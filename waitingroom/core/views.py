"""Who sees what: a guest's Seat and the staff's Board, built from an allow-list and nothing else.

A Seat holds no field of another visit but the banded number of those ahead. Names enter here and
only here, through `Names`, and only the Board and the guest's own clinician use them.
"""

from datetime import datetime, timedelta
from typing import Protocol

from waitingroom.core.alarms import undo_until
from waitingroom.core.estimate import WaitRange, wait_range
from waitingroom.core.ids import Failure, GuestId, NoticeId, QueueId, StaffId, Version, VisitId
from waitingroom.core.model import (
    TELEPHONES,
    Conference,
    EndReason,
    Guest,
    Kind,
    Media,
    Phone,
    Presence,
    Priority,
    Provider,
    Queue,
    Role,
    Shelf,
    Stage,
    Text,
    Visit,
    next_provider,
)
from waitingroom.core.order import exact, shown
from waitingroom.core.stages import line_key, shelf_of
from waitingroom.core.value import Value


class PersonText(Protocol):
    """What the erasable table knows of one guest, in plain text for a view."""

    @property
    def name(self) -> str:
        """What staff call the person."""

    @property
    def note(self) -> str:
        """What staff wrote, or the reason the person gave."""

    @property
    def language(self) -> str:
        """A BCP 47 tag, such as "da"."""

    @property
    def birth_year(self) -> int | None:
        """What helps staff to see that it is the right person."""

    @property
    def phone(self) -> str:
        """The telephone number, "" when none is known."""


class DialIn(Value):
    """How one guest calls in to one admission by telephone: the number, and their own code."""

    number: str
    code: str


class Names(Protocol):
    """The texts that are joined to ids when a view is drawn; unknown ids give None or ""."""

    def person(self, guest: GuestId) -> PersonText | None:
        """The person behind a guest, None once erased."""

    def staff(self, staff: StaffId) -> str:
        """What patients and colleagues read as the name of a member of staff."""

    def notice(self, notice: NoticeId) -> str:
        """The text of a notice."""

    def queue_name(self, queue: QueueId) -> str:
        """What people call a queue."""


class ViewNames(Names, Protocol):
    """The same with the ways in by telephone."""

    def dial_in(
        self, queue: QueueId, visit: VisitId, admission: int, guest: GuestId
    ) -> DialIn | None:
        """How this guest calls in; None where nobody can."""


# --- a guest's view


class Companion(Value):
    """One other person of the same visit, by role, without a name; `inside` when in the call."""

    role: Role
    presence: Presence
    inside: bool


class Seat(Value):
    """All that one guest's page shows.

    Shape: `ahead` is the banded number of visits before this one, `exact` tells whether it is the
    true number, both empty when the queue hides places or the visit does not stand in line.
    `called` is true when this very guest is let in, `again` when they have not seen it and are
    called once more; `full` when the others of the party were and the call has no place more.
    `phone` is how they take part by telephone, `dial_in_number` what they dial when they call in;
    their code is told by the clinic. `clinician_inside` tells whether staff are in the call.
    `goes_on_in` is the name of the queue that a transferred visit goes on in, `came_from` of the
    one this visit was transferred from.
    """

    stage: Stage
    parked: bool
    called: bool
    again: bool
    phone: Phone | None
    dial_in_number: str
    full: bool
    entered: bool
    admission: int
    conference: Conference | None
    media: Media | None
    clinician: str
    clinician_inside: bool
    ahead: int | None
    exact: bool
    estimate: WaitRange | None
    seen: bool
    ready: bool
    open: bool
    notice: str
    notice_at: datetime | None
    due_at: datetime | None
    put_back: bool
    party: tuple[Companion, ...]
    came_from: str
    goes_on_in: str
    ended: EndReason | None


def seat(queue: Queue, visit: Visit, guest: Guest, names: ViewNames) -> Seat:
    """What this guest of this visit sees now."""
    admission = visit.admission
    called = admission is not None and guest.id in admission.guests
    ahead = _ahead(queue, visit)
    dial_in = _dial_in(queue, visit, guest, names)
    return Seat(
        stage=visit.stage,
        parked=visit.parked,
        called=called,
        again=called and guest.again_at is not None and guest.seen_at is None,
        phone=guest.phone,
        dial_in_number=dial_in.number if dial_in else "",
        full=admission is not None and not called and visit.places_taken >= queue.rules.call_places,
        entered=guest.is_inside,
        admission=visit.admissions,
        conference=admission.conference if admission and called else None,
        media=admission.media if admission and called else None,
        clinician=names.staff(admission.by) if admission else "",
        clinician_inside=admission is not None and bool(admission.inside),
        ahead=None if ahead is None else shown(ahead),
        exact=ahead is not None and exact(ahead),
        estimate=None if ahead is None else wait_range(queue, ahead),
        seen=visit.seen,
        ready=guest.ready,
        open=queue.open,
        notice=names.notice(queue.notice) if queue.notice else "",
        notice_at=queue.notice_at,
        due_at=visit.due_at,
        put_back=visit.stage is Stage.WAITING and visit.put_back,
        party=tuple(
            Companion(role=other.role, presence=other.presence, inside=other.is_inside)
            for other in visit.guests
            if other.id != guest.id
        ),
        came_from=names.queue_name(visit.origin) if visit.origin else "",
        goes_on_in=names.queue_name(visit.ended.to) if visit.ended and visit.ended.to else "",
        ended=visit.ended.reason if visit.ended else None,
    )


def unjoined(queue: Queue, names: Names) -> Seat:
    """What somebody sees who is signed in and has no place yet."""
    return Seat(
        stage=Stage.EXPECTED,
        parked=False,
        called=False,
        again=False,
        phone=None,
        dial_in_number="",
        full=False,
        entered=False,
        admission=0,
        conference=None,
        media=None,
        clinician="",
        clinician_inside=False,
        ahead=None,
        exact=False,
        estimate=None,
        seen=False,
        ready=False,
        open=queue.open,
        notice=names.notice(queue.notice) if queue.notice else "",
        notice_at=queue.notice_at,
        due_at=None,
        put_back=False,
        party=(),
        came_from="",
        goes_on_in="",
        ended=None,
    )


def _ahead(queue: Queue, visit: Visit) -> int | None:
    """How many stand before the visit; None when the guest may know nothing of those ahead."""
    if not queue.rules.shows_place or visit.stage is not Stage.WAITING or visit.parked:
        return None
    return queue.line.rank(line_key(visit))


# --- the staff's view


class CardGuest(Value):
    """One person on a card, with the receipts of the open admission.

    Shape: `unreached_at` is empty again once they are reached; `text` tells of the text message;
    `dial_in` is there for who calls in by telephone, to be read aloud to them.
    """

    guest: GuestId
    role: Role
    name: str
    phone_number: str
    language: str
    birth_year: int | None
    presence: Presence
    since: datetime
    ready: bool
    called: bool
    called_at: datetime | None
    told_at: datetime | None
    seen_at: datetime | None
    entered_at: datetime | None
    left_at: datetime | None
    again_at: datetime | None
    unreached_at: datetime | None
    phone: Phone | None
    dial_in: DialIn | None
    text: Text | None


class CardClaim(Value):
    """Who looks at the visit."""

    by: StaffId
    name: str
    at: datetime


class CardAdmission(Value):
    """Who let the visit in, when, how far the call is, and the names of the staff in it.

    Shape: `other_way` is who may carry the call instead, None when nobody else can; `failure` is a
    word for why it could not be made. From `choose_at` on, somebody who was not reached is a
    question to the clinician.
    """

    number: int
    by: StaffId
    name: str
    at: datetime
    conference: Conference
    failure: Failure
    provider: Provider
    other_way: Provider | None
    media: Media
    inside: tuple[str, ...]
    choose_at: datetime


class CardEnded(Value):
    """How the visit ended.

    Shape: `name` is the colleague who did it, empty when nobody did; `to` is the name of the queue
    that a transferred visit goes on in.
    """

    reason: EndReason
    at: datetime
    name: str
    to: str
    undo_until: datetime | None


class Card(Value):
    """One visit on the board.

    Shape: within its shelf a card stands by (`priority`, `number`); `rank` is not in it, so that
    one admit does not change every card behind it.
    """

    visit: VisitId
    shelf: Shelf
    kind: Kind
    stage: Stage
    revision: Version
    priority: Priority
    number: int
    due_at: datetime | None
    arrived_at: datetime | None
    note: str
    guests: tuple[CardGuest, ...]
    claim: CardClaim | None
    admission: CardAdmission | None
    admissions: int
    came_from: str
    ended: CardEnded | None


class Window(Value):
    """What part of a long line a colleague looks at.

    Shape: `size` cards from rank `first`; with a `search` text, the first `size` visits of any
    shelf in which somebody's name or note contains it, whatever the case.
    """

    first: int = 0
    size: int = 60
    search: str = ""


class Head(Value):
    """The figures and switches on top of the board.

    Shape: `waiting` counts the whole line, `arrivals` all who ever came: a card with a larger
    number has come since. `found` counts the visits the search matched (0 without one).
    """

    queue: QueueId
    open: bool
    notice: str
    notice_at: datetime | None
    waiting: int
    arrivals: int
    longest_since: datetime | None
    expected: int
    parked: int
    admitted: int
    ended: int
    first: int
    found: int
    call_places: int
    grace_s: int
    rings: bool
    calls_in: bool


class Board(Value):
    """All that a colleague's board shows: the figures, the cards in the window and beside it."""

    head: Head
    cards: dict[VisitId, Card]


OTHERS = 50
"""How many cards of each other shelf a board shows; the figures count all of them."""


def board(queue: Queue, window: Window, names: ViewNames) -> Board:
    """What the staff of this queue see through this window."""
    chosen, found = board_visits(queue, window, names)
    return Board(
        head=head(queue, window, found, names),
        cards={each: card(queue, queue.visits[each], names) for each in chosen},
    )


def board_visits(queue: Queue, window: Window, names: Names) -> tuple[list[VisitId], int]:
    """The visits seen through this window, and how many a search found (0 without one)."""
    if not window.search:
        return _plain(queue, window), 0
    found = _found(queue, window, names)
    return found[: window.size], len(found)


def _plain(queue: Queue, window: Window) -> list[VisitId]:
    line = list(queue.line.slice(window.first, window.size))
    others = [shelf for shelf in Shelf if shelf is not Shelf.LINE]
    return line + [each for shelf in others for each in queue.shelf(shelf).slice(0, OTHERS)]


def _found(queue: Queue, window: Window, names: Names) -> list[VisitId]:
    wanted = window.search.casefold()
    return [
        visit
        for shelf in Shelf
        for visit in queue.shelf(shelf)
        if any(_matches(names.person(each.id), wanted) for each in queue.visits[visit].guests)
    ]


def _matches(person: PersonText | None, wanted: str) -> bool:
    return person is not None and (
        wanted in person.name.casefold() or wanted in person.note.casefold()
    )


def head(queue: Queue, window: Window, found: int, names: Names) -> Head:
    """The figures and switches on top of the board; `found` is what a search found."""
    has_telephone = not TELEPHONES.isdisjoint(queue.rules.providers)
    return Head(
        queue=queue.id,
        open=queue.open,
        notice=names.notice(queue.notice) if queue.notice else "",
        notice_at=queue.notice_at,
        waiting=len(queue.line),
        arrivals=queue.next_number - 1,
        longest_since=_longest(queue),
        expected=len(queue.shelf(Shelf.EXPECTED)),
        parked=len(queue.shelf(Shelf.PARKED)),
        admitted=len(queue.shelf(Shelf.ADMITTED)),
        ended=len(queue.shelf(Shelf.ENDED)),
        first=window.first,
        found=found,
        call_places=queue.rules.call_places,
        grace_s=queue.rules.grace_s,
        rings=has_telephone and queue.rules.rings_per_day > 0,
        calls_in=has_telephone and queue.rules.calls_in,
    )


def _longest(queue: Queue) -> datetime | None:
    """When the longest wait began: at the front of either class, as numbers rise with time."""
    ordinary = queue.line.rank((float(Priority.ORDINARY), 0.0, VisitId("")))
    fronts = {queue.line.at(0), queue.line.at(ordinary)} - {None}
    arrivals = (queue.visits[each].arrived_at for each in fronts if each is not None)
    return min((at for at in arrivals if at is not None), default=None)


def card(queue: Queue, visit: Visit, names: ViewNames) -> Card:
    """One visit as staff see it."""
    people = [names.person(each.id) for each in visit.guests]
    return Card(
        visit=visit.id,
        shelf=shelf_of(visit),
        kind=visit.kind,
        stage=visit.stage,
        revision=visit.revision,
        priority=visit.priority,
        number=visit.number,
        due_at=visit.due_at,
        arrived_at=visit.arrived_at,
        note=next((person.note for person in people if person and person.note), ""),
        guests=tuple(_card_guest(queue, visit, guest, names) for guest in visit.guests),
        claim=_card_claim(visit, names),
        admission=_card_admission(queue, visit, names),
        admissions=visit.admissions,
        came_from=names.queue_name(visit.origin) if visit.origin else "",
        ended=_card_ended(queue, visit, names),
    )


def _card_guest(queue: Queue, visit: Visit, guest: Guest, names: ViewNames) -> CardGuest:
    person = names.person(guest.id)
    return CardGuest(
        guest=guest.id,
        role=guest.role,
        name=person.name if person else "",
        phone_number=person.phone if person else "",
        language=person.language if person else "",
        birth_year=person.birth_year if person else None,
        presence=guest.presence,
        since=guest.since,
        ready=guest.ready,
        called=visit.admission is not None and guest.id in visit.admission.guests,
        called_at=guest.called_at,
        told_at=guest.told_at,
        seen_at=guest.seen_at,
        entered_at=guest.entered_at,
        left_at=guest.left_at,
        again_at=guest.again_at,
        unreached_at=None if guest.seen_at or guest.entered_at else guest.unreached_at,
        phone=guest.phone,
        dial_in=_dial_in(queue, visit, guest, names),
        text=guest.text,
    )


def _dial_in(queue: Queue, visit: Visit, guest: Guest, names: ViewNames) -> DialIn | None:
    admission = visit.admission
    if admission is None or guest.phone is not Phone.CALLS_IN:
        return None
    return names.dial_in(queue.id, visit.id, admission.number, guest.id)


def _card_claim(visit: Visit, names: Names) -> CardClaim | None:
    claim = visit.claim
    if claim is None:
        return None
    return CardClaim(by=claim.by, name=names.staff(claim.by), at=claim.at)


def _card_admission(queue: Queue, visit: Visit, names: Names) -> CardAdmission | None:
    admission = visit.admission
    if admission is None:
        return None
    return CardAdmission(
        number=admission.number,
        by=admission.by,
        name=names.staff(admission.by),
        at=admission.at,
        conference=admission.conference,
        failure=admission.failure,
        provider=admission.provider,
        other_way=next_provider(queue.rules, visit),
        media=admission.media,
        inside=tuple(names.staff(each) for each in admission.inside),
        choose_at=admission.at + timedelta(seconds=queue.rules.choose_s),
    )


def _card_ended(queue: Queue, visit: Visit, names: Names) -> CardEnded | None:
    ended = visit.ended
    if ended is None:
        return None
    return CardEnded(
        reason=ended.reason,
        at=ended.at,
        name=names.staff(ended.by) if ended.by else "",
        to=names.queue_name(ended.to) if ended.to else "",
        undo_until=undo_until(queue, visit),
    )
