"""A part in a process of its own: started, started again when it ends, and never left behind."""

import os
import signal
from pathlib import Path

import pytest

from tests.wire.place import until, within
from waitingroom.child import ChildFailed, child
from waitingroom.media import NodeOrder

START_S = 30.0

ORDER = NodeOrder(
    host="127.0.0.1",
    port=0,
    policy_url="http://127.0.0.1:9",
    sink_url="http://127.0.0.1:9/hooks/pexip/events",
    username="waitingroom",
    password="et kodeord til test",
    node_name="embedded",
    addresses=("127.0.0.1",),
    max_calls=1,
)


def is_there(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


async def test_a_child_that_is_killed_comes_back_at_the_same_place() -> None:
    async with child("node", ORDER) as process:
        await process.listening()
        place, first = process.place, process.pid
        assert place is not None
        assert first is not None
        os.kill(first, signal.SIGKILL)
        await until(lambda: process.place is None)
        await until(lambda: process.place == place, START_S)
        second = process.pid
        assert second not in (first, None)
    assert process.place is None
    assert second is not None
    assert not is_there(second)


async def test_a_child_that_nobody_waits_for_is_there_in_the_end() -> None:
    async with child("node", ORDER) as process:
        process.keep()
        await until(lambda: process.place is not None, START_S)


async def test_a_child_that_does_not_start_is_an_error_to_who_waits_for_it(
    capfd: pytest.CaptureFixture[str],
) -> None:
    async with child("no-such-part", ORDER) as process:
        with pytest.raises(ChildFailed, match="“no-such-part” did not start"):
            await within(process.listening())
    assert "no-such-part" in capfd.readouterr().err


async def test_a_child_that_does_not_start_troubles_nobody_who_does_not_wait(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    async with child("no-such-part", ORDER) as process:
        process.keep()
        await until(lambda: caplog.text.count("“no-such-part” ended and is started again") >= 2)
        assert process.place is None
    assert process.pid is None
    assert "no-such-part" in capfd.readouterr().err
