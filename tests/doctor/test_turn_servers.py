"""What the doctor says of real TURN servers: a good one, and each with one thing wrong."""

import socket
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

import pytest

from tests.net.coturn import SECRET, WHY_NOT, Coturn, certified, free_ports, running
from waitingroom.core.value import Private
from waitingroom.doctor import Finding, Installation, Level, examined
from waitingroom.doctor.transport import PATIENCE_S
from waitingroom.firewall import Neighbours, lines
from waitingroom.settings import Settings

installed = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)


def looks_at(urls: tuple[str, ...], trust: Any, media: str = "127.0.0.1") -> Installation:
    """An installation with these addresses of a TURN server."""
    settings = Settings(turn_urls=urls, media_addresses=(media,))
    openings = lines(settings, Neighbours(), (32768, 60999))
    return Installation(settings, SECRET, openings, trust, time.time())


@asynccontextmanager
async def served(folder: Path, days: int = 60, **changes: Any) -> AsyncIterator[Installation]:
    """An installation whose TURN server is like this."""
    made = certified(folder, "127.0.0.1", days=days)
    async with running(Coturn(**changes), made, folder) as coturn:
        yield looks_at(coturn.urls, made.trust)


def not_well(found: Iterable[Finding]) -> list[str]:
    """What is not as it should be, each with what to do."""
    return [f"{each.what} {each.do}" for each in found if each.level is not Level.WELL]


@installed
async def test_of_a_good_server_everything_is_well(tmp_path: Path) -> None:
    async with served(tmp_path) as installation:
        found = await examined(installation)
    assert not_well(found) == []
    said = " ".join(each.what for each in found)
    for part in (*installation.turn.urls, "trusted", "no sign-in", "another secret", "run out"):
        assert part in said
    assert "leads nobody to this machine or into private networks" in said
    assert "arrives at our media at 127.0.0.1, and comes back" in said


@installed
async def test_a_server_that_leads_into_the_house_is_found(tmp_path: Path) -> None:
    async with served(tmp_path, denied=()) as installation:
        (said,) = not_well(await examined(installation))
    for address in ("10.0.0.1", "169.254.169.254", "172.16.0.1", "192.168.0.1", "127.8.8.8"):
        assert address in said
    assert "denied-peer-ip" in said


@installed
async def test_a_server_that_leads_into_the_house_over_ipv6_alone_is_found(tmp_path: Path) -> None:
    denied = tuple(each for each in Coturn().denied if ":" not in each)
    async with served(tmp_path, denied=denied, more_relays=("::1",)) as installation:
        (said,) = not_well(await examined(installation))
    for address in ("::1", "fd00:ec2::254", "fe80::1", "::ffff:7f00:1"):
        assert address in said
    assert "10.0.0.1" not in said


@installed
async def test_another_secret_than_ours_is_found_at_every_address(tmp_path: Path) -> None:
    async with served(tmp_path, secret=Private("en ganske anden")) as installation:
        said = not_well(await examined(installation))
    assert len(said) == 3
    for url, each in zip(installation.turn.urls, said, strict=True):
        assert each.startswith(f"{url} refuses our sign-in.")
        assert "static-auth-secret" in each


@installed
async def test_a_server_that_lets_everybody_in_is_found(tmp_path: Path) -> None:
    async with served(tmp_path, needs_sign_in=False) as installation:
        said = not_well(await examined(installation))
    assert [each.partition(".")[0] for each in said] == [
        "It opens a way for a stranger who has no sign-in",
        "It opens a way for a stranger who has a sign-in of another secret",
        "It opens a way for a stranger who has a sign-in that has run out",
    ]


@installed
async def test_a_server_that_does_not_lead_to_our_media_is_found(tmp_path: Path) -> None:
    async with served(tmp_path, allowed=()) as installation:
        (said,) = not_well(await examined(installation))
    assert "allowed-peer-ip=127.0.0.1" in said


@installed
@pytest.mark.parametrize(
    ("days", "level", "part"),
    [(-3, Level.WRONG, "has run out"), (9, Level.ADVICE, "runs out in 9 days")],
)
async def test_a_certificate_that_has_run_out_or_will_soon_is_found(
    tmp_path: Path, days: int, level: Level, part: str
) -> None:
    async with served(tmp_path, days=days) as installation:
        found = await examined(installation)
    (said,) = (each for each in found if each.level is not Level.WELL)
    assert (said.level, part in said.what) == (level, True)


@installed
async def test_a_certificate_that_browsers_would_not_trust_is_found(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
    strange = certified(tmp_path / "other", "127.0.0.1").trust
    async with served(tmp_path / "one") as installation:
        installation.trust = strange
        (said,) = not_well(await examined(installation))
    assert "not from an authority that browsers trust" in said


@installed
async def test_a_certificate_for_another_name_is_found(tmp_path: Path) -> None:
    made = certified(tmp_path, "192.0.2.9")
    async with running(Coturn(), made, tmp_path) as coturn:
        (said,) = not_well(await examined(looks_at(coturn.urls, made.trust)))
    assert "is for another name" in said


@installed
async def test_nothing_is_left_open_at_the_server_afterwards(tmp_path: Path) -> None:
    async with served(tmp_path) as installation:
        await examined(installation)
    log = (tmp_path / "turn.log").read_text("utf-8")
    opened = log.count("ALLOCATE processed, success")
    assert opened > 3
    assert log.count("REFRESH processed, success") == opened


async def test_where_nothing_listens_each_address_says_what_to_open(tmp_path: Path) -> None:
    trust = certified(tmp_path, "127.0.0.1").trust
    port, tls_port = free_ports("127.0.0.1", 2)
    urls = Coturn(port=port, tls_port=tls_port).urls
    said = not_well(await examined(looks_at(urls, trust)))
    assert [each.partition(". ")[0] for each in said] == [
        f"{each} does not answer" for each in urls
    ]
    assert f"open UDP {port} to 127.0.0.1" in said[0]
    assert f"open TCP {tls_port} to 127.0.0.1" in said[2]


async def test_a_server_that_takes_everything_and_says_nothing_is_given_up(tmp_path: Path) -> None:
    trust = certified(tmp_path, "127.0.0.1").trust
    with (
        closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as silent,
        socket.create_server(("127.0.0.1", 0)) as mute,
    ):
        silent.bind(("127.0.0.1", 0))
        urls = Coturn(port=silent.getsockname()[1], tls_port=mute.getsockname()[1]).urls
        began = time.monotonic()
        said = not_well(await examined(looks_at(urls, trust)))
    assert [each.partition(". ")[0] for each in said] == [
        f"{each} does not answer" for each in urls
    ]
    assert time.monotonic() - began < 3 * PATIENCE_S


async def test_a_name_that_leads_nowhere_is_found(tmp_path: Path) -> None:
    trust = certified(tmp_path, "127.0.0.1").trust
    said = not_well(await examined(looks_at(("turn:turn.invalid:3478",), trust)))
    assert "The name turn.invalid leads nowhere." in " ".join(said)


async def test_the_kinds_of_addresses_that_are_missing_are_told(tmp_path: Path) -> None:
    trust = certified(tmp_path, "127.0.0.1").trust
    found = await examined(looks_at(("turn:127.0.0.1:9?transport=udp",), trust))
    told = [each.what for each in found if each.level is Level.ADVICE]
    assert told == [f"No address of the TURN server is over {each}." for each in ("TCP", "TLS")]


async def test_without_a_turn_server_only_that_is_said(tmp_path: Path) -> None:
    trust = certified(tmp_path, "127.0.0.1").trust
    found = await examined(looks_at((), trust))
    assert [each.what for each in found if each.level is not Level.WELL] == [
        "No TURN server is configured."
    ]
