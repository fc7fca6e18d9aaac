"""The other half of the experiments in their short form, for another process."""

import pytest

from tests.faults.short import HALVES, carried_out


@pytest.mark.fault
@pytest.mark.timeout(180)
@pytest.mark.parametrize("name", HALVES[1])
async def test_every_promise_is_kept_whatever_else_is_broken(name: str) -> None:
    summary = await carried_out(name)
    assert summary.ok, summary
    assert summary.counts["done"] > 0, summary
