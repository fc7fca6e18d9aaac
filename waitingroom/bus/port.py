"""What the bus promises: a hint that a queue has moved on, and nothing that cannot be lost."""

from collections.abc import Callable
from typing import Protocol

from waitingroom.core.ids import QueueId, Version
from waitingroom.core.value import Value


class Nudge(Value):
    """The queue is now at `version`.

    Shape: `entries` are the newest entries up to `version` as bytes, oldest first, so that a
    listener who is just behind need not read the ledger; it may be empty.
    """

    queue: QueueId
    version: Version
    entries: tuple[bytes, ...] = ()


Listener = Callable[[Nudge], None]
"""Called in the event loop for each nudge; it only notes what to do and never waits."""


class Bus(Protocol):
    """Carries nudges to every listener on every node.

    A nudge may be lost, repeated or overtaken by a newer one, and is never invented: whoever must
    not miss anything asks the ledger as well. Nudges carry no word about a person.
    """

    async def publish(self, nudge: Nudge) -> None:
        """Tell every listener, on this node too. Never raises and never waits long."""

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` for each nudge from now on; what comes back ends it, once or often."""
