"""The messages of STUN and TURN, as far as one client needs them: bytes in, bytes out.

Source: RFC 8489 (STUN), RFC 8656 (TURN). Only what is asked and answered here is there; a message
that is none of these gives None and never raises.
"""

import hashlib
import hmac
import ipaddress
import secrets
import struct
from enum import IntEnum

from waitingroom.core.value import Private, Value

COOKIE = 0x2112A442
HEADER = 20
TRANSACTION = 12
UDP = 17
CLASS = 0x0110
FAMILIES = {4: 1, 6: 2}

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Place = tuple[str, int]


class Method(IntEnum):
    """What is asked for."""

    ALLOCATE = 0x003
    REFRESH = 0x004
    SEND = 0x006
    DATA = 0x007
    CREATE_PERMISSION = 0x008
    CHANNEL_BIND = 0x009


class Kind(IntEnum):
    """Whether a message asks, tells, agrees or refuses."""

    REQUEST = 0x000
    INDICATION = 0x010
    SUCCESS = 0x100
    REFUSAL = 0x110


class Attribute(IntEnum):
    """What stands in a message."""

    USERNAME = 0x0006
    MESSAGE_INTEGRITY = 0x0008
    ERROR_CODE = 0x0009
    CHANNEL_NUMBER = 0x000C
    LIFETIME = 0x000D
    PEER_ADDRESS = 0x0012
    DATA = 0x0013
    REALM = 0x0014
    NONCE = 0x0015
    RELAYED_ADDRESS = 0x0016
    REQUESTED_FAMILY = 0x0017
    REQUESTED_TRANSPORT = 0x0019


Attributes = dict[Attribute, bytes]


class Message(Value):
    """One message. Shape: `transaction` has 12 bytes; unknown attributes are left out."""

    method: Method
    kind: Kind
    transaction: bytes
    attributes: Attributes

    @property
    def code(self) -> int:
        """The number of a refusal, 0 when there is none."""
        error = self.attributes.get(Attribute.ERROR_CODE, b"")
        return 100 * (error[2] & 7) + error[3] if len(error) >= 4 else 0

    @property
    def relayed(self) -> Place | None:
        """The address and the port that were opened for us."""
        said = self.attributes.get(Attribute.RELAYED_ADDRESS)
        return unmasked(said, self.transaction) if said else None


class Proof(Value):
    """What shows that a request comes from somebody who knows the password."""

    username: str
    realm: bytes
    nonce: bytes
    password: Private

    @property
    def key(self) -> bytes:
        """The key that requests are signed with."""
        text = b":".join((self.username.encode(), self.realm, self.password.reveal().encode()))
        # The standard asks for MD5 here; what protects is the HMAC that the key is used in.
        return hashlib.md5(text, usedforsecurity=False).digest()


def fresh() -> bytes:
    """The name of a new transaction."""
    return secrets.token_bytes(TRANSACTION)


def written(message: Message, proof: Proof | None = None) -> bytes:
    """A message as it is sent, signed where there is a proof."""
    body = b"".join(_attribute(each, data) for each, data in message.attributes.items())
    if proof is None:
        return _header(message, len(body)) + body
    body += _attribute(Attribute.USERNAME, proof.username.encode())
    body += _attribute(Attribute.REALM, proof.realm) + _attribute(Attribute.NONCE, proof.nonce)
    # The length that is signed already counts the signature.
    signed = _header(message, len(body) + 24) + body
    seal = hmac.digest(proof.key, signed, hashlib.sha1)
    return signed + _attribute(Attribute.MESSAGE_INTEGRITY, seal)


def read(data: bytes) -> Message | None:
    """The message of these bytes, None when they are none that is known here."""
    if len(data) < HEADER:
        return None
    kind, length, cookie = struct.unpack_from("!HHI", data)
    if cookie != COOKIE or len(data) < HEADER + length:
        return None
    try:
        method, sort = Method(kind & ~CLASS), Kind(kind & CLASS)
    except ValueError:
        return None
    return Message(
        method=method,
        kind=sort,
        transaction=data[8:HEADER],
        attributes=_attributes(data[HEADER : HEADER + length]),
    )


def masked(place: tuple[IpAddress, int], transaction: bytes) -> bytes:
    """An address as it stands in a message: combined with the cookie and the transaction."""
    address, port = place
    mask = struct.pack("!I", COOKIE) + transaction
    hidden = bytes(one ^ other for one, other in zip(address.packed, mask, strict=False))
    return struct.pack("!BBH", 0, FAMILIES[address.version], port ^ (COOKIE >> 16)) + hidden


def unmasked(data: bytes, transaction: bytes) -> Place | None:
    """The address that stands in a message, None when none does."""
    mask = struct.pack("!I", COOKIE) + transaction
    shown = bytes(one ^ other for one, other in zip(data[4:], mask, strict=False))
    if len(shown) not in (4, 16):
        return None
    (port,) = struct.unpack_from("!H", data, 2)
    return str(ipaddress.ip_address(shown)), port ^ (COOKIE >> 16)


def _header(message: Message, length: int) -> bytes:
    kind = message.method | message.kind
    return struct.pack("!HHI", kind, length, COOKIE) + message.transaction


def _attribute(name: Attribute, data: bytes) -> bytes:
    return struct.pack("!HH", name, len(data)) + data + bytes(-len(data) % 4)


def _attributes(body: bytes) -> Attributes:
    found: Attributes = {}
    at = 0
    while at + 4 <= len(body):
        name, length = struct.unpack_from("!HH", body, at)
        if name in Attribute._value2member_map_:
            found.setdefault(Attribute(name), body[at + 4 : at + 4 + length])
        at += 4 + length + -length % 4
    return found
