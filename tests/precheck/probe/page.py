"""A page that is no browser: it talks with a probe over real sockets and opens real ways."""

import asyncio
import socket
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from struct import Struct
from typing import Any, Protocol, TypeVar
from uuid import uuid4

import msgspec
from aiortc import RTCConfiguration, RTCDataChannel, RTCPeerConnection, RTCSessionDescription
from websockets.asyncio.client import ClientConnection, connect

from tests.precheck.given import ABLE
from waitingroom.core.ids import GuestId, QueueId, UnitId, VisitId
from waitingroom.core.value import Private
from waitingroom.precheck.measured import System
from waitingroom.precheck.probe import Limits, Probe, ProbeConfig
from waitingroom.precheck.talk import (
    PROTOCOL,
    Answer,
    Begin,
    Connection,
    Depth,
    FromPage,
    Offer,
    Plan,
    ToPage,
)
from waitingroom.precheck.tickets import LIFE, Audience, Ticket, seal

KEY = bytes(range(32))
LOGIN = ("waitingroom", "not-a-secret")
PATIENT = Limits(lag_s=10.0)
"""A busy machine is late at times, which is tested by itself."""

ASKED, ANSWERED = Struct("<Id"), Struct("<IdIId")

ENVIRONMENT = ABLE.but(major=156, system=System.LINUX)


class Listening(Protocol):
    """A probe, here or in another process."""

    port: int


Said = TypeVar("Said", bound=msgspec.Struct)


def config(**changes: Any) -> ProbeConfig:
    """A probe on loopback that tells nobody."""
    plain = ProbeConfig(
        host="127.0.0.1",
        port=0,
        hook_url="",
        username=LOGIN[0],
        password=Private(LOGIN[1]),
        ticket_key=Private(KEY.hex()),
        addresses=("127.0.0.1",),
    )
    return plain.but(**changes)


@asynccontextmanager
async def probe_of(limits: Limits | None = None, **changes: Any) -> AsyncIterator[Probe]:
    """A probe that listens."""
    async with Probe(config(**changes), limits or PATIENT) as probe:
        yield probe


def ticket(visit: str = "", **changes: Any) -> str:
    """A ticket of a guest; of another visit each time unless one is named."""
    plain = Ticket(
        audience=Audience.GUEST,
        nonce=uuid4().hex,
        expires_at=datetime.now(UTC) + LIFE,
        unit=UnitId("unit"),
        queue=QueueId("queue"),
        visit=VisitId(visit or uuid4().hex),
        guest=GuestId("guest"),
    )
    return seal(KEY, plain.but(**changes))


def old_ticket() -> str:
    """A ticket whose time is over."""
    return ticket(expires_at=datetime.now(UTC) - timedelta(seconds=1))


class Page:
    """One page at a probe."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.heard: list[ToPage] = []
        self.frames = 0
        self._ways: list[RTCPeerConnection] = []
        self._news = asyncio.Event()
        self._listening = asyncio.create_task(self._listen())

    async def say(self, said: FromPage) -> None:
        """Tell the probe."""
        await self.socket.send(msgspec.json.encode(said), text=True)

    async def begins(self, text: str = "", depth: Depth = Depth.FULL) -> Plan:
        """Show a ticket and wait for the plan."""
        await self.knocks(text, depth)
        return await self.hears(Plan)

    async def knocks(self, text: str = "", depth: Depth = Depth.FULL) -> None:
        """Show a ticket."""
        begin = Begin(
            protocol=PROTOCOL, ticket=text or ticket(), depth=depth, environment=ENVIRONMENT
        )
        await self.say(begin)

    async def hears(self, kind: type[Said], limit_s: float = 10.0) -> Said:
        """Wait until the probe says something of this kind; the newest of them."""

        def newest() -> Said | None:
            return next((each for each in reversed(self.heard) if isinstance(each, kind)), None)

        found: Said = await self.comes_to(newest, limit_s)
        return found

    async def comes_to(self, found: Callable[[], Any], limit_s: float = 10.0) -> Any:
        """Wait until this gives something."""
        async with asyncio.timeout(limit_s):
            while not (value := found()):
                self._news.clear()
                await self._news.wait()
        return value

    def way(self) -> RTCPeerConnection:
        """A peer connection that is closed with the page."""
        way = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self._ways.append(way)
        return way

    async def offers(self, way: RTCPeerConnection, connection: Connection) -> None:
        """Offer it and take the answer."""
        await way.setLocalDescription(await way.createOffer())
        await self.say(Offer(connection=connection, sdp=way.localDescription.sdp))

        def answered() -> Answer | None:
            said = [each for each in self.heard if isinstance(each, Answer)]
            return next((each for each in said if each.connection is connection), None)

        answer = await self.comes_to(answered)
        await way.setRemoteDescription(RTCSessionDescription(answer.sdp, "answer"))

    async def channel(self, connection: Connection = Connection.DIRECT, **how: Any) -> "Channel":
        """Open a channel on a way of its own."""
        way = self.way()
        channel = Channel(way.createDataChannel("probe", **how))
        await self.offers(way, connection)
        async with asyncio.timeout(10):
            await channel.opened.wait()
        return channel

    async def closed(self, limit_s: float = 10.0) -> int:
        """Wait until the probe has closed the line; its code."""
        async with asyncio.timeout(limit_s):
            await self.socket.wait_closed()
        return self.socket.close_code or 0

    async def leaves(self) -> None:
        """Go away."""
        for way in self._ways:
            await way.close()
        await self.socket.close()
        await asyncio.gather(self._listening, return_exceptions=True)

    async def vanishes(self) -> None:
        """Be gone without a word, as a machine that lost its power."""
        self.socket.transport.abort()
        await asyncio.gather(self._listening, return_exceptions=True)

    async def _listen(self) -> None:
        async for frame in self.socket:
            if isinstance(frame, bytes):
                self.frames += 1
            else:
                self.heard.append(msgspec.json.decode(frame, type=ToPage))
            self._news.set()


class Channel:
    """A data channel of a page, and what came back on it."""

    def __init__(self, channel: RTCDataChannel) -> None:
        self._channel = channel
        self.opened = asyncio.Event()
        self.back: list[bytes] = []
        self._news = asyncio.Event()
        channel.on("open", self.opened.set)
        channel.on("message", self._take)

    def sends(self, message: bytes | str) -> None:
        """Send a message."""
        self._channel.send(message)

    def asks(self, number: int) -> None:
        """Send one of the small messages."""
        self.sends(ASKED.pack(number, 1000 * time.monotonic()).ljust(160, b"\0"))

    async def has(self, count: int) -> list[bytes]:
        """Wait until so many have come back."""
        async with asyncio.timeout(10):
            while len(self.back) < count:
                self._news.clear()
                await self._news.wait()
        return self.back

    def _take(self, message: bytes) -> None:
        self.back.append(message)
        self._news.set()


@asynccontextmanager
async def page_at(
    probe: Listening, address: str = "127.0.0.1", sock: socket.socket | None = None
) -> AsyncIterator[Page]:
    """A page whose line is open, and that leaves in the end."""
    async with connect(
        f"ws://127.0.0.1:{probe.port}/wire/probe",
        additional_headers={"X-Forwarded-For": address},
        compression=None,
        proxy=None,
        close_timeout=2,
        sock=sock,
    ) as line:
        page = Page(line)
        try:
            yield page
        finally:
            await page.leaves()
