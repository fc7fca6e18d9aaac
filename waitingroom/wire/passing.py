"""A connection that is passed on: page and program behind us speak through us, byte for byte.

Nothing is read but the request. Whoever does not read is not sent to, and the other waits; half a
connection may end before the other half.
"""

import asyncio
from typing import Any, cast

from websockets.http11 import Request

from waitingroom.wire.port import PassOn
from waitingroom.wire.switchboard import Switchboard

CONNECT_S = 2.0
"""How long the program behind us may take to answer the telephone."""

HIGH_WATER = 64 * 1024
"""How many bytes are kept here for somebody who does not read."""

AWAY = (
    b"HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n"
    b"Retry-After: 5\r\n\r\n"
)

LEFT_OUT = ("cookie", "x-forwarded-for")


class Half(asyncio.Protocol):
    """One side of a passage: what comes in goes out at the other."""

    __slots__ = ("_passage", "has_ended", "other", "transport")

    def __init__(self, passage: "Passage") -> None:
        self._passage = passage
        self.other: Half
        self.transport: asyncio.Transport
        self.has_ended = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """This side is there."""
        # Not asked for its class: uvloop's streams are no heirs of asyncio's.
        self.transport = cast(asyncio.Transport, transport)
        self.transport.set_write_buffer_limits(high=HIGH_WATER)
        self._passage.joined(self)

    def data_received(self, data: bytes) -> None:
        """On it goes."""
        self.other.transport.write(data)

    def pause_writing(self) -> None:
        """This side does not read, so the other is not listened to."""
        self._passage.stalls()
        if not self.other.has_ended:
            self.other.transport.pause_reading()

    def resume_writing(self) -> None:
        """This side reads again."""
        self._passage.flows()
        if not self.other.has_ended:
            self.other.transport.resume_reading()

    def eof_received(self) -> bool:
        """This side says nothing more, and may still hear; over TLS there is no such half."""
        self.has_ended = True
        whole = self.transport.can_write_eof() and self.other.transport.can_write_eof()
        if self.other.has_ended or not whole:
            self._passage.end()
        else:
            self.other.transport.write_eof()
            self._passage.hurry()
        return whole

    def connection_lost(self, exc: Exception | None) -> None:
        """This side is gone, and with it the other."""
        self._passage.left(self)


class Passage:
    """Both sides of one connection, known to the server and counted as long as one is there."""

    def __init__(self, order: PassOn, switchboard: Switchboard, known: set[Any]) -> None:
        self._order = order
        self._switchboard = switchboard
        self._known = known
        self._page, self._behind = Half(self), Half(self)
        self._page.other, self._behind.other = self._behind, self._page
        self._here: set[Half] = set()
        self._is_ending = False
        self._is_hurried = False
        self._connecting: asyncio.Task[None] | None = None

    def begin(self, page: asyncio.Transport, head: bytes) -> None:
        """Take the page's transport, and call the program behind us with this request."""
        self._known.add(self)
        self._switchboard.open.add(self)
        page.pause_reading()
        self._page.connection_made(page)
        self._connecting = asyncio.create_task(self._connect(head))

    async def _connect(self, head: bytes) -> None:
        # Not earlier: uvicorn names a protocol of its own once more behind the request.
        self._page.transport.set_protocol(self._page)
        loop, order = asyncio.get_running_loop(), self._order
        try:
            async with asyncio.timeout(CONNECT_S):
                await loop.create_connection(lambda: self._behind, order.host, order.port)
        except OSError:
            self._page.transport.write(AWAY)
            self.end()
            return
        self._behind.transport.write(head)
        self._page.transport.resume_reading()

    def joined(self, half: Half) -> None:
        """A side is there; too late when the other has left meanwhile."""
        self._here.add(half)
        if self._is_ending:
            half.transport.abort()

    def left(self, half: Half) -> None:
        """A side is gone."""
        self._here.discard(half)
        self.end()
        if not self._here:
            self._forget()

    def end(self) -> None:
        """Close both sides, with what is still on its way."""
        if self._is_ending:
            return
        self._is_ending = True
        if self._connecting is not None:
            self._connecting.cancel()
        for half in self._here:
            half.transport.close()
        self.hurry()

    def stalls(self) -> None:
        """A side does not read; meanwhile nobody hears whether the other is still there."""
        if not self._is_hurried:
            self._cut_in(self._switchboard.limits.stall_s)

    def flows(self) -> None:
        """It reads again."""
        if not self._is_hurried:
            self._switchboard.wheel.clear(self)

    def hurry(self) -> None:
        """What there still is may take `close_s`."""
        self._is_hurried = True
        self._cut_in(self._switchboard.limits.close_s)

    def _cut_in(self, seconds: float) -> None:
        self._switchboard.wheel.set(self, self._switchboard.now + seconds)

    def _forget(self) -> None:
        # A side that joined too late leaves once more.
        if self in self._known:
            self._known.discard(self)
            self._switchboard.forget(self)
            self._order.ended()

    # --- the server and the wheel call

    def close(self, code: int, reason: str = "") -> None:
        """End; the words of a close would have to be written in frames, which are not ours."""
        self.end()

    def shutdown(self) -> None:
        """The server stops."""
        self.end()

    def ring(self, now: float) -> None:
        """Cut whoever has not taken what was left."""
        for half in set(self._here):
            half.transport.abort()


def head(request: Request, address: str) -> bytes:
    """The request as it came, without cookies, from this address."""
    kept = [
        f"{name}: {value}"
        for name, value in request.headers.raw_items()
        if name.lower() not in LEFT_OUT
    ]
    lines = [f"GET {request.path} HTTP/1.1", *kept, f"X-Forwarded-For: {address}", "", ""]
    return "\r\n".join(lines).encode("latin-1")
