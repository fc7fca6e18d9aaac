"""The experiments in their short form, in two halves, so that two can be carried out at once."""

import pytest

from tests.faults.experiments import EXPERIMENTS
from tests.faults.laboratory import Summary, carry_out
from tests.faults.processes import NO_FAKETIME, NO_TMPFS

MISSING = {"full-disk": NO_TMPFS, "wrong-clock": NO_FAKETIME}

HALVES = (tuple(EXPERIMENTS)[::2], tuple(EXPERIMENTS)[1::2])


async def carried_out(name: str) -> Summary:
    """What it came to; skipped where something is missing that it needs."""
    if MISSING.get(name):
        pytest.skip(reason=MISSING[name])
    return await carry_out(name, EXPERIMENTS[name], seed=1, short=True)
