"""A colleague tests the device they sit at, finds it in the list, and takes it out again."""

import re

import pytest
from playwright.async_api import Browser, expect

from tests.journeys.clinic import Clinic
from tests.journeys.people import colleague, signs_in, staff

pytestmark = pytest.mark.timeout(180)

NAME, LATER = "Stue 3", "Modtagelsen"


async def test_a_device_is_tested_listed_and_removed(chromium: Browser, clinic: Clinic) -> None:
    clinician = await staff(chromium, clinic)
    await signs_in(clinician, colleague(clinic, 0))
    await clinician.presses(re.compile("mig og mine indstillinger"))
    await clinician.presses("Udstyr og test")
    dialog = clinician.page.get_by_role("dialog")
    await expect(dialog).to_contain_text("Ingen enheder er testet endnu")
    await clinician.presses("Test denne enhed")
    await expect(dialog).to_contain_text("Giv enheden et navn")
    await dialog.get_by_label("Hvad kalder I den enhed").fill(NAME)
    await clinician.presses("Test denne enhed")
    await clinician.presses("Test nu")
    await expect(dialog.get_by_role("button", name="Prøv igen")).to_be_visible(timeout=60_000)
    await clinician.presses("Tilbage til listen")
    device = dialog.get_by_role("listitem").filter(has_text=NAME)
    await expect(device).to_contain_text(re.compile("Klar til video|Samtalen kan drille|Kun lyd"))
    await expect(device).to_contain_text(re.compile(r"Chrome eller lignende \d+ på Linux"))
    await device.get_by_role("button", name=f"Omdøb {NAME}").click()
    name = device.get_by_label(f"Nyt navn til {NAME}")
    await expect(name).to_be_focused()
    await name.fill(LATER)
    await device.get_by_role("button", name="Gem navnet").click()
    await dialog.get_by_role("button", name=f"Fjern {LATER}").click()
    await expect(dialog).to_contain_text("Ingen enheder er testet endnu")
    assert clinic.rows("SELECT name FROM equipment_device") == []
    await clinician.context.close()
