"""Brings a database to the schema of this version; its steps lie in `migrations/`."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, make_url, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from waitingroom.ledger.sqlite import open_sqlite

_STEPS = Path(__file__).parent / "migrations"

# Any number does, as long as it is always the same.
_LOCK = 7_260_512_334

OTHERS_TAKE_S = 300.0
"""How long a process waits for another one that is at the steps."""


class NotMigrated(Exception):
    """The database could not be brought to this version; the message is for the operator."""


async def migrate(url: str) -> None:
    """Run the steps that are missing, all in one transaction: after an error nothing has changed.

    Safe when several processes start at once: the others wait and then find nothing to do.

    Errors: `NotMigrated`, with a sentence for the operator.
    """
    engine = _patient(url)
    try:
        async with engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                await connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
            await connection.run_sync(_upgrade)
    except (SQLAlchemyError, OSError) as error:
        # The kind alone: a database's own words may quote an address with its password.
        kind = type(getattr(error, "orig", None) or error).__name__
        raise NotMigrated(
            "The database can't be reached, or may not be changed by the role in its address "
            f"({kind}). Bring it up to date with a role that owns the tables."
        ) from error
    finally:
        await engine.dispose()


async def unsafe_schema(engine: AsyncEngine) -> list[str]:
    """What is wrong with the schema of this database, one plain sentence each."""
    async with engine.connect() as connection:
        there = await connection.run_sync(_revision)
    if there == _script().get_current_head():
        return []
    if there is None or there in {step.revision for step in _script().walk_revisions()}:
        return ["The database is not migrated to this version; run the migration first."]
    return ["The database was migrated by a newer version; run that version or a newer one."]


def _patient(url: str) -> AsyncEngine:
    """An engine without time-outs: a step over a long log may take its time."""
    parsed = make_url(url)
    if parsed.drivername != "sqlite+aiosqlite":
        return create_async_engine(parsed, poolclass=NullPool, hide_parameters=True)
    return open_sqlite(parsed, OTHERS_TAKE_S)


def _upgrade(connection: Connection) -> None:
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _script() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_STEPS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
