"""A real uvicorn on a loopback port with our engine in it, and pages that speak to it."""

import asyncio
import base64
import socket
import ssl
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import uvicorn
from websockets.asyncio.client import ClientConnection, connect

from waitingroom.wire import Accept, Gate, Limits, Socket, Switchboard, engine

T = TypeVar("T")

WAIT_S = 10.0


class Place(NamedTuple):
    """A running server."""

    server: uvicorn.Server
    port: int
    switchboard: Switchboard
    url: str


async def _app(scope: dict[str, Any], receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 404, "headers": []})
    await send({"type": "http.response.body", "body": b""})


@asynccontextmanager
async def serving(
    gate: Gate,
    limits: Limits | None = None,
    certificate: Path | None = None,
    proxies: tuple[str, ...] = (),
) -> AsyncIterator[Place]:
    """Serves until the block ends; then all connections must go within a time-out."""
    made = engine(gate, limits or Limits(), proxies)
    config = uvicorn.Config(
        _app,
        host="127.0.0.1",
        port=0,
        ws=made,
        lifespan="off",
        log_config=None,
        access_log=False,
        ssl_certfile=certificate,
        ssl_keyfile=certificate,
    )
    server = uvicorn.Server(config)
    running = asyncio.create_task(server.serve())
    try:
        await until(lambda: server.started)
        port = server.servers[0].sockets[0].getsockname()[1]
        scheme = "ws" if certificate is None else "wss"
        yield Place(server, port, made.switchboard, f"{scheme}://127.0.0.1:{port}/wire")
    finally:
        server.should_exit = True
        await asyncio.wait_for(running, WAIT_S)


async def until(condition: Callable[[], bool], wait_s: float = WAIT_S) -> None:
    """Waits until something is true; fails after a time-out."""
    async with asyncio.timeout(wait_s):
        while not condition():  # noqa: ASYNC110 - the conditions are of many kinds
            await asyncio.sleep(0.005)


async def within(awaited: Awaitable[T]) -> T:
    """What was awaited, or a failure after a time-out."""
    return await asyncio.wait_for(awaited, WAIT_S)


def page(place: Place, **options: Any) -> Any:
    """A page that speaks WebSocket as it should."""
    return connect(place.url, compression=None, ping_interval=None, proxy=None, **options)


async def asked(client: ClientConnection, text: str) -> str | bytes:
    """What a page hears after it has said something."""
    await within(client.send(text))
    return await within(client.recv())


class Echo:
    """A handler that says everything back, and remembers what happened to it."""

    def __init__(self) -> None:
        self.socket: Socket
        self.happened: list[str] = []
        self.texts: list[bytes] = []
        self.code: int | None = None

    def opened(self, socket: Socket) -> None:
        self.socket = socket
        self.happened.append("opened")

    def heard(self, text: bytes) -> None:
        self.texts.append(text)
        self.socket.send(text)

    def paused(self) -> None:
        self.happened.append("paused")

    def drained(self) -> None:
        self.happened.append("drained")

    def closed(self, code: int) -> None:
        self.happened.append("closed")
        self.code = code


class Door:
    """A gate that lets everybody in and keeps their handlers."""

    def __init__(self, made: Callable[[], Echo] = Echo) -> None:
        self._made = made
        self.handlers: list[Echo] = []

    def __call__(self, upgrade: object) -> Accept:
        self.handlers.append(self._made())
        return Accept(handler=self.handlers[-1])


# --- a page that speaks in bytes

TEXT, BINARY, CLOSE, PING, PONG, CONT = 1, 2, 8, 9, 10, 0
MASK = b"\x11\x22\x33\x44"


def frame(opcode: int, payload: bytes = b"", *, fin: bool = True, mask: bool = True) -> bytes:
    """A frame as a page writes it."""
    head = bytes([opcode | (0x80 if fin else 0)])
    bit = 0x80 if mask else 0
    if len(payload) < 126:
        head += bytes([bit | len(payload)])
    elif len(payload) < 65536:
        head += bytes([bit | 126]) + struct.pack("!H", len(payload))
    else:
        head += bytes([bit | 127]) + struct.pack("!Q", len(payload))
    if not mask:
        return head + payload
    return head + MASK + bytes(each ^ MASK[at % 4] for at, each in enumerate(payload))


def closing(code: int, reason: str = "") -> bytes:
    """A close frame as a page writes it."""
    return frame(CLOSE, struct.pack("!H", code) + reason.encode())


class RawPage:
    """A page that may break the rules."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    def write(self, data: bytes) -> None:
        self.writer.write(data)

    async def read(self) -> tuple[int, bytes]:
        """The next frame of the server: its opcode and what it carries."""
        first, second = await within(self.reader.readexactly(2))
        length = second
        if length == 126:
            (length,) = struct.unpack("!H", await within(self.reader.readexactly(2)))
        elif length == 127:
            (length,) = struct.unpack("!Q", await within(self.reader.readexactly(8)))
        return first & 0x0F, await within(self.reader.readexactly(length))

    async def read_close(self) -> tuple[int, str]:
        """The code and the reason of the close frame that must come next, before the end."""
        opcode, payload = await self.read()
        assert opcode == CLOSE, (opcode, payload)
        assert await within(self.reader.read()) == b""
        return (struct.unpack("!H", payload[:2])[0] if payload else 1005), payload[2:].decode()

    async def is_cut(self) -> bool:
        """Whether the connection ends, whatever still comes."""
        with suppress(ConnectionResetError):
            while await within(self.reader.read(65536)):
                pass
        return True


KEY = base64.b64encode(b"0123456789abcdef").decode()
ASKED_FOR = {
    "Host": "127.0.0.1",
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Key": KEY,
    "Sec-WebSocket-Version": "13",
}


def request(path: str = "/wire", **changes: str | None) -> bytes:
    """A request for an upgrade; a changed header of None is left out."""
    headers = ASKED_FOR | {name.replace("_", "-"): value for name, value in changes.items()}
    lines = [f"{name}: {value}" for name, value in headers.items() if value is not None]
    return "\r\n".join([f"GET {path} HTTP/1.1", *lines, "", ""]).encode()


@asynccontextmanager
async def connected(
    place: Place, *, read_buffer: int = 65536, tls: ssl.SSLContext | None = None
) -> AsyncIterator[RawPage]:
    """A raw connection to the server, before any upgrade."""
    plain = socket.socket()
    plain.setblocking(False)
    plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, read_buffer)
    await within(asyncio.get_running_loop().sock_connect(plain, ("127.0.0.1", place.port)))
    reader, writer = await asyncio.open_connection(
        sock=plain, limit=read_buffer, ssl=tls, server_hostname="127.0.0.1" if tls else None
    )
    try:
        yield RawPage(reader, writer)
    finally:
        writer.close()
        with suppress(ConnectionError):
            await within(writer.wait_closed())


@asynccontextmanager
async def raw_page(place: Place, *, read_buffer: int = 65536) -> AsyncIterator[RawPage]:
    """A raw connection after the upgrade."""
    async with connected(place, read_buffer=read_buffer) as raw:
        raw.write(request())
        head = await within(raw.reader.readuntil(b"\r\n\r\n"))
        assert head.startswith(b"HTTP/1.1 101 "), head
        yield raw
