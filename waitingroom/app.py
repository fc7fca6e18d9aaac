"""Builds it all: opens every door in order, and closes them in the reverse order."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import httpx2

from waitingroom.bus import LocalBus
from waitingroom.clock import Clock
from waitingroom.core.commands import Entered, LeftCall
from waitingroom.core.ids import GuestId, NodeId, QueueId, StaffId
from waitingroom.desk import Desk
from waitingroom.directory import Directory, fresh_id
from waitingroom.effects import effects_of
from waitingroom.handoff import Naming, NodeAddress, PexipNode, Policy, Sink, Who
from waitingroom.handoff.naming import Side
from waitingroom.hub import Hub, Passes
from waitingroom.identity import Accounts, Links, Seals, SignIns
from waitingroom.keys import Keys, keys
from waitingroom.ledger import Busy, SqlLedger, migrate, open_engine, self_check
from waitingroom.media import NODE_LOGIN
from waitingroom.settings import Settings
from waitingroom.web import Cookies, Figures, NodeLogin, Paces, Readiness, Rooms
from waitingroom.worker import HANDOFF, Worker

PEOPLE_KEPT = timedelta(days=7)
ANSWERS_KEPT = timedelta(hours=48)
LINKS_KEPT = timedelta(days=30)


class Unsafe(Exception):
    """The database must not be used as it is set; the message says what is wrong, line by line."""


@dataclass(frozen=True)
class House:
    """All rooms, open."""

    settings: Settings
    keys: Keys
    clock: Clock
    node: NodeId
    ledger: SqlLedger
    directory: Directory
    links: Links
    accounts: Accounts
    sign_ins: SignIns
    seals: Seals
    naming: Naming
    desk: Desk
    hub: Hub


@asynccontextmanager
async def house(settings: Settings) -> AsyncIterator[House]:
    """Open the rooms that need no network: database, desk, hub, directory, identity.

    Errors: `Unsafe`; `BadSetting`; the ledger's `Busy` when the database can't be reached.
    """
    secret = keys(settings.data)
    clock = Clock()
    await migrate(settings.database_url)
    engine = open_engine(settings.database_url)
    try:
        wrong = await self_check(engine)
        if wrong:
            raise Unsafe("\n".join(wrong))
        ledger = SqlLedger(engine)
        directory, links = Directory(engine), Links(engine)
        accounts, sign_ins = Accounts(engine), SignIns(engine)
        await directory.start()
        await links.start()
        await sign_ins.start(clock.now())
        desk = Desk(ledger, LocalBus(), clock.now, effects_of)
        await _read_all(desk, directory)
        naming = Naming(secret.key("conference names"))
        node = NodeId(fresh_id())
        hub = Hub(
            desk,
            directory,
            Passes(naming, directory),
            node=node,
            epoch=await ledger.epoch(),
            now=clock.now,
            monotonic=clock.monotonic,
            at_work=lambda sign_in: sign_ins.current(sign_in.id, clock.now()) is not None,
        )
        links.on_revoked(lambda link: hub.close_guest_link(link.id))
        sign_ins.on_ended(hub.close_staff)
        seals = Seals(secret.key("sign-in cookies"))
        try:
            yield House(
                settings=settings,
                keys=secret,
                clock=clock,
                node=node,
                ledger=ledger,
                directory=directory,
                links=links,
                accounts=accounts,
                sign_ins=sign_ins,
                seals=seals,
                naming=naming,
                desk=desk,
                hub=hub,
            )
        finally:
            await hub.close()
            await desk.close()
            accounts.close()
            await ledger.end()
    finally:
        await engine.dispose()


async def _read_all(desk: Desk, directory: Directory) -> None:
    """A conference node may ask about any admission at once: every queue is in memory by then."""
    for unit in directory.units():
        for queue in directory.queues_of(unit.id):
            await desk.queue(queue.id)


def worker(house: House, handoff: PexipNode) -> Worker:
    """What runs behind the scenes of this house."""

    async def erase(now: datetime) -> None:
        await house.directory.erase_people(now - PEOPLE_KEPT)
        await house.directory.erase_notices(now - PEOPLE_KEPT)

    async def forget(now: datetime) -> None:
        await house.ledger.forget_answers(now - ANSWERS_KEPT)
        await house.links.forget(now - LINKS_KEPT)
        await house.sign_ins.forget(now - LINKS_KEPT)

    return Worker(
        house.desk,
        house.ledger,
        handoff,
        node=house.node,
        now=house.clock.now,
        fresh=(house.links.refresh, house.sign_ins.refresh),
        tidy=(erase, forget),
    )


def rooms(house: House, node_url: str, handoff: PexipNode) -> Rooms:
    """What the web shows of this house; `node_url` is where the conference node listens."""
    settings = house.settings
    # People of a clinic share an address; on one machine alone everybody does.
    own = ("127.0.0.0/8", "::1/128") if settings.is_local else ()
    return Rooms(
        directory=house.directory,
        links=house.links,
        seals=house.seals,
        accounts=house.accounts,
        sign_ins=house.sign_ins,
        paces=Paces(Figures(networks=own, walk_ins_per_h=settings.walk_ins_per_h)),
        desk=house.desk,
        hub=house.hub,
        policy=Policy(house.naming, house.desk.known, lambda who: _called(house, who)),
        sink=Sink(house.naming, _teller(house)),
        ready=lambda: _ready(house, handoff),
        now=house.clock.now,
        monotonic=house.clock.monotonic,
        origins=(settings.origin,),
        node_url=node_url,
        node_login=node_login(house.keys),
        id_key=house.keys.key("ids of visits"),
        cookies=Cookies(secure=settings.is_secure),
    )


def node_login(secret: Keys) -> NodeLogin:
    """How the conference node and we prove ourselves to each other."""
    return NodeLogin(login=NODE_LOGIN, password=secret.password("conference node"))


def handoff(house: House, node_url: str, client: httpx2.AsyncClient) -> PexipNode:
    """The way into the conference node at this address."""
    login = node_login(house.keys)
    address = NodeAddress(url=node_url, login=login.login, password=login.password)
    return PexipNode(address, house.naming, client)


def _called(house: House, who: Who) -> str:
    if who.side is Side.STAFF:
        return house.directory.staff(StaffId(who.id))
    person = house.directory.person(GuestId(who.id))
    return person.name if person else ""


def _teller(house: House) -> "Teller":
    return Teller(house.desk)


class Teller:
    """Passes on to the desk what a conference node reports, one after the other."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._telling: set[asyncio.Task[object]] = set()

    def __call__(self, queue: QueueId, command: Entered | LeftCall) -> None:
        """Start telling; the counter of the queue keeps the order in which this is called."""
        task = asyncio.create_task(self._desk.ask(queue, None, command, HANDOFF))
        self._telling.add(task)
        task.add_done_callback(self._telling.discard)


async def _ready(house: House, node: PexipNode) -> Readiness:
    """Ready as long as decisions can be written; without a conference node the queue goes on."""
    try:
        await house.ledger.versions([])
        written = True
    except Busy:
        written = False
    return Readiness(ready=written, parts={"ledger": written, "conference": await node.is_well()})
