"""What a guest sees: a Seat, built from an allow-list and nothing else.

It holds no field of another visit but the banded number of those ahead, and of the rest of the
party their roles alone.
"""

from datetime import datetime

from waitingroom.core.checks import LastCheck, last_check
from waitingroom.core.estimate import WaitRange, wait_range
from waitingroom.core.model import (
    Conference,
    EndReason,
    Guest,
    Media,
    Phone,
    Presence,
    Priority,
    Queue,
    Role,
    Stage,
    Visit,
)
from waitingroom.core.names import Names, ViewNames, dial_in_of
from waitingroom.core.order import exact, shown
from waitingroom.core.stages import line_key
from waitingroom.core.value import Value


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
    one this visit was transferred from. `place` is another number whenever a new place ticket is
    due, and 0 while there is no place.
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
    checked: LastCheck | None
    open: bool
    notice: str
    notice_at: datetime | None
    due_at: datetime | None
    put_back: bool
    party: tuple[Companion, ...]
    came_from: str
    goes_on_in: str
    place: int
    ended: EndReason | None


def seat(queue: Queue, visit: Visit, guest: Guest, names: ViewNames) -> Seat:
    """What this guest of this visit sees now."""
    admission = visit.admission
    called = admission is not None and guest.id in admission.guests
    ahead = _ahead(queue, visit)
    dial_in = dial_in_of(queue, visit, guest, names)
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
        checked=last_check(guest.checked),
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
        place=_place(visit),
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
        checked=None,
        open=queue.open,
        notice=names.notice(queue.notice) if queue.notice else "",
        notice_at=queue.notice_at,
        due_at=None,
        put_back=False,
        party=(),
        came_from="",
        goes_on_in="",
        place=0,
        ended=None,
    )


def _place(visit: Visit) -> int:
    if not visit.number or visit.ended:
        return 0
    return 1 + len(Priority) * visit.admissions + visit.priority


def _ahead(queue: Queue, visit: Visit) -> int | None:
    """How many stand before the visit; None when the guest may know nothing of those ahead."""
    if not queue.rules.shows_place or visit.stage is not Stage.WAITING or visit.parked:
        return None
    return queue.line.rank(line_key(visit))
