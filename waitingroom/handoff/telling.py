"""Passes on to the desk what a node reports: in its order, and again while the desk can't write."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable

from waitingroom.core.ids import QueueId, VisitId
from waitingroom.handoff.reports import Report

AGAIN_S = 1.0
TRIES = 900
"""How often one report is tried: for a quarter of an hour. The people have spoken by then."""

log = logging.getLogger("waitingroom.handoff")

Ask = Callable[[QueueId, Report], Awaitable[bool]]
"""Asks the desk; whether it has answered for good, and not only that it can't now."""


class Teller:
    """Takes reports without waiting. Those about one visit are told one after the other."""

    def __init__(self, ask: Ask, rest: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self._ask = ask
        self._rest = rest
        self._waiting: dict[tuple[QueueId, VisitId], deque[Report]] = {}
        self._telling: set[asyncio.Task[None]] = set()

    def __call__(self, queue: QueueId, report: Report) -> None:
        """Begin to tell; see `sink.Tell`."""
        key = (queue, report.visit)
        if key in self._waiting:
            self._waiting[key].append(report)
            return
        self._waiting[key] = deque([report])
        task = asyncio.create_task(self._all(queue, report.visit))
        self._telling.add(task)
        task.add_done_callback(self._telling.discard)

    async def close(self) -> None:
        """Tell nothing more; what was not taken yet is found again by asking the node."""
        for task in self._telling:
            task.cancel()
        await asyncio.gather(*self._telling, return_exceptions=True)

    async def _all(self, queue: QueueId, visit: VisitId) -> None:
        waiting = self._waiting[queue, visit]
        try:
            while waiting:
                await self._one(queue, waiting.popleft())
        finally:
            del self._waiting[queue, visit]

    async def _one(self, queue: QueueId, report: Report) -> None:
        for _ in range(TRIES):
            try:
                if await self._ask(queue, report):
                    return
            except Exception:
                log.exception("what a node reports could not be told")
                return
            await self._rest(AGAIN_S)
        log.warning("what a node reported was not taken: %s", type(report).__name__)
