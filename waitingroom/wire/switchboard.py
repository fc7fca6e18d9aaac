"""What all connections of one engine share: the gate, the limits, the wheel, who is open."""

import asyncio
from math import ceil
from typing import Protocol

from waitingroom.wire.callers import Callers
from waitingroom.wire.port import Gate, Limits
from waitingroom.wire.wheel import Sleeper, Wheel

BATCH_S = 0.1
"""The pause between two batches of closes."""


class Plug(Sleeper, Protocol):
    """A connection as the switchboard knows it."""

    def close(self, code: int, reason: str = "") -> None:
        """Says goodbye."""


class Switchboard:
    """All open connections of one engine, and the way to close them in order."""

    def __init__(self, gate: Gate, limits: Limits, callers: Callers) -> None:
        self.gate = gate
        self.limits = limits
        self.callers = callers
        self.wheel = Wheel()
        self.open: set[Plug] = set()
        self._draining = False

    @property
    def now(self) -> float:
        """Seconds of the event loop's clock."""
        return asyncio.get_running_loop().time()

    @property
    def has_room(self) -> bool:
        """Whether one more connection may be opened."""
        return not self._draining and len(self.open) < self.limits.most

    def forget(self, plug: Plug) -> None:
        """This connection is gone."""
        self.open.discard(plug)
        self.wheel.clear(plug)

    async def drain(self, code: int, reason: str, over_s: float) -> None:
        """Opens no more connections and closes the open ones in even batches over so long.

        All pages told at once would all come back at once. Returns when the last was told; a page
        that does not answer is cut `close_s` later.
        """
        self._draining = True
        waiting = list(self.open)
        batch = ceil(len(waiting) * BATCH_S / max(over_s, BATCH_S))
        while waiting:
            for plug in waiting[:batch]:
                plug.close(code, reason)
            del waiting[:batch]
            if waiting:
                await asyncio.sleep(BATCH_S)
