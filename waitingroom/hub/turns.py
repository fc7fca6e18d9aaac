"""Drawing first views a few at a time, so that a storm of pages leaves room for everybody else."""

import asyncio
from collections import deque

AT_ONCE = 8
"""How many first views are drawn in one turn of the event loop."""


class Turns:
    """A line of those who want to be shown everything at once, served some in each turn."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._at_once = at_once
        self._waiting: deque[asyncio.Future[None]] = deque()

    async def mine(self) -> None:
        """Wait for one's turn; who is alone has it in the next turn of the loop."""
        loop = asyncio.get_running_loop()
        if not self._waiting:
            loop.call_soon(self._serve)
        turn: asyncio.Future[None] = loop.create_future()
        self._waiting.append(turn)
        await turn

    def _serve(self) -> None:
        for _ in range(min(self._at_once, len(self._waiting))):
            turn = self._waiting.popleft()
            # Whoever was cancelled meanwhile waits no more.
            if not turn.done():
                turn.set_result(None)
        if self._waiting:
            asyncio.get_running_loop().call_soon(self._serve)
