"""Thousands of guests' pages in a process of their own, each as light as can be.

They take a place, keep their lines alive, and come back as the pages do
(`frontend/src/backoff.ts`). Each has an address of loopback of its own. `Throng` is the near end;
orders and reports are lines of JSON: python -m tests.faults.throng
"""

import asyncio
import sys
from collections.abc import Callable
from random import Random
from time import monotonic
from types import TracebackType
from typing import Self, cast
from urllib.parse import urlsplit

import msgspec
import uvloop

from tests.engines import end_with_parent
from tests.faults.clients import FIRST_S, LONGEST_S, PASSING_S, QUIET_S
from tests.faults.crowd import Crowd
from tests.faults.processes import ROOT, take_all_descriptors
from waitingroom.core.actors import GuestActor
from waitingroom.core.commands import Join
from waitingroom.core.ids import OpId, Version
from waitingroom.core.model import Stage
from waitingroom.core.value import Value
from waitingroom.directory import fresh_id
from waitingroom.protocol import encode, limits
from waitingroom.protocol.messages import (
    Bye,
    Done,
    FromGuest,
    GuestAsk,
    Hello,
    NotDone,
    Ping,
    SeatShown,
    ToGuest,
    Welcome,
)

COME_S, COME_PER_S = 300.0, 300.0
OPENING_S = 5.0
"""How long a page waits for a line and its first view before it tries again."""

LONGEST_REPORT = 64 * 2**20

_decoder: msgspec.json.Decoder[ToGuest] = msgspec.json.Decoder(ToGuest)


class Newcomer(Value):
    """Somebody who takes a place, and the name of that intent."""

    cookie: str
    op_id: OpId


def newcomer(crowd: Crowd) -> Newcomer:
    """Somebody whose joining stands in the crowd's history as asked."""
    sign_in, cookie = crowd.new()
    op_id = OpId(fresh_id())
    actor = GuestActor(guest=sign_in.guest, visit=sign_in.visit, walk_in=True)
    crowd.history.ask(op_id, actor, sign_in.visit, Join())
    return Newcomer(cookie=cookie, op_id=op_id)


def nodes(crowd: Crowd) -> tuple[tuple[str, int], ...]:
    """Host and port of each node."""
    parts = map(urlsplit, crowd.cluster.addresses)
    return tuple((each.hostname or "", each.port or 0) for each in parts)


class Come(Value, tag="come"):
    """Open a page for each, `per_s` of them a second, and take their places."""

    origin: str
    nodes: tuple[tuple[str, int], ...]
    people: tuple[Newcomer, ...]
    per_s: float
    seed: int


class Return(Value, tag="return"):
    """Lose every line at once, and come back; to the same node where `stays`."""

    stays: bool


class Report(Value):
    """How long each took until it had its view and its place, in seconds; how often all tried."""

    took_s: tuple[float, ...]
    tries: int


_orders: msgspec.json.Decoder[Come | Return] = msgspec.json.Decoder(Come | Return)


class Throng:
    """The near end of the process, whose people are a part of this crowd's history."""

    def __init__(self, crowd: Crowd) -> None:
        self.crowd = crowd
        self._process: asyncio.subprocess.Process | None = None

    async def __aenter__(self) -> Self:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "tests.faults.throng"),
            cwd=ROOT,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            preexec_fn=end_with_parent,
            limit=LONGEST_REPORT,
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._process is not None
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()

    async def comes(self, many: int) -> None:
        """So many take their places. Errors: TimeoutError."""
        crowd = self.crowd
        people = tuple(newcomer(crowd) for _ in range(many))
        order = Come(
            origin=crowd.cluster.origin,
            nodes=nodes(crowd),
            people=people,
            per_s=COME_PER_S,
            seed=crowd.cluster.plan.seed,
        )
        await self._does(order, COME_S)
        for each in people:
            crowd.history.answer(each.op_id, None, None, "")

    async def returns(self, within_s: float, *, stays: bool = False) -> Report:
        """All lose their lines at once and come back. Errors: TimeoutError."""
        return await self._does(Return(stays=stays), within_s)

    async def _does(self, order: Come | Return, within_s: float) -> Report:
        process = self._process
        assert process is not None
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(msgspec.json.encode(order) + b"\n")
        async with asyncio.timeout(within_s):
            await process.stdin.drain()
            return msgspec.json.decode(await process.stdout.readline(), type=Report)


TEXT, CLOSE, PING = 1, 8, 9


def request(origin: str, node: tuple[str, int], cookie: str) -> bytes:
    """What opens a guest's line."""
    return (
        f"GET /wire/guest HTTP/1.1\r\nHost: {node[0]}:{node[1]}\r\nOrigin: {origin}\r\n"
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        f"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nCookie: {cookie}\r\n"
        f"Sec-WebSocket-Protocol: {limits.SUBPROTOCOL}\r\n\r\n"
    ).encode()


def frame(kind: int, text: bytes) -> bytes:
    """One whole frame of a page."""
    size = len(text)
    length = bytes([0x80 | size]) if size < 126 else b"\xfe" + size.to_bytes(2)
    # The mask is of zeros, so the text stands there as it is.
    return bytes([0x80 | kind]) + length + b"\0\0\0\0" + text


def cut_off(kept: bytearray) -> tuple[int, bytes] | None:
    """The first whole frame of a server, taken away from what is kept; None without one."""
    if len(kept) < 2:
        return None
    size, start = kept[1], 2
    if size >= 126:
        start += 2 if size == 126 else 8
        size = int.from_bytes(kept[2:start])
    if len(kept) < start + size:
        return None
    whole = kept[0] & 0x0F, bytes(kept[start : start + size])
    del kept[: start + size]
    return whole


class Tab(asyncio.Protocol):
    """One page over all its lines; `is_back` is told once for each time it has come."""

    def __init__(self, told: Come, nth: int, is_back: Callable[[], None]) -> None:
        self._who = told.people[nth]
        self._told = told
        self._name = f"t{nth}"
        self._is_back = is_back
        self._address = f"127.{1 + nth // 62500}.{nth // 250 % 250}.{1 + nth % 250}"
        self._dice = Random(f"{told.seed} {nth}")  # noqa: S311 - it must be repeatable
        self._node = self._dice.choice(told.nodes)
        self._epoch, self._version = "", Version(0)
        self._transport: asyncio.Transport | None = None
        self._bytes = bytearray()
        self._is_open = False
        self._came_at = 0.0
        self._after_s = 0.0
        self._fails = 0
        self._waits: asyncio.TimerHandle | None = None
        self._opening: asyncio.Task[None] | None = None
        self.tries = 0
        self.stays = False
        self.has_come = False

    # --- lines

    def come(self) -> None:
        """Open a line."""
        self.tries += 1
        self._came_at = monotonic()
        if not self.stays:
            self._node = self._dice.choice(self._told.nodes)
        self._opening = asyncio.ensure_future(self._open())

    def cut(self) -> None:
        """Lose the line, which has stood for long."""
        self.has_come = False
        self._fails = 0
        self.tries = 0
        if self._transport is not None:
            self._transport.abort()

    async def _open(self) -> None:
        self._bytes.clear()
        self._is_open = False
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(OPENING_S):
                await loop.create_connection(
                    lambda: self, *self._node, local_addr=(self._address, 0)
                )
        except (OSError, TimeoutError):
            self._try_again()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the line."""
        self._transport = cast(asyncio.Transport, transport)
        self._then(OPENING_S, self._is_late)
        self._transport.write(request(self._told.origin, self._node, self._who.cookie))

    def connection_lost(self, exc: Exception | None) -> None:
        """Come again later."""
        self._transport = None
        self._try_again()

    def _try_again(self) -> None:
        if monotonic() - self._came_at > QUIET_S:
            self._fails = 0
        after, self._after_s = self._after_s, 0.0
        longest = min(LONGEST_S, FIRST_S * 2**self._fails)
        self._fails += 1
        self._then(after or self._dice.random() * longest, self.come)

    def _is_late(self) -> None:
        if self._transport is not None:
            self._transport.abort()

    def _pings(self) -> None:
        self._say(Ping(version=self._version, visible=True))
        self._then(limits.PING_S, self._pings)

    def _then(self, seconds: float, act: Callable[[], None]) -> None:
        if self._waits is not None:
            self._waits.cancel()
        self._waits = asyncio.get_running_loop().call_later(seconds, act)

    # --- what is said

    def _say(self, message: FromGuest) -> None:
        if self._transport is not None:
            self._transport.write(frame(TEXT, encode(message)))

    def data_received(self, data: bytes) -> None:
        """Take what comes."""
        self._bytes += data
        if not self._is_open:
            self._greet()
        while self._is_open and (whole := cut_off(self._bytes)) is not None:
            kind, text = whole
            if kind == TEXT:
                self._hear(_decoder.decode(text))
            elif kind == CLOSE:
                self._is_late()

    def _greet(self) -> None:
        head, end, _ = self._bytes.partition(b"\r\n\r\n")
        if not end:
            return
        if not head.startswith(b"HTTP/1.1 101"):
            self._is_late()
            return
        del self._bytes[: len(head) + len(end)]
        self._is_open = True
        self._say(
            Hello(
                protocol=limits.PROTOCOL,
                locale="da",
                tab=self._name,
                epoch=self._epoch,
                known=self._version,
            )
        )

    def _hear(self, heard: ToGuest) -> None:
        match heard:
            case Welcome(epoch=epoch):
                self._epoch = epoch
            case Bye(after_ms=after_ms):
                self._after_s = after_ms / 1000
            case SeatShown():
                self._is_shown(heard)
            case NotDone(retry_ms=retry_ms) if retry_ms:
                asyncio.get_running_loop().call_later(max(PASSING_S, retry_ms / 1000), self._join)
            case Done() | NotDone():
                pass

    def _is_shown(self, shown: SeatShown) -> None:
        self._version = shown.version
        if shown.seat.stage in (Stage.WAITING, Stage.ADMITTED, Stage.IN_CALL):
            if not self.has_come:
                self.has_come = True
                self._then(limits.PING_S, self._pings)
                self._is_back()
        elif not self.has_come:
            self._join()

    def _join(self) -> None:
        self._say(GuestAsk(ref=1, op_id=self._who.op_id, command=Join()))


class FarEnd:
    """All pages of this process, and what is asked of them."""

    def __init__(self) -> None:
        self._tabs: list[Tab] = []
        self._began = 0.0
        self._took_s: list[float] = []
        self._all = asyncio.Event()

    async def do(self, order: Come | Return) -> Report:
        """Carry out an order, and wait until all have their places."""
        self._began, self._took_s = monotonic(), []
        self._all.clear()
        if isinstance(order, Come):
            self._tabs = [Tab(order, nth, self._back) for nth in range(len(order.people))]
            for nth, each in enumerate(self._tabs):
                asyncio.get_running_loop().call_later(nth / order.per_s, each.come)
        else:
            for each in self._tabs:
                each.stays = order.stays
                each.cut()
        await self._all.wait()
        return Report(took_s=tuple(self._took_s), tries=sum(each.tries for each in self._tabs))

    def _back(self) -> None:
        self._took_s.append(monotonic() - self._began)
        if len(self._took_s) == len(self._tabs):
            self._all.set()


async def _obey() -> None:
    orders = asyncio.StreamReader(limit=LONGEST_REPORT)
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(orders), sys.stdin)
    far_end = FarEnd()
    while line := await orders.readline():
        report = await far_end.do(_orders.decode(line))
        sys.stdout.buffer.write(msgspec.json.encode(report) + b"\n")
        sys.stdout.flush()


if __name__ == "__main__":
    take_all_descriptors()
    uvloop.run(_obey())
