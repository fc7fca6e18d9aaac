"""Somebody tests their camera, sound and line while they wait, and is let in whatever it says."""

import re
import wave
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright, expect

from tests.call.conftest import FLAGS
from tests.journeys.clinic import Clinic
from tests.journeys.people import Person, admits, colleague, guest, signs_in, staff, walks_in

pytestmark = pytest.mark.timeout(110)

WHOLE_MS = 60_000
"""Milliseconds: a whole test, and some times of waiting for room on a machine that is busy."""

FIT = re.compile("(Du er klar til video|Samtalen virker, men den kan drille)")
"""A machine that does much else at once has trouble with a picture, and is told so."""

NO_CAMERA = """
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wanted) => {
      if (wanted.video) throw new DOMException("", "NotFoundError");
      return ask(wanted);
    };
"""
GIVEN = """
    window.given = [];
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wanted) => {
      const stream = await ask(wanted);
      window.given.push(...stream.getTracks());
      return stream;
    };
"""
NO_CALLS = "delete window.RTCPeerConnection;"


@asynccontextmanager
async def browser_with(flags: list[str]) -> AsyncIterator[Browser]:
    """A browser whose devices are as these flags make them."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=flags)
        yield browser
        await browser.close()


async def waits(browser: Browser, clinic: Clinic, name: str, script: str = "") -> Person:
    """Somebody of this name, in line, with the test unfolded."""
    person = await guest(browser, clinic)
    if script:
        await person.page.add_init_script(script)
    await walks_in(person, name)
    await person.reads("i køen")
    await person.page.get_by_text("Test kamera, lyd og forbindelse").click()
    return person


async def takes_the_test(person: Person) -> None:
    """Test, hear the sound where it is asked, and read the result."""
    page = person.page
    await page.get_by_role("button", name="Test nu").click()
    heard = page.get_by_role("button", name="Ja, jeg hørte den")
    again = page.get_by_role("button", name="Prøv igen")
    await expect(heard.or_(again)).to_be_visible(timeout=WHOLE_MS)
    if await heard.is_visible():
        await heard.click()
    await expect(again).to_be_visible(timeout=WHOLE_MS)


async def is_let_in(chromium: Browser, person: Person, name: str) -> None:
    """A clinician lets them in, and their page says so."""
    anna = await staff(chromium, person.clinic)
    await signs_in(anna, colleague(person.clinic, 0))
    await admits(anna, name)
    await person.reads("Det er din tur")
    await anna.context.close()


async def test_a_test_while_waiting_says_ready_and_is_remembered(
    clinic: Clinic, chromium: Browser
) -> None:
    person = await waits(chromium, clinic, "Prøve Klar")
    await takes_the_test(person)
    await person.reads(FIT)
    await person.reads("Du beholder din plads")
    await person.page.reload()
    await person.reads("i køen")
    await person.page.get_by_text("Test kamera, lyd og forbindelse").click()
    await person.reads(re.compile(rf"Sidst testet kl\. \d+\.\d+: {FIT.pattern}"))
    await is_let_in(chromium, person, "Prøve Klar")
    await person.context.close()


async def test_a_blocked_camera_is_explained_and_keeps_nobody_out(
    clinic: Clinic, chromium: Browser
) -> None:
    flags = [each for each in FLAGS if each != "--use-fake-ui-for-media-stream"]
    async with browser_with(flags) as shy:
        person = await guest(shy, clinic)
        await person.context.clear_permissions()
        await walks_in(person, "Prøve Blokeret")
        await person.page.get_by_text("Test kamera, lyd og forbindelse").click()
        await takes_the_test(person)
        await person.reads("Siden har ikke lov til at bruge mikrofonen")
        await person.reads("Tryk på symbolet til venstre for adressen")
        await person.reads("i køen")
        await is_let_in(chromium, person, "Prøve Blokeret")


@pytest.mark.parametrize(
    ("name", "script", "sentence", "advice"),
    [
        (
            "Prøve Kameraløs",
            NO_CAMERA,
            "Vi kan ikke finde et kamera, men du kan godt tale uden.",
            "Tilslut et kamera",
        ),
        (
            "Prøve Gammel",
            NO_CALLS,
            "kan ikke holde videosamtaler.",
            "Åbn siden i Safari, Chrome, Edge eller Firefox.",
        ),
    ],
)
async def test_what_is_missing_is_said_and_keeps_nobody_out(
    clinic: Clinic, chromium: Browser, name: str, script: str, sentence: str, advice: str
) -> None:
    person = await waits(chromium, clinic, name, script)
    await takes_the_test(person)
    await person.reads(sentence)
    await person.reads(advice)
    await person.reads("i køen")
    await is_let_in(chromium, person, name)
    await person.context.close()


async def test_a_silent_microphone_is_heard_to_be_silent(
    clinic: Clinic, chromium: Browser, tmp_path: Path
) -> None:
    silence = tmp_path / "silence.wav"
    with wave.open(str(silence), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(48_000)
        file.writeframes(bytes(2 * 48_000))
    async with browser_with([*FLAGS, f"--use-file-for-fake-audio-capture={silence}"]) as deaf:
        person = await waits(deaf, clinic, "Prøve Stille")
        await takes_the_test(person)
        await person.reads("Vi kunne ikke høre noget fra din mikrofon.")
        await person.reads("Se efter, om den er slået fra, og sig et par ord.")
        await person.reads("i køen")
        await is_let_in(chromium, person, "Prøve Stille")


async def test_a_test_ends_and_lets_the_camera_go_when_it_is_the_turn(
    clinic: Clinic, chromium: Browser
) -> None:
    person = await waits(chromium, clinic, "Prøve Midt", GIVEN)
    await person.page.get_by_role("button", name="Test nu").click()
    await person.page.wait_for_function("() => window.given.length === 2")
    await is_let_in(chromium, person, "Prøve Midt")
    states = await person.page.evaluate("window.given.map(({ readyState }) => readyState)")
    assert states == ["ended", "ended"]
    await person.context.close()


async def test_camera_and_sound_can_be_tested_before_the_day(
    clinic: Clinic, chromium: Browser
) -> None:
    person = await guest(chromium, clinic)
    await person.page.goto(clinic.ways.guests[0].link)
    await person.page.get_by_role("link", name="Test kamera og lyd").click()
    await person.page.wait_for_url("**/check")
    await takes_the_test(person)
    await person.reads(FIT)
    await person.page.go_back()
    await person.reads("Du er ved at gå ind i venteværelset")
    await person.context.close()
