"""The outbox: effects are taken by one worker at a time, and given back by the clock."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Executable, bindparam, delete, select, tuple_, update
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncEngine

from waitingroom.core.ids import QueueId, Version
from waitingroom.ledger.leases import held
from waitingroom.ledger.patience import Attempt
from waitingroom.ledger.port import Claimed, Fence
from waitingroom.ledger.tables import outbox

HELD_S = 60
"""How long a claim holds, in seconds."""

_IS_FREE = outbox.c.free_at <= bindparam("now")


def _claim(which: ColumnElement[bool]) -> Executable:
    """Take some of these, oldest first."""
    # A worker steps over what another is just taking instead of waiting for it. The list is drawn
    # up once, apart from the update: as a subquery PostgreSQL might draw it up again and take too
    # many.
    taken = (
        select(outbox.c.queue, outbox.c.version, outbox.c.kind)
        .where(which)
        .order_by(outbox.c.free_at, outbox.c.queue, outbox.c.version, outbox.c.kind)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True)
        .cte("free")
    )
    return (
        update(outbox)
        .where(
            outbox.c.queue == taken.c.queue,
            outbox.c.version == taken.c.version,
            outbox.c.kind == taken.c.kind,
        )
        .values(
            free_at=bindparam("held_until"), tries=outbox.c.tries + 1, worker=bindparam("by_worker")
        )
        .returning(outbox)
    )


CLAIM = _claim(_IS_FREE)

# What this worker holds and knows nothing of: the answer to a claim of its was lost.
CLAIM_WHAT_WAS_LOST_TOO = _claim(
    _IS_FREE
    | (outbox.c.worker == bindparam("by_worker"))
    & tuple_(outbox.c.queue, outbox.c.version, outbox.c.kind).not_in(
        bindparam("doing", expanding=True)
    )
)

_key = (
    (outbox.c.queue == bindparam("of_queue"))
    & (outbox.c.version == bindparam("at_version"))
    & (outbox.c.kind == bindparam("of_kind"))
)

FINISH = delete(outbox).where(_key)

# `tries` grows with every claim, so it tells whether the claim is still the one of this worker.
RETRY = (
    update(outbox)
    .where(_key, outbox.c.tries == bindparam("claimed_as"))
    .values(free_at=bindparam("from_at"), worker=None)
)

FREE = update(outbox).where(outbox.c.free_at > bindparam("now")).values(free_at=bindparam("now"))


async def claim(
    engine: AsyncEngine,
    worker: str,
    now: datetime,
    limit: int,
    fence: Fence | None,
    doing: Collection[Claimed] | None,
    _: Attempt,
) -> list[Claimed]:
    """Take at most `limit` free effects; those of one queue come in the order of its log."""
    statement = CLAIM if doing is None else CLAIM_WHAT_WAS_LOST_TOO
    wanted: dict[str, Any] = {
        "now": now,
        "most": limit,
        "held_until": now + timedelta(seconds=HELD_S),
        "by_worker": worker,
    }
    if doing is not None:
        wanted["doing"] = [(each.queue, each.version, each.kind) for each in doing]
    async with engine.begin() as connection:
        await held(connection, fence)
        rows = (await connection.execute(statement, wanted)).all()
    claimed = [_claimed(row, fence) for row in rows]
    return sorted(claimed, key=lambda each: (each.queue, each.version, each.kind))


def key(claimed: Claimed) -> dict[str, Any]:
    """The parameters that name this claim in `FINISH` and `RETRY`."""
    return {
        "of_queue": claimed.queue,
        "at_version": claimed.version,
        "of_kind": claimed.kind,
        "claimed_as": claimed.tries,
    }


async def settle(
    engine: AsyncEngine, statement: Executable, claimed: Claimed, more: dict[str, Any], _: Attempt
) -> None:
    """Say with `FINISH` or `RETRY` what became of a claim, if its lease is still there."""
    async with engine.begin() as connection:
        await held(connection, claimed.fence)
        await connection.execute(statement, key(claimed) | more)


def _claimed(row: Row[*tuple[Any, ...]], fence: Fence | None) -> Claimed:
    return Claimed(
        queue=QueueId(row.queue),
        version=Version(row.version),
        kind=row.kind,
        body=row.body,
        tries=row.tries,
        fence=fence,
    )
