"""A desk that is killed fifty times under joins, admits and put-backs loses and doubles nothing."""

from pathlib import Path

import pytest

from tests.crash.afternoon import afternoon

ROUNDS = 10


@pytest.mark.fault
@pytest.mark.parametrize("seed", range(5))
async def test_what_was_answered_stands_after_every_kill(seed: int, tmp_path: Path) -> None:
    await afternoon(seed, ROUNDS, tmp_path)
