"""What the desk answers, and how an answer is remembered under its op_id."""

import hashlib

import msgspec

from waitingroom.core.actors import Actor, written
from waitingroom.core.commands import Command
from waitingroom.core.ids import Version
from waitingroom.core.refusals import Code, Refused
from waitingroom.core.value import Value


class Done(Value, tag="Done"):
    """It stands in the log, durably; `version` is the queue's number right after it."""

    version: Version


Reply = Done | Refused

PASSING = frozenset(
    {Code.DENIED, Code.MALFORMED, Code.OP_REUSED, Code.BUSY, Code.UNKNOWN, Code.LOG_BEHIND}
)
"""Answers that are not remembered: nothing happened, and asking again may well give another."""

_decoder: msgspec.json.Decoder[Reply] = msgspec.json.Decoder(Reply)


def encode(reply: Reply) -> bytes:
    """The reply as the ledger remembers it."""
    return msgspec.json.encode(reply)


def decode(body: bytes) -> Reply:
    """The reply of remembered bytes."""
    return _decoder.decode(body)


def is_remembered(reply: Reply) -> bool:
    """Whether the same op_id must get this very answer for ever."""
    return isinstance(reply, Done) or reply.code not in PASSING


def digest(actor: Actor, command: Command) -> bytes:
    """What an op_id stands for: SHA-256 of who asks and what is asked.

    An op_id that comes again with another digest is refused: it would change what was answered.
    """
    return hashlib.sha256(written(actor).encode() + b"\0" + msgspec.json.encode(command)).digest()
