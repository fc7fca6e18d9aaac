"""What guests who wait notice of an attack on the probe: python -m bench.attack.

A whole house as `./run` starts it, with guests whose pages say that they are there and hear it
confirmed. In turns nobody and somebody attacks: a process of its own makes 500 offers that never
complete, from many addresses. What is compared is how long the confirmation takes.
"""

import asyncio
import sys
import tempfile
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from statistics import median
from time import monotonic, perf_counter

import httpx2

from bench.figures import percentile
from bench.line import Heard, Line
from bench.machine import Machine, machine
from bench.plots import Bar, bars
from bench.results import asked, heading, show
from tests.journeys.clinic import ROOT, Clinic
from waitingroom.core.commands import Join
from waitingroom.core.ids import OpId
from waitingroom.core.value import Value
from waitingroom.demo import SLUG
from waitingroom.protocol.messages import Pong

GUESTS, EVERY_S = 200, 1.0
OFFERS, PHASE_S, PAIRS = 500, 20.0, 5
QUICK_OFFERS, QUICK_S = 20, 2.0
LIMIT = 1.2

_ops = count(1)


class Phase(Value):
    """One stretch. Shape: `answered` offers, 0 without an attack. Units: milliseconds."""

    attacked: bool
    answered: int
    samples: int
    p50_ms: float
    p99_ms: float


class Report(Value):
    """All there is to say. Shape: `p99_ratio` of the medians, attacked to not."""

    at: datetime
    machine: Machine
    guests: int
    offers: int
    phases: tuple[Phase, ...]
    p99_alone_ms: float
    p99_attacked_ms: float
    p99_ratio: float
    limit_ratio: float


class Guest:
    """One page that says once a second that it is there."""

    def __init__(self) -> None:
        self.times: list[float] = []
        self._said_at: float | None = None
        self._line: Line | None = None

    async def arrives(self, clinic: Clinic, client: httpx2.AsyncClient, queue: str) -> None:
        """Come in by the public door."""
        form = {"queue": queue, "name": f"Prøve {next(_ops)}"}
        headers = {"Origin": clinic.url}
        answer = await client.post(f"{clinic.url}/api/door/{SLUG}", json=form, headers=headers)
        cookie = answer.raise_for_status().headers["set-cookie"].partition(";")[0]
        client.cookies.clear()
        self._line = await Line.open(clinic.url, "/wire/guest", cookie, self._hear)
        await self._line.ask(OpId(f"op-{next(_ops)}"), Join())

    async def stays(self, until: float, first_s: float) -> None:
        """Say it until then, every second."""
        assert self._line is not None
        await asyncio.sleep(first_s)
        while monotonic() < until:
            self._said_at = perf_counter()
            await self._line.ping()
            await asyncio.sleep(EVERY_S)

    def _hear(self, heard: Heard) -> None:
        if isinstance(heard, Pong) and self._said_at is not None:
            self.times.append(1000 * (perf_counter() - self._said_at))
            self._said_at = None


async def main() -> None:
    """Measure, and print."""
    wanted, here = asked("attack", __doc__), machine()
    offers, phase_s, pairs = (
        (QUICK_OFFERS, QUICK_S, 1) if wanted.quick else (OFFERS, PHASE_S, PAIRS)
    )
    with tempfile.TemporaryDirectory() as folder:
        clinic = Clinic(Path(folder), log_level="WARNING")
        await asyncio.to_thread(clinic.start)
        try:
            phases = await _phases(clinic, offers, phase_s, pairs)
        finally:
            await asyncio.to_thread(clinic.stop)
    report = summed(here, offers, phases)
    rows = [Bar("alone, p99", report.p99_alone_ms), Bar("attacked, p99", report.p99_attacked_ms)]
    limit = round(LIMIT * report.p99_alone_ms, 2)
    picture = bars("Confirmation to a guest who waits", "ms", rows, limit)
    show(report, _table(report), picture, wanted.keep)


async def _phases(clinic: Clinic, offers: int, phase_s: float, pairs: int) -> list[Phase]:
    guests = [Guest() for _ in range(GUESTS)]
    async with httpx2.AsyncClient(trust_env=False) as client:
        door = (await client.get(f"{clinic.url}/api/door/{SLUG}")).raise_for_status().json()
        for guest in guests:
            await guest.arrives(clinic, client, door["queues"][0]["id"])
    await _phase(guests, phase_s / 2)
    phases = []
    for _ in range(pairs):
        phases.append(await _phase(guests, phase_s))
        attacker = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bench.attacker", clinic.url, str(offers), str(phase_s * 0.9),
            cwd=ROOT, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        attacked = await _phase(guests, phase_s)
        said, _ = await attacker.communicate()
        phases.append(attacked.but(attacked=True, answered=int(said)))
    return phases


async def _phase(guests: list[Guest], phase_s: float) -> Phase:
    for guest in guests:
        guest.times.clear()
    until = monotonic() + phase_s
    async with asyncio.TaskGroup() as group:
        for number, guest in enumerate(guests):
            group.create_task(guest.stays(until, EVERY_S * number / len(guests)))
    times = [each for guest in guests for each in guest.times]
    return Phase(
        attacked=False,
        answered=0,
        samples=len(times),
        p50_ms=round(percentile(times, 0.5), 2),
        p99_ms=round(percentile(times, 0.99), 2),
    )


def summed(here: Machine, offers: int, phases: list[Phase]) -> Report:
    """The report of phases in turns."""
    alone, attacked = (
        median(each.p99_ms for each in phases if each.attacked is which) for which in (False, True)
    )
    return Report(
        at=datetime.now(UTC),
        machine=here,
        guests=GUESTS,
        offers=offers,
        phases=tuple(phases),
        p99_alone_ms=round(alone, 2),
        p99_attacked_ms=round(attacked, 2),
        p99_ratio=round(attacked / alone, 3),
        limit_ratio=LIMIT,
    )


def _table(report: Report) -> str:
    rows = "".join(
        f"{'attacked' if each.attacked else 'alone':12}{each.answered:9}{each.samples:9}"
        f"{each.p50_ms:10.2f}{each.p99_ms:10.2f}\n"
        for each in report.phases
    )
    return (
        heading(report.machine)
        + f"{report.guests} guests; milliseconds until a page is told that it was heard\n"
        + f"{'phase':12}{'answered':>9}{'samples':>9}{'p50':>10}{'p99':>10}\n{rows}"
        + f"p99 attacked to alone {report.p99_ratio:.3f}, limit {report.limit_ratio}\n"
    )


if __name__ == "__main__":
    asyncio.run(main())
