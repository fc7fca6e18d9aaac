"""How many bytes come through in a second, from the moments at which they did. Pure."""

from collections.abc import Sequence

SETTLING = 0.3
"""The share of the time, from the beginning, in which a line is still finding its speed."""


class Throughput:
    """Bytes and when they arrived; `began` in seconds."""

    def __init__(self, began: float) -> None:
        self.began = began
        self.total_bytes = 0
        self._arrivals: list[tuple[float, int]] = []

    def add(self, size_bytes: int, now: float) -> None:
        """So many bytes have come through."""
        self.total_bytes += size_bytes
        self._arrivals.append((now, size_bytes))

    def mbps(self) -> float | None:
        """Mbit/s once the line had settled, of all when it hardly did; None when nothing came."""
        if not self._arrivals:
            return None
        settled = self.began + SETTLING * (self._arrivals[-1][0] - self.began)
        return (
            _between([each for each in self._arrivals if each[0] >= settled])
            or _between(self._arrivals)
            or _between([(self.began, 0), *self._arrivals])
        )


def _between(arrivals: Sequence[tuple[float, int]]) -> float | None:
    """From the first arrival to the last; what the first one brought came before that."""
    if len(arrivals) < 2:
        return None
    seconds = arrivals[-1][0] - arrivals[0][0]
    size_bytes = sum(size for _, size in arrivals[1:])
    return size_bytes * 8 / seconds / 1e6 if seconds > 0 else None
