"""What the ledger's tests share: every test that takes `engine` runs on both databases."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.engines import database_url as database_url
from tests.engines import databases as databases
from tests.engines import empty_url as empty_url
from tests.engines import engine as engine
from tests.engines import kind as kind
from waitingroom.ledger import Ledger, SqlLedger, open_engine


def ledgers_keep_the_port(ledger: SqlLedger) -> Ledger:
    """Read by the type checker: the ledger in SQL has every verb the port promises."""
    return ledger


@pytest.fixture
async def ledger(engine: AsyncEngine) -> AsyncIterator[SqlLedger]:
    """A ledger on a new database."""
    opened = SqlLedger(engine)
    yield opened
    await opened.end()


@pytest.fixture
async def other(database_url: str) -> AsyncIterator[SqlLedger]:
    """A second ledger on the same database, with connections of its own, as another process has."""
    opened = open_engine(database_url)
    ledger = SqlLedger(opened)
    yield ledger
    await ledger.end()
    await opened.dispose()
