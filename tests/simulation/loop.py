"""An event loop whose time jumps to the next timer: real asyncio code, no waiting, one order."""

import asyncio
import heapq
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class Stuck(Exception):
    """Everybody waits for somebody and no timer will ever ring: a deadlock."""


class _Instant:
    """Stands where a selector would: waits for nothing, and moves the clock instead."""

    def __init__(self, loop: "JumpingLoop") -> None:
        self._loop = loop

    def select(self, timeout: float | None) -> list[Any]:
        """Nothing ever arrives from outside; the time until the next timer has passed at once."""
        if timeout is None:
            raise Stuck
        self._loop.jump(timeout)
        return []


def _noticed(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    # A process that died leaves its work unfinished; everything else is worth a word.
    if context["message"] != "Task was destroyed but it is pending!":
        loop.default_exception_handler(context)


class JumpingLoop(asyncio.BaseEventLoop):
    """Deterministic: the same coroutines with the same dice run in the same order."""

    def __init__(self) -> None:
        super().__init__()
        self._now = 0.0
        self._selector = _Instant(self)
        self.set_exception_handler(_noticed)

    def time(self) -> float:
        """Seconds since the loop was made."""
        return self._now

    def jump(self, seconds: float) -> None:
        """Let time pass."""
        self._now += seconds

    def end(self, work: Coroutine[Any, Any, T]) -> T:
        """Run one piece of work, then end whatever it left running."""
        try:
            return self.run_until_complete(work)
        finally:
            left = asyncio.all_tasks(self)
            for task in left:
                task.cancel()
            if left:
                self.run_until_complete(asyncio.gather(*left, return_exceptions=True))
            self._scheduled.clear()  # type: ignore[attr-defined]
            heapq.heapify(self._scheduled)  # type: ignore[attr-defined]

    def _process_events(self, event_list: list[Any]) -> None:
        """There are none."""

    def _write_to_self(self) -> None:
        """No other thread wakes this loop."""
