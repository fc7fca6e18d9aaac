"""What two hundred calls leave behind in the conference node: python -m bench.leftovers.

Real connections from aiortc, two calls at a time, each of two people; the node is a process of its
own. What is left is looked at when all is quiet again.
"""

import asyncio
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Protocol

from bench.machine import Machine, machine
from bench.plots import Bar, bars
from bench.results import asked, heading, show
from tests.conference.house import House, housed
from tests.conference.many import held, many, node_process
from waitingroom.core.value import Value

CALLS, QUICK_CALLS, WARM, STEPS = 200, 10, 10, 10
QUIET_S = 3.0
SLACK_MIB = 16.0
"""More than this after 200 calls is a leak: it would be 80 KiB a call."""


SLACK_FILES, SLACK_THREADS = 3, 1


class Held(Protocol):
    """What a process holds. Units: MiB."""

    @property
    def files(self) -> int:
        """Open files, sockets among them."""

    @property
    def threads(self) -> int:
        """Threads."""

    @property
    def memory_mib(self) -> float:
        """Resident memory."""


class Step(Value):
    """What is held after so many calls. Units: MiB."""

    calls: int
    files: int
    sockets: int
    threads: int
    memory_mib: float


class Report(Value):
    """All there is to say; `memory_ratio` is the last step to the first."""

    at: datetime
    machine: Machine
    steps: tuple[Step, ...]
    grown_mib: float
    slack_mib: float
    memory_ratio: float
    seconds: float


async def main() -> None:
    """Measure, print, and fail when more is left than the slack allows."""
    wanted, here = asked("leftovers", __doc__), machine()
    calls = QUICK_CALLS if wanted.quick else CALLS
    began = asyncio.get_running_loop().time()
    steps = await _steps(calls, wanted.within_s)
    grown = steps[-1].memory_mib - steps[0].memory_mib
    report = Report(
        at=datetime.now(UTC),
        machine=here,
        steps=steps,
        grown_mib=round(grown, 1),
        slack_mib=SLACK_MIB,
        memory_ratio=round(steps[-1].memory_mib / steps[0].memory_mib, 3),
        seconds=round(asyncio.get_running_loop().time() - began, 1),
    )
    rows = [Bar(f"after {step.calls} calls", step.memory_mib) for step in steps]
    limit = round(steps[0].memory_mib + SLACK_MIB, 1)
    picture = bars("The node's memory after calls", "MiB", rows, limit)
    show(report, _table(report), picture, wanted.keep)
    if leaks(steps):
        sys.exit("calls leave something behind")


def leaks(steps: Sequence[Held]) -> bool:
    """Whether the last step holds more than the first and the slack."""
    first, last = steps[0], steps[-1]
    grown = last.memory_mib - first.memory_mib
    return (
        grown > SLACK_MIB
        or last.files > first.files + SLACK_FILES
        or last.threads > first.threads + SLACK_THREADS
    )


async def _steps(calls: int, within_s: float) -> tuple[Step, ...]:
    began = asyncio.get_running_loop().time()
    async with housed(House()) as house, node_process(house) as node:
        assert node.pid is not None
        await many(house, node.url, WARM)
        steps = [await _step(node.pid, 0)]
        for number in range(1, STEPS + 1):
            await many(house, node.url, calls // STEPS)
            steps.append(await _step(node.pid, number * calls // STEPS))
            if asyncio.get_running_loop().time() - began > within_s:
                break
        return tuple(steps)


async def _step(pid: int, calls: int) -> Step:
    await asyncio.sleep(QUIET_S)
    now = held(pid)
    return Step(
        calls=calls,
        files=now.files,
        sockets=now.sockets,
        threads=now.threads,
        memory_mib=round(now.memory_kib / 1024, 1),
    )


def _table(report: Report) -> str:
    head = f"{'calls':>8}{'files':>8}{'sockets':>9}{'threads':>9}{'MiB':>8}\n"
    rows = (
        f"{s.calls:8}{s.files:8}{s.sockets:9}{s.threads:9}{s.memory_mib:8.1f}\n"
        for s in report.steps
    )
    foot = f"grown {report.grown_mib} MiB, slack {report.slack_mib} MiB, {report.seconds} s\n"
    return heading(report.machine) + head + "".join(rows) + foot


if __name__ == "__main__":
    asyncio.run(main())
