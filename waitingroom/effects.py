"""The table: after this event, we do that. Pure: it says what; the worker does it.

An effect is a row in the outbox, written with its event, done at least once. Whoever does it looks
at the present first: an admission that is closed by then needs no conference.
"""

from enum import StrEnum

import msgspec

from waitingroom.core import events as e
from waitingroom.core.ids import VisitId
from waitingroom.core.model import Queue
from waitingroom.core.value import Value
from waitingroom.ledger import Effect


class Kind(StrEnum):
    """What is to be done outside."""

    PREPARE_CONFERENCE = "prepare-conference"
    CLOSE_CONFERENCE = "close-conference"


class Task(Value):
    """Which admission it is about."""

    visit: VisitId
    admission: int


_decoder: msgspec.json.Decoder[Task] = msgspec.json.Decoder(Task)


def task(body: bytes) -> Task:
    """The task of a stored effect."""
    return _decoder.decode(body)


HAS_EFFECTS = (e.VisitAdmitted, e.ConferenceRetried, e.VisitPutBack, e.VisitEnded)
"""The events that may have one: what wakes the worker."""


def effects_of(before: Queue, happened: e.Happened) -> tuple[Effect, ...]:
    """What must be done outside because of this event; `before` is the queue without it."""
    match happened.event:
        case e.VisitAdmitted(visit=visit, admission=admission):
            return (_effect(happened, Kind.PREPARE_CONFERENCE, visit, admission),)
        case e.ConferenceRetried(visit=visit, admission=admission):
            return (_effect(happened, Kind.PREPARE_CONFERENCE, visit, admission),)
        case e.VisitPutBack(visit=visit, admission=admission):
            return (_effect(happened, Kind.CLOSE_CONFERENCE, visit, admission),)
        case e.VisitEnded(visit=visit):
            open_ = before.visits[visit].admission
            if open_ is None:
                return ()
            return (_effect(happened, Kind.CLOSE_CONFERENCE, visit, open_.number),)
        case _:
            return ()


def _effect(happened: e.Happened, kind: Kind, visit: VisitId, admission: int) -> Effect:
    body = msgspec.json.encode(Task(visit=visit, admission=admission))
    return Effect(version=happened.version, kind=kind, body=body)
