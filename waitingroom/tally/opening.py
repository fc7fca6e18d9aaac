"""Opens the tally that an installation has: of its nodes together, or of its one process."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from waitingroom.tally.own import OwnTally
from waitingroom.tally.port import Tally


@asynccontextmanager
async def opened_tally(redis: str, key: bytes) -> AsyncIterator[Tally]:
    """The tally, until the block ends.

    Shape: `redis` is an address as `Line` takes it; empty means that this process counts alone.
    `key` is the same in all processes that count together.
    """
    if not redis:
        yield OwnTally()
        return
    # Its library takes a quarter of a second to load: a node alone need not have it.
    from waitingroom.bus.redis import Line
    from waitingroom.tally.shared import SharedTally

    line = Line(redis)
    try:
        yield SharedTally(line, OwnTally(), key)
    finally:
        await line.close()
