"""A whole house with two providers: the first fails, the other is taken, the first is shut.

Pexip and VDX are doubles over real connections; the ledger, the desk, the worker and the policy are
the house's own.
"""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route

from tests.fakes.pexip_management import LOGIN, FakeManagement
from tests.fakes.pexip_node import FakeNode, Refused
from tests.fakes.vdx.place import MEETINGS, SECRET, Place, at_vdx
from tests.fakes.vdx.server import API, TOKEN_PATH
from tests.handoff.opened import GUEST, STAFF, VISIT, Q, let_in
from tests.web.serving import serving, until
from waitingroom import app
from waitingroom.app import Unsafe, house
from waitingroom.core.actors import SystemActor
from waitingroom.core.commands import Configure, End, PutBack, TryAgain
from waitingroom.core.ids import OrganisationId, UnitId
from waitingroom.core.model import Admission, Conference, Provider, Rules
from waitingroom.desk import Done
from waitingroom.directory import Organisation, Unit
from waitingroom.handoff import Admitted, Who
from waitingroom.handoff.naming import Side
from waitingroom.house import House
from waitingroom.nodes import node_login
from waitingroom.settings import Settings
from waitingroom.web import Rooms, build

PASSWORD = "et hemmeligt ord for policy"
SERVICE = "/policy/v1/service/configuration"
FIRST = Admitted(queue=Q, visit=VISIT, admission=1)
NOWHERE = "http://127.0.0.1:9"


@dataclass
class Pexip:
    """An installation: its status, its management interface, and its rooms."""

    management: FakeManagement
    status: int = 200

    def served(self) -> Starlette:
        async def status(request: Request) -> Response:
            assert "authorization" not in request.headers, "a node was told our password"
            return JSONResponse({"status": "success", "result": "OK"}, self.status)

        return Starlette(
            routes=[
                Route("/api/client/v2/status", status),
                Mount("/", self.management.app()),
            ]
        )


@dataclass
class Town:
    """The house and those around it."""

    house: House
    rooms: Rooms
    pexip: Pexip
    place: Place

    @property
    def alias(self) -> str:
        return self.house.naming.alias(FIRST)

    @property
    def admission(self) -> Admission | None:
        queue = self.house.desk.known(Q)
        return queue.visits[VISIT].admission if queue else None

    @property
    def conference(self) -> Conference | None:
        return self.admission.conference if self.admission else None

    def node(self, provider: Provider) -> FakeNode:
        """A conference node of this provider, which asks the house's own policy for it."""
        own, outside = self.rooms.installations
        policy = (own if provider is Provider.EMBEDDED else outside).policy
        return FakeNode(policy, random.Random(7))  # noqa: S311 - only the order of events

    async def asks(self, login: str, password: str, address: str) -> str:
        """What a node with this login at this address hears about the first room."""
        site, _ = build(self.rooms)
        transport = httpx2.ASGITransport(site, client=(address, 4000))
        async with httpx2.AsyncClient(
            transport=transport, base_url="https://vent.example", auth=(login, password)
        ) as http:
            answer = await http.get(SERVICE, params={"local_alias": self.alias})
        return str(answer.json().get("action", answer.status_code))

    async def tells(self, command: TryAgain | PutBack | End) -> None:
        assert isinstance(await self.house.desk.ask(Q, None, command, STAFF), Done)


def file(folder: Path, pexip: str, vdx: str) -> None:
    """The providers of this installation, with passwords in files of their own."""
    for name, text in (("management", LOGIN[1]), ("policy", PASSWORD), ("vdx", SECRET)):
        (folder / name).write_text(text, "utf-8")
        (folder / name).chmod(0o600)
    (folder / "providers.toml").write_text(
        f"""
        [pexip]
        nodes = ["{pexip}"]
        management = "{pexip}"
        management_login = "{LOGIN[0]}"
        management_password_file = "management"
        policy_login = "pexip"
        policy_password_file = "policy"
        networks = ["192.0.2.0/28"]

        [[vdx]]
        organisation = "Testregionen"
        api_url = "{vdx}{API}"
        token_url = "{vdx}{TOKEN_PATH}"
        client_id = "ventestuen"
        client_secret_file = "vdx"
        nodes = ["https://vdx.example"]
        """,
        "utf-8",
    )


@asynccontextmanager
async def opened(folder: Path, pexip: Pexip, place: Place) -> AsyncIterator[Town]:
    """The house while its worker runs."""
    async with serving(pexip.served()) as url, httpx2.AsyncClient() as client:
        file(folder, url, place.url)
        async with house(Settings(data=folder)) as rooms:
            place.world.now = rooms.clock.now()
            await before(rooms)
            own = app.handoff(rooms, NOWHERE, client)
            working = asyncio.create_task(app.worker(rooms, own).run())
            try:
                yield Town(rooms, app.rooms(rooms, NOWHERE, own), pexip, place)
            finally:
                working.cancel()
                await asyncio.gather(working, return_exceptions=True)


async def before(rooms: House) -> None:
    """A queue that Pexip carries first and VDX else, and somebody who is let in."""
    if rooms.desk.known(Q) is None:
        rules = Rules(providers=(Provider.PEXIP, Provider.VDX))
        await rooms.desk.ask(Q, None, Configure(rules=rules), SystemActor(node=rooms.keeper.node))
        await let_in(rooms)


@pytest.fixture
async def place() -> AsyncIterator[Place]:
    async with at_vdx() as stage:
        with stage.fresh() as here:
            yield here


async def test_the_first_fails_the_other_is_taken_and_the_first_is_refused(
    tmp_path: Path, place: Place
) -> None:
    running = [{"id": "c1", "name": ""}]
    pexip = Pexip(FakeManagement(status={"conference": running}), status=403)
    async with asyncio.timeout(60), opened(tmp_path, pexip, place) as town:
        running[0]["name"] = town.alias
        await until(lambda: town.conference is Conference.FAILED)
        failed = town.admission
        assert failed is not None
        assert (failed.provider, failed.failure) == (Provider.PEXIP, "pexip-sign-in")
        # Until somebody chooses, the room is Pexip's: it may mend itself.
        assert await town.asks("pexip", PASSWORD, "192.0.2.1") == "continue"
        pin = town.house.naming.pin(town.alias, Side.GUEST).reveal()
        tag = town.house.naming.tag(town.alias, Who.guest(GUEST))
        node = town.node(Provider.PEXIP)
        assert node.joins(town.alias, pin, tag).alias == town.alias
        await town.tells(TryAgain(visit=VISIT, other=True))
        assert await town.asks("pexip", PASSWORD, "192.0.2.1") == "reject"
        with pytest.raises(Refused):
            node.joins(town.alias, pin, tag)
        await until(lambda: town.conference is Conference.READY)
        ready = town.admission
        assert ready is not None
        assert (ready.provider, ready.failure) == (Provider.VDX, "")
        await until(
            lambda: ("conference/disconnect", {"conference_id": "c1"}) in pexip.management.commands
        )
        way = town.house.outer.doors[Provider.VDX].way_in(FIRST, Who.guest(GUEST), "Prøve")
        room = place.world.booked[0].room
        assert way is not None
        assert (way.node, way.pin.reveal()) == ("https://vdx.example", str(room.guest_pin))
        assert "https://vdx.example" in town.rooms.conference_hosts


async def test_no_node_is_answered_about_a_room_of_another_or_from_anywhere_else(
    tmp_path: Path, place: Place
) -> None:
    async with asyncio.timeout(60), opened(tmp_path, Pexip(FakeManagement()), place) as town:
        await until(lambda: town.conference is Conference.READY)
        own = node_login(town.house.keys)
        assert await town.asks("pexip", PASSWORD, "192.0.2.1") == "continue"
        assert await town.asks(own.login, own.password.reveal(), "127.0.0.1") == "reject"
        for login, password, address in (
            ("pexip", PASSWORD, "127.0.0.1"),
            ("pexip", PASSWORD, "192.0.2.16"),
            ("pexip", own.password.reveal(), "192.0.2.1"),
            (own.login, own.password.reveal(), "192.0.2.1"),
            (own.login, PASSWORD, "127.0.0.1"),
        ):
            assert await town.asks(login, password, address) == "401"


async def test_what_another_providers_nodes_say_about_a_room_is_not_believed(
    tmp_path: Path, place: Place
) -> None:
    async with asyncio.timeout(60), opened(tmp_path, Pexip(FakeManagement()), place) as town:
        await until(lambda: town.conference is Conference.READY)
        own, outside = (each.sink for each in town.rooms.installations)
        node = town.node(Provider.PEXIP)
        pin = town.house.naming.pin(town.alias, Side.GUEST).reveal()
        node.joins(town.alias, pin, town.house.naming.tag(town.alias, Who.guest(GUEST)))
        told = node.outbox

        def is_inside() -> bool:
            queue = town.house.desk.known(Q)
            return queue is not None and queue.visits[VISIT].guests[0].is_inside

        own.take(told)
        await town.house.desk.queue(Q)
        assert not is_inside()
        outside.take(told)
        await until(is_inside)


async def test_after_a_restart_the_way_into_the_room_is_asked_for_anew(
    tmp_path: Path, place: Place
) -> None:
    pexip = Pexip(FakeManagement(), status=403)
    async with asyncio.timeout(60), opened(tmp_path, pexip, place) as town:
        await until(lambda: town.conference is Conference.FAILED)
        await town.tells(TryAgain(visit=VISIT, other=True))
        await until(lambda: town.conference is Conference.READY)
    async with asyncio.timeout(60), opened(tmp_path, pexip, place) as town:
        door = town.house.outer.doors[Provider.VDX]
        assert door.way_in(FIRST, Who.guest(GUEST), "Prøve") is None
        await until(lambda: door.way_in(FIRST, Who.guest(GUEST), "Prøve") is not None)
        await town.tells(End(visit=VISIT))
        await until(lambda: bool(place.vdx.of("PATCH", MEETINGS)))
        place.world.now = town.house.clock.now()
        assert place.world.open_meetings() == []
        assert len(place.world.booked) == 1


async def test_a_queue_that_wants_what_is_not_set_up_stops_the_start(tmp_path: Path) -> None:
    async with house(Settings(data=tmp_path)) as rooms:
        await before(rooms)
        with pytest.raises(Unsafe) as refused:
            app.fit(rooms)
    assert str(refused.value).splitlines() == [
        "Video: pexip is not set up for this queue",
        "Video: vdx is not set up for this queue",
    ]


async def test_an_account_of_nobody_or_of_two_stops_the_start(tmp_path: Path) -> None:
    file(tmp_path, "http://127.0.0.1:9", "http://127.0.0.1:9")
    async with house(Settings(data=tmp_path)) as rooms:
        with pytest.raises(Unsafe, match="exactly one organisation called “Testregionen”"):
            app.fit(rooms)
        await before(rooms)
        app.fit(rooms)
        twin = Organisation(id=OrganisationId("org2"), name="Testregionen")
        await rooms.directory.add_organisation(twin)
        unit = Unit(id=UnitId("unit2"), organisation=twin.id, name="To", slug="to")
        await rooms.directory.add_unit(unit)
        with pytest.raises(Unsafe, match="exactly one organisation called"):
            app.fit(rooms)


async def test_options_of_a_queue_reach_each_installation_as_far_as_it_has_them(
    tmp_path: Path, place: Place
) -> None:
    pexip = Pexip(FakeManagement(configuration={"ivr_theme": [{"id": 1, "name": "Region"}]}))
    async with asyncio.timeout(60), opened(tmp_path, pexip, place) as town:
        chosen = {"theme": "Region", "location": "Oslo", "has_chat": True}
        await town.house.directory.set_conference(Q, chosen)
        await until(lambda: town.conference is Conference.READY)

        def result() -> dict[str, object]:
            answer = town.rooms.installations[1].policy.service({"local_alias": town.alias})
            assert answer is not None
            found: dict[str, object] = answer["result"]
            return found

        await until(lambda: result().get("ivr_theme_name") == "Region")
        assert result()["enable_chat"] == "yes"
        where = town.rooms.installations[1].policy.location({"local_alias": town.alias})
        assert where is None, "a location that is not there would void the reply"
