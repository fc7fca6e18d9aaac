"""A node asks and tells while the ledger can't be reached: it hears what is right, from memory."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest
from sqlalchemy.engine import Engine
from sqlalchemy.pool import Pool
from starlette.types import ASGIApp

from tests.fakes.pexip_policy import GOLDEN, PARTY, StrictNode
from waitingroom import app
from waitingroom.app import House, house
from waitingroom.core.actors import GuestActor, StaffActor, StaffRole
from waitingroom.core.commands import Admit, ExpectVisit, Invited, Join, OpenQueue
from waitingroom.core.ids import GuestId, OrganisationId, QueueId, StaffId, UnitId, VisitId
from waitingroom.core.model import Role
from waitingroom.desk import Done
from waitingroom.directory import Organisation, Person, QueueInfo, Unit
from waitingroom.handoff import Admitted, Who
from waitingroom.handoff.naming import Side
from waitingroom.ledger import Busy
from waitingroom.settings import Settings
from waitingroom.web import build

STRICT = StrictNode()
SERVICE = "/policy/v1/service/configuration"
PARTICIPANT = "/policy/v1/participant/properties"


@dataclass
class Open:
    """A house in which somebody was let in."""

    house: House
    site: ASGIApp
    admitted: Admitted
    who: Who

    def node(self) -> httpx2.AsyncClient:
        login = app.node_login(self.house.keys)
        return httpx2.AsyncClient(
            transport=httpx2.ASGITransport(self.site, client=("127.0.0.1", 4000)),
            base_url="https://vent.example",
            auth=(login.login, login.password.reveal()),
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


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[Open]:
    async with house(Settings(data=tmp_path)) as rooms, httpx2.AsyncClient() as client:
        await let_in(rooms)
        node_url = "http://127.0.0.1:9"
        site, _ = build(app.rooms(rooms, node_url, app.handoff(rooms, node_url, client)))
        admitted = Admitted(queue=Q, visit=VISIT, admission=1)
        yield Open(rooms, site, admitted, Who.guest(GUEST))


@pytest.fixture
def stopped(opened: Open) -> Iterator[Open]:
    """No connection to the database can be had, new or old."""

    def stop(*_: object, **__: object) -> None:
        raise OSError("the database is stopped")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Engine, "connect", stop)
        patch.setattr(Engine, "raw_connection", stop)
        patch.setattr(Pool, "connect", stop)
        yield opened


async def test_nothing_can_be_read_or_written_meanwhile(stopped: Open) -> None:
    """What the others here stand on."""
    rooms = stopped.house
    with pytest.raises(Busy):
        await rooms.ledger.prove(rooms.clock.now())
    with pytest.raises((Busy, OSError)):
        await rooms.ledger.epoch()


async def test_policy_answers_right_with_the_database_stopped(stopped: Open) -> None:
    naming = stopped.house.naming
    alias = naming.alias(stopped.admitted)
    old = naming.alias(stopped.admitted.but(admission=2))
    tag = naming.tag(alias, stopped.who)
    query = {**GOLDEN, "local_alias": alias}
    async with stopped.node() as node:
        found = STRICT.service(*parts(await node.get(SERVICE, params=query)))
        assert found is not None
        assert found["guest_pin"] == naming.pin(alias, Side.GUEST).reveal()
        party = {**PARTY, **query, "call_tag": tag}
        known = STRICT.participant(*parts(await node.get(PARTICIPANT, params=party)))
        assert known is not None
        assert (known["call_tag"], known["preauthenticated_role"]) == (tag, "guest")
        assert known["remote_display_name"] == "Prøve Pedersen"
        closed = {**query, "local_alias": old}
        assert STRICT.service(*parts(await node.get(SERVICE, params=closed))) is None
        other = await node.get(SERVICE, params={**GOLDEN, "local_alias": "meet.somebody"})
        assert other.status_code == 404


async def test_events_are_taken_with_the_database_stopped(stopped: Open) -> None:
    alias = stopped.house.naming.alias(stopped.admitted)
    data = {
        "uuid": "a",
        "conference": alias,
        "call_tag": stopped.house.naming.tag(alias, stopped.who),
        "service_type": "conference",
        "has_media": True,
    }
    event = {"node": "n1", "seq": 1, "version": 2, "time": 1.0, "event": "participant_updated"}
    async with stopped.node() as node:
        answer = await node.post("/hooks/pexip/events", json={**event, "data": data})
    assert answer.status_code == 200
    assert stopped.house.sink.nodes() == {"n1"}


def parts(answer: httpx2.Response) -> tuple[int, str, bytes]:
    return answer.status_code, answer.headers["content-type"], answer.content
