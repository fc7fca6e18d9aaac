"""What must be open in firewalls for this installation: one line for each opening, in order.

The lines follow from the settings and from the conferences that stand beside our own node. Those
that begin with `PEOPLE` are what the IT department of a hospital, a municipality or a practice must
let out; the rest is for whoever runs the server.
"""

import ipaddress
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from waitingroom.core.value import Value
from waitingroom.settings import Settings
from waitingroom.turn import TurnAddress, turn_address

NODE_MEDIA = (40000, 49999)
"""Where a Pexip node takes media over UDP and TCP, unless its installation says otherwise."""

KERNEL_PORTS = Path("/proc/sys/net/ipv4/ip_local_port_range")
USUAL_PORTS = (32768, 60999)
"""The range that Linux gives ports from when nobody has chosen another."""


class Party(StrEnum):
    """Who a connection begins or ends with."""

    PEOPLE = "people"
    SERVER = "server"
    TURN = "turn"
    NODE = "node"
    ELSEWHERE = "elsewhere"


class Protocol(StrEnum):
    """What a firewall tells apart."""

    TCP = "tcp"
    UDP = "udp"


class Purpose(StrEnum):
    """What an opening is for; each has words of its own wherever lines are shown.

    Shape: `MEDIA` is sound and picture by the straight way; the three of TURN lead around a
    firewall that does not let it through, the last through nearly every one.
    """

    WEB = "web"
    MEDIA = "media"
    TURN_UDP = "turn-udp"
    TURN_TCP = "turn-tcp"
    TURN_TLS = "turn-tls"
    NODE_WEB = "node-web"
    NODE_MEDIA = "node-media"
    RELAYED = "relayed"
    POLICY = "policy"
    CALLED = "called"


class Line(Value):
    """One opening: who calls whom, at which ports.

    Shape: `host` is a name, an address or a network; of a policy line it is where the nodes call
    us from, of every other where the connection leads. `first` and `last` are ports, both inside.
    """

    source: Party
    target: Party
    host: str
    protocol: Protocol
    first: int
    last: int
    purpose: Purpose

    @property
    def ports(self) -> str:
        """The ports as they are written: one, or the first and the last with a dash."""
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


class Neighbours(Value):
    """Who stands beside this installation.

    Shape: `nodes` are the addresses of conference nodes that browsers call, `networks` those that
    the nodes call us from, `called` what our server calls itself; all as they are configured.
    """

    nodes: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    called: tuple[str, ...] = ()


def lines(
    settings: Settings, neighbours: Neighbours, media_ports: tuple[int, int]
) -> tuple[Line, ...]:
    """Every opening, each once: people's own first, then the server's.

    Shape: `media_ports` are the first and the last port of our media, see `kernel_ports`.
    """
    turns = tuple(turn_address(each) for each in settings.turn_urls)
    found = (
        *_of_people(settings, turns, neighbours, media_ports),
        *_of_the_server(settings, turns, neighbours, media_ports),
    )
    return tuple(dict.fromkeys(found))


def of_people(found: Iterable[Line]) -> tuple[Line, ...]:
    """Those that the networks of guests and staff must let out."""
    return tuple(each for each in found if each.source is Party.PEOPLE)


def kernel_ports(path: Path = KERNEL_PORTS) -> tuple[int, int]:
    """The ports that media takes: the range the kernel gives out, its usual one when unknown.

    The media libraries ask for any free port, so there is no other range to name.
    """
    try:
        first, last = path.read_text("ascii").split()
    except (OSError, ValueError):
        return USUAL_PORTS
    return int(first), int(last)


def _of_people(
    settings: Settings,
    turns: tuple[TurnAddress, ...],
    neighbours: Neighbours,
    media_ports: tuple[int, int],
) -> Iterator[Line]:
    host, port = _web(settings.origin)
    yield _line(Party.PEOPLE, Party.SERVER, host, Protocol.TCP, (port, port), Purpose.WEB)
    for each in _media_hosts(settings):
        yield _line(Party.PEOPLE, Party.SERVER, each, Protocol.UDP, media_ports, Purpose.MEDIA)
    for turn in turns:
        yield _turn(turn)
    for node in neighbours.nodes:
        host, port = _web(node)
        yield _line(Party.PEOPLE, Party.NODE, host, Protocol.TCP, (port, port), Purpose.NODE_WEB)
        for protocol in (Protocol.UDP, Protocol.TCP):
            yield _line(Party.PEOPLE, Party.NODE, host, protocol, NODE_MEDIA, Purpose.NODE_MEDIA)


def _of_the_server(
    settings: Settings,
    turns: tuple[TurnAddress, ...],
    neighbours: Neighbours,
    media_ports: tuple[int, int],
) -> Iterator[Line]:
    if turns:
        for each in _media_hosts(settings):
            yield _line(Party.TURN, Party.SERVER, each, Protocol.UDP, media_ports, Purpose.RELAYED)
    _, port = _web(settings.origin)
    for network in neighbours.networks:
        yield _line(Party.NODE, Party.SERVER, network, Protocol.TCP, (port, port), Purpose.POLICY)
    for called in neighbours.called:
        host, port = _web(called)
        yield _line(Party.SERVER, Party.ELSEWHERE, host, Protocol.TCP, (port, port), Purpose.CALLED)


def _turn(turn: TurnAddress) -> Line:
    if turn.is_tls:
        purpose = Purpose.TURN_TLS
    else:
        purpose = Purpose.TURN_UDP if turn.transport == "udp" else Purpose.TURN_TCP
    ports = (turn.port, turn.port)
    return _line(Party.PEOPLE, Party.TURN, turn.host, Protocol(turn.transport), ports, purpose)


def _line(
    source: Party,
    target: Party,
    host: str,
    protocol: Protocol,
    ports: tuple[int, int],
    purpose: Purpose,
) -> Line:
    first, last = ports
    return Line(
        source=source,
        target=target,
        host=host,
        protocol=protocol,
        first=first,
        last=last,
        purpose=purpose,
    )


def _media_hosts(settings: Settings) -> tuple[str, ...]:
    host, _ = _web(settings.origin)
    return tuple(_plain(each) for each in settings.media_addresses) or (host,)


def _plain(address: str) -> str:
    """An address in its one spelling; a name as it is."""
    try:
        return str(ipaddress.ip_address(address))
    except ValueError:
        return address


def _web(address: str) -> tuple[str, int]:
    """Host and port of a web address."""
    parts = urlsplit(address)
    return parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
