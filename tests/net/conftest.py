"""What the tests of the network share: one laboratory, built once and shaped anew by each test."""

from collections.abc import AsyncIterator

import pytest

from tests.net.laboratory import Condition, Laboratory, laboratory


@pytest.fixture(scope="session")
async def built() -> AsyncIterator[Laboratory]:
    """The one laboratory of this run."""
    async with laboratory() as made:
        yield made


@pytest.fixture
async def lab(built: Laboratory) -> AsyncIterator[Laboratory]:
    """The laboratory with a line that does nothing yet."""
    await built.becomes(Condition())
    yield built
    await built.becomes(Condition())
