"""SQLite whose commit fails, whose file is held, whose disk is full: what the ledger says then."""

import asyncio
import os
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import aiosqlite
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.engines import sqlite_url
from tests.ledger.makes import QUEUE, answer, append, entry
from waitingroom.ledger import Append, Busy, OutcomeUnknown, SqlLedger, StorageFull, open_engine

pytestmark = [pytest.mark.fault, pytest.mark.parametrize("kind", ["sqlite"])]


class Broken:
    """Stands before the driver's commit: fails the next one, before or after it has happened."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.before: Exception | None = None
        self.after: Exception | None = None
        commit = aiosqlite.Connection.commit

        async def breaks(connection: aiosqlite.Connection) -> None:
            before, after = self.before, self.after
            self.before = self.after = None
            if before is not None:
                raise before
            await commit(connection)
            if after is not None:
                raise after

        monkeypatch.setattr(aiosqlite.Connection, "commit", breaks)


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Broken:
    return Broken(monkeypatch)


def _io_error() -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_FSYNC
    error.sqlite_errorname = "SQLITE_IOERR_FSYNC"
    return error


async def test_a_commit_that_failed_after_it_happened_is_unknown_and_settles_as_done(
    ledger: SqlLedger, broken: Broken
) -> None:
    lost = append(0)
    broken.after = _io_error()
    with pytest.raises(OutcomeUnknown):
        await ledger.append(lost)
    assert await ledger.settled(QUEUE, lost.batch)
    assert (await ledger.read(QUEUE)).version == 1
    await ledger.append(append(1))


async def test_a_commit_that_failed_before_it_happened_is_unknown_and_settles_as_not_done(
    ledger: SqlLedger, broken: Broken
) -> None:
    lost = append(0)
    broken.before = _io_error()
    with pytest.raises(OutcomeUnknown):
        await ledger.append(lost)
    assert not await ledger.settled(QUEUE, lost.batch)
    assert (await ledger.read(QUEUE)).version == 0
    await ledger.append(append(0))


async def test_a_commit_that_takes_too_long_is_unknown_and_goes_on_to_its_end(
    ledger: SqlLedger, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit, gate = aiosqlite.Connection.commit, asyncio.Event()

    async def waits(connection: aiosqlite.Connection) -> None:
        await gate.wait()
        await commit(connection)

    monkeypatch.setattr(aiosqlite.Connection, "commit", waits)
    slow = append(0)
    started = time.monotonic()
    with pytest.raises(OutcomeUnknown):
        await ledger.append(slow)
    assert time.monotonic() - started < 3.5
    with pytest.raises(Busy):
        await ledger.settled(QUEUE, slow.batch)
    gate.set()
    await ledger.end()
    assert await ledger.settled(QUEUE, slow.batch)


async def test_an_append_that_was_given_up_before_its_commit_never_commits(
    ledger: SqlLedger, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = asyncio.Event()
    insert = SqlLedger._insert

    async def waits(*told: object) -> None:
        await insert(*told)  # type: ignore[arg-type]
        await gate.wait()

    monkeypatch.setattr(SqlLedger, "_insert", waits)
    with pytest.raises(Busy):
        await ledger.append(append(0))
    gate.set()
    await ledger.end()
    assert (await ledger.read(QUEUE)).version == 0


async def test_a_file_that_another_program_holds_is_busy_after_about_a_second(
    ledger: SqlLedger, engine: AsyncEngine
) -> None:
    await ledger.append(append(0))
    with closing(sqlite3.connect(engine.url.database or "", isolation_level=None)) as another:
        another.execute("BEGIN IMMEDIATE")
        started = time.monotonic()
        with pytest.raises(Busy):
            await ledger.append(append(1))
        assert 0.8 < time.monotonic() - started < 3.5
        assert (await ledger.read(QUEUE)).version == 1
        another.execute("ROLLBACK")
    await ledger.append(append(1))


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MiB."""
    place = tmp_path / "tiny"
    place.mkdir()
    subprocess.run(["/bin/mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", place], check=True)
    try:
        yield place
    finally:
        subprocess.run(["/bin/umount", "-l", place], check=True)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount the tiny disk")
async def test_a_full_disk_answers_nothing_false_and_goes_on_by_itself_where_root_may_mount_one(
    tiny: Path, database_url: str
) -> None:
    shutil.copy(database_url.removeprefix("sqlite+aiosqlite:///"), tiny / "data.db")
    engine = open_engine(sqlite_url(tiny / "data.db"))
    ledger = SqlLedger(engine)
    ballast = tiny / "ballast"
    ballast.write_bytes(b"x" * 200_000)
    answered, refused = await _fill(ledger)
    assert 0 < answered < 200
    assert refused >= 20
    assert (await ledger.read(QUEUE)).version == answered
    ballast.unlink()
    await ledger.append(_big(answered))
    assert (await ledger.read(QUEUE)).version == answered + 1
    assert await ledger.verify(QUEUE) is None
    await engine.dispose()


async def _fill(ledger: SqlLedger) -> tuple[int, int]:
    """Append until the disk has been full 20 times; how many were answered and refused."""
    answered = refused = 0
    while refused < 20 and answered < 200:
        try:
            await ledger.append(_big(answered))
        except StorageFull:
            refused += 1
        else:
            answered += 1
    return answered, refused


def _big(version: int) -> Append:
    given = (answer(f"op-{version}"),)
    return append(version, answers=given).but(entries=(entry(version + 1, b"x" * 20_000),))
