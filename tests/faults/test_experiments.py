"""One half of the experiments in their short form: whatever was broken, every promise was kept."""

import pytest

from tests.faults.short import HALVES, carried_out


@pytest.mark.fault
@pytest.mark.timeout(180)
@pytest.mark.parametrize("name", HALVES[0])
async def test_every_promise_is_kept_whatever_is_broken(name: str) -> None:
    summary = await carried_out(name)
    assert summary.ok, summary
    assert summary.counts["done"] > 0, summary
