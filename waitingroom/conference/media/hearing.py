"""One voice on its way to the mix: packets come unevenly, a frame is taken every 20 ms.

Pure but for the decoder it is given.
"""

from array import array
from collections.abc import Callable

from waitingroom.rtc.numbers import Unwrapped
from waitingroom.rtc.sound import FRAME, RATE_HZ, Samples, faded, silence

SHALLOW, DEEP = 2, 4
"""How many packets are gathered before a voice is heard: 40 to 80 ms of a browser's."""
MOST = 10
CALM_FRAMES = 500
_BREAK = 3 * FRAME
_RESTART = RATE_HZ


class Hearing:
    """The packets of one voice, put in order.

    It waits for a few packets before it begins, one more each time it has run dry, one less when
    it has not for ten seconds; of what gathers beyond that, a packet is left out now and then.
    """

    def __init__(self, decode: Callable[[bytes], Samples]) -> None:
        self._decode = decode
        self._line = Unwrapped(bits=32)
        self._waiting: dict[int, bytes] = {}
        self._next: int | None = None
        self._ready: Samples = array("h")
        self._last: Samples | None = None
        self._depth = SHALLOW
        self._calm = 0
        self._spare = MOST

    def add(self, timestamp: int, payload: bytes) -> None:
        """Take a packet; `timestamp` is the sender's, in samples, and wraps."""
        place = self._line.read(timestamp)
        if self._next is not None and abs(place - self._next) > _RESTART:
            self._restart(timestamp)
            place = self._line.read(timestamp)
        if self._next is None or place >= self._next:
            self._waiting[place] = payload
        if len(self._waiting) > MOST:
            self._catch_up()

    def next(self) -> "Samples | None":
        """The next frame; None while nothing is said."""
        if self._next is None:
            if len(self._waiting) < self._depth:
                return None
            self._next = min(self._waiting)
        self._settle_depth()
        while len(self._ready) < FRAME and self._waiting:
            self._ready += self._following()
        if len(self._ready) < FRAME:
            return self._run_dry()
        frame, self._ready = self._ready[:FRAME], self._ready[FRAME:]
        self._last = frame
        return frame

    def _following(self) -> Samples:
        at = self._next or 0
        payload = self._waiting.pop(at, None)
        if payload is None:
            return self._bridge(at)
        samples = self._decode(payload)
        self._move_to(at + (len(samples) or FRAME))
        return samples or self._stand_in()

    def _bridge(self, at: int) -> Samples:
        gap = min(self._waiting) - at
        if not FRAME <= gap <= _BREAK:
            self._move_to(at + gap)
            return array("h")
        self._move_to(at + FRAME)
        return self._stand_in()

    def _move_to(self, place: int) -> None:
        self._next = place
        for late in [each for each in self._waiting if each < place]:
            del self._waiting[late]

    def _stand_in(self) -> Samples:
        last, self._last = self._last, None
        return silence() if last is None else faded(last)

    def _run_dry(self) -> "Samples | None":
        ended = self._last is not None
        self._next, self._ready = None, array("h")
        self._depth, self._calm, self._spare = min(DEEP, self._depth + 1), 0, MOST
        return self._stand_in() if ended else None

    def _settle_depth(self) -> None:
        self._spare = min(self._spare, len(self._waiting))
        self._calm += 1
        if self._calm % (CALM_FRAMES // 5) == 0:
            if self._spare > self._depth:
                self._leave_out()
            self._spare = MOST
        if self._calm >= CALM_FRAMES:
            self._calm, self._depth = 0, max(SHALLOW, self._depth - 1)

    def _leave_out(self) -> None:
        first, second = sorted(self._waiting)[:2]
        del self._waiting[first]
        self._next = second

    def _catch_up(self) -> None:
        newest = sorted(self._waiting)[-self._depth :]
        self._waiting = {place: self._waiting[place] for place in newest}
        self._next = newest[0] if self._next is not None else None

    def _restart(self, timestamp: int) -> None:
        self._waiting.clear()
        self._line = Unwrapped(bits=32)
        self._next, self._ready, self._last = None, array("h"), None
