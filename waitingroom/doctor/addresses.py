"""Addresses that no TURN server may lead strangers to: this machine, and what is inside a house.

Source: the registries of special-purpose addresses of IPv4 and IPv6 (RFC 6890); one of each block
that a machine could answer at, the address of a cloud's metadata, and the spellings under which
coturn before 4.5.2 let its own machine through (CVE-2020-26262).
"""

import ipaddress

from waitingroom.doctor.stun import IpAddress

FORBIDDEN: tuple[IpAddress, ...] = tuple(
    ipaddress.ip_address(each)
    for each in (
        "127.0.0.1",
        "127.8.8.8",
        "0.0.0.0",  # noqa: S104 - nobody listens there: it is asked for
        "10.0.0.1",
        "100.64.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "192.0.0.8",
        "192.168.0.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "::1",
        "::",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "ff02::1",
    )
)
