"""How this process is, for whoever sends it visitors: can it write, can people talk."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta

from waitingroom.entering import Entering
from waitingroom.handoff import PexipNode
from waitingroom.leaving import Leaving
from waitingroom.ledger import Busy
from waitingroom.web import Readiness

BELIEVED = timedelta(seconds=2)


class Ready:
    """Ready as long as decisions can be written; without a conference node the queue goes on.

    Shape: `prove` writes and reads back; `wells` says whether each provider beside our own node
    answers. What was found is believed for `BELIEVED`, so that asking often costs nothing.
    """

    def __init__(
        self,
        now: Callable[[], datetime],
        prove: Callable[[datetime], Awaitable[object]],
        node: PexipNode,
        wells: Callable[[], Awaitable[Mapping[str, bool]]],
        entering: Entering,
        leaving: Leaving,
    ) -> None:
        self._now = now
        self._prove = prove
        self._node = node
        self._wells = wells
        self._entering = entering
        self._leaving = leaving
        self._found: tuple[datetime, Readiness] | None = None

    async def __call__(self) -> Readiness:
        """How this process is now."""
        if self._leaving.is_told:
            # At once and without looking: whoever asks has little time to send people elsewhere.
            return Readiness(ready=False, parts={"stays": False})
        now = self._now()
        if self._found is None or now - self._found[0] > BELIEVED:
            self._found = (now, await self._look(now))
        return self._found[1]

    async def _look(self, now: datetime) -> Readiness:
        written, talking, left, others = await asyncio.gather(
            self._can_write(now), self._node.is_well(), self._node.calls_left(), self._wells()
        )
        return Readiness(
            ready=written,
            parts={"ledger": written, "conference": talking, **others},
            calls_left=left,
            entered=self._entering.figures,
        )

    async def _can_write(self, now: datetime) -> bool:
        try:
            await self._prove(now)
        except Busy:
            return False
        return True
