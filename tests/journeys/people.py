"""The people of the journeys, and what they do with their hands and see with their eyes."""

import re
from dataclasses import dataclass

from playwright.async_api import Browser, BrowserContext, Page, ViewportSize, expect

from tests.journeys.clinic import Clinic
from waitingroom.demo import DemoStaff

PHONE: ViewportSize = {"width": 360, "height": 740}
DESKTOP: ViewportSize = {"width": 1440, "height": 900}

MOVING_S = 20_000
"""Milliseconds within which a picture must have begun to move."""


@dataclass
class Person:
    """Somebody at a screen of their own."""

    context: BrowserContext
    page: Page
    clinic: Clinic

    async def reads(self, words: str | re.Pattern[str], within_ms: float = 10_000) -> None:
        """These words are on the screen, or soon."""
        await expect(self.page.locator("body")).to_contain_text(words, timeout=within_ms)

    async def presses(self, name: str | re.Pattern[str]) -> None:
        """Press the button of that name."""
        await self.page.get_by_role("button", name=name).first.click()

    async def sees_the_other(self) -> None:
        """The large picture is there and moves: more frames now than a moment ago."""
        await self.page.wait_for_function(FRAMES_ADVANCE, timeout=MOVING_S)


FRAMES_ADVANCE = """() => {
  const videos = [...document.querySelectorAll("video")];
  const size = (each) => each.getBoundingClientRect().width * each.getBoundingClientRect().height;
  const video = videos.sort((one, other) => size(other) - size(one))[0];
  if (!video || !video.videoWidth) return false;
  const frames = video.getVideoPlaybackQuality().totalVideoFrames;
  const before = (window.framesBefore ??= frames);
  return frames > before + 10;
}"""


async def guest(browser: Browser, clinic: Clinic, **options: object) -> Person:
    """Somebody with a phone."""
    context = await browser.new_context(
        viewport=PHONE,
        device_scale_factor=2,
        has_touch=True,
        is_mobile=True,
        locale="da-DK",
        timezone_id="Europe/Copenhagen",
        permissions=["camera", "microphone"],
        **options,  # type: ignore[arg-type]
    )
    return Person(context, await context.new_page(), clinic)


async def staff(browser: Browser, clinic: Clinic) -> Person:
    """Somebody with a desktop computer."""
    context = await browser.new_context(
        viewport=DESKTOP,
        locale="da-DK",
        timezone_id="Europe/Copenhagen",
        permissions=["camera", "microphone", "notifications"],
    )
    return Person(context, await context.new_page(), clinic)


async def comes_by_link(person: Person, nth: int) -> str:
    """Open the nth personal link and go in; gives the person's name."""
    way = person.clinic.ways.guests[nth]
    await person.page.goto(way.link)
    await person.presses("Gå ind i venteværelset")
    await person.page.wait_for_url("**/wait")
    return way.name


async def walks_in(person: Person, name: str, reason: str = "En prøvesag") -> None:
    """Go in by the public door."""
    await person.page.goto(person.clinic.ways.walk_in)
    await person.page.get_by_label("Hvad hedder du?").fill(name)
    await person.page.get_by_label("Hvad vil du tale om?").fill(reason)
    await person.presses(re.compile("Gå ind"))
    await person.page.wait_for_url("**/wait")


def colleague(clinic: Clinic, nth: int) -> DemoStaff:
    """The nth member of staff."""
    return clinic.ways.staff[nth]


async def signs_in(person: Person, who: DemoStaff) -> None:
    """Sign in and see the board."""
    await person.page.goto(person.clinic.ways.staff_page)
    await person.page.get_by_label("Brugernavn").fill(who.login)
    await person.page.locator("input[type=password]").fill(who.password)
    await person.page.keyboard.press("Enter")
    await person.reads("Venter")


async def signs_in_to(person: Person, who: DemoStaff, queue: str) -> None:
    """Sign in where there are several queues, and see the board of this one."""
    await person.page.goto(person.clinic.ways.staff_page)
    await person.page.get_by_label("Brugernavn").fill(who.login)
    await person.page.locator("input[type=password]").fill(who.password)
    await person.page.keyboard.press("Enter")
    await person.page.get_by_role("link", name=queue).click()
    await person.reads("Opdateret")


async def chooses(person: Person, name: str) -> None:
    """Choose the card of that person."""
    await person.page.get_by_role("button", name=re.compile(name)).first.click()
    await expect(person.page.get_by_role("heading", name=name).first).to_be_visible()


async def admits(person: Person, name: str) -> None:
    """Choose the person and let them in."""
    await chooses(person, name)
    await person.presses(re.compile("^Luk ind"))


async def ends(person: Person) -> None:
    """End the consultation, and say yes to the question."""
    await person.presses(re.compile("^Afslut$"))
    await (
        person.page.get_by_role("dialog").get_by_role("button", name=re.compile("^Afslut")).click()
    )


async def puts_back(person: Person) -> None:
    """Send the patient back to the line."""
    await person.presses(re.compile("^(Send tilbage|Sæt på hold)"))
    dialog = person.page.get_by_role("dialog")
    if await dialog.count():
        await dialog.get_by_role("button", name=re.compile("^Send tilbage")).click()
