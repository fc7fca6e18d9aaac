"""Builds it all: opens every door in order, and closes them in the reverse order."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from functools import partial

import httpx2

from waitingroom import reach
from waitingroom.bus import Bus, opened_bus
from waitingroom.clock import Clock
from waitingroom.coherence import Coherence
from waitingroom.conferences import (
    Around,
    Outer,
    QueueOptions,
    calling,
    misfits,
    outer,
    without_names,
)
from waitingroom.core.ids import Epoch, NodeId
from waitingroom.core.model import Provider
from waitingroom.desk import Desk
from waitingroom.directory import Directory, fresh_id
from waitingroom.effects import effects_of
from waitingroom.entering import Entering
from waitingroom.errands import Errands, Outside
from waitingroom.handoff import Naming, NodeAddress, PexipNode, Telephone
from waitingroom.handoff.doors import DerivedDoor
from waitingroom.house import House
from waitingroom.hub import Hub, Passes
from waitingroom.hub.passes import dial_in
from waitingroom.identity import Accounts, Links, Seals, SignIns
from waitingroom.identity.places import PlaceTickets
from waitingroom.keeping import Keeping
from waitingroom.keys import Keys, keys
from waitingroom.lease import Keeper
from waitingroom.leaving import Leaving
from waitingroom.ledger import Engine, SqlLedger, migrate, open_engine, self_check
from waitingroom.living import kept, life
from waitingroom.media import NODE_LOGIN
from waitingroom.nodes import (
    Asking,
    Asks,
    Unhurried,
    ear,
    installations,
    login_of,
    named,
    networks,
    node_login,
    teller,
    watches,
)
from waitingroom.notify import TextLog
from waitingroom.openings import network_shown
from waitingroom.precheck.book import EquipmentBook
from waitingroom.prechecks import Prechecks, Probe, probe_login
from waitingroom.providers import Configured, configured
from waitingroom.readiness import Ready
from waitingroom.restoring import Restoring, is_whole
from waitingroom.settings import Settings
from waitingroom.tally import Tally, opened_tally
from waitingroom.web import Cookies, Doorstep, Figures, Paces, Rooms
from waitingroom.worker import Worker

PEOPLE_KEPT = timedelta(days=7)
ANSWERS_KEPT = timedelta(hours=48)
LINKS_KEPT = timedelta(days=30)


class Unsafe(Exception):
    """The database must not be used as it is set; the message says what is wrong, line by line."""


@asynccontextmanager
async def house(settings: Settings) -> AsyncIterator[House]:
    """Open the rooms that need no network: database, desk, hub, directory, identity.

    Errors: `BadSetting`; `NotMigrated`; `Unsafe`; the ledger's `Busy` when the database can't be
    reached.
    """
    providers = configured(settings, frozenset({NODE_LOGIN}))
    await migrate(settings.database_url)
    engine = open_engine(settings.database_url)
    try:
        wrong = await self_check(engine)
        if wrong:
            raise Unsafe("\n".join(wrong))
        async with (
            calling(providers) as client,
            opened_bus(settings.redis) as bus,
            opened_tally(settings.redis, _keys(settings).key("tallies")) as tally,
        ):
            opened = await _furnished(settings, engine, providers, client, bus, tally)
            async with kept(opened.keeper):
                try:
                    yield opened
                finally:
                    await _left(opened)
    finally:
        await engine.dispose()


def _keys(settings: Settings) -> Keys:
    return keys(settings.data, settings.key_file)


async def _furnished(
    settings: Settings,
    engine: Engine,
    providers: Configured,
    client: httpx2.AsyncClient | None,
    bus: Bus,
    tally: Tally,
) -> House:
    secret, clock = _keys(settings), Clock()
    ledger, directory, links = SqlLedger(engine, clock=clock.now), Directory(engine), Links(engine)
    keeper = Keeper(ledger, clock, lambda: NodeId(fresh_id()))
    await keeper.open()  # From here on this process goes by the time of the database.
    sign_ins = SignIns(engine)
    await _read_in(directory, links, sign_ins, clock.now())
    if settings.is_alone:
        # What a process before this one was about to do when it died waits for nobody else.
        await ledger.free(clock.now())
    bus.subscribe(lambda nudge: keeper.others_write())
    desk = Desk(ledger, bus, clock.now, effects_of, fence=keeper.fence)
    await _read_all(desk, directory)
    naming, options = Naming(secret.key("conference names")), QueueOptions(directory)
    if wrong := options.faults():
        raise Unsafe("\n".join(wrong))
    numbers = reach.numbers(settings, directory)
    around = Around(naming, secret, clock, directory, desk.known, numbers.to_ring)
    others = outer(providers, around, client)
    doors = {Provider.EMBEDDED: DerivedDoor(naming), **others.doors}
    passes = Passes(directory, doors, options, dial_in(naming, settings.dial_in_number))
    alive = await desk.look()
    tickets = PlaceTickets(secret.key, settings.origin)
    hub = _hub(desk, directory, passes, sign_ins, keeper, alive.epoch, tickets, clock)
    keeper.around(life(desk, hub))
    links.on_revoked(lambda link: hub.close_guest_link(link.id))
    sign_ins.on_ended(hub.close_staff)
    entering, tell = _watchers(desk, directory), teller(desk)
    text_log = TextLog(engine, secret.key("numbers of text messages"))
    return House(
        settings=settings,
        keys=secret,
        clock=clock,
        keeper=keeper,
        ledger=ledger,
        directory=directory,
        links=links,
        accounts=Accounts(engine),
        sign_ins=sign_ins,
        seals=Seals(secret.key("sign-in cookies")),
        naming=naming,
        desk=desk,
        hub=hub,
        tell=tell,
        numbers=numbers,
        telephone=Telephone(naming, desk.loaded, numbers, settings.dial_in_number),
        text_log=text_log,
        entering=entering,
        texting=reach.texting(settings, text_log, directory, links, clock.now),
        ears={each: ear(each, around, tell) for each in (Provider.EMBEDDED, Provider.PEXIP)},
        outer=others,
        options=options,
        equipment=EquipmentBook(engine),
        tally=tally,
        coherence=Coherence(desk, directory, hub),
        leaving=Leaving(),
        restoring=Restoring(desk, directory, lambda: keeper.node),
    )


def _hub(
    desk: Desk,
    directory: Directory,
    passes: Passes,
    sign_ins: SignIns,
    keeper: Keeper,
    epoch: Epoch,
    tickets: PlaceTickets,
    clock: Clock,
) -> Hub:
    """Who listens here; a colleague is at work as long as their sign-in holds."""
    return Hub(
        desk,
        directory,
        passes,
        node=lambda: keeper.node,
        epoch=epoch,
        tickets=tickets,
        now=clock.now,
        monotonic=clock.monotonic,
        at_work=lambda sign_in: sign_ins.current(sign_in.id, clock.now()) is not None,
    )


async def _read_in(directory: Directory, links: Links, sign_ins: SignIns, now: datetime) -> None:
    """What these rooms answer from memory is read from the database first."""
    await directory.start()
    await links.start()
    await sign_ins.start(now)


def _watchers(desk: Desk, directory: Directory) -> Entering:
    """Who looks at every change beside the hub."""
    entering = Entering()
    desk.watch(Keeping(directory).changed)
    desk.watch(entering.changed)
    return entering


async def _left(opened: House) -> None:
    """Close what `_furnished` opened, the last first."""
    await opened.hub.close()
    await opened.coherence.end()
    await opened.outer.end()
    await opened.tell.close()
    await opened.desk.close()
    opened.accounts.close()
    await opened.ledger.end()


async def _read_all(desk: Desk, directory: Directory) -> None:
    """A conference node may ask about any admission at once: every queue is in memory by then."""
    for unit in directory.units():
        for queue in directory.queues_of(unit.id):
            await desk.queue(queue.id)


def fit(house: House) -> None:
    """What the queues want must be there. Errors: `Unsafe`."""
    wrong = misfits(house.outer.configured, house.directory, house.desk.loaded())
    if wrong:
        raise Unsafe("\n".join(wrong))


def worker(house: House, handoff: PexipNode, asks: Asks = Asks.ON_SILENCE) -> Worker:
    """What runs behind the scenes of this house.

    Shape: `asks` is when conference nodes are asked who is in their conferences.
    """

    async def erase(now: datetime) -> None:
        await house.directory.erase_people(now - PEOPLE_KEPT)
        await house.directory.erase_notices(now - PEOPLE_KEPT)

    async def forget(now: datetime) -> None:
        await house.ledger.forget_answers(now - ANSWERS_KEPT)
        await house.links.forget(now - LINKS_KEPT)
        await house.sign_ins.forget(now - LINKS_KEPT)
        await house.text_log.forget(now)
        await house.equipment.forget(now)
        await house.directory.forget_changes()

    installation = house.outer.installation
    managements = {Provider.EMBEDDED: handoff.management}
    if installation is not None:
        managements[Provider.PEXIP] = installation.management
    looks = watches(managements, house.ears, house.around, house.desk.loaded, house.tell, asks)
    return Worker(
        house.desk,
        house.ledger,
        Errands(house.desk, _outside(house, handoff)),
        keeper=house.keeper,
        now=house.clock.now,
        follow=house.coherence.look,
        fresh=(house.links.refresh, house.sign_ins.refresh, house.restoring.look, *looks),
        tidy=(*_looks(house.outer), erase, forget),
    )


def _looks(others: Outer) -> Iterator[Unhurried]:
    if others.names is not None:
        yield Unhurried(others.names.look)


def _outside(house: House, node: PexipNode) -> Outside:
    ways = {Provider.EMBEDDED: node, **house.outer.ways}
    return Outside(ways=ways, text=house.texting.send, follow=house.links.lead_to)


def rooms(house: House, node_url: str, handoff: PexipNode, probe: Probe | None = None) -> Rooms:
    """What the web shows of this house; `node_url` is where the conference node listens."""
    settings = house.settings
    # People of a clinic share an address; on one machine alone everybody does.
    own = ("127.0.0.0/8", "::1/128") if settings.is_local else settings.networks
    paces = Paces(
        house.tally,
        Figures(
            networks=own,
            walk_ins_per_h=settings.walk_ins_per_h,
            unseen_at_door=settings.unseen_at_door,
        ),
    )
    return Rooms(
        directory=house.directory,
        links=house.links,
        seals=house.seals,
        accounts=house.accounts,
        sign_ins=house.sign_ins,
        paces=paces,
        desk=house.desk,
        hub=house.hub,
        installations=tuple(
            installations(
                _asking(house),
                house.ears,
                house.around,
                partial(named, house.directory),
                house.options,
                house.telephone,
            )
        ),
        ready=ready(house, handoff, probe),
        now=house.clock.now,
        monotonic=house.clock.monotonic,
        origins=(settings.origin,),
        network=network_shown(settings, house.outer.configured),
        node_url=node_url,
        id_key=house.keys.key("ids of visits"),
        cookies=Cookies(secure=settings.is_secure),
        conference_hosts=house.outer.configured.hosts,
        equipment=house.equipment,
        checks=_checks(house, probe) if probe else None,
        doorstep=Doorstep(settings.most_lines, paces.sign_ins.is_own),
    )


def _checks(house: House, probe: Probe) -> Prechecks:
    seen = house.equipment.seen
    login = probe_login(house.keys).but(networks=networks(house.settings))
    return Prechecks(probe, house.desk, house.around, house.outer.configured, seen, login)


def _asking(house: House) -> dict[Provider, Asking]:
    """Our own node, and the installation that is set up."""
    pexip, names = house.outer.configured.pexip, house.outer.names
    own = node_login(house.keys).but(networks=networks(house.settings))
    asking = {Provider.EMBEDDED: Asking(own, without_names)}
    if pexip is not None and names is not None:
        asking[Provider.PEXIP] = Asking(login_of(pexip), names.only)
    return asking


def handoff(house: House, node_url: str, client: httpx2.AsyncClient) -> PexipNode:
    """The way into the conference node at this address."""
    login = node_login(house.keys)
    address = NodeAddress(url=node_url, login=login.login, password=login.password)
    return PexipNode(address, house.naming, client)


def ready(house: House, node: PexipNode, probe: Probe | None = None) -> Ready:
    """How this house is, whenever somebody asks."""

    async def wells() -> dict[str, bool]:
        beside = {"pre-check": probe.place is not None} if probe else {}
        return {**await house.outer.wells(), **beside, "log": is_whole(house.desk)}

    now, prove, keeper = house.clock.now, house.ledger.prove, house.keeper
    return Ready(now, prove, lambda: keeper.acts, node, wells, house.entering, house.leaving)
