"""How the databases are opened: what each connection is told, and what makes one unsafe."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from tests.engines import Databases
from tests.ledger.makes import QUEUE, append
from waitingroom.core.ids import NodeId, QueueId
from waitingroom.ledger import InUse, SqlLedger, open_engine, own, self_check
from waitingroom.ledger.postgresql import unsafe_line
from waitingroom.ledger.sqlite import READERS, network_filesystem

only_sqlite = pytest.mark.parametrize("kind", ["sqlite"])
only_postgresql = pytest.mark.parametrize("kind", ["postgresql"])


async def _value(connection: AsyncConnection, question: str) -> object:
    return (await connection.execute(text(question))).scalar_one()


@only_sqlite
async def test_every_sqlite_connection_syncs_each_commit(engine: AsyncEngine) -> None:
    reading = [await engine.connect().start() for _ in range(READERS)]
    async with engine.begin() as writing:
        for connection in (writing, *reading):
            assert await _value(connection, "PRAGMA journal_mode") == "wal"
            assert await _value(connection, "PRAGMA synchronous") == 2
            assert await _value(connection, "PRAGMA foreign_keys") == 1
            assert await _value(connection, "PRAGMA busy_timeout") == 1000
    for connection in reading:
        assert await _value(connection, "PRAGMA query_only") == 1
        await connection.close()


@only_sqlite
async def test_a_commit_is_in_the_synced_file_and_not_only_in_memory(
    engine: AsyncEngine, tmp_path: Path
) -> None:
    """The file and its log, copied as they are after the answer, hold what was answered."""
    await SqlLedger(engine).append(append(0, 3))
    path = Path(engine.url.database or "")
    for each in path.parent.glob(path.name + "*"):
        if not each.name.endswith("-shm"):
            (tmp_path / each.name).write_bytes(each.read_bytes())
    copy = open_engine(f"sqlite+aiosqlite:///{tmp_path / path.name}")
    assert (await SqlLedger(copy).read(QUEUE)).version == 3
    await copy.dispose()


@only_postgresql
async def test_every_postgresql_connection_has_its_time_outs(engine: AsyncEngine) -> None:
    for lane in (engine.begin, engine.connect):
        async with lane() as connection:
            assert await _value(connection, "SHOW statement_timeout") == "1s"
            assert await _value(connection, "SHOW lock_timeout") == "1s"
            assert await _value(connection, "SHOW idle_in_transaction_session_timeout") == "2s"
    async with engine.connect() as reading:
        assert await _value(reading, "SHOW transaction_isolation") == "repeatable read"
    async with engine.begin() as writing:
        assert await _value(writing, "SHOW transaction_isolation") == "read committed"


async def test_a_write_through_the_reading_lane_is_refused(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        with pytest.raises(DBAPIError):
            await connection.execute(text("DELETE FROM ledger_event"))


async def test_readers_see_one_picture_while_others_write(
    engine: AsyncEngine, ledger: SqlLedger
) -> None:
    await ledger.append(append(0))
    async with engine.connect() as connection:
        before = await _value(connection, "SELECT count(*) FROM ledger_event")
        await ledger.append(append(1))
        assert await _value(connection, "SELECT count(*) FROM ledger_event") == before == 1


async def test_writers_that_read_first_wait_their_turn_and_none_of_them_fails(
    engine: AsyncEngine, other: SqlLedger
) -> None:
    async def write(number: int) -> None:
        async with engine.begin() as connection:
            await _value(connection, "SELECT count(*) FROM ledger_epoch")
            await connection.execute(
                text("INSERT INTO ledger_epoch (id) VALUES (:id)"), {"id": str(number)}
            )

    beside = [other.append(append(0, queue=QueueId(f"queue-{each}"))) for each in range(5)]
    await asyncio.gather(*map(write, range(20)), *beside)
    async with engine.connect() as connection:
        assert await _value(connection, "SELECT count(*) FROM ledger_epoch") == 21


@pytest.mark.parametrize(
    "url",
    [
        "sqlite+aiosqlite://",
        "sqlite+aiosqlite:///:memory:",
        "sqlite:///data.db",
        "postgresql://localhost/data",
        "mysql://localhost/data",
    ],
)
def test_an_url_that_would_lose_data_or_names_no_driver_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"sqlite\+aiosqlite"):
        open_engine(url)


@only_sqlite
async def test_a_sound_sqlite_file_passes_the_check(engine: AsyncEngine) -> None:
    assert await self_check(engine) == []


@only_postgresql
async def test_a_superuser_and_unsafe_settings_are_named(
    engine: AsyncEngine, databases: Databases
) -> None:
    server = databases.postgresql
    assert await self_check(engine) == [
        "The database role is a superuser; use one that may do less."
    ]
    try:
        server.say(
            "ALTER SYSTEM SET fsync = off",
            "ALTER SYSTEM SET full_page_writes = off",
            "ALTER SYSTEM SET synchronous_commit = off",
            "SELECT pg_reload_conf()",
        )
        found = await _until_found(engine, 4)
    finally:
        server.say("ALTER SYSTEM RESET ALL", "SELECT pg_reload_conf()")
    named = " ".join(found)
    assert all(each in named for each in ("fsync", "full_page_writes", "synchronous_commit"))


async def _until_found(engine: AsyncEngine, least: int) -> list[str]:
    async with asyncio.timeout(10):
        while True:
            found = await self_check(engine)
            if len(found) >= least:
                return found
            await asyncio.sleep(0.05)


async def test_a_role_that_may_change_the_log_is_named_and_one_that_may_only_add_is_not(
    databases: Databases,
) -> None:
    server = databases.postgresql
    url = databases.migrated("postgresql")
    name = url.split("@/")[1].split("?")[0]
    role = f"role_{name}"
    server.say(
        f"CREATE ROLE {role} LOGIN",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
        database=name,
    )
    engine = open_engine(url.replace("postgres@", f"{role}@"))
    (found,) = await self_check(engine)
    assert "revoke UPDATE and DELETE" in found
    server.say(f"REVOKE UPDATE, DELETE ON ledger_event FROM {role}", database=name)
    assert await self_check(engine) == []
    ledger = SqlLedger(engine)
    lease = await ledger.open_lease(NodeId("node"))
    await ledger.append(append(0, fence=lease.fence))
    await engine.dispose()


def test_a_line_to_another_machine_without_a_checked_name_is_named() -> None:
    def found(url: str) -> list[str]:
        return unsafe_line(make_url(f"postgresql+asyncpg://{url}"))

    assert found("db.example.dk/data") == found("db.example.dk/data?ssl=require") != []
    assert found("db.example.dk/data?ssl=verify-full") == []
    assert found("127.0.0.1/data") == found("/data?host=/run/postgresql") == []


MOUNTS = """\
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
30 22 0:40 / /srv/share rw shared:9 - nfs4 files:/share rw
31 30 0:41 / /srv/share/local rw shared:9 - xfs /dev/vdb rw
32 22 0:42 / /home/far rw - fuse.sshfs far:/ rw
"""


@pytest.mark.parametrize(
    ("path", "far"),
    [
        ("/srv/data.db", False),
        ("/srv/share/data.db", True),
        ("/srv/shared/data.db", False),
        ("/srv/share/local/data.db", False),
        ("/home/far/data.db", True),
    ],
)
def test_a_network_filesystem_is_told_by_the_nearest_mount(
    path: str, far: bool, tmp_path: Path
) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS)
    assert network_filesystem(Path(path), mounts) is far


def test_a_machine_without_a_list_of_mounts_is_believed(tmp_path: Path) -> None:
    assert not network_filesystem(Path("/srv/data.db"), tmp_path / "none")


OWNER = """
import sys, pathlib
from waitingroom.ledger import own
held = own(pathlib.Path(sys.argv[1]))
print("mine", flush=True)
sys.stdin.read()
"""


def test_a_second_process_cannot_own_a_data_file_until_the_first_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "data.db"
    first = subprocess.Popen(
        [sys.executable, "-c", OWNER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert first.stdout is not None
        assert first.stdout.readline() == b"mine\n"
        with pytest.raises(InUse, match="Another process already uses the data file"):
            own(path)
    finally:
        first.kill()
        first.communicate(timeout=10)
    with own(path) as held:
        with pytest.raises(InUse):
            own(path)
        held.release()
        own(path).release()
