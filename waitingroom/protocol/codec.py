"""Bytes to messages and back: one decoder an audience, strict, and silent about what it got.

A message is taken only when all of this holds: it has at most `MAX_BYTES`; it is JSON in UTF-8
without byte order mark, NaN or lone surrogates; every key in the text is one field of the message,
once; its numbers are whole and exact in every page; its texts are words, but for a search text,
which is any text without control characters.
"""

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Any

import msgspec

from waitingroom.core.value import Value
from waitingroom.protocol.limits import MAX_BYTES, MAX_ID, MAX_NUMBER, MAX_PLACE
from waitingroom.protocol.messages import FromGuest, FromStaff, Message


class Audience(StrEnum):
    """Who speaks and listens on a connection; fixed by the sign-in, never by a message."""

    GUEST = "guest"
    STAFF = "staff"


class Malformed(Value):
    """What came is not a message. It says nothing more: what came is never repeated to anybody."""


Decode = Callable[[bytes], FromGuest | FromStaff | Malformed]


def decoder(audience: Audience) -> Decode:
    """The only way in for this audience; never raises."""
    typed: msgspec.json.Decoder[Any] = msgspec.json.Decoder(
        FromGuest if audience is Audience.GUEST else FromStaff
    )

    def decode(text: bytes) -> FromGuest | FromStaff | Malformed:
        if len(text) > MAX_BYTES:
            return Malformed()
        try:
            message: FromGuest | FromStaff = typed.decode(text)
            raw = msgspec.json.decode(text)
        except (ValueError, RecursionError):
            return Malformed()
        strict = _keys(text) == _named(raw, message) and all(_sound(*each) for each in _leaves(raw))
        return message if strict else Malformed()

    return decode


ENCODER = msgspec.json.Encoder()


def encode(message: Message) -> bytes:
    """A message as the text of one frame; encode once, send to many."""
    return ENCODER.encode(message)


class _Greeting(Value, tag="Hello", tag_field="type"):
    protocol: int


def spoken(text: bytes) -> int | None:
    """The protocol a Hello names, also when the rest of it is of another release; else None."""
    if len(text) > MAX_BYTES:
        return None
    try:
        return msgspec.json.decode(text, type=_Greeting).protocol
    except (ValueError, RecursionError):
        return None


STRING = re.compile(rb'"(?:[^"\\]|\\.)*+"')
WORD = re.compile(rf"[A-Za-z0-9._:-]{{0,{MAX_ID}}}")
TICKET = re.compile(rf"[A-Za-z0-9._-]{{0,{MAX_PLACE}}}")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def _keys(text: bytes) -> int:
    """How many keys a JSON text has, repeated ones too: its colons outside strings."""
    return STRING.sub(b"", text).count(b":")


def _named(raw: Any, value: object) -> int:
    """How many keys of the raw message are fields of the message, those of nested records too.

    When this is the number of keys in the text, none of them is unknown and none stands twice. The
    decoder itself would pass over both, and two readers of one text could then disagree about it.
    """
    if isinstance(value, tuple):
        return sum(map(_named, raw, value))
    if not isinstance(value, Value):
        return 0
    named = [each for each in value.__struct_fields__ if each in raw]
    tagged = value.__struct_config__.tag_field in raw
    return tagged + sum(1 + _named(raw[each], getattr(value, each)) for each in named)


def _leaves(raw: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(raw, dict):
        for name, value in raw.items():
            yield from _leaves(value, name)
    elif isinstance(raw, list):
        for value in raw:
            yield from _leaves(value, key)
    else:
        yield key, raw


def _sound(key: str, leaf: object) -> bool:
    if isinstance(leaf, str):
        if key == "search":
            return CONTROL.search(leaf) is None
        return (TICKET if key == "place" else WORD).fullmatch(leaf) is not None
    return not isinstance(leaf, int) or abs(leaf) <= MAX_NUMBER
