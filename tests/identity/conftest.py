"""What the tests of identity share: every test that takes `engine` runs on both databases."""

from collections.abc import AsyncIterator, Iterator

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.directory.shared import bare_engine as bare_engine
from tests.directory.shared import database_url as database_url
from tests.directory.shared import engine as engine
from tests.directory.shared import shared_urls as shared_urls
from tests.engines import databases as databases
from tests.engines import kind as kind
from waitingroom.identity import Accounts, Links, SignIns
from waitingroom.identity.passwords import Passwords
from waitingroom.ledger import open_engine


@pytest.fixture
async def other_engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    """Another node's connections to the same database."""
    opened = open_engine(database_url)
    yield opened
    await opened.dispose()


@pytest.fixture
async def links(engine: AsyncEngine) -> Links:
    """The links of a new database."""
    opened = Links(engine)
    await opened.start()
    return opened


@pytest.fixture
async def other_links(other_engine: AsyncEngine) -> Links:
    """The same links as another node has them."""
    opened = Links(other_engine)
    await opened.start()
    return opened


@pytest.fixture
def sign_ins(engine: AsyncEngine) -> SignIns:
    """The sign-ins of a new database."""
    return SignIns(engine)


@pytest.fixture
def other_sign_ins(other_engine: AsyncEngine) -> SignIns:
    """The same sign-ins as another node has them."""
    return SignIns(other_engine)


@pytest.fixture
def quick() -> Iterator[Passwords]:
    """Argon2id at its lowest cost, so that tests do not wait for it."""
    made = Passwords(time_cost=1, memory_kib=8, lanes=1)
    yield made
    made.close()


@pytest.fixture
def accounts(engine: AsyncEngine, quick: Passwords) -> Accounts:
    """The accounts of a new database."""
    return Accounts(engine, quick)
