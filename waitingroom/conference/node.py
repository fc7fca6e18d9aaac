"""One conference node: its parts put together, its clockwork, its HTTP server."""

import asyncio
import contextlib
import logging
import socket
import time
from collections.abc import Callable, Iterator

import httpx2
import msgspec
import uvicorn

from waitingroom.conference import media
from waitingroom.conference.asgi import App, where
from waitingroom.conference.clientapi import CLIENT, ClientApi
from waitingroom.conference.config import NodeConfig
from waitingroom.conference.entrance import Entrance
from waitingroom.conference.management import Management
from waitingroom.conference.model import Report
from waitingroom.conference.pins import Guesses
from waitingroom.conference.policy import Policy
from waitingroom.conference.sink import Sink
from waitingroom.conference.switchboard import Switchboard
from waitingroom.conference.transfer import Transfers

TICK_S = 0.04
IDLE_S = 0.2
SWEEP_S = 1.0
STOP_S = 3


class Node:
    """A node without a port: its ASGI application, and what must run beside it.

    Use it as an asynchronous context manager. Errors: media.MediaUnfit when the media libraries
    are not the ones it was written against.
    """

    def __init__(self, config: NodeConfig) -> None:
        media.check()
        self._config = config
        epoch = time.time() - time.monotonic()
        self._client = httpx2.AsyncClient(trust_env=False, follow_redirects=False)
        self._sink = Sink(config, self._client, time.time)
        self.switchboard = Switchboard(
            config, media.draw_slate(), time.monotonic, epoch, self._sink.post
        )
        policy = Policy(config, self._client)
        guesses = Guesses()
        transfers = Transfers(self.switchboard, policy, guesses)
        entrance = Entrance(self.switchboard, policy, guesses)
        client_api = ClientApi(self.switchboard, policy, entrance, transfers)
        management = Management(self.switchboard, config, transfers)
        self.app = App([*client_api.routes(), *management.routes()], open_to=CLIENT)
        self._log = logging.getLogger("waitingroom.conference")
        self._tasks: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> "Node":
        self._sink.post(Report(kind="eventsink_started", data=msgspec.Raw(b"{}")))
        self._tasks = [
            asyncio.create_task(task)
            for task in (self._sink.run(), self._keep_ticking(), self._keep_sweeping())
        ]
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.switchboard.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._sink.flush(STOP_S)
        await self._client.aclose()

    async def listen(self, ready: Callable[[int], None] | None = None) -> None:
        """Serve HTTP until cancelled; whoever takes part then is told that the node stops."""
        host, port = self._config.host, self._config.port
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.create_server((host, port), family=family)
        taken = listener.getsockname()[1]
        server = _Server(_settings(self.app), lambda: ready(taken) if ready else None)
        running = asyncio.create_task(server.serve([listener]))
        try:
            await asyncio.shield(running)
        finally:
            # Event streams would keep the server from stopping.
            await self.switchboard.close()
            server.should_exit = True
            await running

    async def _keep_ticking(self) -> None:
        while True:
            with self._surviving("tick"):
                await self.switchboard.tick()
            await asyncio.sleep(self._rest_s())

    def _rest_s(self) -> float:
        if not self.switchboard.busy:
            return IDLE_S
        due = self.switchboard.sound_due
        return TICK_S if due is None else min(TICK_S, max(0.0, due - time.monotonic()))

    async def _keep_sweeping(self) -> None:
        while True:
            with self._surviving("sweep"):
                self.switchboard.sweep()
            await asyncio.sleep(SWEEP_S)

    @contextlib.contextmanager
    def _surviving(self, what: str) -> Iterator[None]:
        """One fault in one call must not stop the clockwork of all the others."""
        try:
            yield
        except Exception as error:
            self._log.error("error in %s: %s", what, where(error))


class _Server(uvicorn.Server):
    """uvicorn, which leaves signals to the process and says when it listens."""

    def __init__(self, config: uvicorn.Config, listening: Callable[[], None]) -> None:
        super().__init__(config)
        self._listening = listening

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are the affair of whoever runs the node."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, and say so."""
        await super().startup(sockets)
        self._listening()


async def serve(config: NodeConfig, ready: Callable[[int], None] | None = None) -> None:
    """Run a node until cancelled; `ready` is told the port once it listens.

    Errors: OSError when the port is taken; media.MediaUnfit.
    """
    _quieten()
    async with Node(config) as node:
        await node.listen(ready)


def _settings(app: App) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        log_config=None,
        # Paths and queries hold aliases and tokens.
        access_log=False,
        # Only the web server beside us may say whom it asks for.
        proxy_headers=True,
        forwarded_allow_ips="127.0.0.1",
        lifespan="off",
        ws="none",
        server_header=False,
        timeout_graceful_shutdown=STOP_S,
    )


def _quieten() -> None:
    """These libraries write addresses, queries and names into their ordinary log lines."""
    for name in ("aioice", "aiortc", "httpx2", "httpcore2"):
        logging.getLogger(name).setLevel(logging.WARNING)
