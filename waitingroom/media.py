"""The conference node in a process of its own: how it is started, watched, and never left behind.

The parent holds the child's standard input open. When the parent is gone, however it went, the pipe
ends and the child stops: no orphan, also after `kill -9`.
"""

import asyncio
import logging
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import msgspec

from waitingroom.core.value import Private, Value

START_S = 20.0
STOP_S = 5.0
PAUSES_S = (0.5, 1.0, 2.0, 5.0)
"""How long before a node that ended is started again; the last for every further time."""

log = logging.getLogger("waitingroom.media")


class Order(Value):
    """What the child is told on its first line of input; see `conference.NodeConfig`."""

    host: str
    port: int
    policy_url: str
    sink_url: str
    username: str
    password: str
    node_name: str
    addresses: tuple[str, ...]
    max_calls: int


class MediaFailed(Exception):
    """The conference node did not start; its own log says why."""


class MediaProcess:
    """The child as the parent sees it: started, started again when it ends, stopped."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._process: asyncio.subprocess.Process | None = None
        self._stopping = asyncio.Event()

    @property
    def url(self) -> str:
        """Where the node listens; known once it has started."""
        return f"http://{self._order.host}:{self._order.port}"

    @property
    def pid(self) -> int | None:
        """The child's process, None while there is none."""
        return self._process.pid if self._process else None

    async def start(self) -> None:
        """Start the node and wait until it listens.

        Errors: `MediaFailed`.
        """
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "waitingroom",
            "media",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            # Two arenas instead of one a core: calls leave far less memory behind.
            env={**os.environ, "MALLOC_ARENA_MAX": "2"},
        )
        assert self._process.stdin is not None  # noqa: S101 - asked for above
        self._process.stdin.write(msgspec.json.encode(self._order) + b"\n")
        port = await self._listening(self._process)
        # Whoever was told the address finds the node there again after it was started anew.
        self._order = self._order.but(port=port)

    async def _listening(self, process: asyncio.subprocess.Process) -> int:
        assert process.stdout is not None  # noqa: S101 - asked for in start
        try:
            async with asyncio.timeout(START_S):
                line = await process.stdout.readline()
        except TimeoutError:
            line = b""
        word, _, port = line.decode().strip().partition(" ")
        if word != "listening" or not port.isdecimal():
            process.kill()
            await process.wait()
            raise MediaFailed("the conference node did not start")
        return int(port)

    async def watch(self) -> None:
        """Start the node again whenever it ends, until cancelled."""
        falls = 0
        while not self._stopping.is_set():
            if self._process is not None:
                await self._process.wait()
            if self._stopping.is_set():
                return
            log.error("the conference node ended and is started again")
            await asyncio.sleep(PAUSES_S[min(falls, len(PAUSES_S) - 1)])
            falls += 1
            with suppress(MediaFailed, OSError):
                await self.start()

    async def stop(self) -> None:
        """End the node for good and wait for it; harmless when repeated."""
        self._stopping.set()
        process, self._process = self._process, None
        if process is None or process.returncode is not None:
            return
        if process.stdin is not None:
            process.stdin.close()
        try:
            async with asyncio.timeout(STOP_S):
                await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()


@asynccontextmanager
async def media_process(order: Order) -> AsyncIterator[MediaProcess]:
    """A running node that is started again whenever it ends.

    Errors: `MediaFailed` when it does not start the first time.
    """
    process = MediaProcess(order)
    await process.start()
    watching = asyncio.create_task(process.watch(), name="media")
    try:
        yield process
    finally:
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
        await process.stop()


# --- in the child


async def serve_until_orphaned() -> None:
    """Be the node of the order on standard input, until that input ends."""
    # Ctrl-C reaches every process of the terminal; the parent decides when its node stops.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    order = msgspec.json.decode(sys.stdin.buffer.readline(), type=Order)
    # Imported here, because whoever only runs the queue need not have the media libraries.
    from waitingroom.conference import NodeConfig, serve

    config = NodeConfig(
        host=order.host,
        port=order.port,
        policy_url=order.policy_url,
        sink_url=order.sink_url,
        username=order.username,
        password=Private(order.password),
        node_name=order.node_name,
        addresses=order.addresses,
        max_calls=order.max_calls,
    )
    serving = asyncio.create_task(serve(config, _say_listening))
    orphaned = asyncio.create_task(_until_input_ends())
    await asyncio.wait({serving, orphaned}, return_when=asyncio.FIRST_COMPLETED)
    orphaned.cancel()
    failed = serving.done() and serving.exception()
    serving.cancel()
    with suppress(asyncio.CancelledError):
        await serving
    if failed:
        raise failed


def _say_listening(port: int) -> None:
    sys.stdout.write(f"listening {port}\n")
    sys.stdout.flush()


async def _until_input_ends() -> None:
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    await reader.read()
