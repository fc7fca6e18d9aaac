"""How often we may ask a management interface: a token bucket, pure, time is an argument."""

PER_S = 10.0
AT_ONCE = 100.0
"""In any minute at most 700 requests; a node refuses everybody's from the thousandth on."""

REFUSED_S = 5.0
"""How long we rest when it refused all the same, because others ask it too."""


class Budget:
    """Requests that may still be made. Units: monotonic seconds."""

    def __init__(self, per_s: float = PER_S, at_once: float = AT_ONCE) -> None:
        self._per_s = per_s
        self._at_once = at_once
        self._left = at_once
        self._at: float | None = None

    def take(self, now: float, patience_s: float) -> float | None:
        """Seconds to wait before this request; None, and nothing taken, when it is too long."""
        at = now if self._at is None else self._at
        self._left = min(self._at_once, self._left + max(0.0, now - at) * self._per_s)
        self._at = max(at, now)
        wait = max(0.0, (1 - self._left) / self._per_s) + max(0.0, at - now)
        if wait > patience_s:
            return None
        self._left -= 1
        return wait

    def rest(self, now: float, seconds: float = REFUSED_S) -> None:
        """The other side refused: ask nothing for so long, and slowly after that."""
        self._left = 0.0
        self._at = max(now + seconds, self._at or now)
