"""The few bits of a VP8 payload that a forwarder must read or write.

Source: RFC 7741, section 4.2 (descriptor) and 4.3 (payload header).
"""

from struct import pack, unpack_from

_EXTENDED = 0x80
_START = 0x10
_PARTITION = 0x07
_HAS_PICTURE = 0x80
_HAS_LAYER = 0x40
_HAS_TEMPORAL = 0x30
_LONG = 0x80
PICTURES = 1 << 15
"""Picture numbers are sent in 15 bits."""


def starts_keyframe(payload: bytes) -> bool:
    """Whether this packet is the first of a picture that needs no other."""
    if not payload or not payload[0] & _START or payload[0] & _PARTITION:
        return False
    at = _descriptor_length(payload)
    return len(payload) > at and not payload[at] & 0x01


def picture(payload: bytes) -> int | None:
    """The picture number, or None when the sender does not number its pictures in 15 bits."""
    if not _has_long_picture(payload):
        return None
    number: int = unpack_from("!H", payload, 2)[0]
    return number & (PICTURES - 1)


def with_picture(payload: bytes, number: int) -> bytes:
    """The same payload with another picture number; unchanged where there is none to replace."""
    if not _has_long_picture(payload):
        return payload
    return payload[:2] + pack("!H", PICTURES | (number % PICTURES)) + payload[4:]


def packets(frame: bytes, limit_bytes: int = 1100) -> tuple[bytes, ...]:
    """An encoded frame cut into RTP payloads, each described as part of picture 0."""
    cuts = range(0, len(frame), limit_bytes)
    return tuple(
        pack("!BBH", _EXTENDED | (_START if at == 0 else 0), _HAS_PICTURE, PICTURES)
        + frame[at : at + limit_bytes]
        for at in cuts
    )


def _has_long_picture(payload: bytes) -> bool:
    return (
        len(payload) >= 4
        and bool(payload[0] & _EXTENDED)
        and bool(payload[1] & _HAS_PICTURE)
        and bool(payload[2] & _LONG)
    )


def _descriptor_length(payload: bytes) -> int:
    if not payload[0] & _EXTENDED or len(payload) < 2:
        return 1
    length, flags = 2, payload[1]
    if flags & _HAS_PICTURE:
        length += 2 if len(payload) > 2 and payload[2] & _LONG else 1
    if flags & _HAS_LAYER:
        length += 1
    if flags & _HAS_TEMPORAL:
        length += 1
    return length
