"""The benchmark runs: a small one, from the command line to its JSON."""

import asyncio
import sys
from asyncio.subprocess import PIPE

import msgspec

from bench.figures import QUICK, Figures, Report
from tests.journeys.clinic import ROOT

PATIENCE_S = 90


async def test_a_quick_run_prints_one_json_object_and_a_table() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench", "--quick", cwd=ROOT, stdout=PIPE, stderr=PIPE
    )
    async with asyncio.timeout(PATIENCE_S):
        printed, said = await process.communicate()
    assert process.returncode == 0, said.decode()
    report = msgspec.json.decode(printed, type=Report)
    assert report.setting == QUICK
    assert report.machine.cores > 0
    assert report.runs == (report.medians,)
    _could_be_true(report.medians)
    for name in Figures.__struct_fields__:
        assert name.replace("_", " ") in said.decode()


def _could_be_true(figures: Figures) -> None:
    """No speed is demanded here; what is impossible is."""
    assert 0 < figures.admit_to_told_p50_ms <= figures.admit_to_told_p99_ms
    assert figures.joins_per_s > 0
    assert figures.connections_per_s > 0
    # Called, then called with a conference that is ready.
    assert figures.seats_to_the_admitted_per_admit >= 1
    # Everybody behind moves by one, and the front is exact: most of them read another number.
    assert 1 <= figures.seats_to_others_per_admit <= QUICK.guests
    assert figures.changes_per_board_per_admit >= 1
