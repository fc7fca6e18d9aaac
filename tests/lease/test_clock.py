"""The clock: the database's time when a lease was opened, and from there only forward."""

from datetime import timedelta

import pytest

from tests.lease.conftest import Passing

HOUR = timedelta(hours=1)


def test_opening_a_lease_sets_it_to_the_time_of_the_database() -> None:
    clock = Passing()
    for at in (clock.now() + 2 * HOUR, clock.now() - 2 * HOUR):
        clock.set(at)
        assert abs((clock.now() - at).total_seconds()) < 1


def test_a_small_difference_is_followed_and_never_goes_back() -> None:
    clock = Passing()
    before = clock.now()
    clock.follow(before - timedelta(seconds=0.5))
    assert clock.now() == before
    clock.follow(before + timedelta(seconds=0.5))
    assert clock.now() > before


@pytest.mark.parametrize("step", [2 * HOUR, -2 * HOUR])
def test_a_step_changes_nothing_and_is_logged_once(
    step: timedelta, caplog: pytest.LogCaptureFixture
) -> None:
    clock = Passing()
    before = clock.now()
    clock.follow(before + step)
    clock.follow(before + step)
    assert abs(clock.now() - before) < timedelta(seconds=1)
    assert len(caplog.records) == 1
