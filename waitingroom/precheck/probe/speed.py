"""The speed tests of one page, over its own line: bytes to it, then bytes from it."""

import asyncio
import os
from collections.abc import Callable

from waitingroom.precheck.probe.chores import Chores
from waitingroom.precheck.probe.limits import Limits
from waitingroom.precheck.probe.line import Line
from waitingroom.precheck.probe.throughput import Throughput
from waitingroom.precheck.probe.window import FRAME_BYTES, Window
from waitingroom.precheck.talk import SpeedMeasured, Toward

FRAME = os.urandom(FRAME_BYTES)
"""Nothing on the way can make it smaller."""

OVERTIME = 2.0
"""After so many times the time of a test it is over, whatever has come."""


class SpeedTests:
    """Both directions of one check; `gate` lets only some checks test at once.

    Shape: who was let through the gate for the way down keeps it for the way up, which can't wait:
    the page sends at once. Units: Mbit/s.
    """

    def __init__(
        self,
        line: Line,
        limits: Limits,
        clock: Callable[[], float],
        gate: asyncio.Semaphore,
        chores: Chores,
    ) -> None:
        self.up_mbps: float | None = None
        self.down_mbps: float | None = None
        self._line = line
        self._limits = limits
        self._clock = clock
        self._gate = gate
        self._chores = chores
        self._inside = False
        self._sending = False
        self._coming: Throughput | None = None
        self._cut: asyncio.TimerHandle | None = None
        self._let_go: asyncio.TimerHandle | None = None

    async def begin(self, toward: Toward) -> None:
        """The page asks for a test in this direction; a second one meanwhile is not heard."""
        if self._sending or self._coming is not None:
            return
        if toward is Toward.DOWN:
            self._sending = True
            self._chores.begin("speed", self._send())
        elif self._inside or not self._gate.locked():
            await self._enter()
            self._coming = Throughput(self._clock())
            self._cut = self._later(OVERTIME * self._limits.speed_s, self._finish)
        else:
            await self._line.say(SpeedMeasured(toward=Toward.UP, mbps=None))

    def take(self, frame: bytes) -> None:
        """A frame from the page; after the end of a test it counts for nothing."""
        if self._coming is None:
            return
        self._coming.add(len(frame), self._clock())
        if self._coming.total_bytes >= self._limits.speed_bytes:
            self._finish()

    def done(self, toward: Toward) -> None:
        """The page has sent all it wanted."""
        if toward is Toward.UP:
            self._finish()

    def close(self) -> None:
        """Over; harmless when repeated."""
        for timer in (self._cut, self._let_go):
            if timer is not None:
                timer.cancel()
        self._coming = None
        self._leave()

    def _finish(self) -> None:
        coming, self._coming = self._coming, None
        if coming is None:
            return
        if self._cut is not None:
            self._cut.cancel()
        self.up_mbps = coming.mbps()
        self._leave()
        self._chores.begin(
            "speed", self._line.say(SpeedMeasured(toward=Toward.UP, mbps=self.up_mbps))
        )

    async def _send(self) -> None:
        await self._enter()
        try:
            self.down_mbps = await self._sent()
        finally:
            self._sending = False
            self._let_go = self._later(self._limits.speed_s, self._leave_if_idle)
        await self._line.say(SpeedMeasured(toward=Toward.DOWN, mbps=self.down_mbps))

    async def _sent(self) -> float | None:
        """Send for as long as a test takes; how fast it came there, as the page's pongs tell."""
        through, window, news = Throughput(self._clock()), Window(), asyncio.Event()
        ends, sent_bytes = through.began + self._limits.speed_s, 0

        def came(pong: asyncio.Future[float]) -> None:
            if not pong.cancelled() and pong.exception() is None:
                through.add(FRAME_BYTES, self._clock())
                window.came(pong.result())
            news.set()

        while self._clock() < ends and sent_bytes < self._limits.speed_bytes:
            if not window.is_open:
                await _until(news, ends - self._clock())
                continue
            await self._line.socket.send(FRAME)
            pong = await self._line.socket.ping()
            asyncio.ensure_future(pong).add_done_callback(came)
            window.sent()
            sent_bytes += FRAME_BYTES
        ends = self._clock() + self._limits.speed_s
        while window.on_the_way_bytes > 0 and self._clock() < ends:
            await _until(news, ends - self._clock())
        return through.mbps()

    async def _enter(self) -> None:
        if self._let_go is not None:
            self._let_go.cancel()
        if not self._inside:
            await self._gate.acquire()
            self._inside = True

    def _leave_if_idle(self) -> None:
        if self._coming is None and not self._sending:
            self._leave()

    def _leave(self) -> None:
        if self._inside:
            self._inside = False
            self._gate.release()

    def _later(self, seconds: float, what: Callable[[], None]) -> asyncio.TimerHandle:
        return asyncio.get_running_loop().call_later(seconds, what)


async def _until(news: asyncio.Event, seconds: float) -> None:
    news.clear()
    try:
        async with asyncio.timeout(max(0.0, seconds)):
            await news.wait()
    except TimeoutError:
        return
