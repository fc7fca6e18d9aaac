"""One migrated database of each kind for many tests, emptied before each of them.

A new PostgreSQL database for every test costs more time and disk than all that these tests do.
"""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.engines import Databases
from waitingroom.directory import metadata as directory_tables
from waitingroom.identity import metadata as identity_tables
from waitingroom.ledger import open_engine
from waitingroom.notify import metadata as notify_tables
from waitingroom.precheck.tables import metadata as precheck_tables


@pytest.fixture(scope="session")
def shared_urls() -> dict[str, str]:
    """The databases that were made, by their kind."""
    return {}


@pytest.fixture
def database_url(databases: Databases, kind: str, shared_urls: dict[str, str]) -> str:
    """The URL of the database; it holds what the test before left there until `engine` is asked."""
    if kind not in shared_urls:
        shared_urls[kind] = databases.migrated(kind)
    return shared_urls[kind]


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    """An engine on the emptied database."""
    opened = open_engine(database_url)
    async with opened.begin() as connection:
        for metadata in (directory_tables, identity_tables, notify_tables, precheck_tables):
            for table in reversed(metadata.sorted_tables):
                await connection.execute(table.delete())
    yield opened
    await opened.dispose()


@pytest.fixture
async def bare_engine(databases: Databases, kind: str) -> AsyncIterator[AsyncEngine]:
    """An engine on a database without any table, where every statement fails."""
    opened = open_engine(databases.empty(kind))
    yield opened
    await opened.dispose()
