"""An event loop whose time jumps to the next timer: real asyncio code, no waiting, one order."""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine
from contextvars import Context
from heapq import heappop, heappush
from itertools import count
from typing import Any, TypeVar, TypeVarTuple, Unpack

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


LONGEST_S = 1000.0
"""No world takes so long: somebody waits for what never comes, while timers go on ringing."""


class Stuck(Exception):
    """Everybody waits for somebody who will never come: a deadlock."""


def _noticed(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    # A process that died leaves its work unfinished; everything else is worth a word.
    if context["message"] != "Task was destroyed but it is pending!":
        loop.default_exception_handler(context)


def _come(moment: asyncio.Future[None]) -> None:
    if not moment.done():
        moment.set_result(None)


def running() -> "JumpingLoop":
    """The loop that this runs in."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, JumpingLoop)
    return loop


class JumpingLoop(asyncio.BaseEventLoop):
    """Deterministic: the same coroutines with the same dice run in the same order.

    Shape: it keeps its timers itself, as plain tuples: comparing those of asyncio took more time
    than all that is simulated.
    """

    _ready: deque[asyncio.Handle]

    def __init__(self) -> None:
        super().__init__()
        self._now = 0.0
        self._timers: list[tuple[float, int, asyncio.TimerHandle]] = []
        self._order = count()
        self.set_exception_handler(_noticed)

    def time(self) -> float:
        """Seconds since the loop was made."""
        return self._now

    def call_soon(
        self,
        callback: Callable[[Unpack[Ts]], object],
        *args: *Ts,
        context: Context | None = None,
    ) -> asyncio.Handle:
        """Run this next."""
        handle = asyncio.Handle(callback, args, self, context)
        self._ready.append(handle)
        return handle

    def call_at(
        self,
        when: float,
        callback: Callable[[Unpack[Ts]], object],
        *args: *Ts,
        context: Context | None = None,
    ) -> asyncio.TimerHandle:
        """Run this when it is time; of those for the same instant who came first."""
        handle = asyncio.TimerHandle(when, callback, args, self, context)
        heappush(self._timers, (when, next(self._order), handle))
        return handle

    def passing(self, seconds: float) -> asyncio.Future[None]:
        """Done when so much time has passed; the same as to sleep, and half the work."""
        moment = self.create_future()
        self.call_at(self._now + seconds, _come, moment)
        return moment

    def end(self, work: Coroutine[Any, Any, T]) -> T:
        """Run one piece of work, then end whatever it left running."""
        self._now = 0.0
        try:
            return self.run_until_complete(work)
        finally:
            while left := asyncio.all_tasks(self):
                for task in left:
                    task.cancel()
                self.run_until_complete(asyncio.gather(*left, return_exceptions=True))
            self._timers.clear()

    def _run_once(self) -> None:
        ready = self._ready
        if not ready:
            self._jump()
        for _ in range(len(ready)):
            handle = ready.popleft()
            if not handle._cancelled:
                handle._run()

    def _jump(self) -> None:
        """The time until the next timer has passed at once."""
        while self._timers:
            when, _, handle = heappop(self._timers)
            if when > LONGEST_S:
                break
            if not handle._cancelled:
                self._now = max(when, self._now)
                self._ready.append(handle)
                return
        raise Stuck

    def _process_events(self, event_list: list[Any]) -> None:
        """There are none."""

    def _write_to_self(self) -> None:
        """No other thread wakes this loop."""
