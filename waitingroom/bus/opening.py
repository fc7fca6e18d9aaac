"""Opens the bus that an installation has: between its nodes, or within its one process."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from waitingroom.bus.local import LocalBus
from waitingroom.bus.port import Bus


@asynccontextmanager
async def opened_bus(redis: str) -> AsyncIterator[Bus]:
    """The bus, until the block ends.

    Shape: `redis` is an address as `Line` takes it; empty means that this process is the only node.
    Whether Redis answers is no condition: see `Bus.hears`.
    """
    if not redis:
        yield LocalBus()
        return
    # Its library takes a quarter of a second to load: a node alone need not have it.
    from waitingroom.bus.redis import Line
    from waitingroom.bus.shared import SharedBus

    line = Line(redis)
    bus = SharedBus(line)
    bus.open()
    try:
        yield bus
    finally:
        await bus.close()
        await line.close()
