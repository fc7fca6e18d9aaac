"""What is outside: conferences and telephones that are slow, fail, and do as they are told."""

import asyncio
from collections import Counter
from collections.abc import Callable
from random import Random
from typing import TypeVar

from waitingroom.core.ids import GuestId, QueueId, VisitId
from waitingroom.core.model import Text
from waitingroom.handoff import Admitted, VendorFailed
from waitingroom.handoff.port import Patience
from waitingroom.notify import Recipient

T = TypeVar("T")

SOON = Patience(tries=3, pause_s=0.1)


class Conferences:
    """A `Handoff` for all nodes: it outlives those who use it."""

    def __init__(self, random: Random, fails: float, slow_s: float) -> None:
        self._random = random
        self.fails = fails
        self._slow_s = slow_s
        self.open: set[Admitted] = set()
        self.rung: Counter[tuple[Admitted, GuestId]] = Counter()

    async def prepare(self, admitted: Admitted) -> None:
        await self._do(self.open.add, admitted)

    async def close(self, admitted: Admitted) -> None:
        await self._do(self.open.discard, admitted)

    async def ring_up(self, admitted: Admitted, guest: GuestId) -> None:
        await self._do(self.rung.update, [(admitted, guest)])

    async def text(self, name: str, to: Recipient) -> Text:
        await asyncio.sleep(self._random.uniform(0, self._slow_s))
        return Text.SENT

    async def follow(self, visit: VisitId, queue: QueueId) -> None:
        raise AssertionError("nobody is transferred here")

    async def _do(self, work: Callable[[T], object], what: T) -> None:
        """It arrives, also when who asked for it is dead by then, and the answer may be a no."""
        way_s = self._random.uniform(0, self._slow_s)
        asyncio.get_running_loop().call_later(way_s, work, what)
        await asyncio.sleep(way_s + self._random.uniform(0, self._slow_s))
        if self._random.random() < self.fails:
            raise VendorFailed("conference", "down", retry=True, patience=SOON)
