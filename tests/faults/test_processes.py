"""Processes are killed, frozen and misled as told, and nothing of them is left."""

import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.faults.processes import NO_FAKETIME, NO_TMPFS, Server, fill, small_disk
from tests.journeys.clinic import children, free_port, is_alive

pytestmark = pytest.mark.fault


def server(folder: Path, clock: str = "") -> Server:
    words = ("all", "--data", str(folder), "--port", str(free_port()))
    return Server(*words, environment={"WAITINGROOM_PRECHECK": "no"}, clock=clock)


async def test_a_server_is_frozen_woken_stopped_and_killed(tmp_path: Path) -> None:
    clinic = server(tmp_path)
    try:
        await clinic.start()
        assert children(clinic.pid)
        clinic.freeze()
        clinic.thaw()
        assert await clinic.end() == 0, clinic.output
        await clinic.start()
        clinic.freeze()
        pid = clinic.pid
        assert await clinic.end(signal.SIGKILL) == -signal.SIGKILL
        assert not is_alive(pid)
    finally:
        await clinic.remove()


async def test_a_server_that_cannot_start_says_why(tmp_path: Path) -> None:
    clinic = Server("all", "--data", str(tmp_path), "--port", "70000")
    with pytest.raises(AssertionError, match="port must be a number"):
        await clinic.start()
    await clinic.remove()


@pytest.mark.skipif(bool(NO_FAKETIME), reason=NO_FAKETIME or "it is there")
async def test_the_clock_of_a_server_is_wrong_by_two_hours(tmp_path: Path) -> None:
    clinic = server(tmp_path, clock="+2h")
    try:
        await clinic.start()
        with closing(sqlite3.connect(tmp_path / "waitingroom.db")) as data:
            asked = "SELECT (julianday(max(at)) - julianday('now')) * 24 FROM ledger_event"
            ((hours,),) = data.execute(asked).fetchall()
        assert 1.9 < hours < 2.1
    finally:
        await clinic.remove()


@pytest.mark.skipif(bool(NO_TMPFS), reason=NO_TMPFS or "there may be one")
def test_a_small_disk_is_full_and_then_gone() -> None:
    with small_disk(2) as folder:
        ballast = fill(folder)
        with pytest.raises(OSError):
            (folder / "more").write_bytes(b"x" * 100_000)
        ballast.unlink()
        (folder / "more").write_bytes(b"x" * 100_000)
    assert not folder.exists()
