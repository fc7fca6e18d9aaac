"""A pre-check at a running house: ticket, line, verdict, and what the guest's seat then shows."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from functools import partial

import httpx2
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Origin

from bench.line import Heard, Line
from tests.journeys.clinic import Clinic
from tests.precheck.probe.page import Page
from waitingroom.core.checks import Cause, Outcome
from waitingroom.core.commands import Join
from waitingroom.core.ids import OpId
from waitingroom.precheck.measured import Camera, Devices, DeviceState, Microphone, Signalling
from waitingroom.precheck.talk import Depth, Finish, Found, Judged, Plan, Refused, ToPage, Why
from waitingroom.precheck.telling import HOOK
from waitingroom.protocol.messages import SeatShown

PATIENCE_S = 20.0

NO_CAMERA = Devices(
    camera=Camera(state=DeviceState.NONE),
    microphone=Microphone(state=DeviceState.OK, peak_dbfs=-20, active=0.3, noise_dbfs=-60),
)


class Guest:
    """Somebody with a personal link: their sign-in, their ticket, their seat as it is shown."""

    def __init__(self, clinic: Clinic, client: httpx2.AsyncClient) -> None:
        self._clinic = clinic
        self._client = client
        self._cookie = ""
        self.seats: list[SeatShown] = []
        self._news = asyncio.Event()

    async def signs_in(self) -> None:
        token = self._clinic.ways.guests[0].link.partition("#")[2]
        answer = await self.posts("/api/guest/enter", {"token": token})
        assert answer.status_code == 200, answer.text
        self._cookie = answer.headers["set-cookie"].partition(";")[0]

    async def posts(self, path: str, form: dict[str, str]) -> httpx2.Response:
        headers = {"Origin": self._clinic.url, "Cookie": self._cookie}
        return await self._client.post(self._clinic.url + path, json=form, headers=headers)

    async def waits(self) -> Line:
        line = await Line.open(self._clinic.url, "/wire/guest", self._cookie, self._hear)
        await line.ask(OpId("op-join"), Join())
        return line

    async def sees(self, outcome: Outcome) -> SeatShown:
        async with asyncio.timeout(PATIENCE_S):
            while not self.seats or (last := self.seats[-1]).seat.checked is None:
                self._news.clear()
                await self._news.wait()
        assert last.seat.checked is not None
        assert last.seat.checked.outcome is outcome
        return last

    def _hear(self, heard: Heard) -> None:
        if isinstance(heard, SeatShown):
            self.seats.append(heard)
            self._news.set()


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    opened = Clinic(tmp_path_factory.mktemp("clinic"))
    opened.start()
    yield opened
    assert opened.stop() == 0, opened.output
    assert "Traceback" not in opened.output, opened.output


@pytest.fixture
async def guest(clinic: Clinic) -> AsyncIterator[Guest]:
    async with httpx2.AsyncClient(trust_env=False) as client:
        somebody = Guest(clinic, client)
        await somebody.signs_in()
        yield somebody


async def at_the_probe(clinic: Clinic, origin: str = "") -> Page:
    """A page at the line to the probe, as soon as the probe listens."""
    address = f"{clinic.url.replace('http', 'ws', 1)}/wire/probe"
    async with asyncio.timeout(PATIENCE_S):
        while True:
            try:
                return Page(await connect(address, origin=Origin(origin or clinic.url)))
            except InvalidStatus as away:
                if away.response.status_code != 503:
                    raise
                await asyncio.sleep(0.1)


def _first(page: Page) -> ToPage | None:
    return page.heard[0] if page.heard else None


async def begun(clinic: Clinic, guest: Guest, path: str = "/api/guest/check") -> tuple[Page, str]:
    """A page whose check has begun, and its ticket; a probe that has much to do says so first."""
    async with asyncio.timeout(PATIENCE_S):
        while True:
            # Before it listens there is no ticket either.
            page = await at_the_probe(clinic)
            shown = (await guest.posts(path, {})).json()
            assert shown["line"] == "/wire/probe"
            await page.knocks(shown["ticket"], Depth.AGAIN)
            first = await page.comes_to(partial(_first, page))
            if isinstance(first, Plan):
                return page, shown["ticket"]
            assert isinstance(first, Refused)
            assert first.why is Why.BUSY
            await page.leaves()
            await asyncio.sleep(0.5)


async def test_what_the_probe_found_stands_on_the_seat(clinic: Clinic, guest: Guest) -> None:
    line = await guest.waits()
    page, _ = await begun(clinic, guest)
    await page.say(Found(devices=NO_CAMERA, signalling=Signalling(works=True, rtt_ms=3.0)))
    await page.say(Finish())
    judged = await page.hears(Judged)
    assert (judged.verdict.outcome, judged.verdict.causes[0]) == (
        Outcome.SOUND_ONLY,
        Cause.CAM_NONE,
    )
    seen = await guest.sees(Outcome.SOUND_ONLY)
    assert seen.seat.checked is not None
    assert seen.seat.checked.causes == judged.verdict.causes
    await page.leaves()
    await line.close()


async def test_a_ticket_opens_once(clinic: Clinic, guest: Guest) -> None:
    first, ticket = await begun(clinic, guest)
    await first.leaves()
    second = await at_the_probe(clinic)
    await second.knocks(ticket, Depth.AGAIN)
    assert (await second.hears(Refused)).why is Why.TICKET
    await second.leaves()


async def test_a_foreign_page_does_not_reach_the_probe(clinic: Clinic) -> None:
    with pytest.raises(InvalidStatus) as refused:
        await at_the_probe(clinic, origin="https://elsewhere.example")
    assert refused.value.response.status_code == 403


async def test_nobody_but_the_probe_says_what_was_found(guest: Guest) -> None:
    assert (await guest.posts(HOOK, {})).status_code == 401


async def test_whoever_is_not_signed_in_gets_no_ticket_of_a_guest(clinic: Clinic) -> None:
    async with httpx2.AsyncClient(trust_env=False) as client:
        answer = await Guest(clinic, client).posts("/api/guest/check", {})
    assert answer.status_code == 401


async def test_whoever_looks_after_a_network_gets_one(clinic: Clinic) -> None:
    async with httpx2.AsyncClient(trust_env=False) as client:
        page, _ = await begun(clinic, Guest(clinic, client), "/api/network/check")
    await page.say(Finish())
    await page.hears(Judged)
    await page.leaves()
