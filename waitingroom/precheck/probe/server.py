"""The probe: its parts put together, and its one WebSocket."""

import asyncio
import ipaddress
import logging
import os
import resource
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from typing import Any

import httpx2
from websockets.asyncio.server import ServerConnection
from websockets.asyncio.server import serve as serve_websockets
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

from waitingroom.precheck.judge import judge
from waitingroom.precheck.probe import drawing
from waitingroom.precheck.probe.chores import Chores
from waitingroom.precheck.probe.clips import Shelf
from waitingroom.precheck.probe.config import ProbeConfig
from waitingroom.precheck.probe.entrance import Entrance
from waitingroom.precheck.probe.hook import Hook
from waitingroom.precheck.probe.lag import Lag
from waitingroom.precheck.probe.limits import MEMORY_BYTES, Limits
from waitingroom.precheck.probe.line import Line
from waitingroom.precheck.probe.means import Means
from waitingroom.rtc import hooks
from waitingroom.tally import OwnTally, Tally, opened_tally

PATH = "/wire/probe"
STOP_S = 3.0
NICE = 5

log = logging.getLogger("waitingroom.precheck")


class Probe:
    """A probe that listens.

    Use it as an asynchronous context manager. Errors: OSError when the port is taken;
    hooks.MediaUnfit when the media libraries are not the ones it was written against.
    """

    def __init__(
        self,
        config: ProbeConfig,
        limits: Limits | None = None,
        clock: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
        tally: Tally | None = None,
    ) -> None:
        hooks.check()
        self.port = 0
        self._config = config
        self._limits = limits or Limits()
        self._clock, self._wall = clock, wall
        self._tally = tally or OwnTally(clock)
        self._client = httpx2.AsyncClient(trust_env=False, follow_redirects=False)
        self._hook = Hook(config, self._client)
        self._lag = Lag(clock)
        self._chores = Chores()
        self._open: set[ServerConnection] = set()

    async def __aenter__(self) -> "Probe":
        means = await self._means()
        key = bytes.fromhex(self._config.ticket_key.reveal())
        self.entrance = Entrance(means, self._lag, key, self._tally)
        self._shelf = means.shelf
        self._chores.begin("lag", self._lag.watch())
        self._server = await serve_websockets(
            self._talk,
            self._config.host,
            self._config.port,
            process_request=self._doorstep,
            compression=None,
            max_size=self._limits.text_bytes,
            ping_interval=self._limits.ping_s,
            # On a slow line an answer waits behind what the speed test has sent.
            ping_timeout=self._limits.pong_s,
            open_timeout=self._limits.begin_s,
            close_timeout=STOP_S,
            server_header=None,
        )
        self.port = next(iter(self._server.sockets)).getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        with suppress(TimeoutError):
            async with asyncio.timeout(STOP_S):
                await self._server.wait_closed()
        await self._chores.end()
        await self._hook.close()
        await self._shelf.close()
        await self._client.aclose()

    async def _means(self) -> Means:
        return Means(
            config=self._config,
            limits=self._limits,
            clock=self._clock,
            wall=self._wall,
            judge=judge,
            tell=self._hook.tell,
            shelf=Shelf(self._config.clips, drawing.draw),
            friends=await _friends(self._config),
            gate=asyncio.Semaphore(self._limits.speeds),
        )

    def _doorstep(self, connection: ServerConnection, request: Request) -> Response | None:
        if request.path.partition("?")[0] != PATH:
            return connection.respond(HTTPStatus.NOT_FOUND, "")
        if len(self._open) >= self._limits.lines:
            return connection.respond(HTTPStatus.SERVICE_UNAVAILABLE, "")
        return None

    async def _talk(self, connection: ServerConnection) -> None:
        self._open.add(connection)
        try:
            with suppress(ConnectionClosed):
                await self.entrance.receive(Line(connection, self._limits), _address(connection))
        except Exception as error:
            log.error("error in a check: %s", type(error).__name__)
            await connection.close(1011)
        finally:
            self._open.discard(connection)


async def serve(
    config: ProbeConfig,
    ready: Callable[[int], None] | None = None,
    limits: Limits | None = None,
) -> None:
    """Be a probe until cancelled, in a process of its own; `ready` is told the port.

    Errors: see Probe.
    """
    # Whoever attacks the probe slows no queue and no call.
    os.nice(NICE)
    _limit_memory()
    _quieten()
    asyncio.get_running_loop().set_exception_handler(_note)
    key = bytes.fromhex(config.ticket_key.reveal())
    async with (
        opened_tally(config.redis, key) as tally,
        Probe(config, limits, tally=tally) as probe,
    ):
        if ready is not None:
            ready(probe.port)
        await asyncio.Event().wait()


def _note(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """aiortc goes on sending for a moment to a page that has gone, in tasks that nobody awaits."""
    error = context.get("exception")
    if not isinstance(error, ConnectionError):
        log.error("error in a task: %s", type(error).__name__ if error else context.get("message"))


def _address(connection: ServerConnection) -> str:
    """The page's own address: only the web process beside us speaks to us, and it says whose."""
    named = connection.request.headers.get_all("X-Forwarded-For") if connection.request else []
    last = named[-1].rpartition(",")[2].strip() if named else str(connection.remote_address[0])
    try:
        return str(ipaddress.ip_address(last))
    except ValueError:
        return ""


async def _friends(config: ProbeConfig) -> frozenset[str]:
    """Our own addresses, and those of the TURN server, whose relays answer for pages."""
    loop, found = asyncio.get_running_loop(), set(config.addresses)
    for url in config.turn.urls if config.turn else ():
        host = url.partition(":")[2].partition("?")[0]
        with suppress(OSError):
            info = await loop.getaddrinfo(_host(host), None, type=socket.SOCK_DGRAM)
            found |= {str(each[4][0]) for each in info}
    return frozenset(found)


def _host(text: str) -> str:
    """The host of `host`, `host:port` and `[address]:port`."""
    return text[1:].partition("]")[0] if text.startswith("[") else text.partition(":")[0]


def _limit_memory() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = MEMORY_BYTES if hard == resource.RLIM_INFINITY else min(MEMORY_BYTES, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _quieten() -> None:
    """These libraries write addresses and descriptions into their ordinary log lines."""
    for name in ("aioice", "aiortc", "httpx2", "httpcore2", "websockets"):
        logging.getLogger(name).setLevel(logging.WARNING)
