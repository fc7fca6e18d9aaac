"""From being called to going on: not reached, on hold, one more, another queue, another device."""

import re
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.journeys.clinic import Clinic
from tests.journeys.people import (
    Person,
    admits,
    chooses,
    colleague,
    comes_by_link,
    ends,
    guest,
    signs_in_to,
    staff,
)
from tests.journeys.test_main_job import place_of
from waitingroom import demo
from waitingroom.app import house
from waitingroom.core.actors import SystemActor
from waitingroom.core.commands import Configure
from waitingroom.core.ids import QueueId
from waitingroom.directory import QueueInfo, fresh_id
from waitingroom.settings import Settings

VIDEO, WOUNDS = "Videokonsultation", "Sårkontrol"

HIDDEN = """() => {
  Object.defineProperty(document, "visibilityState", { get: () => "hidden", configurable: true });
  Object.defineProperty(document, "hidden", { get: () => true, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


@pytest.fixture(scope="module")
async def two_queues(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Clinic]:
    """A clinic of two queues that lose patience within seconds."""
    opened = Clinic(tmp_path_factory.mktemp("two-queues"))
    await _furnish(opened.folder)
    opened.start()
    yield opened
    assert opened.stop(signal.SIGTERM) == 0, opened.output
    assert "Traceback" not in opened.output, opened.output


async def _furnish(folder: Path) -> None:
    async with house(Settings(data=folder)) as opened:
        await demo.fill(opened)
        (unit,) = opened.directory.units()
        wounds = QueueInfo(id=QueueId(fresh_id()), unit=unit.id, name=WOUNDS, slug="saar")
        await opened.directory.add_queue(wounds)
        for queue in opened.directory.queues_of(unit.id):
            known = await opened.desk.queue(queue.id)
            rules = known.rules.but(again_s=1, unreached_s=2, choose_s=4)
            command = Configure(rules=rules)
            await opened.desk.ask(queue.id, None, command, SystemActor(node=opened.keeper.node))


async def goes_in(person: Person) -> None:
    await person.reads("Det er din tur")
    await person.presses("Gå ind")


@pytest.mark.timeout(240)
async def test_a_relative_who_comes_late_is_brought_into_the_call(
    chromium: Browser, two_queues: Clinic
) -> None:
    patient, relative = await guest(chromium, two_queues), await guest(chromium, two_queues)
    clinician = await staff(chromium, two_queues)
    await signs_in_to(clinician, colleague(two_queues, 0), VIDEO)
    name = await comes_by_link(patient, 0)
    await admits(clinician, name)
    await goes_in(patient)
    await clinician.presses("Gå ind i samtalen")
    await patient.sees_the_other()
    late = await comes_by_link(relative, 1)
    await relative.reads("De andre er lukket ind")
    await clinician.presses(re.compile(f"Luk {late} ind også"))
    await relative.reads(re.compile("Derinde nu: behandleren og patienten"))
    await goes_in(relative)
    await relative.sees_the_other()
    await clinician.reads(re.compile(f"Inde nu:.*{name}.*{late}"))
    await ends(clinician)
    await relative.reads(re.compile("slut|Tak"))
    for person in (patient, relative, clinician):
        await person.context.close()


@pytest.mark.timeout(240)
async def test_a_visit_that_is_moved_follows_by_itself_and_is_let_in_there(
    chromium: Browser, two_queues: Clinic
) -> None:
    patient = await guest(chromium, two_queues)
    here, there = await staff(chromium, two_queues), await staff(chromium, two_queues)
    await signs_in_to(here, colleague(two_queues, 0), VIDEO)
    await signs_in_to(there, colleague(two_queues, 1), WOUNDS)
    name = await comes_by_link(patient, 3)
    await patient.reads("Du er nummer")
    await chooses(here, name)
    await here.presses("Flyt til anden kø")
    dialog = here.page.get_by_role("dialog")
    await dialog.get_by_label(re.compile(WOUNDS)).check()
    await dialog.get_by_role("button", name=re.compile("^Flyt")).click()
    await patient.reads(f"Du er flyttet fra {VIDEO} til {WOUNDS}")
    await patient.reads("Du er nummer")
    await here.reads(re.compile(f"Flyttet til {WOUNDS}"))
    await there.reads(re.compile(f"Flyttet fra {VIDEO}"))
    await patient.page.reload()
    await patient.reads(f"Du er flyttet fra {VIDEO} til {WOUNDS}")
    await admits(there, name)
    await goes_in(patient)
    await there.presses("Gå ind i samtalen")
    await patient.sees_the_other()
    await ends(there)
    await patient.reads(re.compile("slut|Tak"))
    kinds = two_queues.kinds(two_queues.visit_of(name))
    assert (kinds.count("VisitReceived"), kinds.count("VisitAdmitted")) == (1, 1)
    for person in (patient, here, there):
        await person.context.close()


async def test_another_device_takes_the_place_over_and_the_first_page_says_so(
    chromium: Browser, two_queues: Clinic
) -> None:
    computer, phone = await guest(chromium, two_queues), await guest(chromium, two_queues)
    name = await comes_by_link(computer, 6)
    await computer.reads(re.compile("Du er nummer|i køen"))
    async with computer.page.expect_response("**/api/guest/elsewhere") as answer:
        await computer.presses("Fortsæt på en anden enhed")
    link = (await (await answer.value).json())["link"]
    code = computer.page.get_by_role("img", name=re.compile("^Kode"))
    await expect(code).to_be_visible()
    assert await code.evaluate(
        "(picture) => picture.decode().then(() => picture.naturalWidth > 50)"
    )
    await phone.page.goto(link)
    await phone.presses("Gå ind i venteværelset")
    await phone.page.wait_for_url("**/wait")
    await phone.reads("Du er nummer")
    await computer.reads("Du har venteværelset åbent et andet sted")
    kinds = two_queues.kinds(two_queues.visit_of(name))
    assert kinds.count("VisitArrived") == 1
    assert "GuestWentAway" not in kinds
    await computer.presses("Fortsæt her")
    await computer.reads("Du er nummer")
    for person in (computer, phone):
        await person.context.close()


async def test_a_colleague_who_goes_on_elsewhere_signs_in_and_finds_the_visit_chosen(
    chromium: Browser, two_queues: Clinic
) -> None:
    name = two_queues.ways.guests[5].name
    ((queue, visit),) = two_queues.rows("SELECT queue, visit FROM person WHERE name = ?", name)
    tablet = await staff(chromium, two_queues)
    await tablet.page.goto(f"{two_queues.url}/staff#/{queue}/{visit}")
    who = colleague(two_queues, 1)
    await tablet.page.get_by_label("Brugernavn").fill(who.login)
    await tablet.page.locator("input[type=password]").fill(who.password)
    await tablet.page.keyboard.press("Enter")
    await expect(tablet.page.get_by_role("heading", name=name)).to_be_visible()
    assert str(visit) not in tablet.page.url
    await tablet.context.close()


@pytest.mark.timeout(240)
async def test_somebody_who_does_not_look_is_not_reached_and_is_put_back_to_the_same_number(
    chromium: Browser, two_queues: Clinic
) -> None:
    patient, clinician = await guest(chromium, two_queues), await staff(chromium, two_queues)
    await signs_in_to(clinician, colleague(two_queues, 0), VIDEO)
    name = await comes_by_link(patient, 5)
    await patient.reads("Du er nummer")
    number = await place_of(patient)
    await patient.page.evaluate(HIDDEN)
    await admits(clinician, name)
    await clinician.reads(re.compile(f"Ikke nået: {name}|ikke nået {name}"))
    await patient.reads("Du bliver kaldt nu")
    card = clinician.page.get_by_role("button", name=re.compile(name))
    await expect(card.get_by_text("Ikke nået").first).to_be_visible()
    await expect(card.get_by_text(re.compile(r"Kaldt igen \d")).first).to_be_visible()
    await clinician.reads(f"Vi har stadig ikke nået {name}")
    await clinician.presses("Sæt tilbage")
    await patient.reads("Du har stadig din plads")
    assert await place_of(patient) == number
    kinds = two_queues.kinds(two_queues.visit_of(name))
    assert "GuestNotReached" in kinds
    assert "GuestSaw" not in kinds
    for person in (patient, clinician):
        await person.context.close()
