"""A whole house in which somebody was let in, and its database taken away."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest
from sqlalchemy.engine import Engine
from sqlalchemy.pool import Pool
from starlette.types import ASGIApp

from waitingroom import app
from waitingroom.app import house
from waitingroom.core.actors import GuestActor, StaffActor, StaffRole
from waitingroom.core.commands import Admit, ExpectVisit, Invited, Join, OpenQueue
from waitingroom.core.ids import GuestId, OrganisationId, QueueId, StaffId, UnitId, VisitId
from waitingroom.core.model import Role
from waitingroom.desk import Done
from waitingroom.directory import Organisation, Person, QueueInfo, Unit
from waitingroom.handoff import Admitted, Who
from waitingroom.house import House
from waitingroom.nodes import node_login
from waitingroom.settings import Settings
from waitingroom.web import build


@dataclass
class Open:
    """A house in which somebody was let in."""

    house: House
    site: ASGIApp
    admitted: Admitted
    who: Who

    def node(self, url: str = "") -> httpx2.AsyncClient:
        """A conference node of ours, on the site itself or, by its address, over a connection."""
        login = node_login(self.house.keys)
        transport = None if url else httpx2.ASGITransport(self.site, client=("127.0.0.1", 4000))
        return httpx2.AsyncClient(
            transport=transport,
            base_url=url or "https://vent.example",
            auth=(login.login, login.password.reveal()),
            trust_env=False,
        )


STAFF = StaffActor(staff=StaffId("anna"), role=StaffRole.CLINICIAN)
Q, VISIT, GUEST = QueueId("queue1"), VisitId("visit1"), GuestId("guest1")


async def let_in(rooms: House) -> None:
    """One queue, one person with a name, and their visit let in."""
    organisation = Organisation(id=OrganisationId("org1"), name="Testregionen")
    unit = Unit(
        id=UnitId("unit1"), organisation=organisation.id, name="Test", slug="test", phone="12345678"
    )
    await rooms.directory.add_organisation(organisation)
    await rooms.directory.add_unit(unit)
    await rooms.directory.add_queue(QueueInfo(id=Q, unit=unit.id, name="Video", slug="video"))
    person = Person(name="Prøve Pedersen")
    await rooms.directory.keep_person(GUEST, Q, VISIT, person, rooms.clock.now())
    guests = (Invited(guest=GUEST, role=Role.PATIENT),)
    expected = ExpectVisit(visit=VISIT, guests=guests)
    guest = GuestActor(guest=GUEST, visit=VISIT)
    for command, actor in ((OpenQueue(), STAFF), (expected, STAFF), (Join(), guest)):
        assert isinstance(await rooms.desk.ask(Q, None, command, actor), Done)
    seen = (await rooms.desk.queue(Q)).visits[VISIT].revision
    admitted = await rooms.desk.ask(Q, None, Admit(visit=VISIT, seen=seen), STAFF)
    assert isinstance(admitted, Done)


@asynccontextmanager
async def opened_house(folder: Path) -> AsyncIterator[Open]:
    """The house with its data in this folder."""
    async with house(Settings(data=folder)) as rooms, httpx2.AsyncClient() as client:
        await let_in(rooms)
        node_url = "http://127.0.0.1:9"
        site, _ = build(app.rooms(rooms, node_url, app.handoff(rooms, node_url, client)))
        admitted = Admitted(queue=Q, visit=VISIT, admission=1)
        yield Open(rooms, site, admitted, Who.guest(GUEST))


@contextmanager
def without_database() -> Iterator[None]:
    """No connection to a database can be had, new or old."""

    def stop(*_: object, **__: object) -> None:
        raise OSError("the database is stopped")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Engine, "connect", stop)
        patch.setattr(Engine, "raw_connection", stop)
        patch.setattr(Pool, "connect", stop)
        yield
