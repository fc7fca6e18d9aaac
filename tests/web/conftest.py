"""Two clinics of two organisations, with real directory and identity on SQLite, behind the site."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.web.town import Town, founded


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with founded(tmp_path) as town:
        yield town
