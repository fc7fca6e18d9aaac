"""Whether each way to the TURN server can be opened, by whom it may and by nobody else."""

import asyncio
import ssl
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from waitingroom.core.value import Private
from waitingroom.doctor import allocation
from waitingroom.doctor.allocation import Client, Refused, SignIn
from waitingroom.doctor.finding import Finding, advice, well, wrong
from waitingroom.doctor.installation import Installation
from waitingroom.doctor.transport import Transport, Unreached, reached
from waitingroom.turn import LIFE_S, TurnAddress, TurnServer, sign_in, turn_address

OTHER_SECRET = Private("not the secret that is shared with this server")


def lacking(installation: Installation) -> tuple[Finding, ...]:
    """What is missing: a server at all, or an address for some kind of firewall."""
    if not installation.turn.urls:
        return (
            advice(
                "No TURN server is configured.",
                "Networks that let no UDP out can't have a call. Install coturn and set "
                "WAITINGROOM_TURN_URLS and WAITINGROOM_TURN_SECRET_FILE.",
            ),
        )
    there = {_kind(turn_address(each)) for each in installation.turn.urls}
    return tuple(
        advice(f"No address of the TURN server is {name}.", f"Add one, such as {example}: {why}.")
        for kind, (name, example, why) in KINDS.items()
        if kind not in there
    )


KINDS = {
    "udp": (
        "over UDP",
        "turn:turn.example.dk:3478?transport=udp",
        "of all ways around a firewall it disturbs sound and picture least",
    ),
    "tcp": (
        "over TCP",
        "turn:turn.example.dk:3478?transport=tcp",
        "it passes where UDP does not",
    ),
    "tls": (
        "over TLS",
        "turns:turn.example.dk:443?transport=tcp",
        "at port 443 it passes nearly every firewall",
    ),
}


async def resolved(installation: Installation) -> tuple[Finding, ...]:
    """Whether the names of the TURN server lead to addresses."""
    hosts = dict.fromkeys(turn_address(each).host for each in installation.turn.urls)
    return tuple([await _resolved(host) for host in hosts])


async def strangers_refused(installation: Installation, url: str) -> tuple[Finding, ...]:
    """Whether it refuses who has no sign-in, one of another secret, and one that has run out."""
    return tuple([await _refused(installation, url, *each) for each in strangers(installation)])


def strangers(installation: Installation) -> tuple[tuple[str, SignIn | None, str], ...]:
    """Who must not get in: what they come with, and what to do when they do."""
    other = TurnServer(urls=installation.turn.urls, secret=OTHER_SECRET)
    late = installation.now - LIFE_S - 60
    return (
        (
            "who has no sign-in",
            None,
            "Anybody may use it. Set `use-auth-secret`, and remove `no-auth`.",
        ),
        (
            "who has a sign-in of another secret",
            _as_signed(other, installation.now),
            "It does not look at the secret. Set `use-auth-secret` and `static-auth-secret`.",
        ),
        (
            "who has a sign-in that has run out",
            _as_signed(installation.turn, late),
            "A sign-in that leaks works for ever. Set the clock of the TURN server right.",
        ),
    )


def browsers_sign_in(installation: Installation) -> SignIn:
    """A sign-in as each browser gets one."""
    return _as_signed(installation.turn, installation.now)


@asynccontextmanager
async def untrusting(installation: Installation, url: str) -> AsyncIterator[Transport]:
    """A line to this address that does not look at certificates: those are looked at elsewhere."""
    careless = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    careless.check_hostname, careless.verify_mode = False, ssl.CERT_NONE
    async with reached(turn_address(url), careless) as transport:
        yield transport


async def opened(installation: Installation, url: str) -> Finding:
    """Whether a way can be opened at this address with a sign-in as browsers get it."""
    began = time.monotonic()
    try:
        async with untrusting(installation, url) as transport:
            client = Client(transport, browsers_sign_in(installation))
            await client.allocate()
            took_ms = 1000 * (time.monotonic() - began)
            await client.release()
    except Unreached:
        return _silent(url)
    except Refused as no:
        return _turned_away(url, no.code)
    return well(f"{url} opened a way in {took_ms:.0f} ms.")


def _silent(url: str) -> Finding:
    turn = turn_address(url)
    return wrong(
        f"{url} does not answer.",
        f"See that the TURN server runs and listens there, and open {turn.transport.upper()} "
        f"{turn.port} to {turn.host} in every firewall between.",
    )


def _turned_away(url: str, code: int) -> Finding:
    if code == allocation.UNAUTHORIZED:
        return wrong(
            f"{url} refuses our sign-in.",
            "Its `static-auth-secret` must be what stands in WAITINGROOM_TURN_SECRET_FILE, and "
            "the clocks of both machines must be right.",
        )
    return wrong(
        f"{url} knows our sign-in and opens no way (its answer is {code}).",
        "486 is a quota that is used up, 508 a range of relay ports that is: see `total-quota`, "
        "`min-port` and `max-port`.",
    )


async def _refused(
    installation: Installation, url: str, what: str, sign: SignIn | None, do: str
) -> Finding:
    try:
        async with untrusting(installation, url) as transport:
            client = Client(transport, sign)
            await client.allocate()
            await client.release()
    except Refused:
        return well(f"It refuses a stranger {what}.")
    except Unreached:
        return well(f"It does not answer a stranger {what}.")
    return wrong(f"It opens a way for a stranger {what}.", do)


async def _resolved(host: str) -> Finding:
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, None)
    except OSError:
        return wrong(
            f"The name {host} leads nowhere.",
            "Put it into the DNS, or correct WAITINGROOM_TURN_URLS.",
        )
    addresses = dict.fromkeys(str(each[4][0]) for each in found)
    return well(f"{host} leads to {', '.join(addresses)}.")


def _kind(turn: TurnAddress) -> str:
    return "tls" if turn.is_tls else turn.transport


def _as_signed(server: TurnServer, now: float) -> SignIn:
    made = sign_in(server, now, "doctor")
    return SignIn(username=made.username, password=made.credential)
