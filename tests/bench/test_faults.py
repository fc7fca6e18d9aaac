"""The bench of injected faults fails when anything is too far off, and says what."""

from datetime import UTC, datetime
from xml.etree import ElementTree

from bench.faults import Measured, Report, Tried, is_good, picture, table
from bench.machine import machine
from tests.net.faults import Case, slow
from tests.net.firewalls import Firewall
from waitingroom.precheck.verdict import Numbers

LOSSY = Measured(
    case=Case(name="loss 5 %", loss_up=0.05),
    numbers=Numbers(loss_up=0.058, loss_down=0.0, rtt_ms=41.0),
    outcome="usable",
    misses=(),
    seconds=12.0,
)
SLOW = Measured(
    case=slow(1.0),
    numbers=Numbers(up_mbps=0.5, down_mbps=1.0),
    outcome="usable",
    misses=("Mbit/s up: 1 injected, 0.5 measured",),
    seconds=7.0,
)
TRIED = Tried(firewall=Firewall.ONLY_443, times=3, right=3, slowest_ms=250.0)


def report(tried: Tried, *measured: Measured) -> Report:
    return Report(
        at=datetime(2026, 1, 1, tzinfo=UTC),
        machine=machine(),
        reached=(tried,),
        measured=measured,
        seconds=60.0,
    )


def test_it_is_good_when_every_way_was_right_and_every_number_near() -> None:
    assert is_good(report(TRIED, LOSSY))
    assert not is_good(report(TRIED.but(right=2)))
    assert not is_good(report(TRIED, LOSSY, SLOW))


def test_the_table_has_each_number_and_says_which_are_too_far_off() -> None:
    text = table(report(TRIED, LOSSY, SLOW))
    assert "everything but TCP 443 dropped   3/3 right" in text
    assert "5.8/0" in text
    assert "TOO FAR: Mbit/s up: 1 injected, 0.5 measured" in text


def test_the_picture_draws_how_far_off_each_loss_was() -> None:
    drawn = ElementTree.fromstring(picture(report(TRIED, LOSSY, SLOW)))  # noqa: S314 our own
    words = [each.text for each in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert "loss 5 %, up" in words
    assert "0.80 points" in words
    assert "limit 1.5 points" in words
