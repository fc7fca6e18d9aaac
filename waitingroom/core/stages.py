"""The stages of a visit as one table, and the shelf and key each stage gives it.

Rules, in the order in which they protect people:

1. A place in line ends only in ENDED, and only by an event somebody or a stated time caused.
   Connection events (GuestConnected, GuestWentAway, VisitParked) have no row that leaves WAITING.
2. From WAITING the only way into a call is VisitAdmitted; a second VisitAdmitted has no row.
3. VisitPutBack leads back to WAITING and nowhere else; the arrival number is not touched.
4. ENDED is left only by VisitReinstated, which undoes a removal, and by VisitReceived, when a visit
   that was transferred comes back.

The diagram in the house's page is drawn from `STAGES`.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import assert_never

from waitingroom.core import events as e
from waitingroom.core.model import EndReason, Shelf, Stage, Visit
from waitingroom.core.order import Key

STAGES: Mapping[Stage, Mapping[type[e.VisitEvent], Stage]] = MappingProxyType(
    {
        Stage.EXPECTED: {
            e.VisitArrived: Stage.WAITING,
            e.VisitRestored: Stage.WAITING,
            e.VisitEnded: Stage.ENDED,
        },
        Stage.WAITING: {
            e.VisitAdmitted: Stage.ADMITTED,
            e.VisitEnded: Stage.ENDED,
        },
        Stage.ADMITTED: {
            e.GuestEntered: Stage.IN_CALL,
            e.VisitPutBack: Stage.WAITING,
            e.VisitEnded: Stage.ENDED,
        },
        Stage.IN_CALL: {
            e.VisitPutBack: Stage.WAITING,
            e.VisitEnded: Stage.ENDED,
        },
        Stage.ENDED: {},
    }
)
"""Which stage follows; an event without a row leaves the stage as it is. `RETURNING` events are
those whose next stage is in the visit itself (`returned`)."""

RETURNING = (e.VisitReinstated, e.VisitReceived)
"""A removal that is undone, and a visit that another queue transferred to this one."""


def next_stage(stage: Stage, event: e.VisitEvent) -> Stage:
    """The stage after an event."""
    return STAGES[stage].get(type(event), stage)


def returned(visit: Visit) -> Stage:
    """The stage of a visit that is reinstated or received: it waits if anybody of it has come."""
    return Stage.WAITING if visit.number else Stage.EXPECTED


REMOVABLE = (EndReason.REMOVED, EndReason.CANCELLED)
"""The endings that staff caused by hand and may take back."""


def is_over(visit: Visit) -> bool:
    """Whether the visit has ended in a way that nobody can take back."""
    return visit.ended is not None and visit.ended.reason not in REMOVABLE


def shelf_of(visit: Visit) -> Shelf:
    """Where the visit stands in the queue's book."""
    match visit.stage:
        case Stage.EXPECTED:
            return Shelf.EXPECTED
        case Stage.WAITING:
            return Shelf.PARKED if visit.parked else Shelf.LINE
        case Stage.ADMITTED | Stage.IN_CALL:
            return Shelf.ADMITTED
        case Stage.ENDED:
            return Shelf.ENDED
        case _:
            assert_never(visit.stage)


def line_key(visit: Visit) -> Key:
    """What orders those who wait: the class first, then the arrival number. No time enters."""
    return (float(visit.priority), float(visit.number), visit.id)


def shelf_key(visit: Visit) -> Key:
    """What orders a visit on its shelf: expected ones by their time, ended ones newest first."""
    if visit.stage is Stage.EXPECTED:
        return (visit.due_at.timestamp() if visit.due_at else 0.0, 0.0, visit.id)
    if visit.ended:
        return (-visit.ended.at.timestamp(), 0.0, visit.id)
    if visit.admission:
        return (visit.admission.at.timestamp(), 0.0, visit.id)
    return line_key(visit)
