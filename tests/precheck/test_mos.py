"""The estimate of how a line sounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waitingroom.precheck.mos import mos

MS = st.floats(0, 5000)
LOSS = st.floats(0, 1)


@pytest.mark.parametrize(
    ("rtt_ms", "jitter_ms", "loss", "said"),
    [
        (20, 2, 0.00, 4.39),
        (150, 15, 0.01, 4.19),
        (200, 30, 0.02, 3.95),
        (300, 30, 0.03, 3.50),
        (400, 50, 0.05, 2.60),
    ],
)
def test_it_is_as_the_recommendation_has_it(
    rtt_ms: float, jitter_ms: float, loss: float, said: float
) -> None:
    assert mos(rtt_ms, jitter_ms, loss) == pytest.approx(said, abs=0.005)


@given(MS, MS, LOSS)
def test_it_stays_on_its_scale(rtt_ms: float, jitter_ms: float, loss: float) -> None:
    assert 1 <= mos(rtt_ms, jitter_ms, loss) <= 4.5


@given(st.floats(0, 400), st.floats(0, 60), st.floats(0, 0.1), st.floats(0, 100))
def test_a_longer_line_never_sounds_better(
    rtt: float, jitter: float, loss: float, on: float
) -> None:
    assert mos(rtt + on, jitter, loss) <= mos(rtt, jitter, loss) + 1e-9
