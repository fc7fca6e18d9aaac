"""The world of these tests: who works where, and how a browser talks to the site."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import httpx2
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.types import ASGIApp

from tests.web.fakes import Clock, FakeDesk, FakeHub, FakePolicy, FakeSink
from waitingroom import directory as people_and_places
from waitingroom import identity
from waitingroom.core.actors import StaffActor, StaffRole
from waitingroom.core.commands import OpenQueue
from waitingroom.core.ids import OrganisationId, QueueId, StaffId, UnitId
from waitingroom.core.model import Provider
from waitingroom.core.value import Private
from waitingroom.directory import Directory, Organisation, QueueInfo, StaffInfo, Unit
from waitingroom.directory.tables import person
from waitingroom.firewall import Line, Party, Protocol, Purpose
from waitingroom.identity import Accounts, Links, Seals, SignIns
from waitingroom.identity.passwords import Passwords
from waitingroom.ledger import open_engine
from waitingroom.precheck.book import EquipmentBook
from waitingroom.precheck.tables import metadata as equipment_tables
from waitingroom.web import (
    Figures,
    Installation,
    NetworkShown,
    NodeLogin,
    Paces,
    Readiness,
    Rooms,
    build,
)
from waitingroom.web.rooms import Policy, Sink
from waitingroom.wire import Gate

ORIGIN = "https://vent.example"
PASSWORD = "et langt kodeord til test"
NOON = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)

NETWORK = NetworkShown(
    site="vent.example",
    openings=(
        Line(
            source=Party.PEOPLE,
            target=Party.SERVER,
            host="192.0.2.7",
            protocol=Protocol.UDP,
            first=40000,
            last=49999,
            purpose=Purpose.MEDIA,
        ),
    ),
    conferences={Provider.EMBEDDED: (), Provider.PEXIP: ("node.example",)},
)

NORTH, SOUTH = UnitId("unit-north"), UnitId("unit-south")
ACUTE, BOOKED, FOREIGN = QueueId("q-acute"), QueueId("q-booked"), QueueId("q-foreign")
ANNA, BO = StaffId("staff-anna"), StaffId("staff-bo")

BUILT = """<!doctype html><html lang="da"><head>
<link rel="stylesheet" crossorigin href="/static/assets/page-AbCdEf12.css" nonce="__NONCE__">
<script type="module" nonce="__NONCE__" src="/static/assets/page-AbCdEf12.js"></script>
</head><body><div id="page">{name}</div></body></html>"""


@dataclass
class Browser:
    """One person's browser: it keeps cookies and sends the Origin of our own pages."""

    http: httpx2.AsyncClient

    async def get(self, path: str, **more: Any) -> httpx2.Response:
        return await self.http.get(path, **more)

    async def post(
        self, path: str, body: object = None, headers: Mapping[str, str] | None = None
    ) -> httpx2.Response:
        return await self.http.post(
            path, json={} if body is None else body, headers={"Origin": ORIGIN, **(headers or {})}
        )


@dataclass
class Town:
    """Everything a test may touch."""

    engine: AsyncEngine
    rooms: Rooms
    app: ASGIApp
    gate: Gate
    clock: Clock
    desk: FakeDesk
    hub: FakeHub
    policy: FakePolicy
    sink: FakeSink

    def browser(self, address: str = "192.0.2.10") -> Browser:
        transport = httpx2.ASGITransport(self.app, client=(address, 40000))
        return Browser(httpx2.AsyncClient(transport=transport, base_url=ORIGIN))

    async def signed_in(self, login: str = "anna", address: str = "192.0.2.10") -> Browser:
        browser = self.browser(address)
        answer = await browser.post("/api/staff/sign-in", {"login": login, "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        return browser

    def open(self, queue: QueueId) -> None:
        self.desk.do(queue, OpenQueue(), StaffActor(staff=ANNA, role=StaffRole.CLINICIAN))

    async def names(self) -> list[str]:
        """Whoever stands in the erasable table."""
        async with self.engine.connect() as connection:
            return list(await connection.scalars(select(person.c.name).order_by(person.c.name)))

    def rebuilt(self, **changes: Any) -> "Town":
        """The same town, with another setting of the site, or another policy or sink."""
        if "policy" in changes or "sink" in changes:
            policy, sink = changes.pop("policy", self.policy), changes.pop("sink", self.sink)
            changes["installations"] = (installation(policy, sink),)
        rooms = replace(self.rooms, **changes)
        app, gate = build(rooms)
        return replace(self, rooms=rooms, app=app, gate=gate)


@asynccontextmanager
async def founded(folder: Path, figures: Figures | None = None) -> AsyncIterator[Town]:
    """A town with its database in this folder."""
    engine = open_engine(f"sqlite+aiosqlite:///{folder}/town.db")
    async with engine.begin() as connection:
        await connection.run_sync(people_and_places.metadata.create_all)
        await connection.run_sync(identity.metadata.create_all)
        await connection.run_sync(equipment_tables.create_all)
    accounts = Accounts(engine, Passwords(time_cost=1, memory_kib=8, lanes=1))
    try:
        yield await _town(engine, accounts, folder, figures)
    finally:
        accounts.close()
        await engine.dispose()


async def _town(
    engine: AsyncEngine, accounts: Accounts, folder: Path, figures: Figures | None
) -> Town:
    clock = Clock(NOON)
    directory = Directory(engine)
    await _clinics(directory)
    for staff, login in ((ANNA, "anna"), (BO, "bo")):
        await accounts.add(staff, login, Private(PASSWORD), clock.now())
    desk, hub, policy, sink = FakeDesk(clock), FakeHub(), FakePolicy(), FakeSink()
    rooms = Rooms(
        directory=directory,
        links=Links(engine),
        seals=Seals(b"a key for these tests only, 32 by"),
        accounts=accounts,
        sign_ins=SignIns(engine),
        paces=Paces(figures),
        desk=desk,
        hub=hub,
        installations=(installation(policy, sink),),
        ready=_ready,
        now=clock.now,
        monotonic=clock.monotonic,
        origins=(ORIGIN, "https://vent2.example"),
        network=NETWORK,
        node_url="http://127.0.0.1:9",
        equipment=EquipmentBook(engine),
        id_key=b"another key for these tests only",
        static=built_pages(folder),
    )
    app, gate = build(rooms)
    return Town(engine, rooms, app, gate, clock, desk, hub, policy, sink)


EVERYWHERE = (ip_network("0.0.0.0/0"), ip_network("::/0"))


def installation(policy: Policy, sink: Sink, **login: Any) -> Installation:
    """Conference nodes at any address that know the one login."""
    return Installation(
        login=NodeLogin(
            login="node",
            password=Private("hemmeligt for noden"),
            **{"networks": EVERYWHERE, **login},
        ),
        policy=policy,
        sink=sink,
    )


async def _ready() -> Readiness:
    return Readiness(ready=True, parts={"ledger": True, "conference": False})


async def _clinics(directory: Directory) -> None:
    for organisation, unit, name, phone, staff, doctor in (
        ("org-north", NORTH, "Nordklinikken", "12345678", ANNA, "Anna Test"),
        ("org-south", SOUTH, "Sydklinikken", "87654321", BO, "Bo Prøve"),
    ):
        tenant = OrganisationId(organisation)
        await directory.add_organisation(Organisation(id=tenant, name=name))
        await directory.add_unit(
            Unit(id=unit, organisation=tenant, name=name, slug=name.lower(), phone=phone)
        )
        await directory.add_staff(
            StaffInfo(
                id=staff,
                organisation=tenant,
                name=doctor,
                role=StaffRole.CLINICIAN,
                units=(unit,),
            )
        )
    for queue, unit, slug, walk_in in (
        (ACUTE, NORTH, "akut", True),
        (BOOKED, NORTH, "aftaler", False),
        (FOREIGN, SOUTH, "akut", True),
    ):
        await directory.add_queue(
            QueueInfo(id=queue, unit=unit, name=f"Kø {slug}", slug=slug, walk_in=walk_in)
        )


def built_pages(folder: Path) -> Path:
    """What a build leaves behind, in small."""
    static = folder / "static"
    (static / "assets").mkdir(parents=True, exist_ok=True)
    for name in ("guest", "staff", "network"):
        (static / f"{name}.html").write_text(BUILT.format(name=name), encoding="utf-8")
    (static / "assets" / "page-AbCdEf12.js").write_text("let x = 1;\n" * 100, encoding="utf-8")
    (static / "assets" / "page-AbCdEf12.css").write_text("p { margin: 0 }\n", encoding="utf-8")
    (static / "icon.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", "utf-8")
    return static


PATIENT = {"name": "Prøve Pedersen", "role": "patient", "phone": "20304050"}
RELATIVE = {"name": "Pårørende Prøve", "role": "relative"}
OP = "01900000-0000-7000-8000-000000000001"
OP2 = "01900000-0000-7000-8000-000000000002"


async def expected(
    colleague: Browser,
    *guests: Mapping[str, object],
    queue: str = ACUTE,
    op_id: str = OP,
    due_at: datetime | None = None,
) -> httpx2.Response:
    """Ask for a visit to be expected."""
    form = {
        "guests": list(guests) or [PATIENT],
        "op_id": op_id,
        "due_at": due_at and due_at.isoformat(),
    }
    return await colleague.post(f"/api/staff/queues/{queue}/visits", form)


def token_of(answer: httpx2.Response, guest: int = 0) -> str:
    """The secret in the link of one guest of an expected visit."""
    link: str = answer.json()["guests"][guest]["link"]
    return link.partition("#")[2]
