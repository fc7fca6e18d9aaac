"""Where no lines are tested, nobody is offered a test, and nothing else is missing."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.journeys.clinic import Clinic
from tests.journeys.people import guest, staff, walks_in

pytestmark = pytest.mark.timeout(110)


@pytest.fixture(scope="module")
def untested(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    opened = Clinic(tmp_path_factory.mktemp("untested"), precheck="no")
    opened.start()
    yield opened
    assert opened.stop(signal.SIGTERM) == 0, opened.output


async def test_who_waits_can_say_that_they_are_ready_and_is_offered_no_test(
    chromium: Browser, untested: Clinic, tmp_path: Path
) -> None:
    person = await guest(chromium, untested)
    await walks_in(person, "Per Test")
    await person.page.get_by_text("Sig, at du er klar").click()
    await person.presses("Jeg er klar")
    await person.reads("Klinikken kan se, at du er klar")
    await person.page.screenshot(path=tmp_path / "waiting.png", full_page=True)
    await expect(person.page.get_by_role("button", name="Test nu")).to_have_count(0)
    await person.context.close()


async def test_the_pages_of_tests_say_that_there_are_none(
    chromium: Browser, untested: Clinic, tmp_path: Path
) -> None:
    person = await guest(chromium, untested)
    await person.page.goto(f"{untested.url}/check")
    await person.reads("Du kan ikke teste her på forhånd")
    await person.page.screenshot(path=tmp_path / "check.png", full_page=True)
    department = await staff(chromium, untested)
    await department.page.goto(f"{untested.url}/network")
    await department.reads("Der er ikke slået test til her")
    await department.page.screenshot(path=tmp_path / "network.png", full_page=True)
    await expect(department.page.get_by_role("button", name="Test herfra")).to_have_count(0)
    for each in (person, department):
        await each.context.close()
