"""How far this process is on its way out, and that it is gone in time whatever happens."""

import asyncio
import logging
import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress

WHOLE_S = 30.0
"""From being told to stop until the process is gone, always."""

CLOSING_S = 3.0
"""What of it is kept for closing the rooms, when all pages have gone."""

EARLIER_S = 0.5
"""How much earlier than promised a process that hangs is ended."""

log = logging.getLogger("waitingroom.leaving")


class Leaving:
    """Whether this process was told to stop, and how much of its time is left.

    Shape: told twice, or told to hurry, it does not wait for others to notice.
    """

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._told = asyncio.Event()
        self._hurried = asyncio.Event()
        self._told_at = 0.0

    @property
    def is_told(self) -> bool:
        """Whether visitors should be sent elsewhere by now."""
        return self._told.is_set()

    def tell(self) -> None:
        """Stop: told again, without waiting."""
        if self._told.is_set():
            self._hurried.set()
            return
        self._told_at = self._monotonic()
        self._told.set()

    def hurry(self) -> None:
        """Stop without waiting for anybody to notice."""
        self.tell()
        self._hurried.set()

    async def told(self) -> None:
        """Wait until it is told."""
        await self._told.wait()

    async def noticed(self, seconds: float) -> None:
        """Go on for so long, in which a balancer sees that this process is not ready."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._hurried.wait()

    @property
    def left_s(self) -> float:
        """What is left for those who are still served; nothing is negative."""
        passed = self._monotonic() - self._told_at if self._told.is_set() else 0.0
        return max(0.0, WHOLE_S - CLOSING_S - passed)


def gone_in_time(seconds: float = WHOLE_S, gone: Callable[[int], object] = os._exit) -> None:
    """End this process shortly before so long, also when its event loop hangs.

    Nothing is lost by it: what was answered is durable, and what was not is asked again.
    """

    def end() -> None:
        log.error("stopping took too long, the process is ended")
        gone(1)

    timer = threading.Timer(seconds - EARLIER_S, end)
    timer.daemon = True
    timer.start()
