"""Opens the database that an URL names, set as the ledger's promises need it."""

from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import AsyncEngine

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


async def self_check(engine: AsyncEngine) -> list[str]:
    """What is unsafe about this database, one plain sentence for the operator each.

    Shape: empty when all is well; each sentence names the setting. Asked at the start, where any
    sentence means not to serve, and again while running.
    """
    schema = await unsafe_schema(engine)
    if schema:
        return schema
    if engine.dialect.name == "sqlite":
        return await unsafe_sqlite(engine)
    return await unsafe_postgresql(engine)
