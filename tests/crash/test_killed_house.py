"""The whole house, killed under people with real sign-ins, loses and doubles nothing."""

from pathlib import Path

import pytest

from tests.crash.house_afternoon import house_afternoon

ROUNDS = 4


@pytest.mark.fault
@pytest.mark.timeout(240)
async def test_the_whole_house_keeps_its_promises_after_every_kill(tmp_path: Path) -> None:
    await house_afternoon(0, ROUNDS, tmp_path)
