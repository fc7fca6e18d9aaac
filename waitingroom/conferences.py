"""The ways into the conferences of a house: of its own node, and of the providers it has set up."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import httpx2

from waitingroom.core.ids import GuestId, QueueId
from waitingroom.core.model import Provider, Queue
from waitingroom.directory import Directory
from waitingroom.handoff import (
    Admitted,
    Handoff,
    Naming,
    NodeAddress,
    PexipNode,
)
from waitingroom.handoff.doors import DerivedDoor
from waitingroom.handoff.existing import Existing
from waitingroom.handoff.options import BadOption, Options, read
from waitingroom.handoff.port import Door
from waitingroom.handoff.vdx import (
    MeetingNames,
    VdxAccount,
    VdxRooms,
    VdxTokens,
    VdxWay,
    VideoApi,
)
from waitingroom.keys import Keys
from waitingroom.providers import Configured, Pexip

Known = Callable[[QueueId], Queue | None]


class Clock(Protocol):
    """The time of this process."""

    def now(self) -> datetime:
        """What people call the time, UTC."""

    def monotonic(self) -> float:
        """Seconds that never go back."""


class QueueOptions:
    """What the conferences of each queue are like, from the directory's memory."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._read: dict[QueueId, tuple[Mapping[str, object], Options]] = {}

    def __call__(self, queue: QueueId) -> Options:
        """The options of this queue; the careful ones where nothing was chosen.

        Errors: `BadOption`, when what was kept is of another program.
        """
        given = self._directory.conference(queue)
        kept = self._read.get(queue)
        if kept is None or kept[0] is not given:
            kept = self._read[queue] = (given, read(given))
        return kept[1]

    def faults(self) -> list[str]:
        """What was kept and can't be used, a sentence each."""
        found = []
        for unit in self._directory.units():
            for queue in self._directory.queues_of(unit.id):
                try:
                    self(queue.id)
                except BadOption as wrong:
                    found.append(f"{queue.name}: {wrong}; set it anew with set-conference")
        return found


def without_names(options: Options) -> Options:
    """The options for our own node, which has no themes and no locations."""
    return options.among((), ())


@dataclass(frozen=True)
class Outer:
    """The providers beside our own node.

    Shape: `doors` and `ways` of each that is set up; `installation` is the Pexip one, `names` what
    it is known to have.
    """

    configured: Configured
    doors: Mapping[Provider, Door]
    ways: Mapping[Provider, Handoff]
    installation: PexipNode | None = None
    names: Existing | None = None
    vdx: VdxWay | None = None

    async def end(self) -> None:
        """Let go of what is being asked."""
        if self.vdx is not None:
            await self.vdx.end()

    async def wells(self) -> dict[str, bool]:
        """Whether each of them answers."""
        asked: dict[str, bool] = {}
        if self.installation is not None:
            asked[Provider.PEXIP.value] = await self.installation.is_well()
        return asked


@dataclass(frozen=True)
class Around:
    """What the ways of a house stand on; `number` is what a guest may be rung up by."""

    naming: Naming
    keys: Keys
    clock: Clock
    directory: Directory
    known: Known
    number: Callable[[GuestId], str]


@asynccontextmanager
async def calling(configured: Configured) -> AsyncIterator[httpx2.AsyncClient | None]:
    """The client by which providers are called; None where there are none.

    Reading the machine's list of authorities takes time, which nobody pays for nothing.
    """
    if configured == Configured():
        yield None
        return
    trusted = ssl.create_default_context()
    if configured.authorities is not None:
        trusted.load_verify_locations(configured.authorities)
    async with httpx2.AsyncClient(trust_env=False, verify=trusted) as client:
        yield client


def outer(configured: Configured, around: Around, client: httpx2.AsyncClient | None) -> Outer:
    """The ways of all providers that are set up."""
    if client is None:
        return Outer(configured=configured, doors={}, ways={})
    doors: dict[Provider, Door] = {}
    ways: dict[Provider, Handoff] = {}
    node = names = None
    if configured.pexip is not None:
        node = _node(configured.pexip, around, client)
        names = Existing(node.management)
        ways[Provider.PEXIP] = node
        doors[Provider.PEXIP] = DerivedDoor(
            around.naming, configured.pexip.node, dict(configured.pexip.links)
        )
    vdx = _vdx(configured, around, client) if configured.vdx else None
    if vdx is not None:
        ways[Provider.VDX] = doors[Provider.VDX] = vdx
    return Outer(
        configured=configured, doors=doors, ways=ways, installation=node, names=names, vdx=vdx
    )


def _node(pexip: Pexip, around: Around, client: httpx2.AsyncClient) -> PexipNode:
    address = NodeAddress(
        url=pexip.node,
        login=pexip.management_login,
        password=pexip.management_password,
        management=pexip.management,
    )
    return PexipNode(address, around.naming, client, around.number)


def _vdx(configured: Configured, around: Around, client: httpx2.AsyncClient) -> VdxWay:
    names = MeetingNames(around.keys.key("vdx meetings"))
    rooms = {
        each.organisation: _rooms(each.account, names, around.clock, client)
        for each in configured.vdx
    }

    def of_queue(queue: QueueId) -> VdxRooms | None:
        return rooms.get(organisation_of(around.directory, queue))

    def is_open(admitted: Admitted) -> bool:
        queue = around.known(admitted.queue)
        visit = queue.visits.get(admitted.visit) if queue else None
        admission = visit.admission if visit else None
        return (
            admission is not None
            and admission.number == admitted.admission
            and admission.provider is Provider.VDX
        )

    return VdxWay(of_queue, is_open)


def _rooms(
    account: VdxAccount, names: MeetingNames, clock: Clock, client: httpx2.AsyncClient
) -> VdxRooms:
    api = VideoApi(account, VdxTokens(account, client, clock.monotonic), client)
    return VdxRooms(account, api, names, clock.now, asyncio.sleep)


def organisation_of(directory: Directory, queue: QueueId) -> str:
    """The name of the organisation a queue belongs to, "" when it is not known."""
    info = directory.queue(queue)
    unit = directory.unit(info.unit) if info else None
    found = directory.organisation(unit.organisation) if unit else None
    return found.name if found else ""


def misfits(configured: Configured, directory: Directory, queues: Iterable[Queue]) -> list[str]:
    """What the queues want and the file does not give, and the other way round, a sentence each."""
    units = directory.units()
    organisations = [directory.organisation(each) for each in {each.organisation for each in units}]
    names = [each.name for each in organisations if each is not None]
    wrong = [
        f"providers.toml: there must be exactly one organisation called “{each.organisation}”"
        for each in configured.vdx
        if names.count(each.organisation) != 1
    ]
    for queue in queues:
        for each in missing(configured, directory, queue.id, queue.rules.providers):
            wrong.append(f"{directory.queue_name(queue.id)}: {each} is not set up for this queue")
    return wrong


def missing(
    configured: Configured, directory: Directory, queue: QueueId, wanted: Iterable[Provider]
) -> list[Provider]:
    """Who of these can't carry the conferences of this queue."""
    is_there = {
        Provider.EMBEDDED: True,
        Provider.PEXIP: configured.pexip is not None,
        Provider.VDX: configured.account(organisation_of(directory, queue)) is not None,
    }
    return [each for each in wanted if not is_there[each]]
