"""The openings in firewalls follow from the settings, and nothing that is needed is left out."""

from pathlib import Path

import pytest

from waitingroom.firewall import (
    USUAL_PORTS,
    Line,
    Neighbours,
    Party,
    Protocol,
    Purpose,
    kernel_ports,
    lines,
    of_people,
)
from waitingroom.settings import Settings
from waitingroom.turn import TurnAddress, turn_address

PORTS = (32768, 60999)
SETTINGS = Settings(
    url="https://venter.example.dk",
    media_addresses=("192.0.2.7", "2001:DB8::7"),
    turn_urls=(
        "turn:turn.example.dk:3478?transport=udp",
        "turn:turn.example.dk:3478?transport=tcp",
        "turns:turn.example.dk:443?transport=tcp",
    ),
    turn_secret_file=Path("turn.secret"),
)
NEIGHBOURS = Neighbours(
    nodes=("https://pexip1.example.dk", "https://pexip2.example.dk:8443"),
    networks=("192.0.2.0/28",),
    called=("https://manager.example.dk", "https://api.example.dk/v", "https://api.example.dk/t"),
)


def told(found: tuple[Line, ...], purpose: Purpose) -> list[tuple[str, str, str]]:
    """Host, protocol and ports of the lines of one purpose."""
    return [(each.host, each.protocol, each.ports) for each in found if each.purpose is purpose]


def test_people_need_the_pages_the_media_and_each_way_of_the_turn_server() -> None:
    found = lines(SETTINGS, Neighbours(), PORTS)
    assert told(found, Purpose.WEB) == [("venter.example.dk", "tcp", "443")]
    assert told(found, Purpose.MEDIA) == [
        ("192.0.2.7", "udp", "32768–60999"),
        ("2001:db8::7", "udp", "32768–60999"),
    ]
    assert told(found, Purpose.TURN_UDP) == [("turn.example.dk", "udp", "3478")]
    assert told(found, Purpose.TURN_TCP) == [("turn.example.dk", "tcp", "3478")]
    assert told(found, Purpose.TURN_TLS) == [("turn.example.dk", "tcp", "443")]


def test_every_conference_node_is_called_and_sends_media_on_both_protocols() -> None:
    found = lines(SETTINGS, NEIGHBOURS, PORTS)
    assert told(found, Purpose.NODE_WEB) == [
        ("pexip1.example.dk", "tcp", "443"),
        ("pexip2.example.dk", "tcp", "8443"),
    ]
    assert told(found, Purpose.NODE_MEDIA) == [
        (host, protocol, "40000–49999")
        for host in ("pexip1.example.dk", "pexip2.example.dk")
        for protocol in ("udp", "tcp")
    ]


def test_what_only_the_server_needs_is_not_told_to_the_networks_of_people() -> None:
    found = lines(SETTINGS, NEIGHBOURS, PORTS)
    servers = {each.purpose for each in found} - {each.purpose for each in of_people(found)}
    assert servers == {Purpose.RELAYED, Purpose.POLICY, Purpose.CALLED}
    assert told(found, Purpose.POLICY) == [("192.0.2.0/28", "tcp", "443")]
    assert {each.target for each in of_people(found)} == {Party.SERVER, Party.TURN, Party.NODE}


def test_an_address_that_is_named_twice_is_one_opening() -> None:
    found = lines(SETTINGS, NEIGHBOURS, PORTS)
    assert told(found, Purpose.CALLED) == [
        ("manager.example.dk", "tcp", "443"),
        ("api.example.dk", "tcp", "443"),
    ]


def test_without_a_turn_server_and_media_addresses_there_is_the_one_host() -> None:
    found = lines(Settings(url="http://venter.example.dk:8080"), Neighbours(), PORTS)
    assert [(each.protocol, each.host, each.first) for each in found] == [
        (Protocol.TCP, "venter.example.dk", 8080),
        (Protocol.UDP, "venter.example.dk", 32768),
    ]


@pytest.mark.parametrize(
    ("url", "host", "port", "transport", "is_tls"),
    [
        ("turn:turn.example.dk", "turn.example.dk", 3478, "udp", False),
        ("turn:turn.example.dk?transport=tcp", "turn.example.dk", 3478, "tcp", False),
        ("turns:turn.example.dk", "turn.example.dk", 5349, "tcp", True),
        ("turns:[2001:db8::1]:443?transport=tcp", "2001:db8::1", 443, "tcp", True),
    ],
)
def test_an_address_of_a_turn_server_means_what_the_standard_says(
    url: str, host: str, port: int, transport: str, is_tls: bool
) -> None:
    assert turn_address(url) == TurnAddress(
        host=host, port=port, transport=transport, is_tls=is_tls
    )


def test_the_ports_of_media_are_those_the_kernel_gives_out(tmp_path: Path) -> None:
    said = tmp_path / "range"
    said.write_text("20000\t20999\n", "ascii")
    assert kernel_ports(said) == (20000, 20999)
    assert kernel_ports(tmp_path / "missing") == USUAL_PORTS
