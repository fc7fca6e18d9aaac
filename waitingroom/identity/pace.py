"""How fast an address may go: what counts as one address, and whose addresses go faster."""

import ipaddress
from collections.abc import Sequence

from waitingroom.tally import Bucket, Rate, Tally


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

    Shape: `kind` is what is counted, as in "sign-ins"; `networks` are the operator's own, such as
    "192.0.2.0/24": behind one address of a hospital sit a thousand people.
    Errors: ValueError for a network that is none.
    """

    def __init__(
        self,
        tally: Tally,
        kind: str,
        rate: Rate,
        networks: Sequence[str] = (),
        network_rate: Rate | None = None,
    ) -> None:
        self._tally = tally
        self._kind = kind
        self._rate = rate
        self._networks = [ipaddress.ip_network(each) for each in networks]
        self._network_rate = network_rate or rate

    async def take(self, address: str) -> float:
        """Go once if that is allowed; as `Tally.take`."""
        return await self._tally.take(self.bucket(address))

    async def wait(self, address: str) -> float:
        """How long to wait, without going; as `Tally.wait`."""
        return await self._tally.wait(self.bucket(address))

    def is_own(self, address: str) -> bool:
        """Whether the address is in one of the operator's networks."""
        known = _address(address)
        return known is not None and any(known in each for each in self._networks)

    def bucket(self, address: str) -> Bucket:
        """What this address takes from."""
        key = address_key(address)
        if self.is_own(address):
            return Bucket(kind=f"{self._kind} of our networks", key=key, rate=self._network_rate)
        return Bucket(kind=self._kind, key=key, rate=self._rate)
