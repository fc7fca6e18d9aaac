"""A place that many tests may share, because none of them changes it."""

from collections.abc import AsyncIterator
from typing import NamedTuple

import pytest_asyncio

from tests.wire.place import Door, Place, serving


class Shared(NamedTuple):
    """A running server and those who handle its pages, the newest last."""

    place: Place
    door: Door


@pytest_asyncio.fixture(scope="session")
async def shared() -> AsyncIterator[Shared]:
    door = Door()
    async with serving(door) as place:
        yield Shared(place, door)
