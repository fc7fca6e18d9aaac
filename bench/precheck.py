"""What pre-checks cost the probe, and what two hundred leave behind: python -m bench.precheck.

Real connections from aiortc against a probe in a process of its own, on loopback. The two hundred
are short: the direct way, a second of media, both speeds. The cost is that of whole ones, with ten
seconds of sound and picture both ways and 3 MB each way, some of them at the same time.
"""

import asyncio
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from time import monotonic

from bench.leftovers import QUIET_S, SLACK_MIB, leaks
from bench.machine import Machine, machine
from bench.plots import Bar, bars
from bench.process import cpu_s
from bench.results import asked, heading, show
from tests.precheck.probe.process import ProbeProcess, probe_process
from tests.precheck.probe.whole import whole
from waitingroom.core.value import Value
from waitingroom.precheck.probe.clips import Clips, Shelf
from waitingroom.precheck.probe.drawing import draw

CHECKS, QUICK_CHECKS, WARM, STEPS = 200, 10, 10, 10
SHORT_S, WHOLE_S, QUICK_S = 1.2, 10.0, 1.2
AT_ONCE = 4
RUNS = 3


class Step(Value):
    """What is held after so many checks. Units: MiB."""

    checks: int
    files: int
    sockets: int
    threads: int
    memory_mib: float


class Cost(Value):
    """Of one whole check. Units: CPU of the probe in ms; whole checks a minute on one core."""

    seconds: float
    at_once: int
    cpu_ms: float
    core_percent: float
    per_core_and_minute: float
    at_once_per_core: float


class Report(Value):
    """All there is to say."""

    at: datetime
    machine: Machine
    steps: tuple[Step, ...]
    grown_mib: float
    slack_mib: float
    short_cpu_ms: float
    cost: Cost
    seconds: float


async def main() -> None:
    """Measure, print, and fail when more is left than the slack allows."""
    wanted, here, began = asked("precheck", __doc__), machine(), monotonic()
    checks = QUICK_CHECKS if wanted.quick else CHECKS
    with tempfile.TemporaryDirectory() as folder:
        clips = await Shelf(folder, draw).take()
        async with probe_process(clips=folder) as probe:
            numbers = count(1)
            await _row(probe, clips, WARM, numbers)
            steps, short_cpu_ms = await _steps(probe, clips, checks, numbers)
            cost = await _cost(probe, clips, wanted.quick, numbers)
    report = Report(
        at=datetime.now(UTC),
        machine=here,
        steps=steps,
        grown_mib=round(steps[-1].memory_mib - steps[0].memory_mib, 1),
        slack_mib=SLACK_MIB,
        short_cpu_ms=round(short_cpu_ms, 1),
        cost=cost,
        seconds=round(monotonic() - began, 1),
    )
    rows = [Bar(f"after {step.checks} checks", step.memory_mib) for step in steps]
    limit = round(steps[0].memory_mib + SLACK_MIB, 1)
    picture = bars("The probe's memory after checks", "MiB", rows, limit)
    show(report, _table(report), picture, wanted.keep)
    if leaks(steps):
        sys.exit("checks leave something behind")


async def _row(probe: ProbeProcess, clips: Clips, checks: int, numbers: Iterator[int]) -> None:
    """So many short checks, one after the other, each from an address of its own."""
    for _ in range(checks):
        await whole(probe, clips, SHORT_S, _address(next(numbers)))


async def _steps(
    probe: ProbeProcess, clips: Clips, checks: int, numbers: Iterator[int]
) -> tuple[tuple[Step, ...], float]:
    steps, began = [await _step(probe, 0)], cpu_s(probe.pid)
    for number in range(1, STEPS + 1):
        await _row(probe, clips, checks // STEPS, numbers)
        steps.append(await _step(probe, number * checks // STEPS))
    return tuple(steps), 1000 * (cpu_s(probe.pid) - began) / checks


async def _step(probe: ProbeProcess, checks: int) -> Step:
    await asyncio.sleep(QUIET_S)
    now = probe.held()
    return Step(
        checks=checks,
        files=now.files,
        sockets=now.sockets,
        threads=now.threads,
        memory_mib=round(now.memory_kib / 1024, 1),
    )


async def _cost(probe: ProbeProcess, clips: Clips, quick: bool, numbers: Iterator[int]) -> Cost:
    media_s, runs = (QUICK_S, 1) if quick else (WHOLE_S, RUNS)
    began, began_cpu_s = monotonic(), cpu_s(probe.pid)
    for _ in range(runs):
        together = [whole(probe, clips, media_s, _address(next(numbers))) for _ in range(AT_ONCE)]
        await asyncio.gather(*together)
    checks = runs * AT_ONCE
    each_s, each_cpu_s = (monotonic() - began) / runs, (cpu_s(probe.pid) - began_cpu_s) / checks
    return Cost(
        seconds=round(each_s, 1),
        at_once=AT_ONCE,
        cpu_ms=round(1000 * each_cpu_s, 1),
        core_percent=round(100 * each_cpu_s / each_s, 2),
        per_core_and_minute=round(60 / each_cpu_s, 1),
        at_once_per_core=round(each_s / each_cpu_s, 1),
    )


def _address(number: int) -> str:
    return f"9.{number >> 8}.{number & 0xFF}.1"


def _table(report: Report) -> str:
    head = f"{'checks':>8}{'files':>8}{'sockets':>9}{'threads':>9}{'MiB':>8}\n"
    rows = (
        f"{s.checks:8}{s.files:8}{s.sockets:9}{s.threads:9}{s.memory_mib:8.1f}\n"
        for s in report.steps
    )
    cost = report.cost
    foot = (
        f"grown {report.grown_mib} MiB, slack {report.slack_mib} MiB, {report.seconds} s; "
        f"a short check {report.short_cpu_ms} ms CPU\n"
        f"a whole check of {cost.seconds} s, {cost.at_once} at once: {cost.cpu_ms} ms CPU, "
        f"{cost.core_percent} % of a core; {cost.at_once_per_core} at once on a core, "
        f"{cost.per_core_and_minute} a minute\n"
    )
    return heading(report.machine) + head + "".join(rows) + foot


if __name__ == "__main__":
    asyncio.run(main())
