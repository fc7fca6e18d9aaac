"""Opens the database that an URL names, set as the ledger's promises need it."""

from datetime import datetime

from sqlalchemy import make_url, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from waitingroom.ledger.port import Busy
from waitingroom.ledger.postgresql import open_postgresql, unsafe_postgresql
from waitingroom.ledger.schema import unsafe_schema
from waitingroom.ledger.sqlite import open_sqlite, unsafe_sqlite


def open_engine(url: str) -> AsyncEngine:
    """The engine for `sqlite+aiosqlite:///path` or `postgresql+asyncpg://…`; it connects later.

    Write with `async with engine.begin()`, read with `async with engine.connect()`: they are two
    lanes, and a write through `connect` fails.

    Errors: `ValueError` for any other URL, with a sentence for the operator.
    """
    parsed = make_url(url)
    if parsed.drivername == "sqlite+aiosqlite":
        return open_sqlite(parsed)
    if parsed.drivername == "postgresql+asyncpg":
        return open_postgresql(parsed)
    raise ValueError("the database URL must begin with sqlite+aiosqlite: or postgresql+asyncpg:")


async def clock_of(engine: AsyncEngine) -> datetime:
    """The time by the database's clock, UTC. Errors: `Busy` when it can't be asked."""
    is_file = engine.dialect.name == "sqlite"
    asked = "SELECT strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')" if is_file else "SELECT now()"
    try:
        async with engine.connect() as connection:
            said = (await connection.execute(text(asked))).scalar_one()
    except (SQLAlchemyError, OSError) as error:
        kind = type(error).__name__
    else:
        return datetime.fromisoformat(said) if is_file else said
    raise Busy(kind)


async def self_check(engine: AsyncEngine) -> list[str]:
    """What is unsafe about this database, one plain sentence for the operator each.

    Shape: empty when all is well; each sentence names the setting. Asked at the start, where any
    sentence means not to serve, and again while running. Errors: `Busy` when it can't be asked.
    """
    try:
        return await _unsafe(engine)
    except (SQLAlchemyError, OSError) as error:
        kind = type(error).__name__
    # The kind alone: a database's own words may quote an address with its password.
    raise Busy(kind)


async def _unsafe(engine: AsyncEngine) -> list[str]:
    schema = await unsafe_schema(engine)
    if schema:
        return schema
    if engine.dialect.name == "sqlite":
        return await unsafe_sqlite(engine)
    return await unsafe_postgresql(engine)
