"""The handoff as the house has it: a silent node is asked, and nobody waits for the answer."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import httpx2

from tests.web.serving import until
from waitingroom import app
from waitingroom.app import house
from waitingroom.nodes import Unhurried
from waitingroom.settings import Settings

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


async def test_a_slow_step_is_begun_once_and_waited_for_by_nobody() -> None:
    begun: list[datetime] = []
    may_end = asyncio.Event()

    async def slow(now: datetime) -> None:
        begun.append(now)
        await may_end.wait()

    step = Unhurried(slow)
    async with asyncio.timeout(10):
        await step(NOON)
        await until(lambda: begun == [NOON])
        await step(NOON)
        may_end.set()
        await until(lambda: step.is_done)
        await step(NOON)
        await until(lambda: len(begun) == 2)


async def test_the_sink_of_the_house_breaks_its_silence(tmp_path: Path) -> None:
    async with house(Settings(data=tmp_path)) as opened, httpx2.AsyncClient() as client:
        assert opened.silence.since("n1") is None
        opened.sink.take([{"node": "n1", "seq": 1, "event": "eventsink_started", "data": {}}])
        spoke = opened.silence.since("n1")
        assert spoke is not None
        assert spoke <= opened.clock.now()
        assert app.worker(opened, app.handoff(opened, "http://127.0.0.1:9", client))
