"""A program behind the server, to which connections are passed on."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from tests.wire.place import RawPage, within
from waitingroom.wire import PassOn, Upgrade

SWITCHED = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n"


class Line(RawPage):
    """The far end of one connection that was passed on, with the request it began with."""

    def __init__(
        self, request: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        super().__init__(reader, writer)
        self.request = request

    @property
    def headers(self) -> dict[str, str]:
        lines = self.request.split("\r\n")[1:-2]
        return {name.lower(): value for name, _, value in (each.partition(": ") for each in lines)}


class Behind:
    """Where connections arrive; as a gate, it passes everybody on."""

    def __init__(self) -> None:
        self.lines: asyncio.Queue[Line] = asyncio.Queue()
        self.port = 0
        self.begun = self.ended = 0

    def __call__(self, upgrade: Upgrade) -> PassOn:
        self.begun += 1
        return PassOn(host="127.0.0.1", port=self.port, ended=self._end)

    def _end(self) -> None:
        self.ended += 1

    async def line(self) -> Line:
        """The next connection that arrived."""
        return await within(self.lines.get())


@asynccontextmanager
async def behind() -> AsyncIterator[Behind]:
    """A program that listens until the block ends; what it says is for the test to say."""
    there, open_now = Behind(), set[asyncio.StreamWriter]()

    async def arrived(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        open_now.add(writer)
        request = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        there.lines.put_nowait(Line(request, reader, writer))

    server = await asyncio.start_server(arrived, "127.0.0.1", 0, limit=64 * 1024)
    there.port = server.sockets[0].getsockname()[1]
    try:
        yield there
    finally:
        server.close()
        for writer in open_now:
            writer.close()
            with suppress(ConnectionError):
                await within(writer.wait_closed())
        await within(server.wait_closed())
