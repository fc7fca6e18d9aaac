"""The life of this process: a lease while the house is open, and what follows when it is lost."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from waitingroom.desk import Desk
from waitingroom.hub import Hub
from waitingroom.lease import Keeper, Life
from waitingroom.ledger import Busy


def life(desk: Desk, hub: Hub) -> Life:
    """What is done around a lease that was lost."""

    async def ends() -> None:
        await hub.start_anew()
        await desk.read_anew()

    async def begins() -> None:
        hub.go_on()

    return Life(ends=ends, begins=begins, leaves=hub.send_away)


@asynccontextmanager
async def kept(keeper: Keeper) -> AsyncIterator[None]:
    """The lease is renewed until the end of the block, and then given back."""
    renewing = asyncio.create_task(keeper.run(), name="lease")
    try:
        yield
    finally:
        renewing.cancel()
        await asyncio.gather(renewing, return_exceptions=True)
        with suppress(Busy):
            # Then it runs out by itself.
            await keeper.give_back()
