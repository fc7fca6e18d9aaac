"""Two lanes to one database: one that writes and one that only reads."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import Engine
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine


class Lanes(AsyncEngine):
    """An engine whose `begin` writes and whose `connect` only reads, on one and the same picture.

    A write through `connect` is refused by the database. Without that, on SQLite, a reading
    transaction that turns into a writing one would fail at once and at random, whatever the waiting
    time says, whenever another write came between.
    """

    __slots__ = ("writer",)

    def __init__(self, readers: Engine, writer: AsyncEngine) -> None:
        super().__init__(readers)
        self.writer = writer

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncConnection]:
        """A writing connection in a transaction, committed at the end of the block."""
        async with self.writer.begin() as connection:
            yield connection

    async def dispose(self, close: bool = True) -> None:
        """Close the connections of both lanes."""
        await super().dispose(close)
        await self.writer.dispose(close)
