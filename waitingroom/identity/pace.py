"""How fast somebody may go: a token bucket for every key, in memory, with a bound on the keys."""

import ipaddress
from collections.abc import Sequence

from waitingroom.core.value import Value

_LOOKED_AT = 8
"""How many of the oldest keys are looked at to make room for a new one."""

_NOBODY = ""
"""The key that all share for whom there is no room."""


class Rate(Value):
    """At most `count` at once, and then `count` in every `per_s` seconds, evenly."""

    count: int
    per_s: float


class Pace:
    """Lets each key go at one rate.

    It holds one number a key: the instant at which the bucket of that key is full again. A key
    whose bucket is full is as good as unknown and makes room for another. When there is no room,
    new keys share one bucket: a flood of addresses makes the limit stricter and never lifts it.

    Units: `now` is monotonic seconds; answers are seconds.
    """

    def __init__(self, rate: Rate, keys: int = 20_000) -> None:
        self._step = rate.per_s / rate.count
        self._burst = rate.per_s - self._step
        self._keys = keys
        self._full_at: dict[str, float] = {}

    def take(self, key: str, now: float) -> float:
        """Go once if that is allowed: 0.0 when it is, else how long to wait, and nothing is taken.

        Waiting is no debt: trying again too early does not make the wait longer.
        """
        wait = self.wait(key, now)
        if wait > 0:
            return wait
        key = self._room(key, now)
        # Put in anew, so that the keys stand in the order in which they were last used.
        full_at = max(self._full_at.pop(key, now), now)
        self._full_at[key] = full_at + self._step
        return 0.0

    def wait(self, key: str, now: float) -> float:
        """How long this key would have to wait, without going; 0.0 when it need not."""
        full_at = self._full_at.get(self._room(key, now), now)
        wait = full_at - self._burst - now
        return wait if wait > 1e-6 else 0.0

    def __len__(self) -> int:
        return len(self._full_at)

    def _room(self, key: str, now: float) -> str:
        """The key itself, or the shared one when there is no room for it."""
        if key in self._full_at or len(self._full_at) < self._keys:
            return key
        for old in [each for each, _ in zip(self._full_at, range(_LOOKED_AT), strict=False)]:
            if self._full_at[old] <= now and old != _NOBODY:
                del self._full_at[old]
        return key if len(self._full_at) < self._keys else _NOBODY


def address_key(address: str) -> str:
    """The key an address is counted under.

    Shape: IPv4 as it is, also when written as IPv6; IPv6 by its /64, because one household or one
    attacker has 2^64 addresses there; everything that is no address under one common key.
    """
    known = _address(address)
    if known is None:
        return "none"
    if isinstance(known, ipaddress.IPv4Address):
        return str(known)
    return str(ipaddress.IPv6Network((int(known) >> 64 << 64, 64)))


def _address(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        known = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return None
    mapped = known.ipv4_mapped if isinstance(known, ipaddress.IPv6Address) else None
    return mapped or known


class AddressPace:
    """Lets each address go at one rate, and addresses of known networks at another.

    Shape: `networks` are the operator's own, such as "192.0.2.0/24": behind one address of a
    hospital sit a thousand people.
    Errors: ValueError for a network that is none.
    """

    def __init__(
        self, rate: Rate, networks: Sequence[str] = (), network_rate: Rate | None = None
    ) -> None:
        self._networks = [ipaddress.ip_network(each) for each in networks]
        self._others = Pace(rate)
        self._ours = Pace(network_rate or rate)

    def take(self, address: str, now: float) -> float:
        """Go once if that is allowed; as `Pace.take`."""
        return self._pace(address).take(address_key(address), now)

    def wait(self, address: str, now: float) -> float:
        """How long to wait, without going; as `Pace.wait`."""
        return self._pace(address).wait(address_key(address), now)

    def is_own(self, address: str) -> bool:
        """Whether the address is in one of the operator's networks."""
        known = _address(address)
        return known is not None and any(known in each for each in self._networks)

    def _pace(self, address: str) -> Pace:
        return self._ours if self.is_own(address) else self._others
