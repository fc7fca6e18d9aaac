"""Leases in SQL: who may write, under which fence, and who takes over from whom.

All times are the database's own. A lease that is taken is a row that is gone: so a write need only
see to it that the row stays while it commits, which hinders neither other writes nor the renewing.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, bindparam, delete, exists, func, insert, select, update
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from waitingroom.core.ids import NodeId
from waitingroom.ledger.patience import Attempt
from waitingroom.ledger.port import Fence, Fenced, Lease, Standing
from waitingroom.ledger.tables import leases, outbox

LASTS = timedelta(seconds=10)
"""How long a lease lasts when it is not renewed."""

_fence: BindParameter[int] = bindparam("fence")

# On PostgreSQL this waits for who is just taking the lease, and keeps it from being taken until
# the transaction ends. Renewing changes no key, so the two never wait for each other.
HOLD = (
    select(leases.c.fence)
    .where(leases.c.fence == _fence)
    .with_for_update(read=True, key_share=True)
)

TIME = select(func.clock_timestamp())

OPEN = (
    insert(leases)
    .values(node=bindparam("node"), until=bindparam("until"))
    .returning(leases.c.fence)
)

# A clock that was set back must not make a lease last for hours.
SHORTEN = (
    update(leases).where(leases.c.until > bindparam("latest")).values(until=bindparam("latest"))
)

RENEW = (
    update(leases)
    .where(leases.c.fence == bindparam("held"), leases.c.gave_back_at.is_(None))
    .values(until=bindparam("until"))
)

GIVE_BACK = (
    update(leases)
    .where(leases.c.fence == bindparam("held"), leases.c.gave_back_at.is_(None))
    .values(gave_back_at=bindparam("now"))
)

ALL = select(leases).order_by(leases.c.fence)

_own = leases.alias("own")

TAKE = (
    delete(leases)
    .where(
        leases.c.fence == bindparam("dead"),
        (leases.c.until <= bindparam("now")) | leases.c.gave_back_at.is_not(None),
        exists().where(
            _own.c.fence == bindparam("own"),
            _own.c.until > bindparam("now"),
            _own.c.gave_back_at.is_(None),
        ),
    )
    .returning(leases.c.node)
)


# What waits for its next try belongs to nobody, and goes on waiting.
FREE = (
    update(outbox)
    .where(outbox.c.worker == bindparam("of_node"), outbox.c.free_at > bindparam("now"))
    .values(free_at=bindparam("now"), worker=None)
)


async def held(connection: AsyncConnection, fence: Fence | None) -> None:
    """See to it that this lease is there until the transaction ends. Errors: `Fenced`."""
    if fence is None:
        return
    if (await connection.execute(HOLD, {"fence": fence})).one_or_none() is None:
        raise Fenced(f"the lease {fence} is gone")


class Leases:
    """The verbs of the ledger about leases.

    Shape: `clock` is the time where the database has none of its own: SQLite, which one process
    uses.
    """

    def __init__(self, engine: AsyncEngine, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._clock = clock

    async def open(self, node: NodeId, _: Attempt) -> Lease:
        """See `Ledger.open_lease`."""
        async with self._engine.begin() as connection:
            now = await self._time(connection)
            await connection.execute(SHORTEN, {"latest": now + LASTS})
            row = (await connection.execute(OPEN, {"node": node, "until": now + LASTS})).one()
        return Lease(node=node, fence=Fence(row.fence), now=now)

    async def renew(self, lease: Lease, _: Attempt) -> Lease:
        """See `Ledger.renew`."""
        async with self._engine.begin() as connection:
            now = await self._time(connection)
            asked = {"held": lease.fence, "until": now + LASTS}
            if not (await connection.execute(RENEW, asked)).rowcount:
                raise Fenced(f"the lease {lease.fence} is gone")
        return lease.but(now=now)

    async def give_back(self, lease: Lease, _: Attempt) -> None:
        """See `Ledger.give_back`."""
        async with self._engine.begin() as connection:
            asked = {"held": lease.fence, "now": await self._time(connection)}
            await connection.execute(GIVE_BACK, asked)

    async def all(self, _: Attempt) -> list[Standing]:
        """See `Ledger.leases`."""
        async with self._engine.connect() as connection:
            rows = (await connection.execute(ALL)).all()
            now = await self._time(connection)
        return [_standing(row, now) for row in rows]

    async def take_over(self, lease: Lease, dead: Fence, _: Attempt) -> bool:
        """See `Ledger.take_over`."""
        async with self._engine.begin() as connection:
            now = await self._time(connection)
            asked = {"own": lease.fence, "dead": dead, "now": now}
            row = (await connection.execute(TAKE, asked)).one_or_none()
            if row is not None:
                await connection.execute(FREE, {"of_node": row.node, "now": now})
        return row is not None

    async def _time(self, connection: AsyncConnection) -> datetime:
        if connection.dialect.name == "sqlite":
            return self._clock()
        now: datetime = (await connection.execute(TIME)).scalar_one()
        return now.astimezone(UTC)


def _standing(row: Row[*tuple[Any, ...]], now: datetime) -> Standing:
    over = row.gave_back_at or row.until
    return Standing(
        node=NodeId(row.node),
        fence=Fence(row.fence),
        until=row.until,
        over_s=(now - over).total_seconds(),
        is_given_back=row.gave_back_at is not None,
    )
