"""Serves a house over HTTP and WebSocket, and stops so that nobody notices more than a pause."""

import asyncio
import contextlib
import signal
import socket
from collections.abc import Callable, Iterator, Sequence
from math import ceil
from typing import Any

import httpx2
import uvicorn

from waitingroom import app
from waitingroom.house import House
from waitingroom.hub import spread_s
from waitingroom.lease import Keeper
from waitingroom.leaving import Leaving, gone_in_time
from waitingroom.media import Media
from waitingroom.nodes import Asks
from waitingroom.protocol import limits
from waitingroom.settings import Settings
from waitingroom.web import Doorstep, build
from waitingroom.wire import Accept, Gate, Limits, PassOn, Reject, Upgrade, engine

STOP_S = 5
"""How long requests in flight may take after the pages have gone."""


async def serve(
    house: House,
    media: Media,
    private: socket.socket,
    listening: Callable[[], None],
    *,
    works: bool = True,
) -> None:
    """Serve until SIGTERM or SIGINT; `listening` is called once pages can be opened.

    Shape: `private` is where node and probe ask and report, a port that no page reaches. Without
    `works` another process does what must be done outside. Errors: `ChildFailed` when the
    conference node does not start; `OSError` when the port is taken.
    """
    with _listener(house.settings) as public:
        await media.begin()
        async with httpx2.AsyncClient(trust_env=False) as client:
            handoff = app.handoff(house, media.url, client)
            rooms = app.rooms(house, media.url, handoff, media.probe)
            application, gate = build(rooms)
            # Before the first page is back: until then its ticket would give it no place.
            await house.restoring.look(house.clock.now())
            worker = app.worker(house, handoff, Asks.ON_SILENCE if works else Asks.NEVER)
            hear_signals(house.leaving)
            let_in = _while_well(house.keeper, gate)
            pages = _Server(_config(house, application, let_in), listening)
            hooks = _Server(_plain(application), lambda: None)
            stop = asyncio.create_task(house.leaving.told(), name="told to stop")
            behind = [
                asyncio.create_task(worker.run() if works else worker.keep_up(), name="worker"),
                asyncio.create_task(house.hub.run(), name="hub"),
                asyncio.create_task(hooks.serve([private]), name="hooks"),
                asyncio.create_task(pages.serve([public]), name="pages"),
            ]
            await asyncio.wait([*behind, stop], return_when=asyncio.FIRST_COMPLETED)
            await _send_elsewhere(house, rooms.doorstep, pages)
            await _stop(house, media, [pages, hooks], behind)


async def work(house: House, media: Media, working: Callable[[], None]) -> None:
    """Do what must be done outside until SIGTERM or SIGINT; `working` is called at the start."""
    await media.begin()
    async with httpx2.AsyncClient(trust_env=False) as client:
        worker = app.worker(house, app.handoff(house, media.url, client), Asks.ALWAYS)
        hear_signals(house.leaving)
        running = asyncio.create_task(worker.run(), name="worker")
        stop = asyncio.create_task(house.leaving.told(), name="told to stop")
        working()
        await asyncio.wait([running, stop], return_when=asyncio.FIRST_COMPLETED)
        await media.stop()
        running.cancel()
        (ended,) = await asyncio.gather(running, return_exceptions=True)
        if isinstance(ended, Exception):
            raise ended


async def _send_elsewhere(house: House, doorstep: Doorstep, pages: "_Server") -> None:
    """Be seen not to be ready, take nobody new, and send everybody away.

    A part of us that ended by itself hurries: it is missed already.
    """
    leaving, hub = house.leaving, house.hub
    if not leaving.is_told:
        leaving.hurry()
    await leaving.noticed(house.settings.notice_s)
    doorstep.shut()
    pages.accept_no_more()
    await hub.leave(min(spread_s(hub.lines), leaving.left_s))


async def _stop(
    house: House,
    media: Media,
    servers: Sequence[uvicorn.Server],
    behind: Sequence[asyncio.Task[None]],
) -> None:
    """What was begun is finished, then the loops end."""
    # Calls last as long as their event streams, which pass through our pages' server: with the node
    # they end by themselves, and nothing is left that the server would have to wait for.
    await media.stop()
    for server in servers:
        server.config.timeout_graceful_shutdown = ceil(min(STOP_S, house.leaving.left_s))
        server.should_exit = True
    worker, hub, *serving = behind
    await asyncio.gather(*serving, return_exceptions=True)
    worker.cancel()
    hub.cancel()
    ended = await asyncio.gather(*behind, return_exceptions=True)
    for each in ended:
        if isinstance(each, Exception):
            raise each


def hear_signals(leaving: Leaving) -> None:
    """SIGTERM is a service that is stopped, SIGINT a person at a terminal who waits for it."""
    loop = asyncio.get_running_loop()
    for each, what in ((signal.SIGTERM, leaving.tell), (signal.SIGINT, leaving.hurry)):
        loop.add_signal_handler(each, _told, leaving, what)


def _told(leaving: Leaving, what: Callable[[], None]) -> None:
    if not leaving.is_told:
        gone_in_time()
    what()


def _while_well(keeper: Keeper, gate: Gate) -> Gate:
    """The gate, which lets nobody in while only others can serve them."""

    def decide(upgrade: Upgrade) -> Accept | Reject | PassOn:
        return gate(upgrade) if keeper.lets_in else Reject(status=503)

    return decide


def _listener(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    return socket.create_server((settings.host, settings.port), family=family, backlog=2048)


class _Server(uvicorn.Server):
    """uvicorn, which leaves signals to us and says when it listens."""

    def __init__(self, config: uvicorn.Config, listening: Callable[[], None]) -> None:
        super().__init__(config)
        self._listening = listening

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """uvicorn raises a signal again when it has stopped, which would skip our own closing."""
        yield

    def accept_no_more(self) -> None:
        """Listen no longer; whoever is connected is served on."""
        for each in self.servers:
            each.close()

    async def startup(self, sockets: Any = None) -> None:
        """Listen, and say so."""
        await super().startup(sockets)
        if self.started:
            self._listening()


def _config(house: House, application: Any, gate: Gate) -> uvicorn.Config:
    settings = house.settings
    return uvicorn.Config(
        application,
        ws=engine(gate, _limits(settings), settings.proxies),
        http="httptools",
        lifespan="on",
        log_config=None,
        # Our own access log writes routes, never paths or queries: they may hold secrets.
        access_log=False,
        server_header=False,
        forwarded_allow_ips=list(settings.proxies),
        timeout_graceful_shutdown=STOP_S,
        ssl_certfile=settings.certificate,
        ssl_keyfile=settings.certificate_key,
    )


def _limits(settings: Settings) -> Limits:
    """A few more lines than there is room for: who comes then is still told when to come back."""
    spare = settings.most_lines // limits.SILENT_SHARE
    return Limits(max_bytes=limits.MAX_BYTES, most=settings.most_lines + spare)


def _plain(application: Any) -> uvicorn.Config:
    return uvicorn.Config(
        application,
        ws="none",
        http="httptools",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=STOP_S,
    )
