"""A process of ours beside this one: how it is started, watched, and never left behind.

The parent holds the child's standard input open. When the parent is gone, however it went, the pipe
ends and the child stops: no orphan, also after `kill -9`.
"""

import asyncio
import logging
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any, TypeVar

import msgspec

from waitingroom.core.value import Value

START_S = 20.0
STOP_S = 5.0
PAUSES_S = (0.5, 1.0, 2.0, 5.0)
"""How long before a child that ended is started again; the last for every further time."""

Ready = Callable[[int], None]

log = logging.getLogger("waitingroom.child")


class Order(Value):
    """What a child is told on its first line of input. Shape: port 0 takes any free port."""

    host: str
    port: int


Ordered = TypeVar("Ordered", bound=Order)


class ChildFailed(Exception):
    """A child did not start; its own log says why."""


class Child:
    """The child as the parent sees it: launched, listening, started again when it ends, stopped.

    Shape: `command` is the word of our command line by which it runs.
    """

    def __init__(self, command: str, order: Order) -> None:
        self._command = command
        self._order = order
        self._process: asyncio.subprocess.Process | None = None
        self._stopping = asyncio.Event()
        self._watching: asyncio.Task[None] | None = None
        self._is_listening = False

    @property
    def place(self) -> tuple[str, int] | None:
        """Host and port where it listens now; None while it does not."""
        return (self._order.host, self._order.port) if self._is_listening else None

    @property
    def url(self) -> str:
        """Where it listens; known once it has started."""
        return f"http://{self._order.host}:{self._order.port}"

    @property
    def pid(self) -> int | None:
        """The child's process, None while there is none."""
        return self._process.pid if self._process else None

    async def launch(self) -> None:
        """Begin to start it; `listening` or `keep` see to the rest."""
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "waitingroom",
            self._command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            # Two arenas instead of one a core: calls leave far less memory behind.
            env={**os.environ, "MALLOC_ARENA_MAX": "2"},
        )
        assert self._process.stdin is not None  # noqa: S101 - asked for above
        self._process.stdin.write(msgspec.json.encode(self._order) + b"\n")

    async def listening(self) -> None:
        """Wait until it listens, and from then on start it again whenever it ends.

        Errors: `ChildFailed` when it does not start this first time.
        """
        await self._listening()
        self.keep()

    def keep(self) -> None:
        """See to it from now on that it runs, however often it does not start; nobody waits."""
        self._watching = asyncio.create_task(self._watch(), name=self._command)

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
            raise ChildFailed(f"“{self._command}” did not start; its own lines above say why.")
        # Whoever was told the address finds it there again after it was started anew.
        self._order = self._order.but(port=int(port))
        self._is_listening = True

    async def _watch(self) -> None:
        falls = 0
        while not self._stopping.is_set():
            if not self._is_listening:
                with suppress(ChildFailed):
                    await self._listening()
            if self._process is not None:
                await self._process.wait()
            self._is_listening = False
            if self._stopping.is_set():
                return
            log.error("“%s” ended and is started again", self._command)
            await asyncio.sleep(PAUSES_S[min(falls, len(PAUSES_S) - 1)])
            falls += 1
            with suppress(OSError):
                await self.launch()

    async def stop(self) -> None:
        """End it for good and wait for it; harmless when repeated."""
        self._stopping.set()
        self._is_listening = False
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
async def child(command: str, order: Order) -> AsyncIterator[Child]:
    """A child that is starting while its parent does other things, and is gone at the end."""
    process = Child(command, order)
    await process.launch()
    try:
        yield process
    finally:
        await process.stop()


# --- in the child


async def serve_until_orphaned(
    kind: type[Ordered], serve: Callable[[Ordered, Ready], Coroutine[Any, Any, None]]
) -> None:
    """Do what the order on standard input says, until that input ends."""
    # Ctrl-C reaches every process of the terminal; the parent decides when its children stop.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    order = msgspec.json.decode(sys.stdin.buffer.readline(), type=kind)
    serving = asyncio.create_task(serve(order, _say_listening))
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
