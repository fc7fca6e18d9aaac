"""What a colleague does without leaving the call: hold, move, bring in, go on on another device."""

import re
from dataclasses import dataclass

import pytest
from playwright.async_api import Browser, Locator, expect

from tests.journeys.clinic import Clinic
from tests.journeys.people import (
    Person,
    admits,
    colleague,
    comes_by_link,
    guest,
    signs_in_to,
    staff,
)
from tests.journeys.test_life_cycle import VIDEO, WOUNDS, goes_in
from tests.journeys.test_life_cycle import two_queues as two_queues
from tests.journeys.test_main_job import place_of

pytestmark = pytest.mark.timeout(240)


@dataclass
class Talk:
    """A patient and a clinician who see each other."""

    patient: Person
    clinician: Person
    name: str
    number: int

    async def close(self) -> None:
        for person in (self.patient, self.clinician):
            await person.context.close()


async def talk(chromium: Browser, clinic: Clinic, nth: int) -> Talk:
    patient, clinician = await guest(chromium, clinic), await staff(chromium, clinic)
    await signs_in_to(clinician, colleague(clinic, 0), VIDEO)
    name = await comes_by_link(patient, nth)
    await patient.reads("Du er nummer")
    number = await place_of(patient)
    await admits(clinician, name)
    await goes_in(patient)
    await clinician.presses("Gå ind i samtalen")
    await patient.sees_the_other()
    return Talk(patient, clinician, name, number)


def controls(person: Person) -> Locator:
    return person.page.get_by_role("group", name="Styr samtalen")


def dialog(person: Person) -> Locator:
    return person.page.get_by_role("dialog")


async def chooses_more(person: Person, what: str) -> None:
    """Press one of the choices behind the call's own "more"."""
    await controls(person).get_by_role("button", name="Mere").click()
    await dialog(person).get_by_role("button", name=what).click()


async def test_hold_in_the_call_puts_the_patient_back_to_the_same_number(
    chromium: Browser, two_queues: Clinic
) -> None:
    on = await talk(chromium, two_queues, 2)
    await chooses_more(on.clinician, "Sæt på hold")
    await expect(dialog(on.clinician)).to_contain_text(on.name)
    await dialog(on.clinician).get_by_role("button", name="Sæt på hold").click()
    await on.patient.reads("Du har stadig din plads")
    assert await place_of(on.patient) == on.number
    await expect(controls(on.clinician)).to_have_count(0)
    kinds = two_queues.kinds(two_queues.visit_of(on.name))
    assert (kinds.count("VisitPutBack"), kinds.count("VisitEnded")) == (1, 0)
    await on.close()


async def test_move_in_the_call_takes_the_patient_to_the_other_queue(
    chromium: Browser, two_queues: Clinic
) -> None:
    on = await talk(chromium, two_queues, 3)
    await chooses_more(on.clinician, "Flyt til en anden kø")
    await dialog(on.clinician).get_by_label(re.compile(WOUNDS)).check()
    await dialog(on.clinician).get_by_role("button", name=re.compile("^Flyt")).click()
    await on.patient.reads("Du er nummer")
    await on.patient.reads(f"Du er flyttet fra {VIDEO} til {WOUNDS}")
    await expect(controls(on.clinician)).to_have_count(0)
    await on.clinician.reads(re.compile(f"Flyttet til {WOUNDS}"))
    await on.close()


async def test_bring_in_in_the_call_lets_in_who_came_late(
    chromium: Browser, two_queues: Clinic
) -> None:
    on, relative = await talk(chromium, two_queues, 0), await guest(chromium, two_queues)
    late = await comes_by_link(relative, 1)
    await relative.reads("De andre er lukket ind")
    await chooses_more(on.clinician, "Deltagere")
    await dialog(on.clinician).get_by_role("button", name=f"Luk ind: {late}").click()
    await goes_in(relative)
    await relative.sees_the_other()
    in_call = dialog(on.clinician).get_by_role("listitem").filter(has_text=late)
    await expect(in_call.get_by_role("button", name=f"Luk ind: {late}")).to_have_count(0)
    await expect(in_call).not_to_have_count(0)
    kinds = two_queues.kinds(two_queues.visit_of(on.name))
    assert (kinds.count("GuestAdmitted"), kinds.count("GuestEntered")) == (1, 2)
    await relative.context.close()
    await on.close()


async def test_another_device_takes_the_call_of_the_colleague_over(
    chromium: Browser, two_queues: Clinic
) -> None:
    on, tablet = await talk(chromium, two_queues, 5), await staff(chromium, two_queues)
    await chooses_more(on.clinician, "Fortsæt på min telefon")
    code = dialog(on.clinician).get_by_role("img", name=re.compile("^Kode"))
    await expect(code).to_be_visible()
    address = await dialog(on.clinician).locator(".call-address").inner_text()
    await tablet.page.goto(address)
    who = colleague(two_queues, 0)
    await tablet.page.get_by_label("Brugernavn").fill(who.login)
    await tablet.page.locator("input[type=password]").fill(who.password)
    await tablet.page.keyboard.press("Enter")
    await expect(tablet.page.get_by_role("heading", name=on.name)).to_be_visible(timeout=20_000)
    await tablet.presses("Gå ind i samtalen")
    await on.clinician.reads("Samtalen fortsætter i et andet vindue")
    await expect(controls(on.clinician)).to_have_count(0)
    await tablet.sees_the_other()
    kinds = two_queues.kinds(two_queues.visit_of(on.name))
    assert (kinds.count("VisitAdmitted"), kinds.count("GuestEntered")) == (1, 1)
    await tablet.context.close()
    await on.close()
