"""What the bus's tests share: a real Valkey, and buses on it."""

from collections.abc import AsyncIterator

import pytest

from tests.stores import Valkey
from tests.stores import store as store
from tests.stores import valkey as valkey
from waitingroom.bus.redis import Line


@pytest.fixture
async def line(valkey: Valkey) -> AsyncIterator[Line]:
    opened = Line(valkey.url)
    yield opened
    await opened.close()
