"""How events reach the event sink."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx2
import msgspec
import pytest

from waitingroom.conference.config import NodeConfig
from waitingroom.conference.model import Report
from waitingroom.conference.sink import KEPT, Sink
from waitingroom.core.value import Private

from .house import until

CONFIG = NodeConfig(
    host="127.0.0.1",
    port=0,
    policy_url="",
    sink_url="http://sink.test/events",
    username="node",
    password=Private("hemmelig"),
    node_name="10.0.0.1",
)


class Double:
    """An event sink that takes events, or for a while does not."""

    def __init__(self) -> None:
        self.status = 200
        self.taken: list[Any] = []
        self.tries = 0
        self.waits: list[float] = []

    async def rest(self, seconds: float) -> None:
        """How long the sink wants to wait; it does not wait in fact."""
        self.waits.append(seconds)
        await asyncio.sleep(0)

    async def handle(self, request: httpx2.Request) -> httpx2.Response:
        self.tries += 1
        if self.status == 0:
            raise httpx2.ConnectError("no")
        if self.status == 200:
            self.taken.append(msgspec.json.decode(request.content))
        return httpx2.Response(self.status)


def report(number: int) -> Report:
    return Report(kind="participant_updated", data=msgspec.Raw(b'{"number":%d}' % number))


@asynccontextmanager
async def running(double: Double) -> AsyncIterator[Sink]:
    client = httpx2.AsyncClient(transport=httpx2.MockTransport(double.handle))
    sink = Sink(CONFIG, client, lambda: 1_790_000_000.5, double.rest)
    task = asyncio.create_task(sink.run())
    yield sink
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await client.aclose()


async def test_events_arrive_in_order_and_numbered() -> None:
    double = Double()
    async with running(double) as sink:
        for number in range(20):
            sink.post(report(number))
        await until(lambda: len(double.taken) == 20)
    assert [one["data"]["number"] for one in double.taken] == list(range(20))
    assert [one["seq"] for one in double.taken] == list(range(1, 21))
    assert double.taken[0] | {"data": None} == {
        "node": "10.0.0.1",
        "seq": 1,
        "version": 2,
        "time": 1_790_000_000.5,
        "event": "participant_updated",
        "data": None,
    }


@pytest.mark.parametrize("trouble", [0, 401, 500])
async def test_what_is_not_taken_is_offered_again_more_and_more_slowly(
    trouble: int, caplog: pytest.LogCaptureFixture
) -> None:
    double = Double()
    double.status = trouble
    async with running(double) as sink:
        sink.post(report(1))
        sink.post(report(2))
        await until(lambda: double.tries >= 9)
        double.status = 200
        await until(lambda: len(double.taken) == 2)
    assert double.waits[:8] == [1, 2, 4, 8, 16, 32, 60, 60]
    assert [one["seq"] for one in double.taken] == [1, 2]
    assert len(caplog.records) == 1


async def test_a_sink_that_is_away_for_long_loses_the_oldest_and_can_see_it() -> None:
    double = Double()
    client = httpx2.AsyncClient(transport=httpx2.MockTransport(double.handle))
    sink = Sink(CONFIG, client, lambda: 0.0)
    for number in range(KEPT + 10):
        sink.post(report(number))
    await sink.flush(5.0)
    assert double.taken[0]["seq"] == 11 and double.taken[-1]["seq"] == KEPT + 10
    await client.aclose()


async def test_without_an_address_nothing_is_kept() -> None:
    client = httpx2.AsyncClient()
    sink = Sink(CONFIG.but(sink_url=""), client, lambda: 0.0)
    sink.post(report(1))
    assert not sink._waiting
    await client.aclose()
