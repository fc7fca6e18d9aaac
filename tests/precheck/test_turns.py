"""Sign-ins to TURN for a check: one for each way, short and without a person in it."""

import pytest

from waitingroom.core.value import Private
from waitingroom.precheck.measured import Way
from waitingroom.precheck.turns import turns, way_of
from waitingroom.settings import TURN
from waitingroom.turn import TurnServer, password

NOW = 1_790_000_000.0
SECRET = Private("a-secret-of-the-tests")
UDP = "turn:turn.example.dk:3478?transport=udp"
TCP = "turn:turn.example.dk:3478?transport=tcp"
TLS = "turns:turn.example.dk:443?transport=tcp"


def server(*urls: str) -> TurnServer:
    return TurnServer(urls=urls, secret=SECRET)


@pytest.mark.parametrize(
    ("url", "way"),
    [
        (UDP, Way.TURN_UDP),
        ("turn:turn.example.dk", Way.TURN_UDP),
        (TCP, Way.TURN_TCP),
        (TLS, Way.TURN_TLS),
        ("turns:[2001:db8::1]:443", Way.TURN_TLS),
        ("turns:turn.example.dk?transport=udp", None),
    ],
)
def test_an_address_of_the_settings_is_for_one_way(url: str, way: Way | None) -> None:
    assert TURN.fullmatch(url)
    assert way_of(url) is way


def test_each_way_gets_the_first_address_that_is_for_it() -> None:
    second = "turn:other.example.dk:3478?transport=udp"
    found = turns(server(TLS, UDP, second, TCP), NOW)
    assert [(each.way, each.url) for each in found] == [
        (Way.TURN_UDP, UDP),
        (Way.TURN_TCP, TCP),
        (Way.TURN_TLS, TLS),
    ]


def test_ways_without_an_address_are_not_offered() -> None:
    assert [each.way for each in turns(server(TLS), NOW)] == [Way.TURN_TLS]


def test_a_sign_in_holds_for_ten_minutes_and_has_the_servers_password() -> None:
    for each in turns(server(UDP, TCP, TLS), NOW, "a1b2"):
        assert each.username == f"{int(NOW) + 600}:a1b2"
        assert each.credential == password(SECRET, each.username).reveal()


def test_every_check_has_a_name_of_its_own() -> None:
    assert len({turns(server(UDP), NOW)[0].username for _ in range(50)}) == 50
