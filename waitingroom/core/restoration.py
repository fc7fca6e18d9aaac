"""How a queue stands in a ledger that was restored from an older copy."""

from datetime import datetime
from enum import StrEnum

from waitingroom.core.ids import Epoch, Version
from waitingroom.core.value import Value


class Flaw(StrEnum):
    """Why a place ticket gives no place."""

    MALFORMED = "malformed"
    FORGED = "forged"
    EXPIRED = "expired"
    OTHER_TENANT = "other-tenant"
    OTHER_QUEUE = "other-queue"
    OTHER_GUEST = "other-guest"


class Restoration(Value):
    """How a queue goes on in a ledger that was restored from an older copy.

    Shape: `epoch` names the life of the ledger that began then, at `since`; until `until` at the
    latest the queue is restoring. Numbers of this life begin at `first_number`, so that everybody
    of the life before stands ahead of them. The copy went up to version `copied`; `known` counts
    its visits with somebody connected, `refused` the place tickets that were refused. `over_at` is
    when it was over.
    """

    epoch: Epoch
    since: datetime
    until: datetime
    first_number: int
    copied: Version = Version(0)
    known: int = 0
    refused: int = 0
    over_at: datetime | None = None
