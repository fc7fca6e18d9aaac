"""The migrations: they lead to the tables the code describes, once, whole or not at all."""

import asyncio
import importlib
import pkgutil
import shutil
import stat
from pathlib import Path
from typing import Any, cast

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Identity, MetaData, inspect, text
from sqlalchemy.ext.asyncio import AsyncEngine

import waitingroom
from tests.engines import Databases, sqlite_url
from tests.ledger.makes import QUEUE, append
from waitingroom.ledger import NotMigrated, SqlLedger, migrate, open_engine, self_check


def _all_tables() -> list[MetaData]:
    """What every room says of its tables; each that has any has a `tables.py`."""
    rooms = [each.name for each in pkgutil.iter_modules(waitingroom.__path__) if each.ispkg]
    paths = [Path(waitingroom.__path__[0]) / room / "tables.py" for room in rooms]
    found = [f"waitingroom.{path.parent.name}.tables" for path in paths if path.exists()]
    return [importlib.import_module(name).metadata for name in found]


def _is_own_number(connection: Connection, difference: Any) -> bool:
    """SQLite numbers the rows of such a column by itself, and keeps no word that it does."""
    if connection.dialect.name != "sqlite" or not isinstance(difference, list):
        return False
    return all(each[0] == "modify_default" and isinstance(each[6], Identity) for each in difference)


async def test_a_migrated_database_is_what_the_tables_of_all_rooms_say(
    engine: AsyncEngine,
) -> None:
    def differences(connection: Connection) -> list[Any]:
        options = {"compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        found: list[Any] = compare_metadata(context, cast(MetaData, _all_tables()))
        return [each for each in found if not _is_own_number(connection, each)]

    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_migrating_again_changes_nothing(ledger: SqlLedger, database_url: str) -> None:
    await ledger.append(append(0))
    epoch = await ledger.epoch()
    await migrate(database_url)
    assert (await ledger.read(QUEUE)).version == 1
    assert await ledger.epoch() == epoch


async def test_three_processes_may_migrate_at_once(empty_url: str) -> None:
    await asyncio.gather(*(migrate(empty_url) for _ in range(3)))
    engine = open_engine(empty_url)
    assert len(await SqlLedger(engine).epoch()) == 32
    await engine.dispose()


async def test_a_step_that_fails_leaves_the_database_as_it_was(
    empty_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = tmp_path / "steps"
    shutil.copytree(STEPS, steps)
    broken = steps / "versions" / "9999_broken.py"
    broken.write_text(BROKEN.format(before=_head()))
    monkeypatch.setattr("waitingroom.ledger.schema._STEPS", steps)
    with pytest.raises(NotMigrated) as failed:
        await migrate(empty_url)
    assert "no_such_table" in str(failed.value.__cause__)
    engine = open_engine(empty_url)
    async with engine.connect() as connection:
        tables = await connection.run_sync(lambda each: inspect(each).get_table_names())
    assert tables == []
    await engine.dispose()


STEPS = Path(waitingroom.__path__[0]) / "ledger" / "migrations"

BROKEN = """
from alembic import op

revision = "9999"
down_revision = "{before}"


def upgrade():
    op.execute("CREATE TABLE half (id TEXT)")
    op.execute("INSERT INTO no_such_table VALUES (1)")
"""


def _head() -> str:
    return max(each.name[:4] for each in (STEPS / "versions").glob("[0-9]*.py"))


async def test_a_database_that_is_not_migrated_is_named(empty_url: str) -> None:
    engine = open_engine(empty_url)
    assert await self_check(engine) == [
        "The database is not migrated to this version; run the migration first."
    ]
    await engine.dispose()


async def test_a_database_of_a_newer_version_is_named(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert await self_check(engine) == [
        "The database was migrated by a newer version; run that version or a newer one."
    ]


async def test_a_data_file_can_be_read_by_its_owner_only(databases: Databases) -> None:
    path = databases.file()
    await migrate(sqlite_url(path))
    engine = open_engine(sqlite_url(path))
    await SqlLedger(engine).append(append(0))
    beside = sorted(path.parent.glob(path.name + "*"))
    assert len(beside) == 3
    assert {stat.S_IMODE(each.stat().st_mode) for each in beside} == {0o600}
    await engine.dispose()
