"""What the worker's tests share: a yard of their own on a database of its own."""

from collections.abc import AsyncIterator

import pytest

from tests.engines import Databases
from tests.engines import databases as databases
from tests.worker.yard import Yard, opened


@pytest.fixture
def url(databases: Databases) -> str:
    """A database of this test's own."""
    return databases.migrated("sqlite")


@pytest.fixture
async def yard(url: str) -> AsyncIterator[Yard]:
    """A yard without a worker yet."""
    async with opened(url) as made:
        yield made
