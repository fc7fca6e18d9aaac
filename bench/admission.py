"""From *Luk ind* to both seeing each other: python -m bench.admission.

A clinic as `./run` starts it, real browsers with false cameras. A patient waits, the clinician
presses *Luk ind*, and each page's own button is pressed as soon as it is there, because how fast
people press is not what is measured. It ends when each page shows a picture with the other's
colours; the grey picture that the node sends meanwhile has none.

Before each admission the least there could be is measured on the same machine: two connections
within one page, without any server. The ratio to it says what is ours.
"""

import asyncio
import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import monotonic
from typing import Any

from playwright.async_api import Browser, async_playwright

from bench.figures import percentile
from bench.machine import Machine, machine
from bench.plots import Bar, bars
from bench.results import asked, heading, show
from tests.call.conftest import FLAGS
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
from waitingroom.core.value import Value

ADMISSIONS, QUICK_ADMISSIONS = 50, 2
LIMIT_MS = 1500.0
PATIENCE_MS = 30_000.0

BARE = (Path(__file__).parent / "bare.js").read_text()
WATCH = (Path(__file__).parent / "watch.js").read_text()
STAGES = ("pressed", "asked", "entered", "called", "connected", "seen")
"""The moments of each page, in order; see `watch.js`."""


class Stage(Value):
    """When a moment of a page came, in milliseconds after *Luk ind*."""

    page: str
    stage: str
    p50_ms: float
    p95_ms: float


class Report(Value):
    """All there is to say.

    Shape: `limit_ratio` is the 95th percentile to the limit; `bare_ratio` is the median of each
    admission's time to that of the bare connection just before it.
    """

    at: datetime
    machine: Machine
    admissions: int
    p50_ms: float
    p95_ms: float
    most_ms: float
    limit_ms: float
    limit_ratio: float
    bare_p50_ms: float
    bare_p95_ms: float
    bare_ratio: float
    stages: tuple[Stage, ...]


Moments = dict[str, dict[str, float]]


async def main() -> None:
    """Measure, and print."""
    wanted, here = asked("admission", __doc__), machine()
    admissions = QUICK_ADMISSIONS if wanted.quick else ADMISSIONS
    with tempfile.TemporaryDirectory() as folder:
        clinic = Clinic(Path(folder), log_level="WARNING")
        await asyncio.to_thread(clinic.start)
        try:
            async with async_playwright() as playwright:
                browser = await playwright.chromium.launch(
                    executable_path="/usr/bin/chromium", args=FLAGS
                )
                taken = await _all(browser, clinic, admissions, wanted.within_s)
                await browser.close()
        finally:
            await asyncio.to_thread(clinic.stop)
    report = summed(here, taken)
    rows = [Bar(f"{s.page}: {s.stage}", s.p95_ms) for s in report.stages]
    rows += [Bar("both see, p50", report.p50_ms), Bar("both see, p95", report.p95_ms)]
    picture = bars("From Luk ind to both media up (stages: p95)", "ms", rows, LIMIT_MS)
    show(report, _table(report), picture, wanted.keep)


async def _all(browser: Browser, clinic: Clinic, admissions: int, within_s: float) -> list[Moments]:
    began = monotonic()
    clinician = await staff(browser, clinic)
    await clinician.page.add_init_script(WATCH)
    await signs_in(clinician, colleague(clinic, 0))
    bare = await staff(browser, clinic)
    await bare.page.add_init_script(BARE)
    await bare.page.goto(clinic.ways.staff_page)
    # The first one fetches what the browser then keeps; it is no fair measure of the others.
    taken = []
    for nth in range(admissions + 1):
        least = float(await bare.page.evaluate("bare()"))
        moments = await _one(browser, clinic, clinician, nth)
        taken.append(moments | {"bare": {"seen": least}})
        if monotonic() - began > within_s:
            break
    return taken[1:]


async def _one(browser: Browser, clinic: Clinic, clinician: Person, nth: int) -> Moments:
    patient = await guest(browser, clinic)
    await patient.page.add_init_script(WATCH)
    name = f"Prøve {nth:03d}"
    await walks_in(patient, name)
    await patient.reads("Du er")
    await chooses(clinician, name)
    for each in (patient, clinician):
        await each.page.evaluate("watch.begin()")
    began = float(await clinician.page.evaluate("watch.now()"))
    await clinician.presses(re.compile("^Luk ind"))
    moments = {}
    for who, each in (("patient", patient), ("clinician", clinician)):
        await each.page.wait_for_function("() => watch.moments.seen", timeout=PATIENCE_MS)
        found: dict[str, Any] = await each.page.evaluate("watch.moments")
        moments[who] = {name: at - began for name, at in found.items()}
    await ends(clinician)
    await patient.context.close()
    return moments


def summed(here: Machine, taken: list[Moments]) -> Report:
    """The report of these admissions, of each page's moments in milliseconds after *Luk ind*."""
    both = [max(one["patient"]["seen"], one["clinician"]["seen"]) for one in taken]
    p95 = percentile(both, 0.95)
    bare = [one["bare"]["seen"] for one in taken]
    stages = []
    for who in ("patient", "clinician"):
        for stage in STAGES:
            times = [one[who][stage] for one in taken if stage in one[who]]
            if times:
                p50, most = percentile(times, 0.5), percentile(times, 0.95)
                stages.append(
                    Stage(page=who, stage=stage, p50_ms=round(p50, 1), p95_ms=round(most, 1))
                )
    return Report(
        at=datetime.now(UTC),
        machine=here,
        admissions=len(taken),
        p50_ms=round(percentile(both, 0.5), 1),
        p95_ms=round(p95, 1),
        most_ms=round(max(both), 1),
        limit_ms=LIMIT_MS,
        limit_ratio=round(p95 / LIMIT_MS, 3),
        bare_p50_ms=round(percentile(bare, 0.5), 1),
        bare_p95_ms=round(percentile(bare, 0.95), 1),
        bare_ratio=round(median(ours / least for ours, least in zip(both, bare, strict=True)), 2),
        stages=tuple(stages),
    )


def _table(report: Report) -> str:
    rows = "".join(
        f"{each.page:12}{each.stage:12}{each.p50_ms:10.1f}{each.p95_ms:10.1f}\n"
        for each in report.stages
    )
    return (
        heading(report.machine)
        + f"{report.admissions} admissions; milliseconds after Luk ind\n"
        + f"{'page':12}{'moment':12}{'p50':>10}{'p95':>10}\n{rows}"
        + f"{'both':12}{'see':12}{report.p50_ms:10.1f}{report.p95_ms:10.1f}\n"
        + f"{'bare':12}{'see':12}{report.bare_p50_ms:10.1f}{report.bare_p95_ms:10.1f}\n"
        + f"median ratio to bare {report.bare_ratio:.2f}\n"
        + f"limit {report.limit_ms:.0f} ms, p95 to limit {report.limit_ratio:.3f}\n"
    )


if __name__ == "__main__":
    asyncio.run(main())
