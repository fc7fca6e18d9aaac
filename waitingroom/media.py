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
from waitingroom.turn import TurnServer

NODE_LOGIN = "waitingroom"
"""How the conference node signs in to us, and we to it."""

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
    turn_urls: tuple[str, ...] = ()
    turn_secret: str = ""


class MediaFailed(Exception):
    """The conference node did not start; its own log says why."""


class MediaProcess:
    """The child as the parent sees it: launched, listening, started again when it ends, stopped."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._process: asyncio.subprocess.Process | None = None
        self._stopping = asyncio.Event()
        self._watching: asyncio.Task[None] | None = None

    @property
    def url(self) -> str:
        """Where the node listens; known once it has started."""
        return f"http://{self._order.host}:{self._order.port}"

    @property
    def pid(self) -> int | None:
        """The child's process, None while there is none."""
        return self._process.pid if self._process else None

    async def launch(self) -> None:
        """Begin to start the node; `listening` waits until it has."""
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

    async def listening(self) -> None:
        """Wait until the node listens, and from then on start it again whenever it ends.

        Errors: `MediaFailed` when it does not start this first time.
        """
        await self._listening()
        self._watching = asyncio.create_task(self._watch(), name="media")

    async def _listening(self) -> None:
        process = self._process
        assert process is not None, "nothing was launched"  # noqa: S101 - our own order
        assert process.stdout is not None  # noqa: S101 - asked for in launch
        try:
            async with asyncio.timeout(START_S):
                line = await process.stdout.readline()
        except TimeoutError:
            line = b""
        word, _, port = line.decode().strip().partition(" ")
        if word != "listening" or not port.isdecimal():
            await _kill(process)
            raise MediaFailed("The conference node did not start; its own lines above say why.")
        # Whoever was told the address finds the node there again after it was started anew.
        self._order = self._order.but(port=int(port))

    async def _watch(self) -> None:
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
                await self.launch()
                await self._listening()

    async def stop(self) -> None:
        """End the node for good and wait for it; harmless when repeated."""
        self._stopping.set()
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.gather(self._watching, return_exceptions=True)
        process, self._process = self._process, None
        if process is None or process.returncode is not None:
            return
        if process.stdin is not None:
            process.stdin.close()
        try:
            async with asyncio.timeout(STOP_S):
                await process.wait()
        except TimeoutError:
            await _kill(process)


async def _kill(process: asyncio.subprocess.Process) -> None:
    with suppress(ProcessLookupError):
        process.kill()
    await process.wait()


@asynccontextmanager
async def media_process(order: Order) -> AsyncIterator[MediaProcess]:
    """A node that is starting while its parent does other things, and is gone at the end."""
    process = MediaProcess(order)
    await process.launch()
    try:
        yield process
    finally:
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
        turn=_turn(order),
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


def _turn(order: Order) -> TurnServer | None:
    if not order.turn_urls:
        return None
    return TurnServer(urls=order.turn_urls, secret=Private(order.turn_secret))


def _say_listening(port: int) -> None:
    sys.stdout.write(f"listening {port}\n")
    sys.stdout.flush()


async def _until_input_ends() -> None:
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    await reader.read()
