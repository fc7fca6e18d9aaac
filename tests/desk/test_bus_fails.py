"""Two desks on one PostgreSQL while the Valkey between them is emptied, frozen, stopped."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack

import pytest

from tests.desk.conftest import now
from tests.desk.people import QUEUE, admits, asks, clinician, waits
from tests.engines import Databases
from tests.stores import Valkey, until
from tests.stores import store as store
from tests.stores import valkey as valkey
from waitingroom.bus import opened_bus
from waitingroom.core.commands import PutBack
from waitingroom.core.model import Stage
from waitingroom.desk import Desk, Done
from waitingroom.ledger import SqlLedger, open_engine
from waitingroom.worker import LOOK_S, UNTOLD_S

RIGHT_S = 5.0
"""Within so long the other desk shows what is."""

HANGS_S = 2.0


@pytest.fixture
async def pair(databases: Databases, valkey: Valkey) -> AsyncIterator[tuple[Desk, Desk]]:
    """Two desks as two nodes have them, each reading on as its worker would."""
    url = databases.migrated("postgresql")
    async with AsyncExitStack() as stack:
        desks = [await _desk(stack, url, each) for each in (valkey.url, valkey.port_url)]
        for each in desks:
            await each.queue(QUEUE)
            await until(lambda each=each: each.is_told)  # type: ignore[misc]
        yield desks[0], desks[1]
    databases.drop(url)


async def _desk(stack: AsyncExitStack, url: str, redis: str) -> Desk:
    engine = open_engine(url)
    stack.push_async_callback(engine.dispose)
    ledger = SqlLedger(engine)
    stack.push_async_callback(ledger.end)
    desk = Desk(ledger, await stack.enter_async_context(opened_bus(redis)), now)
    stack.push_async_callback(desk.close)
    reading = asyncio.create_task(_read_on(desk))
    stack.callback(reading.cancel)
    return desk


async def _read_on(desk: Desk) -> None:
    while True:
        await asyncio.sleep(LOOK_S if desk.is_told else UNTOLD_S)
        await desk.catch_up()


async def _go_on(one: Desk, two: Desk, rounds: int) -> None:
    """One desk admits and the other puts back; each sees in time what the other did."""
    for _ in range(rounds):
        began = time.monotonic()
        assert isinstance(await admits(one, "anna"), Done)
        assert time.monotonic() - began < HANGS_S
        visit = next(iter((await one.queue(QUEUE)).visits))
        await until(lambda: two.known(QUEUE).visits[visit].stage is Stage.ADMITTED, RIGHT_S)  # type: ignore[union-attr]  # noqa: B023
        began = time.monotonic()
        assert isinstance(await asks(two, clinician("anna"), PutBack(visit=visit)), Done)
        assert time.monotonic() - began < HANGS_S
        await until(lambda: one.known(QUEUE).visits[visit].stage is Stage.WAITING, RIGHT_S)  # type: ignore[union-attr]  # noqa: B023


FAULTS: dict[str, Callable[[Valkey], None]] = {
    "emptied": Valkey.empty,
    "frozen": Valkey.freeze,
    "stopped": Valkey.stop,
}


@pytest.mark.parametrize("fault", FAULTS)
async def test_two_desks_go_on_whatever_happens_to_what_is_between_them(
    pair: tuple[Desk, Desk], valkey: Valkey, fault: str
) -> None:
    one, two = pair
    await waits(one)
    await until(lambda: bool(two.known(QUEUE).visits), RIGHT_S)  # type: ignore[union-attr]
    FAULTS[fault](valkey)
    until_s = time.monotonic() + 4
    while time.monotonic() < until_s:
        await _go_on(one, two, rounds=1)
    if fault == "stopped":
        valkey.start()
    if fault == "frozen":
        valkey.thaw()
    await until(lambda: one.is_told and two.is_told, RIGHT_S)
    await _go_on(one, two, rounds=3)
