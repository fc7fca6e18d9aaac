"""Who may speak to a queue, and what each kind of staff may ask."""

from enum import StrEnum
from typing import assert_never

from waitingroom.core.ids import GuestId, NodeId, StaffId, VisitId
from waitingroom.core.model import Role
from waitingroom.core.value import Value


class StaffRole(StrEnum):
    """The work somebody does at the unit."""

    CLINICIAN = "clinician"
    SECRETARY = "secretary"
    ADMINISTRATOR = "administrator"


class GuestActor(Value, tag="guest"):
    """A guest who is signed in by a link or at the public door.

    Shape: `walk_in` is true for the public door; only then may Join make a visit that nobody
    expected.
    """

    guest: GuestId
    visit: VisitId
    role: Role = Role.PATIENT
    walk_in: bool = False


class StaffActor(Value, tag="staff"):
    """A signed-in colleague with a right to this queue."""

    staff: StaffId
    role: StaffRole


class SystemActor(Value, tag="node"):
    """A node of ours: what it saw of connections, receipts and time."""

    node: NodeId


class ServiceActor(Value, tag="service"):
    """A part of ours that works for the queue: the handoff, the directory."""

    name: str


Actor = GuestActor | StaffActor | SystemActor | ServiceActor


def written(actor: Actor) -> str:
    """The actor as the log names them: kind and id, never a name."""
    match actor:
        case GuestActor():
            return f"guest:{actor.guest}"
        case StaffActor():
            return f"staff:{actor.staff}"
        case SystemActor():
            return f"node:{actor.node}"
        case ServiceActor():
            return f"service:{actor.name}"
        case _:
            assert_never(actor)
