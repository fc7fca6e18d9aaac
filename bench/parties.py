"""What calls of two, three and four cost the conference node: python -m bench.parties.

Real browsers with false cameras at 640 x 360 and a tone each; the node is a process of its own and
measured alone. CPU in percent of one core. Slides of the first are measured with two as well.
"""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import monotonic

from playwright.async_api import Browser, async_playwright

from bench.machine import Machine, machine
from bench.plots import Bar, bars
from bench.process import cpu_s, memory_mib
from bench.results import asked, heading, show
from tests.conference.conftest import built
from tests.conference.house import House, housed
from tests.conference.many import node_process
from tests.conference.people import FLAGS, GUEST_PIN, HOST_PIN, Person
from waitingroom.core.value import Value

CASES = (("two", 2, False), ("two and slides", 2, True), ("three", 3, False), ("four", 4, False))
SETTLE_S, MEASURE_S, RUNS = 4.0, 10.0, 2
QUICK_S = 1.0
LIMIT_PERCENT = {"two": 12.0, "two and slides": 24.0, "three": 85.0, "four": 85.0}
"""What the node is allowed of one core."""


class Case(Value):
    """One kind of call. Units: percent of one core; MiB; `of_two` is the ratio to a call of two."""

    name: str
    parties: int
    cpu_percent: float
    cpu_percent_per_party: float
    memory_mib: float
    memory_mib_per_party: float
    cpu_of_two: float
    limit_percent: float


class Report(Value):
    """All there is to say."""

    at: datetime
    machine: Machine
    runs: int
    measured_s: float
    idle_memory_mib: float
    cases: tuple[Case, ...]


class Taken(Value):
    """What was measured once; see `Case`."""

    cpu_percent: float
    memory_mib: float
    idle_mib: float


async def main() -> None:
    """Measure, and print."""
    wanted, here = asked("parties", __doc__), machine()
    settle_s, measure_s = (QUICK_S, QUICK_S) if wanted.quick else (SETTLE_S, MEASURE_S)
    runs = 1 if wanted.quick else RUNS
    taken: dict[str, list[Taken]] = {}
    began = monotonic()
    async with _browser() as browser:
        for _ in range(runs):
            for name, parties, slides in CASES:
                one = await _measure(browser, parties, slides, settle_s, measure_s)
                taken.setdefault(name, []).append(one)
            if monotonic() - began > wanted.within_s:
                break
    report = summed(here, len(taken["two"]), measure_s, taken)
    rows = [Bar(case.name, case.cpu_percent) for case in report.cases]
    picture = bars("The node's CPU by the kind of call", "% of a core", rows)
    show(report, _table(report), picture, wanted.keep)


async def _measure(
    browser: Browser, parties: int, slides: bool, settle_s: float, measure_s: float
) -> Taken:
    with tempfile.TemporaryDirectory() as folder:
        house = House(pages=built(Path(folder)))
        async with housed(house), node_process(house) as node, AsyncExitStack() as stack:
            assert node.pid is not None
            idle = memory_mib(node.pid)
            people = [await _comes(stack, browser, house, node.url, at) for at in range(parties)]
            for person in people:
                await person.sees_moving_pictures(limit_s=30)
            if slides:
                await people[0].asks("kit.presents('yellow')")
                await people[1].comes_to("kit.sees('#slides') === 'yellow'")
            await asyncio.sleep(settle_s)
            used, began = cpu_s(node.pid), asyncio.get_running_loop().time()
            await asyncio.sleep(measure_s)
            seconds = asyncio.get_running_loop().time() - began
            return Taken(
                cpu_percent=100 * (cpu_s(node.pid) - used) / seconds,
                memory_mib=memory_mib(node.pid),
                idle_mib=idle,
            )


async def _comes(
    stack: AsyncExitStack, browser: Browser, house: House, node: str, at: int
) -> Person:
    alias = house.opens("v-bench")
    context = await browser.new_context()
    stack.push_async_callback(context.close)
    page = await context.new_page()
    await page.goto(f"{house.url}/page.html")
    await page.wait_for_function("window.kit")
    person = Person(page, node)
    pin, kind = (HOST_PIN, GUEST_PIN)[min(at, 1)], "AudioVideoPresentation"
    assert await person.joins(alias, f"Test {at}", pin, tag=f"t.{at}", kind=kind) == 200
    return person


@asynccontextmanager
async def _browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path="/usr/bin/chromium", headless=True, args=FLAGS
        )
        yield browser
        await browser.close()


def summed(here: Machine, runs: int, measured_s: float, taken: dict[str, list[Taken]]) -> Report:
    """The report of these runs, by the name of the case."""
    idle = median(one.idle_mib for some in taken.values() for one in some)
    cpu = {name: median(one.cpu_percent for one in some) for name, some in taken.items()}
    memory = {name: median(one.memory_mib for one in some) for name, some in taken.items()}
    cases = tuple(
        Case(
            name=name,
            parties=parties,
            cpu_percent=round(cpu[name], 2),
            cpu_percent_per_party=round(cpu[name] / parties, 2),
            memory_mib=round(memory[name], 1),
            memory_mib_per_party=round((memory[name] - idle) / parties, 2),
            cpu_of_two=round(cpu[name] / cpu["two"], 2),
            limit_percent=LIMIT_PERCENT[name],
        )
        for name, parties, _ in CASES
    )
    return Report(
        at=datetime.now(UTC),
        machine=here,
        runs=runs,
        measured_s=measured_s,
        idle_memory_mib=round(idle, 1),
        cases=cases,
    )


def _table(report: Report) -> str:
    head = f"{'':16}{'CPU %':>8}{'a party':>9}{'of two':>8}{'limit':>7}{'MiB':>8}{'a party':>9}\n"
    rows = (
        f"{c.name:16}{c.cpu_percent:8.2f}{c.cpu_percent_per_party:9.2f}{c.cpu_of_two:8.2f}"
        f"{c.limit_percent:7.0f}{c.memory_mib:8.1f}{c.memory_mib_per_party:9.2f}\n"
        for c in report.cases
    )
    ground = f"idle {report.idle_memory_mib} MiB, medians of {report.runs} runs\n"
    return heading(report.machine) + ground + head + "".join(rows)


if __name__ == "__main__":
    asyncio.run(main())
