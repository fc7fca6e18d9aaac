"""Every experiment in its short form: whatever was broken, every promise was kept."""

import pytest

from tests.faults.experiments import EXPERIMENTS
from tests.faults.laboratory import carry_out
from tests.faults.processes import NO_FAKETIME, NO_TMPFS

MISSING = {"full-disk": NO_TMPFS, "wrong-clock": NO_FAKETIME}


@pytest.mark.fault
@pytest.mark.timeout(180)
@pytest.mark.parametrize("name", EXPERIMENTS)
async def test_every_promise_is_kept_whatever_is_broken(name: str) -> None:
    if MISSING.get(name):
        pytest.skip(reason=MISSING[name])
    summary = await carry_out(name, EXPERIMENTS[name], seed=1, short=True)
    assert summary.ok, summary
    assert summary.counts["done"] > 0, summary
