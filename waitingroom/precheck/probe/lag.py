"""How late this process is to do what it wanted to: a stall looks like jitter to a page."""

import asyncio
from collections import deque
from collections.abc import Callable

EVERY_S = 0.05
REMEMBERED = 100
"""Samples: the last five seconds."""

SHARE = 0.95


class Lag:
    """The lateness of the event loop, sampled. Units: seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._samples: deque[float] = deque(maxlen=REMEMBERED)

    def add(self, late_s: float) -> None:
        """It was so late this time."""
        self._samples.append(late_s)

    @property
    def p95_s(self) -> float:
        """The lateness that 95 of 100 do not exceed; 0 before there are samples."""
        ordered = sorted(self._samples)
        return ordered[int(SHARE * (len(ordered) - 1))] if ordered else 0.0

    async def watch(self) -> None:
        """Sample until cancelled."""
        while True:
            before = self._clock()
            await asyncio.sleep(EVERY_S)
            self.add(self._clock() - before - EVERY_S)
