"""One direction of a bad line, without any network: what is lost, when the rest comes out.

The order of things is that of a real line: first the queue in front of the slowest part, which
overflows, then loss, then the way. A clock is an argument.
"""

from random import Random

from waitingroom.core.value import Value

BLOCK = 100
"""Of so many packets exactly the asked share is lost, at random places: a short measurement of few
packets can then be held against the number, where independent losses would differ by chance."""

COARSE_BYTES = 200
"""Packets of about the same size are dealt from one block, so that the small messages of a
measurement lose their share whatever answers and acknowledgements go between them."""

SHALLOWEST_BYTES = 15_000
"""A queue holds ten full packets at least, also on a line so slow that they take a second."""


class Shape(Value):
    """What one direction does to packets.

    Units: milliseconds one way; loss as a fraction; Mbit/s, 0 for no limit; the queue in
    milliseconds at that rate. Shape: the delay varies by a normal distribution of this deviation,
    each packet for itself, so that datagrams overtake each other; packets of TCP keep their order,
    because it would take being overtaken for loss, and lines seldom do that to it.
    """

    delay_ms: float = 0.0
    deviation_ms: float = 0.0
    loss: float = 0.0
    rate_mbps: float = 0.0
    queue_ms: float = 100.0


class Counted(Value):
    """Packets of one protocol in one direction since the laboratory was built."""

    seen: int = 0
    lost: int = 0
    overflowed: int = 0
    barred: int = 0


class Losses:
    """Says of each packet in turn whether it is lost."""

    def __init__(self, share: float, random: Random) -> None:
        self._share, self._random = share, random
        self._owed = 0.0
        self._block: list[bool] = []

    def next(self) -> bool:
        """Whether the next one is."""
        if not self._block:
            self._block = self._dealt()
        return self._block.pop()

    def _dealt(self) -> list[bool]:
        self._owed += BLOCK * self._share
        lost = int(self._owed + 1e-9)
        self._owed -= lost
        block = [True] * lost + [False] * (BLOCK - lost)
        self._random.shuffle(block)
        return block


class Direction:
    """Packets one way. Units: seconds of any clock that never goes back."""

    def __init__(self, shape: Shape, seed: int) -> None:
        self._shape, self._random = shape, Random(seed)  # noqa: S311 - nothing secret
        self._losses: dict[tuple[str, int], Losses] = {}
        self._free = 0.0
        self._last_in_order = 0.0

    def due(self, protocol: str, size: int, now: float) -> float | str:
        """When a packet of so many bytes comes out, or the name of why it does not."""
        out = self._through(size, now)
        if out is None:
            return "overflowed"
        if self._losses_of(protocol, size // COARSE_BYTES).next():
            return "lost"
        return self._in_order(protocol, out + self._delay())

    def _through(self, size: int, now: float) -> float | None:
        """When the slowest part has sent it, None when its queue is full."""
        if not self._shape.rate_mbps:
            return now
        a_byte = 8e-6 / self._shape.rate_mbps
        began = max(now, self._free)
        if began - now > max(self._shape.queue_ms / 1000, SHALLOWEST_BYTES * a_byte):
            return None
        self._free = began + size * a_byte
        return self._free

    def _delay(self) -> float:
        varied = self._random.gauss(self._shape.delay_ms, self._shape.deviation_ms)
        return max(0.0, varied) / 1000

    def _in_order(self, protocol: str, due: float) -> float:
        if protocol != "tcp":
            return due
        self._last_in_order = max(due, self._last_in_order)
        return self._last_in_order

    def _losses_of(self, protocol: str, size: int) -> Losses:
        if (protocol, size) not in self._losses:
            self._losses[protocol, size] = Losses(self._shape.loss, self._random)
        return self._losses[protocol, size]
