"""A house with its real gate on a real port, and many pages that are cheap to make."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any, Self

import httpx2
from sqlalchemy import event
from sqlalchemy.engine import Engine
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin, Subprotocol

from tests.web.serving import serving, until
from waitingroom import app, demo
from waitingroom.app import house
from waitingroom.core.actors import GuestActor
from waitingroom.core.commands import Join
from waitingroom.core.ids import GuestId, OpId, QueueId, VisitId
from waitingroom.core.model import Role
from waitingroom.desk import Done
from waitingroom.house import House
from waitingroom.identity import GuestSignIn
from waitingroom.protocol import limits
from waitingroom.settings import Settings
from waitingroom.web import Doorstep, Rooms, build
from waitingroom.web.doorstep import Handshakes
from waitingroom.wire import Gate, Limits

NOWHERE = "http://127.0.0.1:9"
URL = "https://venter.example"
PATIENCE_S = 20.0

Frame = dict[str, Any]


def unhurried(most: int = limits.MOST_LINES) -> Doorstep:
    """A doorstep that lets people in as fast as they come."""
    return Doorstep(most, handshakes=Handshakes(100_000))


@dataclass
class Place:
    """A house that is served."""

    house: House
    rooms: Rooms
    queue: QueueId
    port: int

    async def waiting(self, many: int) -> list[str]:
        """So many people who wait, each by their cookie."""
        return list(await asyncio.gather(*(self._waits(nth) for nth in range(many))))

    async def _waits(self, nth: int) -> str:
        sign_in = GuestSignIn(
            guest=GuestId(f"g{nth}"),
            visit=VisitId(f"v{nth}"),
            queue=self.queue,
            role=Role.PATIENT,
            walk_in=True,
            link=None,
            expires_at=self.house.clock.now() + timedelta(hours=1),
        )
        actor = GuestActor(guest=sign_in.guest, visit=sign_in.visit, walk_in=True)
        reply = await self.house.desk.ask(self.queue, OpId(f"join-{nth}"), Join(), actor)
        assert isinstance(reply, Done)
        return f"{self.rooms.cookies.guest}={self.house.seals.seal_guest(sign_in)}"

    async def settled(self) -> None:
        """Wait until the queue knows of everybody who is here, and nothing is written any more."""
        await until(lambda: not self.house.hub._tasks)

    async def kinds(self) -> list[str]:
        """What stands in the log, by name."""
        return [each.kind for each in await self.house.ledger.log(self.queue)]


@asynccontextmanager
async def opened(
    folder: Path, doorstep: Doorstep | None = None, **settings: Any
) -> AsyncIterator[tuple[Place, Any, Gate]]:
    """A house with its application and its gate, and nobody who serves them."""
    chosen = Settings(data=folder, url=URL, **settings)
    async with house(chosen) as made, httpx2.AsyncClient() as client:
        await demo.fill(made)
        (unit,) = made.directory.units()
        (queue,) = made.directory.queues_of(unit.id)
        rooms = app.rooms(made, NOWHERE, app.handoff(made, NOWHERE, client))
        rooms = replace(rooms, doorstep=doorstep or rooms.doorstep)
        site, gate = build(rooms)
        looking = asyncio.create_task(made.hub.run())
        try:
            yield Place(made, rooms, queue.id, 0), site, gate
        finally:
            looking.cancel()


@asynccontextmanager
async def served(
    folder: Path,
    doorstep: Doorstep | None = None,
    *,
    proxies: tuple[str, ...] = ("127.0.0.1",),
    wire: Limits | None = None,
    around: Callable[[Gate], Gate] = lambda gate: gate,
) -> AsyncIterator[Place]:
    """The same, served until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        async with opened(folder, doorstep) as (place, site, gate):
            place.port = listening.getsockname()[1]
            async with serving(site, around(gate), listening, proxies, wire):
                yield place


class Page:
    """A page of a guest, as far as its line goes."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection
        self.heard: list[Frame] = []
        self._refs = count(1)

    @classmethod
    async def knocks(cls, place: Place, cookie: str, address: str = "203.0.113.1") -> Self:
        """A line that has said nothing yet. Errors: `InvalidStatus`."""
        connection = await connect(
            f"ws://127.0.0.1:{place.port}/wire/guest",
            origin=Origin(URL),
            subprotocols=[Subprotocol(limits.SUBPROTOCOL)],
            additional_headers={"Cookie": cookie, "X-Forwarded-For": address},
            compression=None,
            open_timeout=PATIENCE_S,
            ping_interval=None,
            proxy=None,
        )
        return cls(connection)

    @classmethod
    async def comes(cls, place: Place, cookie: str, address: str = "203.0.113.1") -> Self:
        """A line with its first view. Errors: `ConnectionClosed`."""
        page = await cls.knocks(place, cookie, address)
        await page.says("Hello", protocol=limits.PROTOCOL, locale="da", tab="t")
        await page.hears("Seat")
        return page

    async def says(self, kind: str, **fields: Any) -> None:
        await self.connection.send(json.dumps({"type": kind, **fields}))

    async def asks(self, kind: str) -> int:
        ref = next(self._refs)
        await self.says("Ask", ref=ref, op_id=f"op-{ref}", command={"type": kind})
        return ref

    async def hears(self, *kinds: str) -> Frame:
        """The next message of one of these kinds. Errors: `ConnectionClosed`."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                self.heard.append(json.loads(await self.connection.recv()))
                if self.heard[-1]["type"] in kinds:
                    return self.heard[-1]

    async def ends(self) -> int | None:
        """The code with which it is closed."""
        async with asyncio.timeout(PATIENCE_S):
            try:
                while True:
                    self.heard.append(json.loads(await self.connection.recv()))
            except ConnectionClosed:
                return self.connection.close_code

    @property
    def bye(self) -> Frame | None:
        return next((each for each in self.heard if each["type"] == "Bye"), None)

    def is_cut(self) -> None:
        """The network is gone: not even a goodbye."""
        self.connection.transport.abort()


@contextmanager
def statements() -> Iterator[list[str]]:
    """Everything that is said to any database meanwhile; the lease goes on being renewed."""
    said: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith("BEGIN") and "ledger_lease" not in statement:
            said.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(Engine, "before_cursor_execute", note)
