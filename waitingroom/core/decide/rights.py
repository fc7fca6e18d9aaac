"""Which kind of staff may ask what: one table, deny by default."""

from collections.abc import Mapping
from types import MappingProxyType

from waitingroom.core import commands as c
from waitingroom.core.actors import StaffActor, StaffRole

ALL = frozenset(StaffRole)
CLINICAL = frozenset({StaffRole.CLINICIAN, StaffRole.ADMINISTRATOR})
"""A secretary keeps the line moving but opens no conversation with a patient. The administrator
may, because in a small clinic the doctor is the one who set the system up."""

RIGHTS: Mapping[type[c.StaffCommand], frozenset[StaffRole]] = MappingProxyType(
    {
        c.OpenQueue: ALL,
        c.CloseQueue: ALL,
        c.PostNotice: ALL,
        c.WithdrawNotice: ALL,
        c.ExpectVisit: ALL,
        c.InviteGuest: ALL,
        c.MoveUp: ALL,
        c.MoveBack: ALL,
        c.Remove: ALL,
        c.Reinstate: ALL,
        c.Transfer: ALL,
        c.ClaimVisit: ALL,
        c.ReleaseClaim: ALL,
        c.PutBack: ALL,
        c.End: ALL,
        c.Admit: CLINICAL,
        c.AdmitGuest: CLINICAL,
        c.AdmitByPhone: CLINICAL,
        c.TryAgain: CLINICAL,
    }
)


def staff_may(actor: StaffActor, command: c.StaffCommand) -> bool:
    """Whether this role may ask this at all."""
    return actor.role in RIGHTS.get(type(command), frozenset())
