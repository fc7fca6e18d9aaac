"""The door of the ledger: the only place where truth is kept."""

# isort: off
from waitingroom.ledger.port import Answer as Answer, Append as Append, Claimed as Claimed
from waitingroom.ledger.port import Life as Life
from waitingroom.ledger.port import Effect as Effect, Entry as Entry, Ledger as Ledger
from waitingroom.ledger.port import Snapshot as Snapshot, Tail as Tail
from waitingroom.ledger.port import Busy as Busy, Conflict as Conflict, Damaged as Damaged
from waitingroom.ledger.port import OutcomeUnknown as OutcomeUnknown, StorageFull as StorageFull
from waitingroom.ledger.port import Fence as Fence, Fenced as Fenced, Lease as Lease
from waitingroom.ledger.port import Standing as Standing
from waitingroom.ledger.engine import clock_of as clock_of
from waitingroom.ledger.engine import open_engine as open_engine, self_check as self_check
from waitingroom.ledger.schema import NotMigrated as NotMigrated, migrate as migrate
from waitingroom.ledger.rows import Engine as Engine, Rows as Rows
from waitingroom.ledger.owner import InUse as InUse, Ownership as Ownership, own as own
from waitingroom.ledger.sql import SqlLedger as SqlLedger
from waitingroom.ledger.tables import Instant as Instant, metadata as metadata
