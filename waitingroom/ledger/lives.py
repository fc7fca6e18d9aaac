"""The lives of a ledger: a new one begins when SQL was restored from an older copy.

Each has an epoch. That nobody said so is noticed by somebody who saw a queue at a version that its
log does not have; the queue then stands here until a new life is begun.
"""

from collections.abc import Collection
from datetime import datetime
from secrets import token_hex
from typing import Any

from sqlalchemy import bindparam, delete, exists, insert, select, true, update
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncEngine

from waitingroom.core.ids import Epoch, QueueId
from waitingroom.ledger.patience import Attempt
from waitingroom.ledger.port import Life
from waitingroom.ledger.tables import behind, epochs, fences, leases, outbox

LIFE = select(epochs.c.id, epochs.c.restored_at, behind.c.queue).outerjoin_from(
    epochs, behind, true()
)

# Under the epoch in which it was seen: a life that was begun meanwhile is not doubted.
DOUBT = insert(behind).from_select(
    ["queue", "seen"],
    select(
        bindparam("queue", type_=behind.c.queue.type), bindparam("seen", type_=behind.c.seen.type)
    ).where(exists().where(epochs.c.id == bindparam("epoch"))),
)

_BEGIN = update(epochs).values(id=bindparam("next"), restored_at=bindparam("now"))
_TRUST = delete(behind)

FENCES = 1_000_000
"""How many fences are left out. A process that stood still since before the copy was put in place
may hold one that the copy never gave out: it must not be given to another."""

_LEAVE_OUT = update(fences).values(last=fences.c.last + FENCES)
_NOBODY = delete(leases)
_DROP = delete(outbox).where(outbox.c.kind.in_(bindparam("kinds", expanding=True)))
_TRIED = (
    update(outbox)
    .where(outbox.c.kind.in_(bindparam("kinds", expanding=True)))
    .values(tries=outbox.c.tries + 1)
)


def life(rows: Collection[Row[*tuple[Any, ...]]]) -> Life:
    """The life that the rows of `LIFE` tell of."""
    first = next(iter(rows))
    return Life(
        epoch=Epoch(first[0]),
        restored_at=first[1],
        behind=frozenset(QueueId(row[2]) for row in rows if row[2] is not None),
    )


async def begin(
    engine: AsyncEngine,
    now: datetime,
    dropped: Collection[str],
    tried: Collection[str],
    _: Attempt,
) -> int:
    """Begin a new life; see `SqlLedger.begin_life`."""
    async with engine.begin() as connection:
        await connection.execute(_BEGIN, {"next": token_hex(16), "now": now})
        await connection.execute(_TRUST)
        await connection.execute(_LEAVE_OUT)
        await connection.execute(_NOBODY)
        await connection.execute(_TRIED, {"kinds": list(tried)})
        return (await connection.execute(_DROP, {"kinds": list(dropped)})).rowcount
