"""What staff see of one visit: a Card, built from an allow-list; names enter here."""

from datetime import datetime, timedelta

from waitingroom.core.alarms import undo_until
from waitingroom.core.checks import LastCheck, last_check
from waitingroom.core.ids import Failure, GuestId, StaffId, Version, VisitId
from waitingroom.core.model import (
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
from waitingroom.core.names import DialIn, Names, ViewNames, dial_in_of
from waitingroom.core.stages import shelf_of
from waitingroom.core.value import Value


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
    checked: LastCheck | None
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
    one admit does not change every card behind it. `restored` tells that the place comes from the
    guest's own ticket: what happened to the visit since the copy was made is not known.
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
    restored: bool
    ended: CardEnded | None


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
        restored=visit.restored,
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
        checked=last_check(guest.checked),
        called=visit.admission is not None and guest.id in visit.admission.guests,
        called_at=guest.called_at,
        told_at=guest.told_at,
        seen_at=guest.seen_at,
        entered_at=guest.entered_at,
        left_at=guest.left_at,
        again_at=guest.again_at,
        unreached_at=None if guest.seen_at or guest.entered_at else guest.unreached_at,
        phone=guest.phone,
        dial_in=dial_in_of(queue, visit, guest, names),
        text=guest.text,
    )


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
