"""The table: after this event, we do that. Pure: it says what; the worker does it.

An effect is a row in the outbox, written with its event, done at least once. Whoever does it looks
at the present first: an admission that is closed by then needs no conference.
"""

from collections.abc import Iterator
from enum import StrEnum

import msgspec

from waitingroom.core import events as e
from waitingroom.core.commands import Receive
from waitingroom.core.handing import handed_over
from waitingroom.core.ids import GuestId, QueueId, VisitId
from waitingroom.core.model import Admission, Conference, Phone, Provider, Queue
from waitingroom.core.value import Value
from waitingroom.ledger import Effect


class Kind(StrEnum):
    """What is to be done outside."""

    PREPARE_CONFERENCE = "prepare-conference"
    CLOSE_CONFERENCE = "close-conference"
    RING_UP = "ring-up"
    SEND_TEXT = "send-text"
    HAND_OVER = "hand-over"


class Task(Value):
    """Which admission it is about, and who carries its conference."""

    visit: VisitId
    admission: int
    provider: Provider = Provider.EMBEDDED


class GuestTask(Value):
    """Which guest of which admission it is about."""

    visit: VisitId
    guest: GuestId
    admission: int
    provider: Provider


class HandOver(Value):
    """What which queue is asked to take over."""

    to: QueueId
    receive: Receive


_HAS_EFFECTS = (
    e.VisitAdmitted,
    e.ConferenceRetried,
    e.ConferenceReady,
    e.GuestPhoned,
    e.GuestCalledAgain,
    e.VisitPutBack,
    e.VisitEnded,
)


def may_have_effects(event: e.Event) -> bool:
    """Whether this is an event that wakes the worker."""
    return isinstance(event, _HAS_EFFECTS)


def effects_of(before: Queue, happened: e.Happened) -> tuple[Effect, ...]:
    """What must be done outside because of this event; `before` is the queue without it."""
    return tuple(
        Effect(version=happened.version, kind=kind, body=msgspec.json.encode(body))
        for kind, body in _due(before, happened.event)
    )


def _due(before: Queue, event: e.Event) -> Iterator[tuple[Kind, Task | GuestTask | HandOver]]:
    match event:
        case e.VisitAdmitted():
            yield _prepare(event)
        case e.ConferenceRetried():
            yield from _retry(before, event)
        case e.GuestPhoned(ring=True) if _is_ready(before, event):
            yield Kind.RING_UP, _guest_task(before, event)
        case e.ConferenceReady():
            yield from _ring(before, event)
        case e.GuestCalledAgain() if before.rules.texts and not _is_texted(before, event):
            yield Kind.SEND_TEXT, _guest_task(before, event)
        case e.VisitPutBack() | e.VisitEnded():
            yield from _close(before, event)
            yield from _hand_over(before, event)


def _prepare(event: e.VisitAdmitted | e.ConferenceRetried) -> tuple[Kind, Task]:
    return Kind.PREPARE_CONFERENCE, Task(
        visit=event.visit, admission=event.admission, provider=event.provider
    )


def _retry(before: Queue, event: e.ConferenceRetried) -> Iterator[tuple[Kind, Task]]:
    """Who could not make the conference may have made it all the same: it is closed there."""
    open_ = before.visits[event.visit].admission
    if open_ is not None and open_.provider is not event.provider:
        yield _closed(event.visit, open_)
    yield _prepare(event)


def _close(before: Queue, event: e.VisitPutBack | e.VisitEnded) -> Iterator[tuple[Kind, Task]]:
    open_ = before.visits[event.visit].admission
    if open_ is not None:
        yield _closed(event.visit, open_)


def _closed(visit: VisitId, open_: Admission) -> tuple[Kind, Task]:
    task = Task(visit=visit, admission=open_.number, provider=open_.provider)
    return Kind.CLOSE_CONFERENCE, task


def _is_ready(before: Queue, event: e.GuestPhoned) -> bool:
    open_ = before.visits[event.visit].admission
    return open_ is not None and open_.conference is Conference.READY


def _ring(before: Queue, event: e.ConferenceReady) -> Iterator[tuple[Kind, GuestTask]]:
    """Whom the call was opened for is rung up once it is there: it is ready once and for all."""
    for guest in before.visits[event.visit].guests:
        if guest.phone is Phone.RUNG:
            phoned = e.GuestPhoned(
                visit=event.visit, admission=event.admission, guest=guest.id, ring=True
            )
            yield Kind.RING_UP, _guest_task(before, phoned)


def _is_texted(before: Queue, event: e.GuestCalledAgain) -> bool:
    """Whether a message went to the guest already, or may have gone before a copy was restored."""
    guest = before.visits[event.visit].guest(event.guest)
    return guest is not None and guest.text is not None


def _guest_task(before: Queue, event: e.GuestPhoned | e.GuestCalledAgain) -> GuestTask:
    open_ = before.visits[event.visit].admission
    provider = Provider.EMBEDDED if open_ is None else open_.provider
    return GuestTask(
        visit=event.visit, guest=event.guest, admission=event.admission, provider=provider
    )


def _hand_over(
    before: Queue, event: e.VisitPutBack | e.VisitEnded
) -> Iterator[tuple[Kind, HandOver]]:
    if isinstance(event, e.VisitEnded) and event.to is not None:
        receive = handed_over(before.visits[event.visit], before.id)
        yield Kind.HAND_OVER, HandOver(to=event.to, receive=receive)
