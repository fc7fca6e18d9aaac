"""What people write about themselves goes where it is needed and nowhere else."""

import re

from playwright.async_api import Browser, Page, Request

from tests.journeys.clinic import Clinic
from tests.journeys.people import (
    Person,
    admits,
    colleague,
    guest,
    signs_in,
    staff,
    walks_in,
)

NAME = "Kanarie Fjerdragt"
REASON = "gulfarvet kvidder i brystet"
NOTE = "synger kun om natten"
PHONE = "+4520304050"
NOTICE = "Besked med kendetegn qvx-notice"

SECRETS = (NAME, REASON, NOTE, PHONE)


class Ear:
    """Hears all that one page sends and receives."""

    def __init__(self, page: Page) -> None:
        self.urls: list[str] = []
        self.received = ""
        page.on("request", self._asked)
        page.on("websocket", lambda socket: socket.on("framereceived", self._frame))
        page.on("response", lambda response: self.urls.append(response.url))

    def _asked(self, request: Request) -> None:
        self.urls.append(request.url)

    def _frame(self, frame: str | bytes) -> None:
        self.received += frame if isinstance(frame, str) else frame.decode()


async def test_what_people_write_reaches_only_who_may_read_it(
    chromium: Browser, clinic: Clinic
) -> None:
    other, secret = await guest(chromium, clinic), await guest(chromium, clinic)
    clinician = await staff(chromium, clinic)
    ears = {name: Ear(each.page) for name, each in (("other", other), ("staff", clinician))}
    own = Ear(secret.page)
    await walks_in(other, "Anden Person", "noget andet")
    await signs_in(clinician, colleague(clinic, 0))
    await walks_in(secret, NAME, REASON)
    await clinician.reads(NAME)
    link = await expects(clinician)
    companion = await guest(chromium, clinic)
    ears["companion"] = Ear(companion.page)
    await companion.page.goto(link)
    await companion.presses("Gå ind i venteværelset")
    await companion.reads("Du er nummer")
    await admits(clinician, NAME)
    await secret.reads("Det er din tur")
    await secret.presses("Gå ind")
    await clinician.presses("Gå ind i samtalen")
    await secret.sees_the_other()
    token = link.partition("#")[2]
    pins = set(re.findall(r'"pin":"(\d+)"', own.received + ears["staff"].received))
    assert len(pins) == 2, "both sides got a PIN of their own"
    for person in (other, secret, clinician, companion):
        await person.context.close()
    unheard(ears["other"].received, (*SECRETS, token, *pins))
    unheard(ears["companion"].received, (NAME, REASON, token, *pins))
    for each in (*ears.values(), own):
        unheard("\n".join(each.urls), (*SECRETS, token, *pins))
    unheard(clinic.output.partition("Ctrl-C.")[2], (*SECRETS, token, *pins))
    unheard(the_log(clinic), (*SECRETS, token, *pins))


async def expects(clinician: Person) -> str:
    """Expect a visit over the form; gives the patient's personal link."""
    page = clinician.page
    await clinician.presses("Ny besøgende")
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label(re.compile("^Navn")).first.fill("Ventet Ven")
    await dialog.get_by_label(re.compile("Telefon")).first.fill(PHONE)
    await dialog.get_by_label(re.compile("Note")).first.fill(NOTE)
    await dialog.get_by_role("button", name="Lav links").click()
    # Beside the buttons the link stands in words too, for paper; that is where it can be read.
    printed = page.locator(".print-link").first
    await printed.wait_for(state="attached")
    link = (await printed.text_content() or "").strip()
    await page.keyboard.press("Escape")
    return link


def unheard(text: str, secrets: tuple[str, ...]) -> None:
    folded = text.casefold()
    heard = [nth for nth, each in enumerate(secrets) if each.casefold() in folded]
    assert heard == [], f"secrets number {heard} were heard"


def the_log(clinic: Clinic) -> str:
    """Everything the ledger keeps, as one text."""
    tables = ("ledger_event", "ledger_answer", "ledger_outbox", "ledger_snapshot", "ledger_batch")
    return "\n".join(
        cell.decode(errors="replace") if isinstance(cell, bytes) else str(cell)
        for table in tables
        for row in clinic.rows(f"SELECT * FROM {table}")  # noqa: S608 - fixed names
        for cell in row
    )
