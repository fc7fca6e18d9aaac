"""What of a page's words about its connections is believed: descriptions and addresses, filtered.

Pure. The probe must never be the hand by which somebody reaches a machine that they can't reach
themselves.
"""

from collections import Counter
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from waitingroom.core.value import Value
from waitingroom.precheck.talk import Connection
from waitingroom.rtc import sdp

LIMIT_BYTES = 10 * 1024
LOWEST_PORT = 1024
"""Below it are the services of machines; a browser and a TURN server use others."""

MEDIA = Counter({"audio": 1, "video": 1, "application": 1})
WAY = Counter({"application": 1})
_LEFT_OUT = ("c=", "a=rtcp:", "a=ice-lite")
_NAT64 = IPv6Network("64:ff9b::/96")

Address = IPv4Address | IPv6Address


class Refused(ValueError):
    """The offer is not one that the probe answers."""


def offer(text: str, connection: Connection) -> str:
    """The offer without any address: the page tries ours, we try nobody's.

    Errors: Refused when it is too large, not bundled, or has other lines than its connection has.
    """
    if len(text) > LIMIT_BYTES or not text.isascii():
        raise Refused("too large")
    rows = [row for row in sdp.without_candidates(text) if not row.startswith(_LEFT_OUT)]
    _check_lines(rows, MEDIA if connection is Connection.MEDIA else WAY)
    for name in ("a=ice-ufrag:", "a=ice-pwd:", "a=fingerprint:"):
        if not sdp.value(rows, name):
            raise Refused("no way")
    return sdp.joined(rows)


def _check_lines(rows: list[str], allowed: Counter[str]) -> None:
    parts = sdp.parts(rows)
    if not parts or Counter(sdp.kind(part) for part in parts) - allowed:
        raise Refused("not a check")
    mids = [sdp.value(part, "a=mid:") for part in parts]
    if sorted(sdp.value(rows, "a=group:BUNDLE ").split()) != sorted(mids):
        raise Refused("not bundled")


class Reach(Value):
    """From where one page's media may come, and so to where the probe may send.

    Shape: `caller` is the address of the page's own connection, empty when unknown. `friends` are
    addresses of ours and of the TURN server. `local` is an installation inside a network of its
    own, where private addresses are the ordinary ones.
    """

    caller: str
    friends: frozenset[str] = frozenset()
    local: bool = False

    def allows(self, host: str, port: int) -> bool:
        """Whether a packet from there is answered."""
        address = _read(host)
        if address is None or port < LOWEST_PORT or _is_nobodys(address):
            return False
        if str(address) in {str(_read(each)) for each in (self.caller, *self.friends)}:
            return True
        return address.is_global or (self.local and not address.is_link_local)


def is_local(addresses: tuple[str, ...]) -> bool:
    """Whether browsers reach us by addresses of a private network; so it is when none is said."""
    read = [_read(each) for each in addresses]
    return not any(each is not None and each.is_global for each in read)


def _read(host: str) -> Address | None:
    try:
        address = ip_address(host)
    except ValueError:
        return None
    # The same machine has one address, however it is written.
    return _embedded(address) or address if isinstance(address, IPv6Address) else address


def _embedded(address: IPv6Address) -> IPv4Address | None:
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None)


def _is_nobodys(address: Address) -> bool:
    reserved = isinstance(address, IPv4Address) and address.is_reserved
    return address.is_multicast or address.is_unspecified or reserved
