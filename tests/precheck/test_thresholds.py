"""The table: each limit has two sides, and further on is never better."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waitingroom.core.checks import Cause, Outcome
from waitingroom.precheck.finding import rank
from waitingroom.precheck.thresholds import LIMITS, OLDEST, SIGNS, Metric, Worse, grade, shows

LEAST = 1e-6
"""A step across a limit, as a part of it."""


def across(worse: Worse, limit: float) -> float:
    """A number just beyond a limit."""
    step = abs(limit) * LEAST
    return limit + step if worse is Worse.HIGHER else limit - step


EDGES = [
    (metric, limit, outcome)
    for metric, limits in LIMITS.items()
    for limit, outcome in (
        (limits.good, Outcome.GOOD),
        (limits.usable, Outcome.USABLE),
        (limits.sound_only, Outcome.SOUND_ONLY),
    )
    if limit is not None
]


@pytest.mark.parametrize(("metric", "limit", "outcome"), EDGES)
def test_a_limit_belongs_to_the_better_side(metric: Metric, limit: float, outcome: Outcome) -> None:
    assert grade(metric, limit) is outcome
    assert rank(grade(metric, across(LIMITS[metric].worse, limit))) == rank(outcome) + 1


@pytest.mark.parametrize("metric", Metric)
def test_what_is_not_known_is_no_reason_to_worry(metric: Metric) -> None:
    assert grade(metric, None) is Outcome.GOOD


@pytest.mark.parametrize("metric", Metric)
@given(values=st.tuples(st.floats(0, 1e6), st.floats(0, 1e6)))
def test_a_worse_number_never_gives_a_better_call(
    metric: Metric, values: tuple[float, float]
) -> None:
    low, high = sorted(values)
    better, worse = (low, high) if LIMITS[metric].worse is Worse.HIGHER else (high, low)
    assert rank(grade(metric, better)) <= rank(grade(metric, worse))


@pytest.mark.parametrize("cause", SIGNS)
def test_a_sign_shows_beyond_its_limit_only(cause: Cause) -> None:
    sign = SIGNS[cause]
    assert shows(cause, across(sign.worse, sign.limit))
    assert not shows(cause, sign.limit)
    assert not shows(cause, None)


def test_silence_is_more_quiet_than_quiet() -> None:
    assert SIGNS[Cause.MIC_SILENT].limit < SIGNS[Cause.MIC_QUIET].limit


def test_every_metric_has_its_row() -> None:
    assert set(LIMITS) == set(Metric)
    assert all(version > 0 for version in OLDEST.values())
