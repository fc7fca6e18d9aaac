"""Ten thousand afternoons in which much goes wrong and no promise is broken."""

import pytest

from tests.simulation.seeds import failing, failing_of_many


@pytest.mark.timeout(300)
def test_no_promise_is_broken_in_ten_thousand_seeds() -> None:
    assert failing_of_many(0, 10_000) == ""


def test_a_seed_runs_the_same_twice() -> None:
    assert failing(7, 1) == failing(7, 1) == ""
