"""What the desk's tests share: two desks on one real database, as two processes have it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from tests.engines import database_url as database_url
from tests.engines import databases as databases
from tests.engines import kind as kind
from waitingroom.bus import LocalBus
from waitingroom.desk import Desk
from waitingroom.effects import effects_of
from waitingroom.ledger import SqlLedger, open_engine


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
async def ledgers(database_url: str) -> AsyncIterator[tuple[SqlLedger, SqlLedger]]:
    engines = [open_engine(database_url), open_engine(database_url)]
    one, two = (SqlLedger(each) for each in engines)
    yield one, two
    for ledger in (one, two):
        await ledger.end()
    for engine in engines:
        await engine.dispose()


@pytest.fixture
async def desks(ledgers: tuple[SqlLedger, SqlLedger]) -> AsyncIterator[tuple[Desk, Desk]]:
    bus = LocalBus()
    one, two = (Desk(each, bus, now, effects_of) for each in ledgers)
    yield one, two
    for desk in (one, two):
        await desk.close()
