"""What the hub's tests share: a hall of their own on a database of its own."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager

import pytest

from tests.engines import Databases
from tests.engines import databases as databases
from tests.hub.dialling import DIAL_IN
from tests.hub.hall import NODE, Hall, Hands, Moody, furnish
from waitingroom.bus import LocalBus
from waitingroom.core.ids import NodeId
from waitingroom.core.model import Provider
from waitingroom.core.value import Private
from waitingroom.desk import Desk
from waitingroom.directory import Directory
from waitingroom.effects import effects_of
from waitingroom.handoff import Admitted, Naming, Who
from waitingroom.handoff.doors import DerivedDoor
from waitingroom.handoff.port import WayIn
from waitingroom.hub import Hub, Passes
from waitingroom.hub.passes import dial_in
from waitingroom.identity import StaffSignIn
from waitingroom.identity.places import PlaceTickets
from waitingroom.keys import Keys
from waitingroom.ledger import open_engine
from waitingroom.restoring import Restoring


class Forgetful:
    """A door that has to find the way out, and knows it when it is asked again."""

    def __init__(self) -> None:
        self._known: set[Admitted] = set()

    def way_in(self, admitted: Admitted, who: Who, name: str) -> WayIn | None:
        if admitted not in self._known:
            self._known.add(admitted)
            return None
        link = Private("https://vdx/page")
        return WayIn(node="https://vdx", alias=Private("1782@vdx"), pin=Private("8822"), link=link)


MakeHall = Callable[..., Awaitable[Hall]]


@asynccontextmanager
async def opened(
    url: str, closed_s: float, *, is_new: bool = True, node: NodeId = NODE
) -> AsyncIterator[Hall]:
    """A hall on this database, which somebody may have furnished before."""
    engine = open_engine(url)
    clock, ledger, directory = Hands(), Moody(engine), Directory(engine)
    desk = Desk(ledger, LocalBus(), clock.now, effects_of, patience_s=5.0)
    naming = Naming(b"k" * 32)
    derived = DerivedDoor(naming)
    await directory.start()
    if is_new:
        await furnish(directory, desk)
    life = await desk.look()
    await Restoring(desk, directory, lambda: node).look(clock.now())
    epoch = life.epoch
    used: list[str] = []
    over: set[str] = set()

    def at_work(sign_in: StaffSignIn) -> bool:
        used.append(sign_in.id)
        return sign_in.id not in over

    hub = Hub(
        desk,
        directory,
        Passes(
            directory,
            {Provider.EMBEDDED: derived, Provider.VDX: Forgetful()},
            dial_in=dial_in(naming, DIAL_IN),
        ),
        node=lambda: node,
        epoch=epoch,
        tickets=PlaceTickets(Keys(b"k" * 32).key, "https://venter.example.dk"),
        now=clock.now,
        monotonic=clock.monotonic,
        at_work=at_work,
        closed_s=closed_s,
    )
    try:
        yield Hall(clock, ledger, directory, desk, hub, epoch, used, over)
    finally:
        ledger.is_busy = False
        if ledger.gate is not None:
            ledger.gate.set()
        await hub.close()
        await desk.close()
        await ledger.end()
        await engine.dispose()


@pytest.fixture
async def make_hall(databases: Databases) -> AsyncIterator[MakeHall]:
    """Makes halls; `closed_s` is how long a closed page may take to come back."""
    async with AsyncExitStack() as stack:

        async def make(closed_s: float = 60.0) -> Hall:
            url = databases.migrated("sqlite")
            return await stack.enter_async_context(opened(url, closed_s))

        yield make


@pytest.fixture
async def hall(make_hall: MakeHall) -> Hall:
    """A hall in which closed pages have all the time of a test to come back."""
    return await make_hall()
