"""Where the TURN server leads people: to our media, and to nothing inside the house."""

import asyncio
import ipaddress
import secrets
import socket
from contextlib import closing

from waitingroom.doctor import stun
from waitingroom.doctor.addresses import FORBIDDEN
from waitingroom.doctor.allocation import Client, Refused
from waitingroom.doctor.finding import Finding, advice, well, wrong
from waitingroom.doctor.installation import Installation
from waitingroom.doctor.transport import PATIENCE_S, Unreached
from waitingroom.doctor.turn_ways import browsers_sign_in, untrusting
from waitingroom.firewall import Purpose

NO_SUCH_FAMILY = 440

TRIES = 5
"""A datagram may be lost; so many are sent before the way counts as closed."""


async def nowhere_inside(installation: Installation, url: str) -> Finding:
    """Whether it refuses to lead to this machine, to private networks and to everybody at once."""
    try:
        led = [
            *await _led_to(installation, url, version=4),
            *await _led_to(installation, url, version=6),
        ]
    except Unreached:
        return wrong(
            "It stopped answering when it was asked where it leads.",
            "Its own log says why; then ask again.",
        )
    except Refused as no:
        return wrong(
            f"It does not say where it leads (its answer is {no.code}).",
            "Its own log says why; then ask again.",
        )
    return _told(led)


async def our_media(installation: Installation, url: str) -> tuple[Finding, ...]:
    """Whether what goes over it arrives at the addresses of our media, and comes back."""
    addresses = await media_addresses(installation)
    return tuple([await _arrives(installation, url, each) for each in addresses])


async def media_addresses(installation: Installation) -> tuple[stun.IpAddress, ...]:
    """Where browsers send media to; names are looked up."""
    loop = asyncio.get_running_loop()
    hosts = [each.host for each in installation.openings if each.purpose is Purpose.MEDIA]
    found: list[stun.IpAddress] = []
    for host in hosts:
        try:
            for each in await loop.getaddrinfo(host, None, type=socket.SOCK_DGRAM):
                found.append(ipaddress.ip_address(str(each[4][0]).partition("%")[0]))
        except OSError:
            continue
    return tuple(dict.fromkeys(found))


async def _led_to(installation: Installation, url: str, version: int) -> list[stun.IpAddress]:
    """The addresses of the list that it would lead to, asked over a way of this version of IP."""
    allowed = await media_addresses(installation)
    async with untrusting(installation, url) as transport:
        client = Client(transport, browsers_sign_in(installation))
        try:
            await client.allocate(version)
        except Refused:
            if version == 4:
                raise
            # It has no way for IPv6 at all.
            return []
        led = [
            address
            for address in FORBIDDEN
            if address.version == version
            and address not in allowed
            and await client.may_reach(address)
        ]
        await client.release()
    return led


def _told(led: list[stun.IpAddress]) -> Finding:
    if not led:
        return well("It leads nobody to this machine or into private networks.")
    return wrong(
        f"It leads anybody who has a sign-in to {', '.join(map(str, led))}.",
        "Deny these networks with `denied-peer-ip`, allow only our media with `allowed-peer-ip`, "
        "and set `no-multicast-peers`: docs/operating.md has the lines.",
    )


async def _arrives(installation: Installation, url: str, address: stun.IpAddress) -> Finding:
    try:
        came = await _came(installation, url, address)
    except Unreached:
        came = False
    except Refused as no:
        return _not_led(address, no.code)
    if came:
        return well(f"What goes over it arrives at our media at {address}, and comes back.")
    return wrong(
        f"Nothing that goes over it arrives at our media at {address}.",
        "Open UDP from the TURN server to the media ports of this machine, see the table.",
    )


async def _came(installation: Installation, url: str, address: stun.IpAddress) -> bool:
    with closing(_listening(address)) as ours:
        async with untrusting(installation, url) as transport:
            client = Client(transport, browsers_sign_in(installation))
            await client.allocate(address.version)
            await client.permit(address)
            came = await _goes_and_returns(client, ours, (str(address), ours.getsockname()[1]))
            await client.release()
    return came


def _not_led(address: stun.IpAddress, code: int) -> Finding:
    if code == NO_SUCH_FAMILY:
        return advice(
            f"It has no way to {address}, where our media is too: it relays no IPv6.",
            "Give it an IPv6 address of its own with `relay-ip`, or leave ours out of "
            "WAITINGROOM_MEDIA_ADDRESSES.",
        )
    return wrong(
        f"It refuses to lead to {address}, where our media is.",
        f"Allow it: `allowed-peer-ip={address}`.",
    )


def _listening(address: stun.IpAddress) -> socket.socket:
    """A port of this machine that stands for a call's."""
    family = socket.AF_INET if address.version == 4 else socket.AF_INET6
    opened = socket.socket(family, socket.SOCK_DGRAM)
    opened.setblocking(False)
    try:
        opened.bind((str(address), 0))
    except OSError:
        # The address is what a router in front of us is called.
        opened.bind(("", 0))
    return opened


async def _goes_and_returns(client: Client, ours: socket.socket, place: stun.Place) -> bool:
    loop = asyncio.get_running_loop()
    sent = secrets.token_bytes(16)
    for _ in range(TRIES):
        await client.send(place, sent)
        try:
            async with asyncio.timeout(PATIENCE_S / TRIES):
                came, sender = await loop.sock_recvfrom(ours, 2048)
                await loop.sock_sendto(ours, came, sender)
                if came == sent and await client.hear() == sent:
                    return True
        except TimeoutError:
            continue
    return False
