"""What goes on in a clinic while it is broken: people come, are let in, put back, and done with."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import asynccontextmanager
from time import monotonic

from tests.faults.clients import Colleague
from tests.faults.crowd import Crowd
from waitingroom.core.card import Card
from waitingroom.core.ids import VisitId
from waitingroom.core.model import Shelf
from waitingroom.protocol.messages import Done

FRONT = 8
"""How many of the first in line a clinician chooses from, so that they often meet."""

SETTLES_S = 120.0
"""A page waits up to 30 s before each try, and perhaps tries nodes that are not there yet."""


class Traffic:
    """People who act on their own.

    Shape: `admits_s` is how long each admission took to be answered; `completed` is how many of
    those let in who are not put back are done with, from 0 to 1. Nobody here touches the visits
    that are `spared`.
    """

    def __init__(
        self, crowd: Crowd, spared: Collection[VisitId] = (), completed: float = 0.7
    ) -> None:
        self.crowd = crowd
        self.spared = spared
        self.completed = completed
        self.admits_s: list[float] = []
        self._acting: set[asyncio.Task[None]] = set()
        self._opening: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def flowing(self, joins_per_s: float, admits_per_s: float) -> AsyncIterator[None]:
        """So much goes on for as long as this is open; then all that was begun is finished.

        Errors: TimeoutError when something gets no answer in two minutes.
        """
        self._opening = {
            asyncio.create_task(self._every(joins_per_s, self._join)),
            asyncio.create_task(self._every(admits_per_s, self._let_in)),
        }
        try:
            yield
        finally:
            for each in self._opening:
                each.cancel()
            await self._settled()

    async def _settled(self) -> None:
        async with asyncio.timeout(SETTLES_S):
            await asyncio.gather(*self._acting)

    async def _every(self, per_s: float, act: Callable[[], Awaitable[None]]) -> None:
        while True:
            await asyncio.sleep(self.crowd.dice.expovariate(per_s))
            task = asyncio.ensure_future(act())
            self._acting.add(task)
            task.add_done_callback(self._acting.discard)

    async def _join(self) -> None:
        guest = await self.crowd.appear()
        await guest.join()

    async def _let_in(self) -> None:
        dice = self.crowd.dice
        colleague = dice.choice(self.crowd.staff)
        line = self._of(colleague, Shelf.LINE)[:FRONT]
        if not line:
            return
        began = monotonic()
        answer = await colleague.admit(dice.choice(line))
        self.admits_s.append(monotonic() - began)
        if isinstance(answer, Done):
            await self._goes_on(colleague)

    async def _goes_on(self, colleague: Colleague) -> None:
        """Something becomes of those who are let in, now and then by somebody else."""
        dice = self.crowd.dice
        admitted = self._of(colleague, Shelf.ADMITTED)
        if not admitted:
            return
        visit = dice.choice(admitted).visit
        if dice.random() < 0.6:
            await colleague.put_back(visit)
        elif dice.random() < self.completed:
            await colleague.complete(visit)

    def _of(self, colleague: Colleague, shelf: Shelf) -> list[Card]:
        return [card for card in colleague.on(shelf) if card.visit not in self.spared]
