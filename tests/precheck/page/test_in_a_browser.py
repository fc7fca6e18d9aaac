"""The page of a test in a real browser with false devices, against a real probe."""

import re
import time
import wave
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Page, async_playwright, expect

from tests.conference.people import FLAGS
from tests.precheck.page.served import served
from tests.precheck.probe.page import probe_of

pytestmark = [pytest.mark.journey, pytest.mark.timeout(110)]

WHOLE_MS = 20_000
TRIES = 4
WITHOUT_CAMERA = [
    each for each in FLAGS if not each.startswith("--use-fake-device-for-media-stream")
]
ASKS_NOBODY = "--use-fake-ui-for-media-stream"


@asynccontextmanager
async def at_the_page(flags: list[str], script: str = "") -> AsyncIterator[Page]:
    """The page of a test in a browser with these flags, before anything is pressed."""
    async with probe_of() as probe, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=flags)
        try:
            context = await browser.new_context(
                locale="da-DK", viewport={"width": 360, "height": 740}
            )
            page = await context.new_page()
            if script:
                await page.add_init_script(script)
            with served(f"ws://127.0.0.1:{probe.port}/wire/probe") as address:
                await page.goto(address)
                yield page
        finally:
            await browser.close()


async def takes_the_test(page: Page, button: str = "Test nu") -> float:
    """Test, hear the sound, and wait for the result; how many seconds it took."""
    began = time.monotonic()
    await page.get_by_role("button", name=button).click()
    heard = page.get_by_role("button", name="Ja, jeg hørte den")
    again = page.get_by_role("button", name="Prøv igen")
    await expect(heard.or_(again)).to_be_visible(timeout=WHOLE_MS)
    if await heard.is_visible():
        await heard.click()
    await expect(again).to_be_visible(timeout=2 * WHOLE_MS)
    return time.monotonic() - began


async def takes_it_with_a_free_machine(page: Page) -> float:
    """The test again, a few times, while all it finds is that the machine has other work to do."""
    seconds = await takes_the_test(page)
    for _ in range(TRIES - 1):
        if not await page.get_by_text("svært ved at følge med billedet").first.is_visible():
            break
        seconds = await takes_the_test(page, "Prøv igen")
    return seconds


async def test_a_good_device_on_a_good_line_is_ready_within_twenty_seconds() -> None:
    async with at_the_page(FLAGS) as page:
        seconds = await takes_it_with_a_free_machine(page)
        await expect(page.locator("body")).to_contain_text("Du er klar til video")
        await expect(page.locator("body")).to_contain_text("Du beholder din plads")
        await page.get_by_text("Vis tal").click()
        # A line so quick that it is full for a moment only has no number for being busy.
        assert await page.get_by_text("Ikke målt").count() <= 1
    assert seconds < 20


async def test_camera_and_microphone_that_are_blocked_are_let_in_by_one_press() -> None:
    flags = [each for each in FLAGS if each != ASKS_NOBODY]
    async with at_the_page(flags) as page:
        await takes_the_test(page)
        body = page.locator("body")
        await expect(body).to_contain_text("Siden har ikke lov til at bruge mikrofonen")
        await expect(body).not_to_contain_text("Siden har ikke lov til at bruge kameraet")
        await expect(body).to_contain_text("Tryk på symbolet ved adressen, vælg Tillad")


async def test_a_device_without_a_camera_is_told_that_talking_is_possible() -> None:
    script = """
        const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
        navigator.mediaDevices.getUserMedia = async (wanted) => {
          if (wanted.video) throw new DOMException("", "NotFoundError");
          return ask(wanted);
        };
    """
    async with at_the_page(FLAGS, script) as page:
        await takes_the_test(page)
        body = page.locator("body")
        await expect(body).to_contain_text("Regn med at tale sammen uden dit billede")
        await expect(body).to_contain_text("Vi kan ikke finde et kamera")


async def test_no_device_at_all_is_found_by_the_browser_itself() -> None:
    async with at_the_page(WITHOUT_CAMERA) as page:
        await takes_the_test(page)
        body = page.locator("body")
        await expect(body).to_contain_text("Vi kan ikke finde en mikrofon")
        await expect(body).to_contain_text("Vi kan ikke finde et kamera")


async def test_a_microphone_that_hears_nothing_is_said(tmp_path: Path) -> None:
    silence = tmp_path / "silence.wav"
    with wave.open(str(silence), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(48_000)
        file.writeframes(bytes(2 * 48_000))
    async with at_the_page([*FLAGS, f"--use-file-for-fake-audio-capture={silence}"]) as page:
        await takes_the_test(page)
        body = page.locator("body")
        await expect(body).to_contain_text("Vi kunne ikke høre noget fra din mikrofon")
        await expect(body).to_contain_text("sig et par ord")


async def test_a_browser_that_holds_no_calls_is_told_which_ones_do() -> None:
    async with at_the_page(FLAGS, "delete window.RTCPeerConnection;") as page:
        await takes_the_test(page)
        body = page.locator("body")
        await expect(body).to_contain_text("kan ikke holde videosamtaler")
        await expect(body).to_contain_text("Safari, Chrome, Edge eller Firefox")


async def test_a_sound_that_is_not_heard_is_said() -> None:
    async with at_the_page(FLAGS) as page:
        await page.get_by_role("button", name="Test nu").click()
        await page.get_by_role("button", name=re.compile("^Nej$")).click(timeout=WHOLE_MS)
        await expect(page.get_by_role("button", name="Prøv igen")).to_be_visible(timeout=WHOLE_MS)
        await expect(page.locator("body")).to_contain_text("Du hørte ikke lyden")


async def test_a_test_that_is_stopped_lets_the_camera_go_at_once() -> None:
    script = """
        window.given = [];
        const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
        navigator.mediaDevices.getUserMedia = async (wanted) => {
          const stream = await ask(wanted);
          window.given.push(...stream.getTracks());
          return stream;
        };
    """
    async with at_the_page(FLAGS, script) as page:
        await page.get_by_role("button", name="Test nu").click()
        await page.wait_for_function("window.given.length === 2")
        await page.get_by_role("button", name="Stop testen").click()
        states = await page.evaluate("window.given.map(({ readyState }) => readyState)")
        assert states == ["ended", "ended"]
        await expect(page.get_by_role("button", name="Test nu")).to_be_visible()
