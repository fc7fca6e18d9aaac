"""How much may be on its way to a page that has not said that it came. Pure.

Without it everything would stand in the buffers of the way, and on a slow line the end of a speed
test would come when nobody waits for it any more.
"""

FRAME_BYTES = 8 * 1024
FIRST_BYTES = 4 * FRAME_BYTES
LEAST_BYTES = 2 * FRAME_BYTES
QUEUED_S, CROWDED_S = 0.3, 0.5
"""Later than the quickest by so much: a queue stands; it is too long."""


class Window:
    """Bytes that are on their way, and how many may be."""

    def __init__(self) -> None:
        self.on_the_way_bytes = 0
        self._size_bytes = float(FIRST_BYTES)
        self._quickest_s: float | None = None

    @property
    def is_open(self) -> bool:
        """Whether one more frame may go."""
        return self.on_the_way_bytes + FRAME_BYTES <= self._size_bytes

    def sent(self) -> None:
        """One more frame is on its way."""
        self.on_the_way_bytes += FRAME_BYTES

    def came(self, took_s: float) -> None:
        """The page has one frame more; the way there and back took so long."""
        self.on_the_way_bytes -= FRAME_BYTES
        self._quickest_s = took_s if self._quickest_s is None else min(took_s, self._quickest_s)
        late_s = took_s - self._quickest_s
        if late_s < QUEUED_S:
            self._size_bytes += FRAME_BYTES
        elif late_s > CROWDED_S:
            self._size_bytes = max(LEAST_BYTES, 0.9 * self._size_bytes)
