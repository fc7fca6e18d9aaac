"""A check through injected faults measures what was injected; `bench.faults` has all points."""

from collections.abc import AsyncIterator

import pytest

from tests.net.faults import CASES, WHY_NOT, Case, Checks, checks, is_right, misses, slow
from tests.net.firewalls import Firewall
from waitingroom.core.checks import Cause, Outcome
from waitingroom.precheck.verdict import Numbers

journey = [
    pytest.mark.journey,
    pytest.mark.skipif(bool(WHY_NOT), reason=f"no check through faults: {WHY_NOT}"),
]


@pytest.fixture(scope="module")
async def checking() -> AsyncIterator[Checks]:
    async with checks() as opened:
        yield opened


class TestInABrowser:
    """Real Chromium, a real probe, a real TURN server, and a line between them."""

    pytestmark = journey

    @pytest.mark.parametrize(
        ("firewall", "outcome", "cause"),
        [
            (Firewall.OPEN, None, None),
            (Firewall.ONLY_443, Outcome.USABLE, Cause.PATH_TCP_ONLY),
            (Firewall.NO_MEDIA, Outcome.UNUSABLE, Cause.PATH_NONE),
        ],
    )
    async def test_the_ways_and_the_verdict_behind_a_firewall_are_right(
        self, checking: Checks, firewall: Firewall, outcome: Outcome | None, cause: Cause | None
    ) -> None:
        found = await checking.behind(firewall)
        assert is_right(firewall, found), found.ways
        told = {each for each in found.verdict.causes if each.startswith("path-")}
        assert told == ({cause} if cause else set())
        assert outcome in (None, found.verdict.outcome)

    @pytest.mark.parametrize(
        "case",
        [
            Case(name="loss and delay", rtt_ms=150, loss_up=0.1, loss_down=0.05),
            slow(1.0),
            slow(10.0),
        ],
        ids=lambda case: case.name,
    )
    async def test_what_is_measured_is_what_was_injected(
        self, checking: Checks, case: Case
    ) -> None:
        found = await checking.through(case)
        assert misses(case, found.numbers) == ()


def test_a_measurement_is_held_against_every_number_of_its_case() -> None:
    case = Case(name="", rtt_ms=100, loss_up=0.05, loss_down=0.02)
    right = Numbers(rtt_ms=112, loss_up=0.064, loss_down=0.006)
    assert misses(case, right) == ()
    assert misses(case, right.but(rtt_ms=116.0)) == ("delay ms: 100 injected, 116 measured",)
    assert misses(case, right.but(loss_up=0.034)) == ("loss up: 0.05 injected, 0.034 measured",)
    assert misses(case, right.but(loss_down=None)) == (
        "loss down: 0.02 injected, nothing measured",
    )


def test_jitter_is_held_against_theory_and_speed_against_each_direction() -> None:
    wobbly = Case(name="", rtt_ms=100, deviation_ms=10)
    numbers = Numbers(rtt_ms=100, loss_up=0, loss_down=0, jitter_up_ms=11.0, jitter_down_ms=7.0)
    assert misses(wobbly, numbers) == ("jitter down ms: 11.28 injected, 7 measured",)
    one_way = Case(name="", up_mbps=1.0, down_mbps=8.0)
    assert misses(one_way, Numbers(up_mbps=0.8, down_mbps=9.9)) == ()
    assert misses(one_way, Numbers(up_mbps=0.7, down_mbps=10.1)) == (
        "Mbit/s up: 1 injected, 0.7 measured",
        "Mbit/s down: 8 injected, 10.1 measured",
    )


def test_the_cases_hold_every_fault_that_was_promised() -> None:
    assert {0.0, 0.02, 0.05, 0.1} <= {each.loss_up for each in CASES}
    assert {20.0, 150.0, 400.0} <= {each.rtt_ms for each in CASES}
    assert {0.128, 10.0} <= {each.up_mbps for each in CASES}
    assert any(each.deviation_ms for each in CASES)
