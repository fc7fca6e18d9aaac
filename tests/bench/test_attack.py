"""The measurement of an attack: how it sums up, from numbers known beforehand."""

from bench.attack import Phase, summed
from bench.machine import machine


def test_the_medians_of_attacked_and_quiet_phases_are_compared() -> None:
    phases = [
        Phase(attacked=attacked, answered=0, samples=1, p50_ms=1.0, p99_ms=p99)
        for attacked, p99 in ((False, 2.0), (True, 3.0), (False, 4.0), (True, 4.0), (False, 9.0))
    ]
    report = summed(machine(), 500, phases)
    assert (report.p99_alone_ms, report.p99_attacked_ms) == (4.0, 3.5)
    assert report.p99_ratio == 0.875
