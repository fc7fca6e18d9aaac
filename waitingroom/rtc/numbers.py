"""Counters that wrap, and rates, as RTP keeps them; time is an argument."""

from collections import deque


def ahead(a: int, b: int, bits: int = 16) -> int:
    """How far `a` lies ahead of `b` on a wheel of 2**bits; negative when it lies behind."""
    half = 1 << (bits - 1)
    return ((a - b + half) & ((1 << bits) - 1)) - half


class Unwrapped:
    """A wrapping counter, read as one that never wraps."""

    def __init__(self, bits: int = 16) -> None:
        self._bits = bits
        self._last: int | None = None

    def read(self, value: int) -> int:
        """The place of `value` on the endless line, nearest to the furthest place read so far."""
        if self._last is None:
            self._last = value
            return value
        place = self._last + ahead(value, self._last & ((1 << self._bits) - 1), self._bits)
        self._last = max(self._last, place)
        return place


class Meter:
    """Bits per second over the last second."""

    def __init__(self, window_s: float = 1.0) -> None:
        self._window_s = window_s
        self._sizes: deque[tuple[float, int]] = deque()
        self._total_bytes = 0

    def add(self, size_bytes: int, now: float) -> None:
        """Count a packet."""
        self._sizes.append((now, size_bytes))
        self._total_bytes += size_bytes
        self._forget(now)

    def rate(self, now: float) -> float:
        """Bits per second; 0.0 when nothing came in the window."""
        self._forget(now)
        return self._total_bytes * 8 / self._window_s

    def _forget(self, now: float) -> None:
        while self._sizes and self._sizes[0][0] <= now - self._window_s:
            self._total_bytes -= self._sizes.popleft()[1]
