"""The three ways to a TURN server, each as whole messages: over UDP, over TCP, and over TLS."""

import asyncio
import ssl
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Protocol, cast

from waitingroom.doctor import stun
from waitingroom.turn import TurnAddress

PATIENCE_S = 5.0
"""How long anything may take before it counts as not answering."""

REPEATS_S = (0.5, 1.0, 1.5, 2.0)
"""How long a datagram waits for its answer before it is sent again; it may have been lost."""


class Unreached(Exception):
    """There was no answer: refused, silent, or cut off."""


class Transport(Protocol):
    """Sends and receives whole messages."""

    repeats_s: tuple[float, ...]
    """How long to wait for an answer before asking again, and the last time before giving up."""

    def send(self, data: bytes) -> None:
        """Send one message."""
        ...

    async def receive(self) -> bytes:
        """The next message. Errors: `Unreached` when the line is gone."""
        ...


class _Datagrams(asyncio.DatagramProtocol):
    """Messages over UDP."""

    repeats_s: tuple[float, ...] = REPEATS_S

    def __init__(self) -> None:
        self._came: asyncio.Queue[bytes | None] = asyncio.Queue(64)
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, data: bytes, addr: object) -> None:
        with suppress(asyncio.QueueFull):
            self._came.put_nowait(data)

    def error_received(self, exc: Exception) -> None:
        with suppress(asyncio.QueueFull):
            self._came.put_nowait(None)

    def send(self, data: bytes) -> None:
        if self._transport is not None:
            self._transport.sendto(data)

    async def receive(self) -> bytes:
        data = await self._came.get()
        if data is None:
            raise Unreached
        return data


class _Stream:
    """Messages over TCP or TLS: the length in each says where it ends."""

    repeats_s: tuple[float, ...] = (PATIENCE_S,)

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    def send(self, data: bytes) -> None:
        self._writer.write(data)

    async def receive(self) -> bytes:
        try:
            head = await self._reader.readexactly(4)
            _, length = struct.unpack("!HH", head)
            return head + await self._reader.readexactly(stun.HEADER - 4 + length)
        except (asyncio.IncompleteReadError, OSError) as lost:
            raise Unreached from lost


@asynccontextmanager
async def reached(turn: TurnAddress, trust: ssl.SSLContext) -> AsyncIterator[Transport]:
    """A line to this address.

    Errors: `Unreached`; `ssl.SSLCertVerificationError` when its certificate is not to be trusted.
    """
    opened = _over_udp(turn) if turn.transport == "udp" else _over_tcp(turn, trust)
    async with opened as transport:
        yield transport


@asynccontextmanager
async def _over_udp(turn: TurnAddress) -> AsyncIterator[Transport]:
    loop = asyncio.get_running_loop()
    try:
        transport, datagrams = await loop.create_datagram_endpoint(
            _Datagrams, remote_addr=(turn.host, turn.port)
        )
    except OSError as silent:
        raise Unreached from silent
    try:
        yield datagrams
    finally:
        transport.close()


@asynccontextmanager
async def _over_tcp(turn: TurnAddress, trust: ssl.SSLContext) -> AsyncIterator[Transport]:
    reader, writer = await connected(turn, trust if turn.is_tls else None)
    try:
        yield _Stream(reader, writer)
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()


async def connected(
    turn: TurnAddress, trust: ssl.SSLContext | None
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A stream to this address. Errors: as `reached`."""
    try:
        async with asyncio.timeout(PATIENCE_S):
            return await asyncio.open_connection(turn.host, turn.port, ssl=trust)
    except ssl.SSLCertVerificationError:
        raise
    except OSError as silent:
        # Among them what TLS says, and the time-out.
        raise Unreached from silent
