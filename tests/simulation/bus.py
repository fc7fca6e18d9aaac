"""A bus that carries nudges late, twice, or not at all."""

import asyncio
from collections.abc import Callable
from random import Random

from waitingroom.bus import Nudge
from waitingroom.core.ids import QueueId
from waitingroom.desk import Desk


class LossyBus:
    """Between all nodes of a world."""

    hears = True

    def __init__(self, random: Random) -> None:
        self._random = random
        self._listeners: list[Callable[[Nudge], None]] = []

    async def publish(self, nudge: Nudge) -> None:
        for listener in self._listeners:
            for _ in range(self._random.choice((0, 1, 1, 2))):
                asyncio.get_running_loop().call_later(self._random.uniform(0, 0.1), listener, nudge)

    def subscribe(self, listener: Callable[[Nudge], None]) -> Callable[[], None]:
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def follow(self, queue: QueueId) -> None:
        """Everybody hears of everything."""

    async def close(self) -> None:
        """Nobody hears anything any more."""
        self._listeners = []

    def forget(self, desk: Desk) -> None:
        """The process that listened is gone."""
        self._listeners = [
            each for each in self._listeners if getattr(each, "__self__", None) is not desk
        ]
