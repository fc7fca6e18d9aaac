"""An engine that lets a test decide what happens between a read and its answer."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

PATIENCE_S = 10
SHORT_S = 0.3


class Held(AsyncEngine):
    """Hands the rows of one read over only when the test says so; all else passes.

    Shape: `number` counts the reads from 1.
    """

    __slots__ = ("_engine", "_may_go_on", "_number", "_read")

    def __init__(self, engine: AsyncEngine, number: int = 1) -> None:
        super().__init__(engine.sync_engine)
        self._engine = engine
        self._number = number
        self._read = asyncio.Event()
        self._may_go_on = asyncio.Event()

    async def has_read(self) -> None:
        """Wait until the rows are read and held."""
        await asyncio.wait_for(self._read.wait(), PATIENCE_S)

    def go_on(self) -> None:
        """Hand the rows over."""
        self._may_go_on.set()

    async def meanwhile(self, *others: asyncio.Task[Any]) -> None:
        """Give others the time they would need, then hand the rows over, and wait for all.

        The others may wait for the held read; so this waits for them with a short patience.
        """
        await asyncio.wait(others, timeout=SHORT_S)
        self.go_on()
        await asyncio.wait_for(asyncio.gather(*others), PATIENCE_S)

    @asynccontextmanager
    async def _connect(self) -> AsyncIterator[AsyncConnection]:
        async with self._engine.connect() as connection:
            yield connection
        self._number -= 1
        if self._number == 0:
            self._read.set()
            await asyncio.wait_for(self._may_go_on.wait(), PATIENCE_S)

    def connect(self) -> AsyncConnection:
        """A reading connection, whose end may be held."""
        return self._connect()  # type: ignore[return-value]  # used as a context manager alone

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncConnection]:
        """A writing connection."""
        async with self._engine.begin() as connection:
            yield connection
