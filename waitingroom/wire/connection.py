"""One WebSocket connection under uvicorn: a protocol of the event loop, no task and no queue.

uvicorn makes one when a request asks for an upgrade, hands it the transport and the request's
bytes, and knows it by `server_state.connections` and `shutdown()`.
"""

import asyncio
import socket
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, cast

from websockets.frames import Frame, Opcode
from websockets.http11 import Request, Response
from websockets.protocol import OPEN, SEND_EOF

from waitingroom.wire.blame import blame
from waitingroom.wire.frames import Frames
from waitingroom.wire.nobody import NOBODY
from waitingroom.wire.passing import Passage, head
from waitingroom.wire.port import Accept, Handler, PassOn, Reject, Upgrade
from waitingroom.wire.switchboard import Switchboard

if TYPE_CHECKING:
    from uvicorn.config import Config
    from uvicorn.server import ServerState

PROGRESS_CHECKS = 5
"""How often within `stall_s` a page that does not read is looked at."""


class Connection(asyncio.Protocol):
    """The Socket of one page; who handles it is decided by the switchboard's gate."""

    switchboard: ClassVar[Switchboard]

    __slots__ = (
        "_ending",
        "_frames",
        "_handler",
        "_known",
        "_left",
        "_message",
        "_progress_at",
        "_transport",
    )

    def __init__(self, config: "Config", server_state: "ServerState", app_state: Any) -> None:
        self._known = cast(set[Any], server_state.connections)
        self._frames = Frames(self.switchboard.limits.max_bytes)
        self._message = bytearray()
        self._handler: Handler = NOBODY
        self._ending = False
        self._left: int | None = None
        self._progress_at = 0.0

    # --- the event loop and uvicorn call

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The transport is ours from now on."""
        self._transport = cast(asyncio.Transport, transport)
        self._known.add(self)
        # uvicorn does this after the first bytes; a pause while they are handled must reach us.
        self._transport.set_protocol(self)

    def data_received(self, data: bytes) -> None:
        """Takes bytes from the page."""
        self._frames.receive_data(data)
        for event in self._frames.events_received():
            if isinstance(event, Request):
                self._knock(event)
            elif not self._ending:
                self._take(cast(Frame, event))
        fault = self._frames.fault
        if fault is not None and not self._ending:
            blame("a frame", fault)
        self._flush()

    def eof_received(self) -> None:
        """The page says nothing more; the transport closes."""
        self._frames.receive_eof()
        self._flush()

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is gone."""
        self._known.discard(self)
        self._ending = True
        self.switchboard.forget(self)
        self._call(self._handler.closed, self._frames.ended_with)

    def pause_writing(self) -> None:
        """The page does not read."""
        self._frames.stall()
        self._left = self.buffered
        self._progress_at = self.switchboard.now
        self._watch_reader()
        self._call(self._handler.paused)

    def resume_writing(self) -> None:
        """The page has read what it was sent."""
        self._left = None
        if not self._ending:
            self.switchboard.wheel.clear(self)
        self._frames.resume()
        self._flush()
        self._call(self._handler.drained)

    def shutdown(self) -> None:
        """The server stops."""
        if self._frames.state is OPEN:
            self.close(1012, "restart")
        else:
            self._transport.close()

    # --- the handler calls

    def send(self, text: bytes) -> None:
        """Sends UTF-8 text as one message."""
        if self._ending or self._frames.state is not OPEN:
            return
        self._frames.send_text(text)
        self._flush()
        if self.buffered > self.switchboard.limits.most_buffered:
            self.abort()

    def close(self, code: int, reason: str = "") -> None:
        """Says goodbye and waits `close_s` for the page to do the same."""
        if self._ending:
            return
        if self._frames.state is OPEN:
            self._frames.send_close(code, reason)
        self._end()
        self._flush()

    def abort(self) -> None:
        """Cuts the connection at once."""
        self._ending = True
        self._transport.abort()

    @property
    def buffered(self) -> int:
        """Bytes not yet taken by the kernel."""
        return self._transport.get_write_buffer_size()

    # --- the wheel calls

    def ring(self, now: float) -> None:
        """Looks whether the page has answered a close, or has read anything."""
        if self._ending:
            self._transport.abort()
        elif self._left is not None:
            self._judge_reader(now, self._left)

    def _judge_reader(self, now: float, left: int) -> None:
        buffered = self.buffered
        if buffered >= left and now >= self._progress_at + self.switchboard.limits.stall_s:
            self.abort()
            return
        if buffered < left:
            self._progress_at = now
            self._call(self._handler.paused)
        self._left = buffered
        self._watch_reader()

    def _watch_reader(self) -> None:
        if not self._ending:
            step_s = self.switchboard.limits.stall_s / PROGRESS_CHECKS
            self.switchboard.wheel.set(self, self.switchboard.now + step_s)

    # --- opening

    def _knock(self, request: Request) -> None:
        response = self._frames.accept(request)
        if response.status_code != 101:
            # The library's text repeats what came; the status says enough.
            self._refuse(Reject(status=response.status_code))
            return
        answer = self._ask_gate(request)
        if isinstance(answer, Accept) and not _offers(request, answer.subprotocol):
            answer = Reject(status=400, body="subprotocol")
        match answer:
            case Reject():
                self._refuse(answer)
            case PassOn():
                self._pass_on(answer, request)
            case Accept():
                self._open(answer, response)

    def _ask_gate(self, request: Request) -> Accept | Reject | PassOn:
        if not self.switchboard.has_room:
            return Reject(status=503)
        try:
            return self.switchboard.gate(self._upgrade(request))
        except Exception as failure:
            return Reject(status=500, body=blame("the gate", failure))

    def _refuse(self, answer: Reject) -> None:
        self._ending = True
        self._frames.send_response(self._frames.reject(answer.status, answer.body))

    def _pass_on(self, answer: PassOn, request: Request) -> None:
        self._ending = True
        self._known.discard(self)
        address = self._upgrade(request).address
        Passage(answer, self.switchboard, self._known).begin(
            self._transport, head(request, address)
        )

    def _open(self, answer: Accept, response: Response) -> None:
        self._narrow()
        if answer.subprotocol is not None:
            response.headers["Sec-WebSocket-Protocol"] = answer.subprotocol
        self._frames.send_response(response)
        self._flush()
        self._handler = answer.handler
        self.switchboard.open.add(self)
        self._call(answer.handler.opened, self)

    def _narrow(self) -> None:
        # A small buffer in the kernel and here: a page that does not read is noticed before it
        # has cost much.
        limits = self.switchboard.limits
        self._transport.set_write_buffer_limits(high=limits.high_water)
        plain = self._transport.get_extra_info("socket")
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, limits.send_buffer)

    def _upgrade(self, request: Request) -> Upgrade:
        path, _, query = request.path.partition("?")
        headers = _joined(request)
        peer = self._transport.get_extra_info("peername")
        forwarded = headers.get("x-forwarded-for", "")
        address = self.switchboard.callers.address(peer[0] if peer else "", forwarded)
        return Upgrade(path=path, query=query, headers=headers, address=address)

    # --- hearing

    def _take(self, frame: Frame) -> None:
        if frame.opcode in (Opcode.TEXT, Opcode.CONT):
            self._message += frame.data
            if frame.fin:
                self._hear()

    def _hear(self) -> None:
        text = bytes(self._message)
        self._message.clear()
        try:
            text.decode()
        except UnicodeDecodeError:
            self._fail(1007)
            return
        self._call(self._handler.heard, text)

    def _call(self, method: Callable[..., None], *arguments: object) -> None:
        try:
            method(*arguments)
        except Exception as failure:
            blame(f"a handler's {method.__name__}", failure)
            self.close(1011, "fault")

    # --- ending

    def _fail(self, code: int) -> None:
        if not self._frames.eof_sent:
            self._frames.fail(code)
        self._end()

    def _end(self) -> None:
        self._ending = True
        self._message.clear()
        self.switchboard.wheel.set(self, self.switchboard.now + self.switchboard.limits.close_s)

    def _flush(self) -> None:
        writes = self._frames.data_to_send()
        if not writes or self._transport.is_closing():
            return
        data = b"".join(writes)
        if data:
            self._transport.write(data)
        if writes[-1] == SEND_EOF:
            self._hang_up()

    def _hang_up(self) -> None:
        # Only our half is closed, and what the page still sends is thrown away: closing with
        # unread bytes would make the kernel reset the connection and drop the close frame.
        self._end()
        if self._transport.can_write_eof():
            self._transport.write_eof()
        else:
            self._transport.close()


def _joined(request: Request) -> dict[str, str]:
    headers: dict[str, str] = {}
    for name, value in request.headers.raw_items():
        key = name.lower()
        joint = "; " if key == "cookie" else ", "
        headers[key] = f"{headers[key]}{joint}{value}" if key in headers else value
    return headers


def _offers(request: Request, subprotocol: str | None) -> bool:
    offered = ",".join(request.headers.get_all("Sec-WebSocket-Protocol")).split(",")
    return subprotocol is None or subprotocol in (each.strip() for each in offered)
