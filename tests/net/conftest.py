"""What the tests of the network share: one laboratory, shaped anew by each, and what is in it."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser

from tests.net.browser import chromium
from tests.net.coturn import EVERYTHING, Certified, Coturn, certified, running
from tests.net.firewalls import TLS_PORT, TURN_PORT
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


@pytest.fixture(scope="session")
def trusted(built: Laboratory, tmp_path_factory: pytest.TempPathFactory) -> Certified:
    """One certificate for both addresses."""
    return certified(tmp_path_factory.mktemp("tls"), built.built.web, built.built.turn)


@pytest.fixture(scope="session")
async def coturn(
    built: Laboratory, trusted: Certified, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Coturn]:
    """A TURN server at the ports that are usual."""
    wanted = Coturn(
        address=built.built.turn,
        port=TURN_PORT,
        tls_port=TLS_PORT,
        allowed=(built.built.web,),
        denied=EVERYTHING,
    )
    async with running(wanted, trusted, tmp_path_factory.mktemp("turn")) as server:
        yield server


@pytest.fixture(scope="session")
async def behind(
    built: Laboratory, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Browser]:
    """A browser behind the line."""
    async with chromium(built, tmp_path_factory.mktemp("browser")) as opened:
        yield opened
