"""The doorstep of the live lines: who has come and said nothing yet, how fast, and how many."""

import random
from collections import Counter
from collections.abc import Callable

from waitingroom.core.value import Value
from waitingroom.identity.pace import address_key
from waitingroom.protocol import CloseCode, limits
from waitingroom.protocol.pace import Allowance
from waitingroom.web.paces import TIMES

SOONEST_S = 1.0
"""When a page may have its turn at the soonest that came too fast for now."""

LATEST_S = 30.0
"""When it should try again at the latest, however long the line is."""

FULL_S = (5.0, 15.0)
"""Within which time a page tries again when there is no room: somebody has to leave first."""


class NotNow(Value):
    """Come back after so long; told inside the line, because a browser reads nothing else."""

    code: CloseCode
    after_ms: int


class TooMany(Value):
    """Not even a line to say why on; the HTTP status of it."""

    status: int


class Handshakes:
    """How fast lines are opened; who comes too fast gets a turn of their own later.

    Whoever is turned away is counted, so that of ten thousand who come at once each is told another
    moment, and they come as fast as they can be let in.
    """

    def __init__(self, per_s: int = limits.HANDSHAKES_PER_S) -> None:
        self._per_s = per_s
        self._allowance: Allowance | None = None
        self._turn = 0.0

    def take(self, now: float) -> float:
        """0.0 for one that may be opened now, else after how many seconds to come again."""
        if self._allowance is None:
            self._allowance = Allowance(60 * self._per_s, self._per_s, now)
        if not self._allowance.take(now):
            return 0.0
        self._turn = max(self._turn, now + SOONEST_S) + 1 / self._per_s
        if self._turn > now + LATEST_S:
            # The line is longer than anybody should wait for an answer: a free try, spread out.
            return random.uniform(LATEST_S / 2, LATEST_S)  # noqa: S311 - nothing secret hangs on it
        return self._turn - now


class Doorstep:
    """Counts the lines of one node, those that have said nothing by address.

    Shape: `most` lines in all; `is_own` tells the operator's own networks, where many people share
    an address.
    """

    def __init__(
        self,
        most: int = limits.MOST_LINES,
        is_own: Callable[[str], bool] = lambda address: False,
        handshakes: Handshakes | None = None,
    ) -> None:
        self._most = most
        self._is_own = is_own
        self._handshakes = handshakes or Handshakes()
        self._silent: Counter[str] = Counter()
        self._inside = 0
        self._is_shut = False

    @property
    def silent(self) -> int:
        """How many lines are open that have said nothing yet."""
        return self._silent.total()

    @property
    def inside(self) -> int:
        """How many lines are open that have spoken."""
        return self._inside

    def shut(self) -> None:
        """This node stops: whoever still comes is sent elsewhere."""
        self._is_shut = True

    def crowded(self, address: str) -> TooMany | None:
        """Whether so many wait on the doorstep that nobody looks who this is."""
        most = limits.SILENT_PER_ADDRESS * (TIMES if self._is_own(address) else 1)
        if self._silent[address_key(address)] >= most:
            return TooMany(status=429)
        if self.silent >= max(1, self._most // limits.SILENT_SHARE):
            return TooMany(status=503)
        return None

    def not_now(self, now: float) -> NotNow | None:
        """Whether there is room and time for one line more, and else when to come back."""
        if self._is_shut:
            return NotNow(code=CloseCode.RESTART, after_ms=_ms(random.uniform(0, SOONEST_S)))  # noqa: S311
        if self.silent + self._inside >= self._most:
            return NotNow(code=CloseCode.OVERLOADED, after_ms=_ms(random.uniform(*FULL_S)))  # noqa: S311
        wait = self._handshakes.take(now)
        return NotNow(code=CloseCode.OVERLOADED, after_ms=_ms(wait)) if wait else None

    def came(self, address: str) -> None:
        """A line is open."""
        self._silent[address_key(address)] += 1

    def spoke(self, address: str) -> None:
        """It has said something, and is inside."""
        self._gone(address)
        self._inside += 1

    def left(self, address: str, *, inside: bool) -> None:
        """It is gone, from inside or from the doorstep."""
        if inside:
            self._inside -= 1
        else:
            self._gone(address)

    def _gone(self, address: str) -> None:
        key = address_key(address)
        self._silent[key] -= 1
        if not self._silent[key]:
            del self._silent[key]


def _ms(seconds: float) -> int:
    return round(1000 * seconds)
