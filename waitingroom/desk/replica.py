"""This node's copy of one queue: snapshot and tail of the log, never ahead of it."""

from datetime import datetime

from waitingroom.core import eventlog
from waitingroom.core import events as e
from waitingroom.core.evolve import replay
from waitingroom.core.ids import QueueId, Version
from waitingroom.core.model import Queue
from waitingroom.core.snapshot import SCHEMA, thaw
from waitingroom.ledger import Entry, Tail


class NewerLog(Exception):
    """The log was written under a newer schema number than this program knows: not served."""


class LogBehind(Exception):
    """The log is shorter than this copy of it: an older one was put in its place."""


class Replica:
    """The queue as far as this node has read it, and when that was last known to be all.

    Shape: `confirmed_at` is the instant at which the ledger had nothing newer.
    """

    __slots__ = ("confirmed_at", "queue")

    def __init__(self, queue: QueueId, now: datetime) -> None:
        self.queue = Queue(id=queue)
        self.confirmed_at = now

    @property
    def version(self) -> Version:
        """The number of the last event this copy knows."""
        return self.queue.version

    def take_in(self, tail: Tail, now: datetime) -> tuple[e.Happened, ...]:
        """Read on; gives what happened.

        Shape: a snapshot that is newer than this copy replaces it, and what lay between is not
        told: whoever shows views draws them anew.
        Errors: `NewerLog`; `LogBehind`.
        """
        if tail.schema > SCHEMA:
            raise NewerLog(self.queue.id)
        if tail.version < self.version:
            raise LogBehind(self.queue.id)
        if tail.snapshot is not None and tail.snapshot.version > self.version:
            self.queue = thaw(tail.snapshot.body)
        known = self.version
        log = tuple(happened(each) for each in tail.entries if each.version > known)
        self.queue = replay(self.queue, log)
        self.confirmed_at = now
        return log

    def move_to(self, queue: Queue, now: datetime) -> None:
        """What was decided here has been written."""
        self.queue = queue
        self.confirmed_at = now


def happened(entry: Entry) -> e.Happened:
    """The event of a stored entry."""
    return e.Happened(version=entry.version, at=entry.at, event=eventlog.decode(entry.body))
