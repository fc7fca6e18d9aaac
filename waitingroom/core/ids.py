"""Every id is its own type, so that a visit is never passed where a guest is meant."""

from typing import NewType

OrganisationId = NewType("OrganisationId", str)
"""A tenant: a region, a municipality, a clinic. It comes from the sign-in, never from input."""

UnitId = NewType("UnitId", str)
QueueId = NewType("QueueId", str)
VisitId = NewType("VisitId", str)
GuestId = NewType("GuestId", str)
StaffId = NewType("StaffId", str)
NoticeId = NewType("NoticeId", str)
LinkId = NewType("LinkId", str)
NodeId = NewType("NodeId", str)
"""One life of a server process; a process that was taken for dead goes on under another one."""

Epoch = NewType("Epoch", str)
"""One life of the ledger: another one after SQL was restored from an older copy."""

OpId = NewType("OpId", str)
"""The client's name of one intent (UUIDv7), however often it is sent."""

Failure = NewType("Failure", str)
"""Our own word for how a vendor failed, such as "vdx-pool-empty"; never what the vendor said."""

Version = NewType("Version", int)
"""The number of the last event of a queue: 0 before the first, never reused."""
