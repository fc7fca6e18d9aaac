"""Two real browsers and the official client library, through the node."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page, async_playwright

from .house import House

pytestmark = [pytest.mark.journey, pytest.mark.timeout(110)]

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
    "--mute-audio",
]
HOST_PIN, GUEST_PIN = "739201", "110284"


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path="/usr/bin/chromium", headless=True, args=FLAGS
        )
        yield browser
        await browser.close()


class Person:
    """Somebody at a browser."""

    def __init__(self, page: Page, node: str) -> None:
        self.page = page
        self.node = node

    async def joins(self, alias: str, name: str, pin: str | None, **more: Any) -> int:
        asked = {"host": self.node, "alias": alias, "name": name, "pin": pin, **more}
        status: int = await self.page.evaluate("asked => kit.join(asked)", asked)
        return status

    async def asks(self, script: str) -> Any:
        return await self.page.evaluate(script)

    async def comes_to(self, script: str, limit_s: float = 10.0) -> Any:
        found = None
        async with asyncio.timeout(limit_s):
            while not found:
                await asyncio.sleep(0.1)
                found = await self.page.evaluate(script)
        return found

    async def sees_moving_pictures(self, frames: int = 20, limit_s: float = 10.0) -> None:
        start = await self.asks("kit.numbers().then(n => n.video.framesDecoded ?? 0)")
        await self.comes_to(
            f"kit.numbers().then(n => n.video.framesDecoded > {start + frames})", limit_s
        )


@pytest.fixture
async def person(
    browser: Browser, house: House, node: str, pages: Path
) -> AsyncIterator[Callable[[], Any]]:
    house.pages = pages
    contexts = []

    async def arrive() -> Person:
        context = await browser.new_context()
        contexts.append(context)
        page = await context.new_page()
        await page.goto(f"{house.url}/page.html")
        await page.wait_for_function("window.kit")
        return Person(page, node)

    yield arrive
    for context in contexts:
        await context.close()


async def test_two_people_see_and_hear_each_other(house: House, person: Any) -> None:
    alias = house.opens("v-two")
    anna, per = await person(), await person()
    assert await anna.joins(alias, "Anna Test", HOST_PIN, tag="staff-1.a") == 200
    assert await per.joins(alias, "Prøve Pedersen", GUEST_PIN, tag="guest-1.a") == 200
    for one in (anna, per):
        await one.sees_moving_pictures()
        await one.comes_to("kit.numbers().then(n => n.audio.packetsReceived > 50)")
