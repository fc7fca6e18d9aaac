"""How many bytes come through in a second, from the moments at which they did. Pure."""

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
        """Mbit/s once the line had settled; None when nothing came, or all at once."""
        if not self._arrivals:
            return None
        last = self._arrivals[-1][0]
        settled = self.began + SETTLING * (last - self.began)
        seconds = last - settled
        size_bytes = self.total_bytes - self._come_by(settled)
        return size_bytes * 8 / seconds / 1e6 if seconds > 0 else None

    def _come_by(self, moment: float) -> float:
        """The bytes until a moment: those of one arrival came evenly since the one before.

        A frame that arrives was on its way all the time since the last one. Counting it for the
        moment alone makes a slow line, with its few frames, faster than it is.
        """
        before, come = self.began, 0.0
        for at, size_bytes in self._arrivals:
            if at > moment:
                return come + size_bytes * (moment - before) / (at - before)
            before, come = at, come + size_bytes
        return come
