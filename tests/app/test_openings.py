"""What IT departments are told of an installation, and what is kept from them."""

from pathlib import Path

import msgspec

from tests.app.test_providers import PEXIP, VDX, folder, reading
from waitingroom.core.model import Provider
from waitingroom.firewall import Party, Purpose
from waitingroom.openings import network_shown
from waitingroom.providers import Configured
from waitingroom.settings import Settings

__all__ = ["folder"]

SETTINGS = Settings(
    url="https://venter.example:8443",
    turn_urls=("turns:turn.example:443",),
    turn_secret_file=Path("turn.secret"),
)


def test_alone_there_are_the_pages_the_media_and_the_turn_server() -> None:
    shown = network_shown(SETTINGS, Configured())
    assert shown.site == "venter.example:8443"
    assert [each.purpose for each in shown.openings] == [
        Purpose.WEB,
        Purpose.MEDIA,
        Purpose.TURN_TLS,
    ]
    assert shown.conferences == {Provider.EMBEDDED: ()}


def test_every_provider_is_named_with_its_nodes(folder: Path) -> None:
    shown = network_shown(SETTINGS, reading(folder, PEXIP + VDX))
    assert shown.conferences == {
        Provider.EMBEDDED: (),
        Provider.PEXIP: ("node1.example", "node2.example"),
        Provider.VDX: ("vdx.example",),
    }


def test_nothing_is_told_that_is_only_between_servers(folder: Path) -> None:
    shown = network_shown(SETTINGS, reading(folder, PEXIP + VDX))
    assert {each.source for each in shown.openings} == {Party.PEOPLE}
    told = msgspec.json.encode(shown).decode()
    for ours in ("192.0.2.0", "manager.example", "videoapi", "login.example", "ventestuen"):
        assert ours not in told
