"""A line to PostgreSQL that can be cut, frozen or robbed of the answer to a COMMIT."""

import asyncio
import contextlib
import tempfile
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Self

COMMIT = b"Q\x00\x00\x00\x0cCOMMIT;\x00"
"""The simple query by which the driver commits (PostgreSQL, "Message Formats": Query)."""

SOCKET = ".s.PGSQL.5432"


class Fault(StrEnum):
    """What happens to the next COMMIT."""

    NONE = "none"
    ANSWER_LOST = "answer-lost"
    CUT_BEFORE = "cut-before"
    HELD_BACK = "held-back"


class Proxy:
    """Listens on a Unix socket in a folder of its own and passes everything on to the server.

    Shape: `fault` is what happens to the next COMMIT on any line; `held` says that one is held back
    and `release` lets it go; while `flows` is not set nothing gets through and nothing is cut.
    """

    def __init__(self, server: Path) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="px-"))
        self.fault = Fault.NONE
        self.held = asyncio.Event()
        self.release = asyncio.Event()
        self.flows = asyncio.Event()
        self.flows.set()
        self._server = server / SOCKET
        self._lines: set[asyncio.Task[None]] = set()
        self._listening: asyncio.Server | None = None

    async def __aenter__(self) -> Self:
        await self.listen()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()

    async def listen(self) -> None:
        """Take connections, again after `stop`."""
        path = self.folder / SOCKET
        path.unlink(missing_ok=True)
        self._listening = await asyncio.start_unix_server(self._take, path)

    async def stop(self) -> None:
        """Take no connections and cut those there are."""
        if self._listening is not None:
            self._listening.close()
        for line in list(self._lines):
            line.cancel()
        await asyncio.gather(*self._lines, return_exceptions=True)

    def take_fault(self) -> Fault:
        """The fault that is set, once."""
        fault, self.fault = self.fault, Fault.NONE
        return fault

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._lines.add(task)
        try:
            server = await asyncio.open_unix_connection(self._server)
            with contextlib.closing(writer), contextlib.closing(server[1]):
                await Line(self, (reader, writer), server).run()
        except (OSError, asyncio.CancelledError):
            return
        finally:
            self._lines.discard(task)


Side = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Line:
    """One connection through the proxy; once `deaf` it ends at the server's next word."""

    def __init__(self, proxy: Proxy, client: Side, server: Side) -> None:
        self._proxy = proxy
        self._client = client
        self._server = server
        self._deaf = False

    async def run(self) -> None:
        """Pass on both ways until one side or a fault ends it."""
        ways = {asyncio.create_task(self._up()), asyncio.create_task(self._down())}
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)

    async def _up(self) -> None:
        while part := await self._client[0].read(65536):
            await self._proxy.flows.wait()
            fault = self._proxy.take_fault() if COMMIT in part else Fault.NONE
            if fault is Fault.CUT_BEFORE:
                return
            if fault is Fault.HELD_BACK:
                self._proxy.held.set()
                await self._proxy.release.wait()
            self._deaf = fault is Fault.ANSWER_LOST
            self._server[1].write(part)

    async def _down(self) -> None:
        while part := await self._server[0].read(65536):
            await self._proxy.flows.wait()
            if self._deaf:
                return
            # A client that has gone away does not keep what it sent from reaching the server.
            with contextlib.suppress(OSError):
                self._client[1].write(part)
