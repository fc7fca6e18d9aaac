"""A real HTTP server on a free port of this machine, for what only a real connection shows."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Callable, Iterator

import uvicorn
from starlette.types import ASGIApp

from waitingroom.wire import Gate, Limits, engine


async def until(condition: Callable[[], bool]) -> None:
    """Wait for what another task is about to do; TimeoutError when it does not."""
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - others' state has no event to wait for
            await asyncio.sleep(0.002)


class _Quiet(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        # The test run keeps its own signals.
        yield


@contextlib.asynccontextmanager
async def serving(
    app: ASGIApp,
    gate: Gate | None = None,
    listening: socket.socket | None = None,
    proxies: tuple[str, ...] = ("127.0.0.1",),
    limits: Limits | None = None,
) -> AsyncIterator[str]:
    """The address of this application while it is served, with live lines where there is a gate."""
    listening = listening or socket.create_server(("127.0.0.1", 0))
    # The loop does so only for sockets that name their protocol, and every answer waits 40 ms.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    config = uvicorn.Config(
        app,
        ws=engine(gate, limits or Limits(), proxies) if gate else "none",
        lifespan="on",
        log_config=None,
        access_log=False,
        forwarded_allow_ips=list(proxies),
    )
    config.timeout_graceful_shutdown = 2
    server = _Quiet(config)
    task = asyncio.create_task(server.serve([listening]))
    try:
        await until(lambda: server.started)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        async with asyncio.timeout(10):
            await task
        listening.close()
