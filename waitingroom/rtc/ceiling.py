"""How fast a sender may send: up to the cap, unless its way up or the other's way down is narrow.

Pure: time is an argument.
"""

from collections import deque

from waitingroom.rtc.numbers import Unwrapped

FLOOR_BPS = 150_000
BACK_OFF = 0.85
GROWTH_PER_S = 0.1
CALM_S = 3.0
NARROW = 1.15
"""A receiver's estimate follows what it receives, so it tells something only when it is near it."""
REPEAT_S = 1.0
INTERVAL_S = 0.5
STANDING_S = 0.12
REMEMBERED_S = 30
_FEW = 5


class Queueing:
    """Tells from packet times whether a queue stands on the way here.

    A packet may be late for many reasons, a busy machine among them; but when even the quickest
    packet of half a second is late, something is standing in the way. Source: the idea of CoDel,
    RFC 8289, section 3, read at the receiver.
    """

    def __init__(self) -> None:
        self._line = Unwrapped(bits=24)
        self._quickest: deque[tuple[float, float]] = deque()
        self._began: float | None = None
        self._least = 0.0
        self._count = 0

    def add(self, abs_send_time: int, now: float) -> bool:
        """Whether a queue stood in the interval that ends with this packet.

        Shape: `abs_send_time` is the sender's clock in seconds, 6.18 bits; it wraps.
        """
        delay = now - self._line.read(abs_send_time) / (1 << 18)
        if self._began is None:
            self._begin(delay, now)
            return False
        self._least, self._count = min(self._least, delay), self._count + 1
        if now - self._began < INTERVAL_S:
            return False
        stands = self._stands(now)
        self._begin(delay, now)
        return stands

    def _stands(self, now: float) -> bool:
        if self._count < _FEW:
            return False
        while self._quickest and self._quickest[0][0] < now - REMEMBERED_S:
            self._quickest.popleft()
        self._quickest.append((now, self._least))
        return self._least - min(delay for _, delay in self._quickest) > STANDING_S

    def _begin(self, delay: float, now: float) -> None:
        self._began, self._least, self._count = now, delay, 0


class Ceiling:
    """The bit rate to announce to one sender of video, in bits per second."""

    def __init__(self, cap_bps: int) -> None:
        self._cap = float(cap_bps)
        self._own = float(cap_bps)
        self._other: float | None = None
        self._crowded_at: float | None = None
        self._grown_at = 0.0
        self._announced: tuple[float, float] | None = None

    def crowded(self, rate_bps: float, now: float) -> None:
        """A queue stands on the sender's way up, at this rate."""
        self._own = max(FLOOR_BPS, min(self._own, BACK_OFF * rate_bps))
        self._crowded_at = self._grown_at = now

    def receiver(self, estimate_bps: float | None, rate_bps: float) -> None:
        """What the receiver at the other end believes it can take, beside what it is sent now."""
        narrow = estimate_bps is not None and estimate_bps < NARROW * rate_bps
        self._other = estimate_bps if narrow else None

    @property
    def allowed_bps(self) -> float:
        """What was announced last; the cap until then."""
        return self._announced[0] if self._announced else self._cap

    def due(self, now: float) -> int | None:
        """The rate to announce now, or None when the last word still stands."""
        self._grow(now)
        wanted = max(FLOOR_BPS, min(self._cap, self._own, self._other or self._cap))
        if self._announced is not None:
            said, at = self._announced
            if now - at < REPEAT_S and wanted > 0.97 * said:
                return None
        self._announced = (wanted, now)
        return int(wanted)

    def _grow(self, now: float) -> None:
        if self._crowded_at is None or now - self._crowded_at < CALM_S:
            self._grown_at = now
            return
        self._own = min(self._cap, self._own * (1 + GROWTH_PER_S * (now - self._grown_at)))
        self._grown_at = now
