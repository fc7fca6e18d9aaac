"""Takes the pictures in the README anew from a running demo: python -m scripts.pictures [MINUTES].

The people are invented. So many minutes pass after each visit that comes, so that the board looks
like one at work. The server and the browser are its own and end with it.
"""

import asyncio
import sys
import tempfile
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright

from tests.call.conftest import FLAGS
from tests.journeys.clinic import Clinic
from tests.journeys.people import (
    DESKTOP,
    PHONE,
    Person,
    chooses,
    colleague,
    comes_by_link,
    guest,
    signs_in,
    walks_in,
)
from tests.journeys.people import staff as member_of_staff

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"

PARTY = ("Prøve Pedersen", "Ditte Prøve")
SEEN = "Amina Eksempel"
INTERPRETER = "Tolk Testesen"
WALK_INS = (("Karla Eksempel", "Hoste i to uger"), ("Villy Prøvesen", "Fornyelse af recept"))


async def take(browser: Browser, clinic: Clinic, pause_s: float) -> None:
    """People come in one after the other, one is looked at, and two pictures are taken."""
    for name in PARTY:
        await comes(browser, clinic, name)
    await asyncio.sleep(pause_s)
    patient = await comes(browser, clinic, SEEN)
    await comes(browser, clinic, INTERPRETER)
    for name, reason in WALK_INS:
        await asyncio.sleep(pause_s)
        await walks_in(await guest(browser, clinic), name, reason)
    await asyncio.sleep(pause_s)
    clinician = await member_of_staff(browser, clinic)
    await signs_in(clinician, colleague(clinic, 1))
    await chooses(clinician, SEEN)
    await patient.reads("Klinikken har set")
    await picture(clinician.page, "board", **DESKTOP)
    await picture(patient.page, "guest", **PHONE)


async def comes(browser: Browser, clinic: Clinic, name: str) -> Person:
    """Somebody of the demo opens their own link on a phone of their own."""
    names = [each.name for each in clinic.ways.guests]
    person = await guest(browser, clinic)
    await comes_by_link(person, names.index(name))
    return person


async def picture(page: Page, name: str, width: int, height: int) -> None:
    """What is on the screen, without a caret and with all movements at their end."""
    await page.set_viewport_size({"width": width, "height": height})
    await page.screenshot(path=PICTURES / f"{name}.png", animations="disabled")


async def main(minutes: float) -> None:
    """Start everything, take the pictures, end everything."""
    with tempfile.TemporaryDirectory() as folder:
        clinic = Clinic(Path(folder))
        clinic.start()
        try:
            async with async_playwright() as playwright:
                browser = await playwright.chromium.launch(
                    executable_path="/usr/bin/chromium", args=FLAGS
                )
                await take(browser, clinic, 60 * minutes)
                await browser.close()
        finally:
            clinic.stop()


if __name__ == "__main__":
    asyncio.run(main(float(sys.argv[1]) if len(sys.argv) > 1 else 0))
