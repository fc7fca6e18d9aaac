"""A line that can be slow, cut, half open, unread, or robbed of the answer to just one question.

For clients, PostgreSQL and Redis alike, over TCP and over Unix sockets.
"""

import asyncio
import contextlib
import socket
import struct
from collections import deque
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Self

from tests.faults.talks import Bytes, Question, Talk

Place = tuple[str, int] | Path
"""Where somebody listens: host and port, or a Unix socket."""

PART = 65536


class Hit(StrEnum):
    """What happens to one question."""

    ANSWER_LOST = "answer-lost"
    """It is carried out; when the answer is there, it is dropped and the line is cut."""
    CUT_BEFORE = "cut-before"
    """It never arrives: the line is cut."""
    HELD_BACK = "held-back"
    """It arrives when `release` is set."""


class Flow(StrEnum):
    """What becomes of what is said in one direction."""

    PASSES = "passes"
    SWALLOWED = "swallowed"
    """It is taken and goes nowhere: the line is half open."""
    UNREAD = "unread"
    """Nobody takes it: the sender's buffers fill, and nothing is lost."""


class Way:
    """One direction of all lines of a proxy.

    Units: `delay_s` and `jitter_s` in seconds before each part is passed on, the second drawn from
    the proxy's seed; `bytes_per_s` is how quickly it is read, 0 for as quickly as can be.
    """

    def __init__(self, dice: Random) -> None:
        self.delay_s = 0.0
        self.jitter_s = 0.0
        self.bytes_per_s = 0
        self._dice = dice
        self._flow = Flow.PASSES
        self._read = asyncio.Event()
        self._read.set()

    @property
    def flow(self) -> Flow:
        """What becomes of what is said."""
        return self._flow

    @flow.setter
    def flow(self, flow: Flow) -> None:
        self._flow = flow
        if flow is Flow.UNREAD:
            self._read.clear()
        else:
            self._read.set()

    async def is_read(self) -> None:
        """Wait until somebody takes what is said."""
        await self._read.wait()

    async def travels(self, size: int) -> bool:
        """Take as long as a part of this size takes; gives whether it arrives at all."""
        takes = self.delay_s + self._dice.random() * self.jitter_s
        takes += size / self.bytes_per_s if self.bytes_per_s else 0.0
        if takes:
            await asyncio.sleep(takes)
        await self.is_read()
        return self._flow is Flow.PASSES


class Proxy:
    """Listens at one place and passes everything on to another.

    Shape: `up` is the way to the server, `down` the way back. `rule` is asked what happens to each
    question of any line; `questions` are all there were, in order. `held` says that one is held
    back and `release` lets it go. Without `at` it listens on a free port of loopback.
    """

    def __init__(
        self,
        server: Place,
        at: Place = ("127.0.0.1", 0),
        talk: Callable[[], Talk] = Bytes,
        seed: int = 0,
        buffer: int = 0,
    ) -> None:
        self.server = server
        self.at = at
        self.talk = talk
        self.buffer = buffer
        self.dice = Random(seed)  # noqa: S311 - it must be repeatable
        self.up, self.down = Way(self.dice), Way(self.dice)
        self.rule: Callable[[Question], Hit | None] = lambda question: None
        self.questions: list[Question] = []
        self.held = asyncio.Event()
        self.release = asyncio.Event()
        self._lines: dict[asyncio.Task[None], Line] = {}
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

    @property
    def lines(self) -> list["Line"]:
        """The lines that stand, oldest first."""
        return list(self._lines.values())

    async def listen(self) -> None:
        """Take connections, again after `stop`, at the same place."""
        if isinstance(self.at, Path):
            self.at.unlink(missing_ok=True)
            self._listening = await asyncio.start_unix_server(self._take, self.at)
            return
        self._listening = await asyncio.start_server(self._take, *self.at, backlog=2048)
        self.at = self._listening.sockets[0].getsockname()[:2]

    async def stop(self) -> None:
        """Take no connections and cut those there are."""
        if self._listening is not None:
            self._listening.close()
        self.cut()
        await asyncio.gather(*list(self._lines), return_exceptions=True)

    def leads_to(self) -> Place:
        """The server of the next line."""
        return self.server

    def cut(self) -> int:
        """Cut all lines at once, with a reset; how many."""
        lines = list(self._lines)
        for line in lines:
            line.cancel()
        return len(lines)

    def next(self, hit: Hit, which: Callable[[Question], bool] = lambda question: True) -> None:
        """From now on, this happens to the first such question, once."""
        self.nth(1, hit, which)

    def nth(
        self, number: int, hit: Hit, which: Callable[[Question], bool] = lambda question: True
    ) -> None:
        """From now on, this happens to the `number`-th such question, once; the first is 1."""
        left = deque(range(number))

        def rule(question: Question) -> Hit | None:
            if not left or not which(question):
                return None
            left.pop()
            return None if left else hit

        self.rule = rule

    def asked(self, question: Question) -> Hit | None:
        """Note a question; gives what happens to it."""
        if not question.counts:
            return None
        self.questions.append(question)
        return self.rule(question)

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        line = Line(self, (reader, writer))
        self._lines[task] = line
        # A task that is cancelled would be told of as a failure of the server; a cut is none.
        with contextlib.suppress(OSError, asyncio.CancelledError):
            await line.run()
        del self._lines[task]


Side = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Line:
    """One connection through the proxy; it `stands` once the server has taken it."""

    def __init__(self, proxy: Proxy, client: Side) -> None:
        self._proxy = proxy
        self._client = client
        self._talk = proxy.talk()
        self._server: Side
        self.stands = False
        self._owed = 0
        self._deaf_after: int | None = None

    async def run(self) -> None:
        """Pass on both ways until one side ends it, or a fault cuts it. Errors: OSError."""
        ends = [self._client[1]]
        try:
            self._server = await self._connect()
            ends.append(self._server[1])
            self.stands = True
            await self._both()
        except BaseException:
            for end in ends:
                _reset(end)
            raise
        for end in ends:
            end.close()

    async def _both(self) -> None:
        ways = {asyncio.create_task(self._up()), asyncio.create_task(self._down())}
        try:
            ended, _ = await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            for way in ended:
                way.result()
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)

    async def _connect(self) -> Side:
        server = self._proxy.leads_to()
        if isinstance(server, Path):
            return await asyncio.open_unix_connection(server)
        if not self._proxy.buffer:
            return await asyncio.open_connection(*server)
        # Small, so that somebody who does not read is noticed by who writes, and not by the kernel.
        bare = socket.socket()
        bare.setblocking(False)
        bare.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, self._proxy.buffer)
        await asyncio.get_running_loop().sock_connect(bare, server)
        return await asyncio.open_connection(sock=bare, limit=self._proxy.buffer)

    async def _up(self) -> None:
        way = self._proxy.up
        while part := await self._client[0].read(PART):
            for piece, question in self._talk.asks(part):
                arrives = await way.travels(len(piece))
                hit = self._proxy.asked(question) if question is not None else None
                if hit is Hit.CUT_BEFORE:
                    raise ConnectionAbortedError
                if hit is Hit.HELD_BACK:
                    self._proxy.held.set()
                    await self._proxy.release.wait()
                self._owes(question, hit)
                if arrives:
                    await _write(self._server[1], piece)
            await way.is_read()
        if self._deaf_after is not None:
            # Whoever asked has gone away meanwhile; what they asked is carried out all the same.
            await asyncio.Event().wait()

    def _owes(self, question: Question | None, hit: Hit | None) -> None:
        if question is not None:
            self._owed += 1
        if hit is Hit.ANSWER_LOST:
            self._deaf_after = self._owed - 1

    async def _down(self) -> None:
        way = self._proxy.down
        while part := await self._server[0].read(PART):
            for piece, is_end in self._talk.answers(part):
                if self._deaf_after == 0:
                    if is_end:
                        raise ConnectionAbortedError
                    continue
                if await way.travels(len(piece)):
                    # Who has gone away does not keep what they sent from reaching the server.
                    with contextlib.suppress(OSError):
                        await _write(self._client[1], piece)
                self._is_answered(is_end)
            await way.is_read()

    def _is_answered(self, is_end: bool) -> None:
        self._owed -= is_end
        if self._deaf_after is not None:
            self._deaf_after -= is_end


async def _write(writer: asyncio.StreamWriter, piece: bytes) -> None:
    writer.write(piece)
    await writer.drain()


def _reset(writer: asyncio.StreamWriter) -> None:
    """End it as a broken line ends: at once, with a reset, whatever was not sent yet."""
    bare = writer.get_extra_info("socket")
    if bare is not None and bare.family != socket.AF_UNIX:
        with contextlib.suppress(OSError):
            bare.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
