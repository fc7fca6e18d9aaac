"""Joining and admitting with the keyboard alone, and what a screen reader is told."""

import re

from playwright.async_api import Browser, expect

from tests.call.conftest import FRONTEND
from tests.journeys.clinic import Clinic
from tests.journeys.people import (
    Person,
    admits,
    chooses,
    colleague,
    guest,
    puts_back,
    signs_in,
    staff,
    walks_in,
)

AXE = (FRONTEND / "node_modules" / "axe-core" / "axe.min.js").read_text()

LISTEN = """() => {
  window.told = [];
  for (const region of document.querySelectorAll("[aria-live]")) {
    new MutationObserver(() => {
      const text = region.textContent.replace(/\\u00a0/g, " ").trim();
      if (text) window.told.push([region.getAttribute("aria-live"), text]);
    }).observe(region, { childList: true, characterData: true, subtree: true });
  }
}"""


async def test_a_person_joins_and_a_clinician_admits_with_the_keyboard_alone(
    chromium: Browser, clinic: Clinic
) -> None:
    person, clinician = await guest(chromium, clinic), await staff(chromium, clinic)
    await person.page.goto(clinic.ways.walk_in)
    await person.reads("Hvad hedder du?")
    await tabs_to(person, "Hvad hedder du")
    await person.page.keyboard.type("Tage Tastatur")
    await tabs_to(person, "Hvad vil du tale om")
    await person.page.keyboard.type("kan ikke bruge mus")
    await tabs_to(person, "Gå ind i venteværelset")
    await person.page.keyboard.press("Enter")
    await person.reads("Du er nummer")
    await signs_in(clinician, colleague(clinic, 0))
    await clinician.reads("Tage Tastatur")
    await tabs_to(clinician, "Nummer")
    await arrows_to(clinician, "Tage Tastatur")
    heading = clinician.page.get_by_role("heading", name="Tage Tastatur")
    # The arrows choose as they go; who is first in line was reached without one.
    if not await heading.is_visible():
        await clinician.page.keyboard.press("Enter")
    await expect(heading).to_be_visible()
    await clinician.page.keyboard.press("Enter")
    await person.reads("Det er din tur")
    await tabs_to(person, "Gå ind")
    await person.page.keyboard.press("Enter")
    await person.reads("Styr samtalen")
    await person.context.close()
    await clinician.context.close()


async def tabs_to(person: Person, name: str) -> None:
    """Press Tab until the thing of that name has the focus; it must be seen to have it."""
    await presses_until(person, "Tab", name)


async def arrows_to(person: Person, name: str) -> None:
    """Go down a list, which is one stop of the Tab key however long it is."""
    await presses_until(person, "ArrowDown", name)


async def presses_until(person: Person, key: str, name: str) -> None:
    for _ in range(80):
        focused: str = await person.page.evaluate(FOCUSED)
        if name in focused:
            assert await person.page.evaluate(RINGED), f"{name} shows no focus"
            return
        await person.page.keyboard.press(key)
    raise AssertionError(f"the keyboard does not reach {name}: {focused}")


FOCUSED = """() => {
  const each = document.activeElement;
  if (each === document.body) return "";
  const label = each.labels?.[0]?.textContent ?? "";
  return `${label} ${each.getAttribute("aria-label") ?? ""} ${each.textContent}`;
}"""
RINGED = """() => {
  const each = document.activeElement;
  const style = getComputedStyle(each);
  return style.outlineStyle !== "none" || style.boxShadow !== "none";
}"""


async def test_each_change_is_told_once(chromium: Browser, clinic: Clinic) -> None:
    person, clinician = await guest(chromium, clinic), await staff(chromium, clinic)
    await walks_in(person, "Lis Lytter")
    await person.reads("Du er nummer")
    await signs_in(clinician, colleague(clinic, 1))
    await clinician.reads("Lis Lytter")
    await person.page.evaluate(LISTEN)
    await chooses(clinician, "Lis Lytter")
    await person.reads("Klinikken har set, at du er her.")
    await admits(clinician, "Lis Lytter")
    await person.reads("Gå ind")
    await puts_back(clinician)
    await person.reads("Du har stadig din plads")
    told: list[tuple[str, str]] = await person.page.evaluate("window.told")
    words = [text for _, text in told]
    assert len(words) == len(set(words)), f"something was told twice: {words}"
    called = [urgency for urgency, text in told if "Det er din tur" in text]
    assert called == ["assertive"]
    assert len(words) <= 4
    await person.context.close()
    await clinician.context.close()


async def test_axe_finds_nothing_on_the_real_pages(chromium: Browser, clinic: Clinic) -> None:
    person, clinician = await guest(chromium, clinic), await staff(chromium, clinic)
    pages = (
        f"{clinic.url}/",
        clinic.ways.walk_in,
        f"{clinic.url}/l#wrong",
        f"{clinic.url}/nowhere",
    )
    for address in pages:
        await person.page.goto(address)
        await person.reads(re.compile(r"\w"))
        await finds_nothing(person)
    await walks_in(person, "Axel Akse")
    await person.reads("Du er nummer")
    await finds_nothing(person)
    await signs_in(clinician, colleague(clinic, 2))
    await clinician.reads("Axel Akse")
    await finds_nothing(clinician)
    await person.context.close()
    await clinician.context.close()


async def finds_nothing(person: Person) -> None:
    # Through the debugger, because our own pages let no script in from outside.
    await person.page.evaluate(AXE)
    found = await person.page.evaluate("axe.run({ resultTypes: ['violations'] })")
    problems = [(each["id"], each["nodes"][0]["target"]) for each in found["violations"]]
    assert problems == [], person.page.url
