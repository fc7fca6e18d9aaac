"""A page without a browser: one live line over a real socket, its questions and their answers."""

import asyncio
from collections.abc import Callable
from itertools import count
from typing import Self

import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Origin, Subprotocol

from waitingroom.core.commands import BoardCommand, GuestCommand
from waitingroom.core.ids import OpId, Version
from waitingroom.protocol import encode, limits
from waitingroom.protocol.messages import (
    BoardAsk,
    BoardChange,
    BoardShown,
    Done,
    FromGuest,
    FromStaff,
    GuestAsk,
    Hello,
    NotDone,
    Ping,
    SeatShown,
    ToGuest,
    ToStaff,
)

PATIENCE_S = 30.0
"""How long anything is waited for."""

Heard = ToGuest | ToStaff

_decoder: msgspec.json.Decoder[Heard] = msgspec.json.Decoder(Heard)


HELLO = Hello(protocol=limits.PROTOCOL, locale="da", tab="bench")


class LineLost(Exception):
    """The line is cut: what was asked may have happened or not."""


class Line:
    """One line that has been greeted; `hear` is told every message, as soon as it is read."""

    def __init__(self, connection: ClientConnection, hear: Callable[[Heard], None]) -> None:
        self.version = Version(0)
        self._connection = connection
        self._hear = hear
        self._refs = count(1)
        self._asked: dict[int, asyncio.Future[Done | NotDone | None]] = {}
        self._shown = asyncio.Event()
        self._reading = asyncio.create_task(self._read(), name="line")

    @classmethod
    async def open(
        cls,
        url: str,
        path: str,
        cookie: str,
        hear: Callable[[Heard], None] = lambda heard: None,
        hello: Hello = HELLO,
        at: str = "",
    ) -> Self:
        """Connect with this cookie, say Hello and wait for the first view.

        Shape: `url` is the origin of the pages, `cookie` the whole header, `at` where the line is
        opened when it is not there.
        Errors: `LineLost` when there is no line to be had.
        """
        try:
            connection = await connect(
                "ws" + (at or url).removeprefix("http") + path,
                origin=Origin(url),
                subprotocols=[Subprotocol(limits.SUBPROTOCOL)],
                additional_headers={"Cookie": cookie},
                compression=None,
                open_timeout=PATIENCE_S,
                ping_interval=None,
                proxy=None,
            )
        except (OSError, WebSocketException) as error:
            raise LineLost from error
        line = cls(connection, hear)
        try:
            await line._say(hello)
            async with asyncio.timeout(PATIENCE_S):
                await line._shown.wait()
            if line.is_lost:
                raise LineLost
        except BaseException:
            line.cut()
            raise
        return line

    @property
    def is_lost(self) -> bool:
        """Whether nothing more will come."""
        return self._reading.done()

    @property
    def close_code(self) -> int | None:
        """Why the line was closed; 1006 when it was cut, None while it stands."""
        return self._connection.close_code

    async def ask(self, op_id: OpId, command: GuestCommand | BoardCommand) -> Done | NotDone:
        """Ask and wait for the answer. Errors: `LineLost`."""
        ref = next(self._refs)
        self._asked[ref] = asyncio.get_running_loop().create_future()
        if isinstance(command, GuestCommand):
            await self._say(GuestAsk(ref=ref, op_id=op_id, command=command))
        else:
            await self._say(BoardAsk(ref=ref, op_id=op_id, command=command))
        if self.is_lost:
            raise LineLost
        async with asyncio.timeout(PATIENCE_S):
            answer = await self._asked[ref]
        del self._asked[ref]
        if answer is None:
            raise LineLost
        return answer

    async def ping(self) -> None:
        """Acknowledge all that was shown, as a page does that somebody looks at."""
        await self._say(Ping(version=self.version, visible=True))

    async def close(self) -> None:
        """Leave."""
        await self._connection.close()
        await self._reading

    async def lost(self) -> None:
        """Wait until nothing more will come."""
        await asyncio.wait({self._reading})

    def cut(self) -> None:
        """Be gone, as a page that is killed."""
        self._connection.transport.abort()

    async def _say(self, message: FromGuest | FromStaff) -> None:
        try:
            await self._connection.send(encode(message), text=True)
        except WebSocketException as error:
            raise LineLost from error

    async def _read(self) -> None:
        try:
            while True:
                self._take(_decoder.decode(await self._connection.recv(decode=False)))
        except WebSocketException:
            pass  # closed or cut: both mean that nothing more comes
        finally:
            self._shown.set()
            for future in self._asked.values():
                if not future.done():
                    future.set_result(None)

    def _take(self, heard: Heard) -> None:
        self._hear(heard)
        match heard:
            case Done() | NotDone():
                self._asked[heard.ref].set_result(heard)
            case SeatShown() | BoardShown() | BoardChange():
                self.version = heard.version
                self._shown.set()
