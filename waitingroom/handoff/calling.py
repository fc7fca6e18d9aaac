"""What people are called inside a conference, in the style that a queue has chosen."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from waitingroom.core.ids import GuestId
from waitingroom.core.model import Role, Visit
from waitingroom.handoff.naming import Side, Who


class Called(StrEnum):
    """How much of a name others in the conference read."""

    FULL_NAME = "full-name"
    FIRST_NAME = "first-name"
    ROLE = "role"


CLINICIAN = "Behandler"

ROLES: Mapping[Role, str] = MappingProxyType(
    {
        Role.PATIENT: "Patient",
        Role.COLLEAGUE: "Kollega",
        Role.INTERPRETER: "Tolk",
        Role.RELATIVE: "Pårørende",
    }
)


def called(style: Called, name: str, who: Who, visit: Visit) -> str:
    """What others read of somebody of this visit; may be empty when they have no name."""
    match style:
        case Called.FULL_NAME:
            return name.strip()
        case Called.FIRST_NAME:
            return next(iter(name.split()), "")
        case Called.ROLE:
            return _role(who, visit)


def _role(who: Who, visit: Visit) -> str:
    if who.side is Side.STAFF:
        return CLINICIAN
    guest = visit.guest(GuestId(who.id))
    return ROLES[guest.role] if guest else ""
