"""A door before several webs: hands each connection to the next of them, byte for byte.

For development only: it knows nothing of TLS, and every caller seems to come from this machine.
"""

import asyncio
from contextlib import AsyncExitStack, suppress
from itertools import count

CONNECT_S = 1.0
PART = 64 * 1024

Stream = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Door:
    """Listens at one port for the webs at the others; one that takes no connection is passed by."""

    def __init__(self, ports: tuple[int, ...], host: str = "127.0.0.1") -> None:
        self._ports = ports
        self._host = host
        self._turn = count()
        self._lines: set[asyncio.Task[None]] = set()

    async def listen(self, host: str, port: int) -> None:
        """Serve until cancelled; port 0 takes a free one. Errors: `OSError` when it is taken."""
        async with await asyncio.start_server(self._came, host, port) as server:
            await server.serve_forever()

    async def _came(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        behind = await self._behind()
        async with AsyncExitStack() as stack:
            stack.callback(writer.close)
            if behind is None:
                return
            stack.callback(behind[1].close)
            async with asyncio.TaskGroup() as both:
                both.create_task(_carry(reader, behind[1]))
                both.create_task(_carry(behind[0], writer))

    async def _behind(self) -> Stream | None:
        """A connection to the next web that takes one."""
        first = next(self._turn)
        for nth in range(len(self._ports)):
            port = self._ports[(first + nth) % len(self._ports)]
            with suppress(OSError):
                async with asyncio.timeout(CONNECT_S):
                    return await asyncio.open_connection(self._host, port)
        return None


async def _carry(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    """What comes in goes out; the end too."""
    with suppress(OSError):
        while part := await source.read(PART):
            target.write(part)
            await target.drain()
    with suppress(OSError):
        if target.can_write_eof():
            target.write_eof()
