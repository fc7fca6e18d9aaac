"""Makes appends for tests: short to say, and right unless a test wants it otherwise."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import count

from waitingroom.core.ids import OpId, QueueId, Version
from waitingroom.ledger import Answer, Append, Effect, Entry, Fence

NOON = datetime(2026, 11, 25, 12, 0, 0, 123456, tzinfo=UTC)
QUEUE = QueueId("kuufrfrewkwpxpgy")
OTHER = QueueId("4u3dxwcfacn4mn3o")

_batches = count(1)


def batch() -> str:
    """A new batch id."""
    return f"batch-{next(_batches)}"


def entry(version: int, body: bytes = b"{}", at: datetime | None = None) -> Entry:
    """An entry; later versions are later in time."""
    return Entry(
        version=Version(version),
        at=at or NOON + timedelta(milliseconds=version),
        actor="staff:tbrsgkd5oagfvbqd",
        kind="QueueOpened",
        body=body,
        op_id=OpId(f"op-{version}"),
    )


def answer(op_id: str, version: int = 0, body: bytes = b"done") -> Answer:
    """A remembered reply."""
    return Answer(
        op_id=OpId(op_id),
        digest=sha256(op_id.encode()).digest(),
        body=body,
        version=Version(version),
    )


def effect(version: int, kind: str = "conference") -> Effect:
    """An outbox row."""
    return Effect(version=Version(version), kind=kind, body=b"{}")


def append(
    expected: int,
    entries: int = 1,
    queue: QueueId = QUEUE,
    answers: tuple[Answer, ...] = (),
    effects: tuple[Effect, ...] = (),
    due_at: datetime | None = None,
    fence: Fence | None = None,
) -> Append:
    """An append of that many entries."""
    return Append(
        queue=queue,
        expected=Version(expected),
        batch=batch(),
        entries=tuple(entry(expected + each) for each in range(1, entries + 1)),
        answers=answers,
        effects=effects,
        due_at=due_at,
        fence=fence,
    )
