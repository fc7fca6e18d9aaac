"""A line to Redis through which a chosen answer never comes: it was done, and nobody is told."""

import asyncio
import contextlib
import tempfile
from pathlib import Path
from typing import Self

Way = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Eater:
    """Listens on a Unix socket and passes everything on to the server.

    Shape: the answer to the next part that holds `word` is eaten and the connection cut; `eaten`
    counts. While `word` is empty everything gets through.
    """

    def __init__(self, server: Path) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="ea-")
        self.path = Path(self._folder.name) / "s"
        self.word = b""
        self.eaten = 0
        self._server = server
        self._lines: set[asyncio.Task[None]] = set()

    @property
    def url(self) -> str:
        return f"unix://{self.path}"

    async def __aenter__(self) -> Self:
        self._listening = await asyncio.start_unix_server(self._take, self.path)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._listening.close()
        for line in self._lines:
            line.cancel()
        await asyncio.gather(*self._lines, return_exceptions=True)
        self._folder.cleanup()

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._lines.add(task)
        with contextlib.closing(writer), contextlib.suppress(OSError, asyncio.CancelledError):
            up, down = await asyncio.open_unix_connection(self._server)
            with contextlib.closing(down):
                await self._pass_on((reader, down), (up, writer))
        self._lines.discard(task)

    async def _pass_on(self, asked: Way, answered: Way) -> None:
        deaf = asyncio.Event()

        async def up() -> None:
            while part := await asked[0].read(1 << 16):
                if self.word and self.word in part:
                    self.eaten += 1
                    deaf.set()
                asked[1].write(part)

        async def down() -> None:
            # Once it is deaf, the server's next word says that it has done it.
            while (part := await answered[0].read(1 << 16)) and not deaf.is_set():
                answered[1].write(part)

        ways = [asyncio.create_task(up()), asyncio.create_task(down())]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
