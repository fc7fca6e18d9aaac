"""What happened to one visit, as plain facts for the people who work with it."""

from datetime import datetime

from waitingroom.core import eventlog
from waitingroom.core import events as e
from waitingroom.core.ids import VisitId
from waitingroom.core.value import Value
from waitingroom.ledger import Entry

QUIET = frozenset({e.GuestConnected.__name__, e.VisitClaimed.__name__, e.ClaimEnded.__name__})
"""Kinds that say nothing to a person who reads what happened."""


class Fact(Value):
    """One thing that happened: the event's name, when, and who did it as the log names them."""

    at: datetime
    kind: str
    by: str


def is_about(entry: Entry, visit: VisitId) -> bool:
    """Whether the entry is an event of this visit."""
    # The body names the visit; looking for it first spares reading most of a long log.
    if visit.encode() not in entry.body:
        return False
    event = eventlog.decode(entry.body)
    return not isinstance(event, e.QueueEvent) and event.visit == visit
