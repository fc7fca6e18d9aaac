"""A pre-check on the card: the sign arrives while staff look, and letting in offers sound alone."""

import re

import httpx2
import msgspec
import pytest
from playwright.async_api import Browser, expect

from tests.journeys.clinic import Clinic
from tests.journeys.people import (
    Person,
    chooses,
    colleague,
    ends,
    guest,
    signs_in,
    staff,
    walks_in,
)
from waitingroom.core.checks import Cause, Outcome
from waitingroom.core.ids import GuestId, QueueId, UnitId, VisitId
from waitingroom.keys import keys
from waitingroom.media import PROBE_LOGIN
from waitingroom.precheck.measured import Browser as Family
from waitingroom.precheck.measured import System
from waitingroom.precheck.telling import HOOK, Told
from waitingroom.precheck.tickets import Audience

pytestmark = pytest.mark.timeout(240)


def tells(clinic: Clinic, name: str, check: str, outcome: Outcome, *causes: Cause) -> None:
    """The probe's post about the person of that name."""
    ((queue, visit, who),) = clinic.rows(
        "SELECT queue, visit, guest FROM person WHERE name = ?", name
    )
    ((unit,),) = clinic.rows("SELECT unit FROM queue WHERE id = ?", str(queue))
    told = Told(
        check=check,
        audience=Audience.GUEST,
        outcome=outcome,
        causes=causes,
        browser=Family.CHROMIUM,
        major=140,
        system=System.ANDROID,
        unit=UnitId(str(unit)),
        queue=QueueId(str(queue)),
        visit=VisitId(str(visit)),
        guest=GuestId(str(who)),
    )
    password = keys(clinic.folder).password("probe").reveal()
    answer = httpx2.post(
        clinic.url + HOOK,
        content=msgspec.json.encode(told),
        headers={"Content-Type": "application/json"},
        auth=(PROBE_LOGIN, password),
    )
    assert answer.status_code == 200


async def waits(chromium: Browser, clinic: Clinic, name: str) -> tuple[Person, Person]:
    patient, clinician = await guest(chromium, clinic), await staff(chromium, clinic)
    await signs_in(clinician, colleague(clinic, 0))
    await walks_in(patient, name)
    await chooses(clinician, name)
    return patient, clinician


async def test_no_camera_is_said_on_the_card_and_sound_alone_is_offered(
    chromium: Browser, clinic: Clinic
) -> None:
    name = "Prøve Lydløs"
    patient, clinician = await waits(chromium, clinic, name)
    go = clinician.page.get_by_role("button", name=re.compile("^Luk ind( Enter)?$"))
    await expect(go).to_be_visible()
    tells(clinic, name, "check-1", Outcome.SOUND_ONLY, Cause.CAM_NONE)
    card = clinician.page.locator("[data-visit]").filter(has_text=name)
    await expect(card).to_contain_text("Kun lyd: intet kamera, testet lige nu")
    anyway = clinician.page.get_by_role("button", name="Luk ind med billede alligevel")
    await expect(anyway).to_have_accessible_description(re.compile("Kun lyd: intet kamera"))
    await clinician.presses("Luk ind kun med lyd")
    await clinician.reads(re.compile("Samtalen"))
    await expect(clinician.page.get_by_role("button", name="Gå ind i samtalen")).to_be_visible()
    asked = "SELECT body FROM ledger_event WHERE kind = ? AND instr(body, CAST(? AS BLOB))"
    ((body,),) = clinic.rows(asked, "VisitAdmitted", clinic.visit_of(name))
    assert isinstance(body, bytes)
    assert msgspec.json.decode(body)["media"] == "sound"
    await ends(clinician)
    await patient.context.close()
    await clinician.context.close()


async def test_a_good_check_asks_for_nothing_and_a_worse_one_takes_its_place(
    chromium: Browser, clinic: Clinic
) -> None:
    name = "Prøve Skiftende"
    patient, clinician = await waits(chromium, clinic, name)
    card = clinician.page.locator("[data-visit]").filter(has_text=name)
    tells(clinic, name, "check-2", Outcome.GOOD)
    await expect(card).to_contain_text("Klar til video")
    go = clinician.page.get_by_role("button", name=re.compile("^Luk ind( Enter)?$"))
    await expect(go).to_be_visible()
    await expect(go).not_to_have_attribute("aria-describedby", re.compile(".*"))
    tells(clinic, name, "check-3", Outcome.UNUSABLE, Cause.PATH_NONE)
    await expect(card).not_to_contain_text("Klar til video")
    await expect(go).to_have_accessible_description(
        re.compile("Videosamtale virker nok ikke. Ring i stedet")
    )
    # Nothing is held back: Enter on the card still lets in.
    await card.first.focus()
    await clinician.page.keyboard.press("Enter")
    await expect(clinician.page.get_by_role("button", name="Gå ind i samtalen")).to_be_visible()
    await ends(clinician)
    await patient.context.close()
    await clinician.context.close()
