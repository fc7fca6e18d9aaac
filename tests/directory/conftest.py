"""What the directory's tests share: every test that takes `engine` runs on both databases."""

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.directory.clinic import furnish
from tests.directory.shared import bare_engine as bare_engine
from tests.directory.shared import database_url as database_url
from tests.directory.shared import engine as engine
from tests.directory.shared import shared_urls as shared_urls
from tests.engines import databases as databases
from tests.engines import kind as kind
from waitingroom.directory import Directory


@pytest.fixture
async def directory(engine: AsyncEngine) -> Directory:
    """The directory of a small clinic."""
    opened = Directory(engine)
    await opened.start()
    await furnish(opened)
    return opened


@pytest.fixture
async def other(engine: AsyncEngine, directory: Directory) -> Directory:
    """The same directory as another node has it, started when the clinic was furnished."""
    opened = Directory(engine)
    await opened.start()
    return opened
