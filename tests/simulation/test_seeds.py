"""Ten thousand afternoons in which much goes wrong and no promise is broken."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.simulation.bugs import BUGS
from tests.simulation.planting import planted
from tests.simulation.seeds import failing, failing_of_many, first_failing, trace

ROOT = Path(__file__).parents[2]


@pytest.mark.timeout(900)
def test_no_promise_is_broken_in_ten_thousand_seeds() -> None:
    assert failing_of_many(0, 10_000) == ""


def test_a_seed_runs_the_same_ten_times() -> None:
    assert {trace(9) for _ in range(10)} == {trace(9)}
    assert trace(9) != trace(12)


@pytest.mark.parametrize("hashes", ["1", "2"])
def test_seeds_run_the_same_in_another_process(hashes: str) -> None:
    """Words are hashed otherwise there, so nothing may hang on the order of a set."""
    command = [sys.executable, "-m", "tests.simulation", "--trace", "0", "20"]
    said = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": hashes},
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.split() == [trace(seed) for seed in range(20)]


def test_a_failing_seed_fails_the_same_ten_times_and_says_how_to_replay_it() -> None:
    with planted(BUGS[0].changes):
        found = first_failing(range(100))
        assert found is not None
        said = {failing(found[0], 1) for _ in range(10)}
    assert len(said) == 1
    assert said.pop().startswith(f"seed {found[0]}: python -m tests.simulation {found[0]}\n")
