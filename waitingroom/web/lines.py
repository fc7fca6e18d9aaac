"""How many lines to the probe may be open at once: who checks must not take the room to wait."""

from collections import Counter
from collections.abc import Callable

from waitingroom.identity.pace import address_key

PER_ADDRESS = 10
MOST = 100


class Lines:
    """Counts open lines by address and in all."""

    def __init__(self) -> None:
        self._open: Counter[str] = Counter()

    def __len__(self) -> int:
        """How many are open."""
        return self._open.total()

    def take(self, address: str) -> Callable[[], None] | None:
        """One more from this address, with what gives it back; None when there are too many."""
        key = address_key(address)
        if self._open[key] >= PER_ADDRESS or len(self) >= MOST:
            return None
        self._open[key] += 1
        return lambda: self._give_back(key)

    def _give_back(self, key: str) -> None:
        self._open[key] -= 1
        if not self._open[key]:
            del self._open[key]
