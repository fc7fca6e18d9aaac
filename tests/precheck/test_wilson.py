"""What is surely lost: a few lost by chance are not called a bad line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waitingroom.precheck.thresholds import ENOUGH, LIMITS, Metric
from waitingroom.precheck.wilson import surely

GOOD, USABLE = LIMITS[Metric.LOSS].good, LIMITS[Metric.LOSS].usable


@pytest.mark.parametrize(
    ("lost", "of", "limit"), [(17, 500, GOOD), (47, 500, USABLE), (7, 150, GOOD), (17, 150, USABLE)]
)
def test_so_many_and_no_fewer_are_needed(lost: int, of: int, limit: float) -> None:
    fewer, enough = surely(lost - 1, of), surely(lost, of)
    assert fewer is not None and enough is not None and fewer <= limit < enough


def test_of_a_handful_nothing_is_known() -> None:
    assert surely(ENOUGH - 1, ENOUGH - 1) is None
    assert surely(ENOUGH, ENOUGH) is not None


@given(st.integers(ENOUGH, 5000), st.data())
def test_it_is_never_more_than_what_was_counted_and_grows_with_it(
    of: int, data: st.DataObject
) -> None:
    lost = data.draw(st.integers(0, of - 1))
    less, more = surely(lost, of), surely(lost + 1, of)
    assert less is not None and more is not None
    assert 0 <= less < more <= (lost + 1) / of


def test_counts_that_make_no_sense_are_taken_for_the_nearest_that_do() -> None:
    assert surely(-3, 500) == surely(0, 500) == 0
    assert surely(501, 500) == surely(500, 500)
