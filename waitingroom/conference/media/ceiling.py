"""How fast a sender may send: up to the cap, unless its way up or the other's way down is narrow.

Pure: time is an argument. Source of the detector: draft-ietf-rmcat-gcc, as aiortc has it.
"""

from aiortc.rate import (
    INTER_ARRIVAL_SHIFT,
    TIMESTAMP_GROUP_LENGTH_MS,
    TIMESTAMP_TO_MS,
    BandwidthUsage,
    InterArrival,
    OveruseDetector,
    OveruseEstimator,
)

FLOOR_BPS = 150_000
BACK_OFF = 0.85
GROWTH_PER_S = 0.08
CALM_S = 3.0
DECREASE_S = 0.3
NARROW = 1.15
"""A receiver's estimate follows what it receives, so it tells something only when it is near it."""
REPEAT_S = 1.0


class Queueing:
    """Tells from packet times whether packets begin to queue on the way here."""

    def __init__(self) -> None:
        group = (TIMESTAMP_GROUP_LENGTH_MS << INTER_ARRIVAL_SHIFT) // 1000
        self._arrivals = InterArrival(group, TIMESTAMP_TO_MS)
        self._estimator = OveruseEstimator()
        self._detector = OveruseDetector()

    def add(self, abs_send_time: int, arrival_ms: int, size_bytes: int) -> bool:
        """Whether the way is overused, now that this packet has come; `abs_send_time` is 6.18 s."""
        deltas = self._arrivals.compute_deltas(abs_send_time << 8, arrival_ms, size_bytes)
        if deltas is not None:
            sent_ms = deltas.timestamp * TIMESTAMP_TO_MS
            self._estimator.update(
                deltas.arrival_time, sent_ms, deltas.size, self._detector.state(), arrival_ms
            )
            self._detector.detect(
                self._estimator.offset(), sent_ms, self._estimator.num_of_deltas(), arrival_ms
            )
        return self._detector.state() == BandwidthUsage.OVERUSING


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
        """The sender's way up is overused at this rate."""
        if self._crowded_at is not None and now - self._crowded_at < DECREASE_S:
            return
        self._own = max(FLOOR_BPS, min(self._own, BACK_OFF * rate_bps))
        self._crowded_at = self._grown_at = now

    def receiver(self, estimate_bps: float | None, rate_bps: float) -> None:
        """What the receiver at the other end believes it can take, beside what it is sent now."""
        narrow = estimate_bps is not None and estimate_bps < NARROW * rate_bps
        self._other = estimate_bps if narrow else None

    def due(self, now: float) -> int | None:
        """The rate to announce now, or None when the last word still stands."""
        self._grow(now)
        wanted = min(self._cap, self._own, self._other or self._cap)
        wanted = max(FLOOR_BPS, wanted)
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
