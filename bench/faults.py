"""What a pre-check makes of injected faults: python -m bench.faults. Only root may make the lines.

Real Chromium in a network of its own, a real probe and a real TURN server, and a line in between
that loses, delays, varies, slows down and forbids. Each number is held against what was injected.
"""

import asyncio
import sys
import time
from datetime import UTC, datetime

from playwright.async_api import Error

from bench.machine import Machine, machine
from bench.plots import Bar, bars
from bench.results import asked, heading, show
from tests.net.faults import (
    CASES,
    LOSS_OFF,
    WHY_NOT,
    Case,
    Checks,
    Found,
    checks,
    is_right,
    misses,
    slow,
)
from tests.net.firewalls import Firewall
from waitingroom.core.value import Value
from waitingroom.precheck.verdict import Numbers

REPEATS = 3
TRIES = 3
"""What is too far off is measured anew: a machine that does other things has moments of its own."""

QUICK = (Case(name="near", rtt_ms=20.0), slow(1.0))


class Tried(Value):
    """One firewall, some times. Shape: `slowest_ms` until a way was open, of all that work."""

    firewall: Firewall
    times: int
    right: int
    slowest_ms: float


class Measured(Value):
    """One fault, the last of so many tries.

    Shape: `misses` is empty when everything is near enough; `numbers` None when the check did not
    come to its end.
    """

    case: Case
    numbers: Numbers | None
    outcome: str
    misses: tuple[str, ...]
    seconds: float
    tries: int = 1


class Report(Value):
    """All there is to say."""

    at: datetime
    machine: Machine
    reached: tuple[Tried, ...]
    measured: tuple[Measured, ...]
    seconds: float


async def main() -> None:
    """Measure, print, and fail when anything is too far off."""
    wanted, here = asked("precheck_faults", __doc__), machine()
    if WHY_NOT:
        sys.exit(f"There can be no laboratory here: {WHY_NOT}.")
    began = time.monotonic()
    ends = began + wanted.within_s
    async with checks() as opened:
        firewalls = (Firewall.OPEN, Firewall.ONLY_443) if wanted.quick else tuple(Firewall)
        repeats = 1 if wanted.quick else REPEATS
        reached = [
            await _reached(opened, each, repeats) for each in firewalls if time.monotonic() < ends
        ]
        cases = QUICK if wanted.quick else CASES
        measured = [await _measured(opened, each) for each in cases if time.monotonic() < ends]
    report = Report(
        at=datetime.now(UTC),
        machine=here,
        reached=tuple(reached),
        measured=tuple(measured),
        seconds=round(time.monotonic() - began, 1),
    )
    show(report, table(report), picture(report), wanted.keep)
    if not is_good(report):
        sys.exit(1)


def is_good(report: Report) -> bool:
    """Whether every way was told right and every number was near enough."""
    all_right = all(each.right == each.times for each in report.reached)
    return all_right and not any(each.misses for each in report.measured)


async def _reached(opened: Checks, firewall: Firewall, repeats: int) -> Tried:
    found = [await opened.behind(firewall) for _ in range(repeats)]
    times = [way.connect_ms or 0.0 for each in found for way in each.ways if way.works]
    return Tried(
        firewall=firewall,
        times=repeats,
        right=sum(is_right(firewall, each) for each in found),
        slowest_ms=round(max(times, default=0.0), 1),
    )


async def _measured(opened: Checks, case: Case) -> Measured:
    for tries in range(1, TRIES + 1):
        found = (await _once(opened, case)).but(tries=tries)
        if not found.misses:
            break
    return found


async def _once(opened: Checks, case: Case) -> Measured:
    try:
        found = await opened.through(case)
    except (Error, TimeoutError) as failed:
        sentence = str(failed).partition("\n")[0] or "took too long"
        return Measured(
            case=case, numbers=None, outcome="", misses=(f"no verdict: {sentence}",), seconds=0.0
        )
    return _told(case, found)


def _told(case: Case, found: Found) -> Measured:
    return Measured(
        case=case,
        numbers=found.numbers,
        outcome=found.verdict.outcome,
        misses=misses(case, found.numbers),
        seconds=round(found.seconds, 1),
    )


def table(report: Report) -> str:
    """Both tables for the eye."""
    ways = [
        f"{each.firewall:<32} {each.right}/{each.times} right, slowest {each.slowest_ms:.0f} ms\n"
        for each in report.reached
    ]
    head = (
        f"{'injected':<26} {'loss up/down %':>15} {'rtt ms':>8} {'jitter ms':>11} {'Mbit/s':>13}\n"
    )
    return "".join([heading(report.machine), *ways, head, *map(_row, report.measured)])


def _row(one: Measured) -> str:
    numbers = one.numbers or Numbers()
    loss = f"{_percent(numbers.loss_up)}/{_percent(numbers.loss_down)}"
    jitter = f"{_said(numbers.jitter_up_ms)}/{_said(numbers.jitter_down_ms)}"
    speed = f"{_said(numbers.up_mbps)}/{_said(numbers.down_mbps)}"
    again = f"  ({one.tries} tries)" if one.tries > 1 else ""
    off = f"  TOO FAR: {'; '.join(one.misses)}" if one.misses else ""
    return (
        f"{one.case.name:<26} {loss:>15} {_said(numbers.rtt_ms):>8} {jitter:>11} {speed:>13}"
        f"  {one.outcome}{again}{off}\n"
    )


def _said(number: float | None) -> str:
    return "-" if number is None else f"{number:.3g}"


def _percent(share: float | None) -> str:
    return _said(None if share is None else 100 * share)


def picture(report: Report) -> str:
    """How far each loss was from the injected one, against the limit."""
    rows = [
        Bar(f"{one.case.name}, {way}", 100 * abs(found - injected))
        for one in report.measured
        if one.numbers and not one.case.is_of_speed
        for way, injected, found in (
            ("up", one.case.loss_up, one.numbers.loss_up),
            ("down", one.case.loss_down, one.numbers.loss_down),
        )
        if found is not None
    ]
    title = "Loss: what a pre-check measured, against what was injected"
    return bars(title, "points", rows, 100 * LOSS_OFF)


if __name__ == "__main__":
    asyncio.run(main())
