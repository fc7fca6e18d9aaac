"""The door of the ledger: the only place where truth is kept."""

from waitingroom.ledger.port import Answer as Answer
from waitingroom.ledger.port import Append as Append
from waitingroom.ledger.port import Busy as Busy
from waitingroom.ledger.port import Claimed as Claimed
from waitingroom.ledger.port import Conflict as Conflict
from waitingroom.ledger.port import Damaged as Damaged
from waitingroom.ledger.port import Effect as Effect
from waitingroom.ledger.port import Entry as Entry
from waitingroom.ledger.port import Ledger as Ledger
from waitingroom.ledger.port import OutcomeUnknown as OutcomeUnknown
from waitingroom.ledger.port import Snapshot as Snapshot
from waitingroom.ledger.port import StorageFull as StorageFull
from waitingroom.ledger.port import Tail as Tail
