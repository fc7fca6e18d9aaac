"""The main job: somebody waits, is admitted exactly once, and talks."""

import re
import time

from playwright.async_api import Browser

from tests.journeys.clinic import Clinic
from tests.journeys.people import (
    Person,
    admits,
    chooses,
    colleague,
    comes_by_link,
    ends,
    guest,
    puts_back,
    signs_in,
    staff,
)


async def test_a_person_with_a_link_waits_is_admitted_and_talks(
    chromium: Browser, clinic: Clinic
) -> None:
    patient, clinician = await guest(chromium, clinic), await staff(chromium, clinic)
    await signs_in(clinician, colleague(clinic, 0))
    name = await comes_by_link(patient, 2)
    began = time.monotonic()
    await clinician.reads(re.compile(f"{name} er kommet"), within_ms=5000)
    assert time.monotonic() - began < 1.0
    assert "#" not in patient.page.url
    await patient.reads("Du er nummer")
    await chooses(clinician, name)
    await patient.reads("Klinikken har set, at du er her.")
    await admits(clinician, name)
    await patient.reads("Det er din tur")
    await clinician.reads(re.compile("Så det"))
    await patient.presses("Gå ind")
    await clinician.presses("Gå ind i samtalen")
    await patient.sees_the_other()
    await clinician.sees_the_other()
    await clinician.reads(re.compile("Inde siden"))
    await ends(clinician)
    await patient.reads(re.compile("slut|Tak"))
    visit = clinic.visit_of(name)
    kinds = clinic.kinds(visit)
    assert kinds.count("VisitAdmitted") == 1
    assert kinds[-1] == "VisitEnded"
    await patient.context.close()
    await clinician.context.close()


async def test_put_back_in_the_middle_keeps_the_place_and_makes_a_new_room(
    chromium: Browser, clinic: Clinic
) -> None:
    first, second = await guest(chromium, clinic), await guest(chromium, clinic)
    clinician = await staff(chromium, clinic)
    await signs_in(clinician, colleague(clinic, 1))
    name = await comes_by_link(first, 3)
    await comes_by_link(second, 5)
    await clinician.reads(name)
    await admits(clinician, name)
    await first.reads("Det er din tur")
    await first.presses("Gå ind")
    await clinician.presses("Gå ind i samtalen")
    await first.sees_the_other()
    await puts_back(clinician)
    await first.reads("Du har stadig din plads")
    await second.reads("Du er nummer")
    assert await place_of(first) < await place_of(second)
    await admits(clinician, name)
    await first.reads("Det er din tur")
    await first.presses("Gå ind")
    await clinician.presses("Gå ind i samtalen")
    await first.sees_the_other()
    await clinician.sees_the_other()
    await ends(clinician)
    await first.reads(re.compile("slut|Tak"))
    kinds = clinic.kinds(clinic.visit_of(name))
    assert (kinds.count("VisitArrived"), kinds.count("VisitAdmitted")) == (1, 2)
    for person in (first, second, clinician):
        await person.context.close()


async def place_of(person: Person) -> int:
    """The number a waiting person reads."""
    text = await person.page.locator("main").inner_text()
    found = re.search(r"nummer\s+(\d+)", text)
    assert found is not None, text
    return int(found[1])
