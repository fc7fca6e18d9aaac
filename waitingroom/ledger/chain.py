"""The chain of hashes through a log: pure, so that anybody can recompute it."""

from collections.abc import Iterable
from datetime import UTC
from hashlib import sha256

from waitingroom.core.ids import QueueId
from waitingroom.ledger.port import Entry


def anchor(queue: QueueId) -> bytes:
    """What the first row follows: it names the queue, so rows cannot move to another log."""
    return sha256(queue.encode()).digest()


def link(previous: bytes, queue: QueueId, entry: Entry) -> bytes:
    """The SHA-256 of a row: over the hash of the row before and every field of this one.

    Shape: each field stands behind its length in four bytes, big end first, so that no text can
    slide from one field into the next; the instant is ISO 8601 in UTC with microseconds.
    """
    digest = sha256(previous)
    for part in _parts(queue, entry):
        digest.update(len(part).to_bytes(4, "big"))
        digest.update(part)
    return digest.digest()


def links(previous: bytes, queue: QueueId, entries: Iterable[Entry]) -> list[bytes]:
    """The hash of each of these rows, the first of which follows `previous`."""
    hashes = []
    for entry in entries:
        previous = link(previous, queue, entry)
        hashes.append(previous)
    return hashes


def _parts(queue: QueueId, entry: Entry) -> tuple[bytes, ...]:
    op_id = () if entry.op_id is None else (entry.op_id.encode(),)
    return (
        queue.encode(),
        str(entry.version).encode(),
        entry.at.astimezone(UTC).isoformat(timespec="microseconds").encode(),
        entry.actor.encode(),
        entry.kind.encode(),
        entry.body,
        *op_id,
    )
