"""A slow line between a page and a probe: so many bytes a second each way, and a delay."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

CHUNK = 2048
BUFFER = 16 * 1024
"""What may stand in the line; a machine's own buffers would hold megabytes."""

BEHIND_S = 0.05
"""A busy machine may catch up with so much."""


@dataclass
class Slow:
    """Where the line begins, and a socket for its near end that holds no more than the line."""

    port: int

    async def socket(self) -> socket.socket:
        """Connected already."""
        return await _joined(self.port)


@asynccontextmanager
async def slowed(port: int, mbps: float, delay_s: float) -> AsyncIterator[Slow]:
    """A line to this port that is as fast as that each way, and so long."""
    halves: set[asyncio.Task[None]] = set()

    async def joined(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        behind = await asyncio.open_connection(sock=await _joined(port), limit=BUFFER)
        for source, target in ((reader, behind[1]), (behind[0], writer)):
            halves.add(asyncio.create_task(_half(source, target, mbps, delay_s)))

    near = _narrow()
    near.bind(("127.0.0.1", 0))
    server = await asyncio.start_server(joined, sock=near, limit=BUFFER)
    async with server:
        try:
            yield Slow(server.sockets[0].getsockname()[1])
        finally:
            for half in halves:
                half.cancel()
            await asyncio.gather(*halves, return_exceptions=True)


def _narrow() -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    for buffer in (socket.SO_RCVBUF, socket.SO_SNDBUF):
        made.setsockopt(socket.SOL_SOCKET, buffer, BUFFER)
    return made


async def _joined(port: int) -> socket.socket:
    made = _narrow()
    made.setblocking(False)
    await asyncio.get_running_loop().sock_connect(made, ("127.0.0.1", port))
    return made


async def _half(
    source: asyncio.StreamReader, target: asyncio.StreamWriter, mbps: float, delay_s: float
) -> None:
    loop = asyncio.get_running_loop()
    free_at = loop.time()
    on_the_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
    delivering = asyncio.create_task(_deliver(on_the_way, target))
    try:
        while data := await source.read(CHUNK):
            free_at = max(free_at, loop.time() - BEHIND_S) + len(data) * 8 / mbps / 1e6
            on_the_way.put_nowait((free_at + delay_s, data))
            await asyncio.sleep(max(0.0, free_at - loop.time()))
    finally:
        target.close()
        delivering.cancel()
        await asyncio.gather(delivering, return_exceptions=True)


async def _deliver(
    on_the_way: asyncio.Queue[tuple[float, bytes]], target: asyncio.StreamWriter
) -> None:
    loop = asyncio.get_running_loop()
    while True:
        at, data = await on_the_way.get()
        await asyncio.sleep(max(0.0, at - loop.time()))
        target.write(data)
        await target.drain()
