"""How fast a page may speak: a bucket that fills steadily and holds a burst."""


class Allowance:
    """So many messages a minute, a burst of some more at once.

    Units: seconds of one monotonic clock.
    """

    __slots__ = ("_at", "_burst", "_left", "_per_s")

    def __init__(self, per_minute: int, burst: int, now: float) -> None:
        self._per_s = per_minute / 60
        self._burst = burst
        self._left = float(burst)
        self._at = now

    def take(self, now: float) -> float:
        """Takes one message; 0.0 when it is allowed, else the seconds until one would be."""
        self._left = min(self._burst, self._left + (now - self._at) * self._per_s)
        self._at = now
        if self._left < 1:
            return (1 - self._left) / self._per_s
        self._left -= 1
        return 0.0
