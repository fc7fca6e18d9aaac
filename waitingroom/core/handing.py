"""What one queue hands to another when a visit is transferred: the party, and nobody connected."""

from collections.abc import Mapping
from types import MappingProxyType

from waitingroom.core.commands import Handed, Receive
from waitingroom.core.ids import QueueId
from waitingroom.core.model import Presence, Visit

_AT_THE_DOOR: Mapping[Presence, Presence] = MappingProxyType(
    {Presence.CONNECTED: Presence.AWAY, Presence.PARKED: Presence.AWAY}
)
"""Pages are connected to the queue they came to; they connect to the new one by themselves."""


def handed_over(visit: Visit, origin: QueueId) -> Receive:
    """What is asked of the queue that takes this visit over."""
    return Receive(
        visit=visit.id,
        origin=origin,
        kind=visit.kind,
        guests=tuple(
            Handed(
                guest=each.id,
                role=each.role,
                presence=_AT_THE_DOOR.get(each.presence, each.presence),
                checked=each.checked,
            )
            for each in visit.guests
        ),
        due_at=visit.due_at,
        admissions=visit.admissions,
    )
