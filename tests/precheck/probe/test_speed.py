"""The speed tests over lines of known speed, each way, and how many test at once."""

import asyncio
from contextlib import AsyncExitStack
from time import monotonic

import pytest

from waitingroom.precheck.probe import Limits
from waitingroom.precheck.talk import SpeedDone, SpeedMeasured, SpeedTest, Toward

from .page import Page, page_at, probe_of
from .slow import slowed

FRAME = bytes(8192)
SECONDS = 2.0


async def measured(page: Page, toward: Toward) -> float | None:
    """What the probe says of this direction."""

    def said() -> SpeedMeasured | None:
        heard = (each for each in reversed(page.heard) if isinstance(each, SpeedMeasured))
        return next((each for each in heard if each.toward is toward), None)

    found: SpeedMeasured = await page.comes_to(said)
    page.heard.clear()
    return found.mbps


async def downwards(page: Page) -> float | None:
    """What the probe measured towards the page."""
    await page.say(SpeedTest(toward=Toward.DOWN))
    return await measured(page, Toward.DOWN)


async def upwards(page: Page) -> float | None:
    """What the probe measured from a page that sends for two seconds, as the buffer empties."""
    page.heard.clear()
    await page.say(SpeedTest(toward=Toward.UP))
    ends = monotonic() + SECONDS
    while monotonic() < ends and not page.heard:
        await page.socket.send(FRAME)
    await page.say(SpeedDone(toward=Toward.UP, mbps=None))
    return await measured(page, Toward.UP)


@pytest.mark.parametrize(
    ("mbps", "delay_s"),
    [(0.128, 0.02), (0.5, 0.04), (2.0, 0.02), (2.0, 0.1), (10.0, 0.02), (10.0, 0.075)],
)
async def test_a_line_of_known_speed_is_measured_within_a_quarter_each_way(
    mbps: float, delay_s: float
) -> None:
    async with (
        probe_of() as probe,
        slowed(probe.port, mbps, delay_s) as line,
        page_at(line, sock=await line.socket()) as page,
    ):
        await page.begins()
        began = monotonic()
        down = await downwards(page)
        took_s = monotonic() - began
        up = await upwards(page)
    assert down == pytest.approx(mbps, rel=0.25)
    assert up == pytest.approx(mbps, rel=0.25)
    # However slow the line, the test does not stand in the way for long.
    assert took_s < 3 * SECONDS


async def test_only_some_test_at_once_and_who_tested_down_may_test_up() -> None:
    limits = Limits(lag_s=10.0, speeds=1)
    async with probe_of(limits) as probe, AsyncExitStack() as stack:
        first = await stack.enter_async_context(page_at(probe))
        second = await stack.enter_async_context(page_at(probe))
        for page in (first, second):
            await page.begins()
        assert await downwards(first) is not None
        # The place is kept for the way up, so another's way up is not measured now.
        await second.say(SpeedTest(toward=Toward.UP))
        assert await measured(second, Toward.UP) is None
        waiting = asyncio.create_task(downwards(second))
        assert await upwards(first) is not None
        assert await waiting is not None


async def test_a_page_that_leaves_in_the_midst_frees_its_place_in_the_speed_test() -> None:
    limits = Limits(lag_s=10.0, speeds=1)
    async with probe_of(limits) as probe:
        for toward in (Toward.UP, Toward.DOWN):
            async with page_at(probe) as page:
                await page.begins()
                await page.say(SpeedTest(toward=toward))
                await page.vanishes()
        async with page_at(probe) as page:
            await page.begins()
            assert await downwards(page) is not None
