"""Reloading in the middle of a call: both are back in it, by themselves or with one press."""

import re

import pytest
from playwright.async_api import Browser

from tests.journeys.clinic import Clinic
from tests.journeys.people import admits, colleague, ends, guest, signs_in, staff, walks_in


@pytest.mark.timeout(180)
async def test_staff_and_guest_are_back_in_the_call_after_a_reload(
    chromium: Browser, clinic: Clinic
) -> None:
    patient, clinician = await guest(chromium, clinic), await staff(chromium, clinic)
    await signs_in(clinician, colleague(clinic, 0))
    name = "Prøve Prøvesen"
    await walks_in(patient, name)
    await admits(clinician, name)
    await patient.reads("Det er din tur")
    await patient.presses("Gå ind")
    await clinician.presses("Gå ind i samtalen")
    await patient.sees_the_other()
    await clinician.page.reload()
    await clinician.sees_the_other()
    await patient.sees_the_other()
    await patient.page.reload()
    await patient.presses(re.compile("Gå (ind|tilbage)"))
    await patient.sees_the_other()
    await clinician.sees_the_other()
    await ends(clinician)
    await patient.reads(re.compile("slut|Tak"))
    for person in (patient, clinician):
        await person.context.close()
