"""One person, one place: whatever the browser, the tab or the phone does."""

import re
import time

from playwright.async_api import Browser

from tests.journeys.clinic import Clinic
from tests.journeys.people import Person, colleague, guest, signs_in, staff, walks_in


async def test_reloads_back_a_second_tab_and_a_second_device_are_one_place(
    chromium: Browser, clinic: Clinic
) -> None:
    person = await guest(chromium, clinic)
    await person.page.goto(clinic.ways.guests[0].link)
    await person.presses("Gå ind i venteværelset")
    await person.reads("Du er nummer")
    for _ in range(20):
        await person.page.reload()
    await person.reads("Du er nummer")
    await person.page.go_back()
    await person.page.go_forward()
    await person.page.goto(f"{clinic.url}/wait")
    await person.reads("Du er nummer")
    tab = Person(person.context, await person.context.new_page(), clinic)
    await tab.page.goto(f"{clinic.url}/wait")
    await tab.reads("Du er nummer")
    other = await guest(chromium, clinic)
    await other.page.goto(clinic.ways.guests[0].link)
    await other.presses("Gå ind i venteværelset")
    await other.reads("Du er nummer")
    await person.reads("Du er nummer")
    kinds = clinic.kinds(clinic.visit_of(clinic.ways.guests[0].name))
    assert kinds.count("VisitArrived") == 1
    assert kinds.count("GuestWentAway") == 0
    await person.context.close()
    await other.context.close()


async def test_a_killed_tab_is_away_within_forty_seconds_and_keeps_its_place(
    chromium: Browser, clinic: Clinic
) -> None:
    person, clinician = await guest(chromium, clinic), await staff(chromium, clinic)
    await signs_in(clinician, colleague(clinic, 2))
    await walks_in(person, "Kaj Klik")
    await person.reads("Du er nummer")
    await clinician.reads("Kaj Klik")
    began = time.monotonic()
    await person.context.close()
    card = clinician.page.get_by_role("button", name=re.compile("Kaj Klik"))
    await card.get_by_text(re.compile("Væk siden")).wait_for(timeout=40_000)
    assert time.monotonic() - began < 40
    kinds = clinic.kinds(clinic.visit_of("Kaj Klik"))
    assert kinds[-1] == "GuestWentAway"
    assert "VisitEnded" not in kinds
    await clinician.context.close()


async def test_a_link_that_is_only_fetched_makes_nobody_wait(
    chromium: Browser, clinic: Clinic
) -> None:
    scanner = await guest(chromium, clinic)
    link = clinic.ways.guests[6].link
    before = clinic.rows("SELECT count(*) FROM ledger_event")
    for _ in range(5):
        await scanner.page.goto(link)
        await scanner.reads("Du er ved at gå ind")
        await scanner.context.request.fetch(link, method="HEAD")
    assert clinic.rows("SELECT count(*) FROM ledger_event") == before
    await scanner.context.close()


async def test_a_blocked_camera_stops_nobody(chromium: Browser, clinic: Clinic) -> None:
    person = await guest(chromium, clinic)
    await person.context.clear_permissions()
    await walks_in(person, "Kamilla Kontrol")
    await person.reads("Du er nummer")
    await person.context.close()
