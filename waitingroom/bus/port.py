"""What the bus promises: a hint that a queue has moved on, and nothing that cannot be lost."""

from collections.abc import Callable
from typing import Protocol

from waitingroom.core.ids import QueueId, Version
from waitingroom.core.value import Value


class Nudge(Value):
    """The queue is now at `version`; what happened stands in the ledger and nowhere else."""

    queue: QueueId
    version: Version


Listener = Callable[[Nudge], None]
"""Called in the event loop for each nudge; it only notes what to do and never waits."""


class Bus(Protocol):
    """Carries nudges to every listener on every node.

    A nudge may be lost, repeated or overtaken by a newer one: whoever must not miss anything asks
    the ledger as well. A nudge that was invented costs one look into the ledger and changes
    nothing. Nudges carry no word about a person.
    """

    @property
    def hears(self) -> bool:
        """Whether nudges of other nodes reach us just now; if not, ask the ledger oftener."""

    async def publish(self, nudge: Nudge) -> None:
        """Tell every listener, on this node at once. Never raises and never waits for others."""

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` for each nudge from now on; what comes back ends it, once or often.

        Nudges from other nodes come only for queues that are followed; others may come too.
        """

    def follow(self, queue: QueueId) -> None:
        """Hear from other nodes of this queue too, from some moment soon."""

    async def close(self) -> None:
        """Tell and hear nothing any more; harmless when repeated."""
