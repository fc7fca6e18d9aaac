"""SQLite, set so that a commit is on the disk when it returns and writers never collide."""

import logging
import os
from functools import partial
from pathlib import Path

from sqlalchemy import URL, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from waitingroom.ledger.driver import connect
from waitingroom.ledger.lanes import Lanes

WAIT_S = 1.0
"""How long a connection or the lock of the file is waited for, in seconds."""

READERS = 4

LEAST_FREE_BYTES = 200 * 2**20

_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "lustre", "ncpfs", "ocfs2"}
_NETWORK_FUSE = ("fuse.sshfs", "fuse.gluster", "fuse.ceph", "fuse.s3")


def open_sqlite(url: URL, wait_s: float = WAIT_S) -> Lanes:
    """The engine on a file; `wait_s` is how long it waits for another process that writes.

    Errors: `ValueError` for a database in memory, which would lose everything and has no readers.
    """
    if not url.database or ":memory:" in url.database:
        raise ValueError("the data needs a file: sqlite+aiosqlite:///path/to/file")
    writer = _pool(url, "BEGIN IMMEDIATE", 1, wait_s)
    readers = _pool(url, "BEGIN", READERS, wait_s)
    event.listen(readers.sync_engine, "connect", _only_reads)
    return Lanes(readers.sync_engine, writer)


def _pool(url: URL, opening: str, connections: int, wait_s: float) -> AsyncEngine:
    # At DEBUG it writes every bound value into the log, names of patients among them.
    logging.getLogger("aiosqlite").setLevel(logging.WARNING)
    engine = create_async_engine(
        url,
        async_creator=partial(connect, url.database or "", wait_s),
        pool_size=connections,
        max_overflow=0,
        pool_timeout=wait_s,
        hide_parameters=True,
    )
    event.listen(engine.sync_engine, "connect", _set)
    event.listen(engine.sync_engine, "begin", lambda begun: begun.exec_driver_sql(opening))
    return engine


def _set(connection: DBAPIConnection, _: object) -> None:
    _say(
        connection,
        "PRAGMA journal_mode=WAL",
        # NORMAL does not sync the log before a commit returns: an answer could be lost with power.
        "PRAGMA synchronous=FULL",
        "PRAGMA foreign_keys=ON",
    )


def _only_reads(connection: DBAPIConnection, _: object) -> None:
    _say(connection, "PRAGMA query_only=ON")


def _say(connection: DBAPIConnection, *statements: str) -> None:
    cursor = connection.cursor()
    for statement in statements:
        cursor.execute(statement)
    cursor.close()


async def unsafe_sqlite(engine: AsyncEngine) -> list[str]:
    """What makes this file unsafe to serve from, one plain sentence each."""
    path = Path(engine.url.database or "")
    async with engine.begin() as writing, engine.connect() as reading:
        found = await _settings(writing) + await _settings(reading)
    async with engine.connect() as reading:
        whole = (await reading.execute(text("PRAGMA quick_check(1)"))).scalar_one()
    if whole != "ok":
        found.append("The data file is damaged (quick_check); restore it from a backup.")
    if network_filesystem(path, Path("/proc/self/mountinfo")):
        found.append("The data file is on a network filesystem; move it to a local disk.")
    if free_bytes(path) < LEAST_FREE_BYTES:
        found.append("Less than 200 MiB are free where the data file is; make space.")
    return list(dict.fromkeys(found))


async def _settings(connection: AsyncConnection) -> list[str]:
    async def pragma(name: str) -> object:
        return (await connection.execute(text(f"PRAGMA {name}"))).scalar_one()

    found = []
    if await pragma("journal_mode") != "wal":
        found.append("SQLite's journal_mode is not WAL; the disk may not support it.")
    if await pragma("synchronous") not in (2, 3):
        found.append("SQLite's synchronous is below FULL: a power cut could lose answers.")
    if await pragma("foreign_keys") != 1:
        found.append("SQLite's foreign_keys is off.")
    return found


def free_bytes(path: Path) -> int:
    """The bytes that are free on the filesystem of this file."""
    free = os.statvfs(path)
    return free.f_bavail * free.f_frsize


def network_filesystem(path: Path, mounts: Path) -> bool:
    """Whether the file is on a filesystem of another machine, where WAL does not work.

    Shape: `mounts` is in the form of /proc/self/mountinfo; False where there is none.
    """
    if not mounts.exists():
        return False
    place = str(path.resolve())
    under = [(point, kind) for point, kind in _mounts(mounts.read_text()) if _covers(point, place)]
    kind = max(under, key=lambda each: len(each[0]))[1] if under else ""
    return kind in _NETWORK or kind.startswith(_NETWORK_FUSE)


def _mounts(text: str) -> list[tuple[str, str]]:
    lines = (line.split(" - ", 1) for line in text.splitlines() if " - " in line)
    return [(left.split()[4], right.split()[0]) for left, right in lines]


def _covers(point: str, place: str) -> bool:
    return point == "/" or place == point or place.startswith(point + "/")
