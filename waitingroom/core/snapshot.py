"""A queue as bytes and back, so that a long log need not be replayed from its beginning.

Only what cannot be worked out is kept: shelves, alarms and indexes are put together anew.
"""

from datetime import datetime

import msgspec
from immutables import Map

from waitingroom.core.book import filed
from waitingroom.core.ids import NoticeId, QueueId, Version, VisitId
from waitingroom.core.model import Queue, Rules, Served, Visit
from waitingroom.core.restoration import Restoration
from waitingroom.core.value import Value

SCHEMA = 4
"""Grows when an older program could not read the log any more; it then refuses to serve it."""


class Frozen(Value):
    """What a snapshot holds of a queue."""

    id: QueueId
    version: Version
    at: datetime | None
    open: bool
    rules: Rules
    notice: NoticeId | None
    notice_at: datetime | None
    next_number: int
    visits: tuple[Visit, ...]
    served: tuple[Served, ...]
    rung: tuple[datetime, ...] = ()
    restoration: Restoration | None = None
    missing: tuple[VisitId, ...] = ()


_decoder: msgspec.json.Decoder[Frozen] = msgspec.json.Decoder(Frozen)


def freeze(queue: Queue) -> bytes:
    """The queue as JSON."""
    return msgspec.json.encode(
        Frozen(
            id=queue.id,
            version=queue.version,
            at=queue.at,
            open=queue.open,
            rules=queue.rules,
            notice=queue.notice,
            notice_at=queue.notice_at,
            next_number=queue.next_number,
            visits=tuple(sorted(queue.visits.values(), key=lambda each: each.id)),
            served=queue.served,
            rung=queue.rung,
            restoration=queue.restoration,
            missing=tuple(sorted(queue.missing)),
        )
    )


def thaw(body: bytes) -> Queue:
    """The queue of a snapshot.

    Errors: `msgspec.DecodeError` when the bytes are not one.
    """
    frozen = _decoder.decode(body)
    queue = Queue(
        id=frozen.id,
        version=frozen.version,
        at=frozen.at,
        open=frozen.open,
        rules=frozen.rules,
        notice=frozen.notice,
        notice_at=frozen.notice_at,
        next_number=frozen.next_number,
        served=frozen.served,
        rung=frozen.rung,
        restoration=frozen.restoration,
        missing=Map(dict.fromkeys(frozen.missing, True)),
    )
    for visit in frozen.visits:
        queue = filed(queue, visit.id, None, visit)
    return queue
