"""The measurements of calls sum up rightly, from numbers known beforehand."""

import pytest

from bench import admission, leftovers, parties
from bench.leftovers import SLACK_MIB, Step, leaks
from bench.machine import machine
from bench.parties import CASES, LIMIT_PERCENT, Taken

START = Step(calls=0, files=20, sockets=5, threads=4, memory_mib=100.0)


def moments(patient: float, clinician: float, bare: float) -> admission.Moments:
    return {
        "patient": {"pressed": 10.0, "seen": patient},
        "clinician": {"seen": clinician},
        "bare": {"seen": bare},
    }


def test_an_admission_has_taken_as_long_as_the_slower_of_its_pages() -> None:
    taken = [moments(100.0, 300.0, 100.0), moments(900.0, 400.0, 300.0)]
    report = admission.summed(machine(), taken)
    assert (report.admissions, report.p50_ms, report.most_ms) == (2, 300.0, 900.0)
    assert report.limit_ratio == 900.0 / admission.LIMIT_MS
    # Each is held against the least there could be just before it.
    assert report.bare_ratio == 3.0


def test_a_moment_that_never_came_is_not_counted() -> None:
    taken = [moments(100.0, 300.0, 100.0), moments(200.0, 400.0, 100.0)]
    del taken[0]["patient"]["pressed"]
    stages = {(one.page, one.stage): one for one in admission.summed(machine(), taken).stages}
    assert set(stages) == {("patient", "pressed"), ("patient", "seen"), ("clinician", "seen")}
    assert stages["patient", "pressed"].p50_ms == 10.0
    assert stages["patient", "seen"].p95_ms == 200.0


def test_a_call_is_held_against_a_call_of_two_and_its_memory_against_none() -> None:
    cpu = {"two": 10.0, "two and slides": 15.0, "three": 30.0, "four": 40.0}
    taken = {
        name: [Taken(cpu_percent=each + more, memory_mib=120.0, idle_mib=80.0) for more in (-1, 1)]
        for name, each in cpu.items()
    }
    report = parties.summed(machine(), 2, 10.0, taken)
    assert [case.cpu_of_two for case in report.cases] == [1.0, 1.5, 3.0, 4.0]
    assert [case.cpu_percent_per_party for case in report.cases] == [5.0, 7.5, 10.0, 10.0]
    assert report.cases[3].memory_mib_per_party == 10.0
    assert {name for name, *_ in CASES} == set(LIMIT_PERCENT)


@pytest.mark.parametrize(
    ("last", "is_leak"),
    [
        (START.but(calls=200), False),
        (START.but(calls=200, memory_mib=100.0 + SLACK_MIB), False),
        (START.but(calls=200, memory_mib=100.5 + SLACK_MIB), True),
        (START.but(calls=200, files=20 + leftovers.SLACK_FILES + 1), True),
        (START.but(calls=200, threads=4 + leftovers.SLACK_THREADS + 1), True),
    ],
)
def test_more_than_the_slack_is_a_leak(last: Step, is_leak: bool) -> None:
    assert leaks([START, START.but(calls=100, memory_mib=150.0), last]) is is_leak
