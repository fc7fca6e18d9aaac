"""IPv4 packets as a firewall reads them, and the answer of one that says no."""

import struct
from enum import StrEnum

from waitingroom.core.value import Value

TCP, UDP, ICMP = 6, 17, 1
NAMES = {TCP: "tcp", UDP: "udp", ICMP: "icmp"}
PORT_UNREACHABLE = (3, 3)
"""Type and code of the ICMP message of a firewall that rejects instead of dropping."""


class Packet(Value):
    """What is looked at. Shape: ports are 0 where the protocol has none."""

    protocol: str
    source: str
    source_port: int
    target: str
    target_port: int


class Verdict(StrEnum):
    """What a firewall does with a packet."""

    PASS = "pass"
    DROP = "drop"
    REJECT = "reject"


class Rule(Value):
    """One rule. Shape: what is empty or 0 fits everything; host and port are those outside."""

    verdict: Verdict
    protocol: str = ""
    host: str = ""
    port: int = 0


def read(data: bytes) -> Packet | None:
    """The packet, None when it is none of IPv4 or is cut off."""
    if len(data) < 20 or data[0] >> 4 != 4:
        return None
    header = 4 * (data[0] & 15)
    source_port = target_port = 0
    if data[9] in (TCP, UDP) and len(data) >= header + 4:
        source_port, target_port = struct.unpack_from("!HH", data, header)
    return Packet(
        protocol=NAMES.get(data[9], "other"),
        source=_dotted(data[12:16]),
        source_port=source_port,
        target=_dotted(data[16:20]),
        target_port=target_port,
    )


def verdict(rules: tuple[Rule, ...], protocol: str, host: str, port: int) -> Verdict:
    """The verdict of the first rule that fits; host and port are of the end outside."""
    for rule in rules:
        if rule.protocol in ("", protocol) and rule.host in ("", host) and rule.port in (0, port):
            return rule.verdict
    return Verdict.PASS


def refusal(data: bytes) -> bytes:
    """The ICMP message that tells the sender of this packet that nobody takes it."""
    header = 4 * (data[0] & 15)
    quoted = data[: header + 8]
    body = struct.pack("!BBHI", *PORT_UNREACHABLE, 0, 0) + quoted
    body = body[:2] + struct.pack("!H", _checksum(body)) + body[4:]
    first = struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(body), 0, 0, 64, ICMP, 0)
    first += data[16:20] + data[12:16]
    return first[:10] + struct.pack("!H", _checksum(first)) + first[12:] + body


def _dotted(four: bytes) -> str:
    return ".".join(map(str, four))


def _checksum(data: bytes) -> int:
    words: tuple[int, ...] = struct.unpack(
        f"!{(len(data) + 1) // 2}H", data + b"\0" * (len(data) % 2)
    )
    total = sum(words)
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF
