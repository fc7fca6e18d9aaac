"""How the house ends: told to stop, killed, or refused because another one is at work already."""

import asyncio
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from types import MappingProxyType

import httpx2
import pytest

from bench.line import Heard, Line
from tests.journeys.clinic import ROOT, Clinic, children, free_port, is_alive
from waitingroom.core.commands import Join
from waitingroom.core.ids import OpId
from waitingroom.core.model import Stage
from waitingroom.core.seat import Seat
from waitingroom.protocol import CloseCode
from waitingroom.protocol.messages import Bye, Done, SeatShown

pytestmark = pytest.mark.fault

QUICKLY_S = 10.0
"""How long an ending may take, on a machine that has much else to do."""

ORPHAN_S = 5.0
"""How long the conference node may live on without the process that started it."""

EXPECTED: Mapping[signal.Signals, tuple[int, CloseCode]] = MappingProxyType(
    {
        signal.SIGTERM: (0, CloseCode.RESTART),
        signal.SIGINT: (0, CloseCode.RESTART),
        signal.SIGKILL: (-signal.SIGKILL, CloseCode.LOST),
    }
)
"""The exit code, and how the lines of guests are closed."""

GUESTS = (5, 2, 0)
"""Who waits, by the number of their link, in the order in which they come."""


class Guest:
    """Somebody with a personal link of the demo, and all that their page was told."""

    def __init__(self, clinic: Clinic, nth: int) -> None:
        self._clinic = clinic
        self._token = clinic.ways.guests[nth].link.partition("#")[2]
        self.heard: list[Heard] = []

    async def comes_in(self, client: httpx2.AsyncClient) -> Line:
        """Use the link and open a page."""
        answer = await client.post(
            f"{self._clinic.url}/api/guest/enter",
            json={"token": self._token},
            headers={"Origin": self._clinic.url},
        )
        assert answer.status_code == 200, answer.text
        cookie = answer.headers["set-cookie"].partition(";")[0]
        client.cookies.clear()
        return await Line.open(self._clinic.url, "/wire/guest", cookie, self.heard.append)

    async def waits(self, client: httpx2.AsyncClient) -> Line:
        """Come in, take the place, and see it."""
        line = await self.comes_in(client)
        assert isinstance(await line.ask(OpId(secrets.token_hex(8)), Join()), Done)
        await until(lambda: self.seat.stage is Stage.WAITING)
        return line

    @property
    def seat(self) -> Seat:
        """What the page shows."""
        return next(each.seat for each in reversed(self.heard) if isinstance(each, SeatShown))


@dataclass
class Ending:
    """One ending with three people waiting, and the next beginning."""

    how: signal.Signals
    code: int
    seconds: float
    orphans: list[int]
    closed_with: list[int | None]
    last_words: list[Heard]
    before: list[Seat]
    after: list[Seat]
    output: str


async def until(happened: Callable[[], bool], within_s: float = QUICKLY_S) -> None:
    """Wait until this is so."""
    async with asyncio.timeout(within_s):
        while not happened():  # noqa: ASYNC110 - another process makes it so, and rings no bell
            await asyncio.sleep(0.02)


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    """A clinic at work; its tests leave it so."""
    opened = Clinic(tmp_path_factory.mktemp("ending"), log_level="WARNING")
    with ExitStack() as stack:
        stack.callback(opened.stop, signal.SIGKILL)
        opened.start()
        yield opened


@pytest.fixture(scope="module")
async def client() -> AsyncIterator[httpx2.AsyncClient]:
    """Whoever opens links."""
    async with httpx2.AsyncClient(trust_env=False) as opened:
        yield opened


@pytest.fixture(scope="module", params=list(EXPECTED), ids=lambda how: how.name)
async def ending(
    request: pytest.FixtureRequest, clinic: Clinic, client: httpx2.AsyncClient
) -> Ending:
    """The clinic ended that way and begun again."""
    how: signal.Signals = request.param
    guests = [Guest(clinic, nth) for nth in GUESTS]
    lines = [await guest.waits(client) for guest in guests]
    started = children(clinic.pid)
    assert started
    if how is signal.SIGINT:
        # Ctrl-C in a terminal reaches the children too.
        for each in started:
            os.kill(each, how)
    began = time.monotonic()
    code = await asyncio.to_thread(clinic.stop, how)
    seconds = time.monotonic() - began
    await until(lambda: all(line.is_lost for line in lines))
    orphans = await _orphans(started)
    await asyncio.to_thread(clinic.start)
    return Ending(
        how=how,
        code=code,
        seconds=seconds,
        orphans=orphans,
        closed_with=[line.close_code for line in lines],
        last_words=[guest.heard[-1] for guest in guests],
        before=[guest.seat for guest in guests],
        after=[await _seat(Guest(clinic, nth), client) for nth in GUESTS],
        output=clinic.output,
    )


async def _orphans(started: list[int]) -> list[int]:
    """Who is still alive after a while."""
    try:
        await until(lambda: not any(map(is_alive, started)), ORPHAN_S)
    except TimeoutError:
        return [each for each in started if is_alive(each)]
    return []


async def _seat(guest: Guest, client: httpx2.AsyncClient) -> Seat:
    """What the guest sees first."""
    line = await guest.comes_in(client)
    await line.close()
    return guest.seat


def test_it_ends_quickly_with_the_right_code_and_closes_every_line(ending: Ending) -> None:
    code, close_code = EXPECTED[ending.how]
    assert ending.code == code, ending.output
    assert ending.seconds < QUICKLY_S
    assert ending.closed_with == [close_code] * len(GUESTS)
    assert "Traceback" not in ending.output, ending.output


def test_whoever_is_told_to_stop_says_goodbye_first(ending: Ending) -> None:
    said = [isinstance(each, Bye) for each in ending.last_words]
    assert said == [ending.how is not signal.SIGKILL] * len(GUESTS)


def test_no_process_is_left_behind(ending: Ending) -> None:
    assert ending.orphans == []


def test_afterwards_the_same_links_lead_to_the_same_places(ending: Ending) -> None:
    assert [seat.ahead for seat in ending.before] == [0, 1, 2]
    assert ending.after == ending.before


async def test_a_second_process_on_the_same_data_says_why_not_and_the_first_goes_on(
    clinic: Clinic, client: httpx2.AsyncClient
) -> None:
    words = ["all", "--data", str(clinic.folder), "--port", str(free_port())]
    second = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "waitingroom",
        *words,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    async with asyncio.timeout(60):
        _, said = await second.communicate()
    sentence = said.decode().strip()
    assert second.returncode == 1
    assert "Another process already uses the data file" in sentence
    assert "\n" not in sentence
    answer = await client.get(f"{clinic.url}/health/ready")
    assert answer.status_code == 200, answer.text
