"""A node that is told to stop: what others see of it, in which order, and that it always ends."""

import asyncio
import socket
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx2
import pytest

from tests.storm.place import Page, Place, opened, unhurried
from waitingroom import server
from waitingroom.hub import spread_s
from waitingroom.leaving import CLOSING_S, EARLIER_S, WHOLE_S, Leaving, gone_in_time
from waitingroom.settings import Settings

PAGES = 20


@asynccontextmanager
async def at_work(folder: Path) -> AsyncIterator[tuple[Place, server._Server]]:
    """A node as `serve` makes it, without what it has beside it."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        async with opened(folder, unhurried()) as (place, site, gate):
            place.port = listening.getsockname()[1]
            started = asyncio.Event()
            pages = server._Server(server._config(place.house, site, gate), started.set)
            serving = asyncio.create_task(pages.serve([listening]))
            await started.wait()
            try:
                yield place, pages
            finally:
                pages.should_exit = True
                async with asyncio.timeout(10):
                    await serving


async def test_a_node_that_is_told_to_stop_is_not_ready_and_serves_on_until_that_is_noticed(
    tmp_path: Path,
) -> None:
    async with at_work(tmp_path) as (place, pages), httpx2.AsyncClient() as client:
        ready = f"http://127.0.0.1:{place.port}/health/ready"
        assert (await client.get(ready)).status_code == 200
        cookies = await place.waiting(PAGES + 1)
        lines = [await Page.comes(place, each) for each in cookies[:PAGES]]
        await place.settled()
        place.house.leaving.tell()
        going = asyncio.create_task(
            server._send_elsewhere(place.house, place.rooms.doorstep, pages)
        )
        assert (await client.get(ready)).status_code == 503
        # Nobody was sent away, and who comes now is let in.
        lines.append(await Page.comes(place, cookies[PAGES]))
        await place.settled()
        assert [page.bye for page in lines] == [None] * len(lines)
        assert not going.done()
        place.house.leaving.tell()
        codes = await asyncio.gather(*(page.ends() for page in lines))
        await going
        assert codes == [1012] * len(lines)
        assert {(page.bye or {}).get("reason") for page in lines} == {"restart"}
        # Whoever is connected is still answered, and nobody new is.
        assert (await client.get(ready)).status_code == 503
        async with httpx2.AsyncClient() as late:
            with pytest.raises(httpx2.ConnectError):
                await late.get(ready)
        assert "GuestWentAway" not in await place.kinds()


async def test_a_line_that_still_comes_when_the_door_is_shut_is_sent_elsewhere(
    tmp_path: Path,
) -> None:
    async with at_work(tmp_path) as (place, _):
        (cookie,) = await place.waiting(1)
        place.rooms.doorstep.shut()
        page = await Page.knocks(place, cookie)
        assert await page.ends() == 1012
        assert (page.bye or {}).get("reason") == "restart"


async def test_a_node_whose_part_ended_by_itself_does_not_wait_to_be_noticed(
    tmp_path: Path,
) -> None:
    async with at_work(tmp_path) as (place, pages):
        async with asyncio.timeout(place.house.settings.notice_s):
            await server._send_elsewhere(place.house, place.rooms.doorstep, pages)
        assert place.house.leaving.is_told


async def test_told_once_it_waits_and_told_twice_it_does_not() -> None:
    leaving = Leaving()
    told = asyncio.create_task(leaving.told())
    assert not leaving.is_told
    leaving.tell()
    await told
    await leaving.noticed(0.01)
    waits = asyncio.create_task(leaving.noticed(3600))
    await asyncio.sleep(0)
    assert not waits.done()
    leaving.tell()
    async with asyncio.timeout(10):
        await waits


def test_the_time_left_is_counted_from_when_it_was_told() -> None:
    now = 100.0
    leaving = Leaving(lambda: now)
    assert leaving.left_s == WHOLE_S - CLOSING_S
    leaving.tell()
    now += 10
    assert leaving.left_s == WHOLE_S - CLOSING_S - 10
    now += 100
    assert leaving.left_s == 0


def test_a_process_that_hangs_is_ended_shortly_before_its_time_is_over(
    caplog: pytest.LogCaptureFixture,
) -> None:
    gone, codes = threading.Event(), []

    def end(code: int) -> None:
        codes.append(code)
        gone.set()

    gone_in_time(EARLIER_S + 0.01, end)
    assert gone.wait(10)
    assert codes == [1]
    assert "stopping took too long" in caplog.text


async def test_the_longest_drain_fits_into_its_time() -> None:
    """Noticed, spread, requests: what is left then is for the rooms."""
    leaving = Leaving(lambda: 0.0)
    leaving.tell()
    assert Settings().notice_s + spread_s(5000) <= leaving.left_s
