"""Two nodes of one installation: two houses on one PostgreSQL, with the key they share."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from scripts.nodes import database
from tests.engines import Databases as Databases
from tests.engines import databases as databases
from waitingroom.app import house
from waitingroom.house import House
from waitingroom.keys import keys
from waitingroom.settings import Settings


@pytest.fixture(scope="session")
async def shared(databases: Databases) -> str:
    """The address of the database as the program's own role reaches it."""
    return await database(databases.postgresql)


@pytest.fixture
def several(shared: str, tmp_path: Path) -> Iterator[Settings]:
    """Settings of one of several nodes."""
    keys(tmp_path)
    yield Settings(data=tmp_path, key_file=tmp_path / "key", database=shared)


@pytest.fixture
async def nodes(several: Settings) -> AsyncIterator[tuple[House, House]]:
    """Two houses, open."""
    async with AsyncExitStack() as stack:
        first = await stack.enter_async_context(house(several))
        yield first, await stack.enter_async_context(house(several))
