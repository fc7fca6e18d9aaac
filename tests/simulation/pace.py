"""How fast leases live in the simulation, where nodes die and are followed, and its clock."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from waitingroom.clock import Clock
from waitingroom.lease import Pace

LASTS_S = 1.5

PACE = Pace(renew_s=0.45, again_s=0.15, still_s=1.2, steady_s=1.5, silent_s=1.2, return_s=2.0)
"""The same proportions as in a house, about seven times as fast."""

FOR_EVER = Pace(still_s=1e9)
"""For a node whose lease nobody ever looks at again."""


class LoopClock(Clock):
    """The time of the world, which is no better than that of bad clocks."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now

    def now(self) -> datetime:
        return self._now()

    def monotonic(self) -> float:
        return asyncio.get_running_loop().time()

    def set(self, at: datetime) -> None:
        """Nothing is to be set."""

    def follow(self, at: datetime) -> None:
        """Nothing is to be followed."""
