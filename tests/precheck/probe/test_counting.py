"""The counts of the probe: small messages, speeds, the window, the lag, what the judge is given."""

from itertools import accumulate, pairwise
from struct import pack, unpack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waitingroom.precheck.measured import Probe, Uplink
from waitingroom.precheck.probe.gathering import Gathered, Own
from waitingroom.precheck.probe.lag import Lag
from waitingroom.precheck.probe.tally import BURST, PER_S, Tally
from waitingroom.precheck.probe.throughput import Throughput
from waitingroom.precheck.probe.window import FIRST_BYTES, FRAME_BYTES, LEAST_BYTES, Window
from waitingroom.precheck.talk import Counted, Phase, SpeedDone, Toward

from .page import ENVIRONMENT


def small(number: int, sent_ms: float) -> bytes:
    return pack("<Id", number, sent_ms).ljust(160, b"\0")


@given(st.lists(st.booleans(), min_size=1, max_size=100))
def test_the_answers_tell_what_arrived_whatever_was_lost(arrives: list[bool]) -> None:
    tally, last = Tally(), None
    for number, here in enumerate(arrives):
        if here:
            last = tally.answer(small(number, 20.0 * number), 0.02 * number)
    assert tally.arrived == sum(arrives)
    if last is not None:
        assert unpack("<IdIId", last)[2:4] == (sum(arrives), sum(arrives))


@given(st.lists(st.floats(0, 50), min_size=2, max_size=60), st.floats(-1e6, 1e6))
def test_jitter_is_the_mean_change_of_the_gaps_whatever_the_clocks_say(
    late_ms: list[float], apart_ms: float
) -> None:
    tally = Tally()
    for number, late in enumerate(late_ms):
        tally.answer(small(number, 20.0 * number + apart_ms), (20.0 * number + late) / 1000)
    wanted = sum(abs(b - a) for a, b in pairwise(late_ms)) / (len(late_ms) - 1)
    assert tally.jitter_ms() == pytest.approx(wanted, abs=0.001)


def test_messages_that_overtake_each_other_are_compared_as_they_come() -> None:
    tally = Tally()
    # Sent every 20 ms; the second one is 45 ms late and comes after the third.
    for number, at_ms in ((0, 0.0), (2, 40.0), (1, 65.0), (3, 66.0)):
        tally.answer(small(number, 20.0 * number), at_ms / 1000)
    assert tally.jitter_ms() == pytest.approx((0 + 45 + 39) / 3)


def test_a_hole_in_the_numbers_and_an_absurd_clock_make_no_jitter() -> None:
    tally = Tally()
    for number, sent_ms in ((0, 0.0), (2, 40.0), (3, 1e9), (4, float("nan"))):
        tally.answer(small(number, sent_ms), 0.02 * number)
    assert tally.jitter_ms() == 0 and tally.arrived == 4


def test_a_flood_and_what_is_no_small_message_are_not_answered() -> None:
    tally = Tally()
    answered = sum(tally.answer(small(n, 0.0), 0.0) is not None for n in range(1000))
    assert answered == BURST
    assert tally.answer(small(0, 0.0), 1.5 / PER_S) is not None
    assert tally.answer(b"short", 10.0) is None
    assert tally.answer(bytes(5000), 10.0) is None


@pytest.mark.parametrize("mbps", [0.128, 0.5, 2.0, 10.0, 40.0])
def test_a_steady_line_is_measured_as_it_is_and_its_beginning_is_left_out(mbps: float) -> None:
    through, gap_s = Throughput(0.0), FRAME_BYTES * 8 / mbps / 1e6
    slow = [gap_s + 0.1] * 2
    gaps = slow + [gap_s] * max(4, int(2 / gap_s))
    for moment in accumulate(gaps):
        through.add(FRAME_BYTES, moment)
    assert through.mbps() == pytest.approx(mbps, rel=0.25)


def test_a_line_that_hangs_and_then_gives_all_at_once_is_no_faster_for_it() -> None:
    through = Throughput(0.0)
    # Five frames a second but for one and a half seconds in which a lost piece was waited for.
    for moment in (0.2, 0.4, 0.6, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.2):
        through.add(FRAME_BYTES, moment)
    assert through.mbps() == pytest.approx(5 * FRAME_BYTES * 8 / 1e6, rel=0.1)


def test_the_speed_of_next_to_nothing() -> None:
    through = Throughput(1.0)
    assert through.mbps() is None
    through.add(FRAME_BYTES, 2.0)
    assert through.mbps() == pytest.approx(FRAME_BYTES * 8 / 1e6)
    at_once = Throughput(1.0)
    at_once.add(FRAME_BYTES, 1.0)
    assert at_once.mbps() is None


def filled(window: Window) -> int:
    """Send all that may be sent; the bytes on the way then."""
    while window.is_open:
        window.sent()
    return window.on_the_way_bytes


def test_the_window_grows_on_a_free_line_and_shrinks_before_a_queue() -> None:
    window = Window()
    assert filled(window) == FIRST_BYTES
    for _ in range(FIRST_BYTES // FRAME_BYTES):
        window.came(0.04)
    assert filled(window) == 2 * FIRST_BYTES
    for _ in range(200):
        window.came(1.0)
        window.sent()
    for _ in range(2 * FIRST_BYTES // FRAME_BYTES):
        window.came(1.0)
    assert filled(window) == LEAST_BYTES


def test_lag_is_what_95_of_100_do_not_exceed() -> None:
    lag = Lag(lambda: 0.0)
    assert lag.p95_s == 0.0
    for number in range(200):
        lag.add(0.050 if number % 25 == 0 else 0.001)
    assert lag.p95_s == 0.001
    for _ in range(10):
        lag.add(0.050)
    assert lag.p95_s == 0.050


counts = st.integers(0, 1000)


@given(counts, counts, counts, counts)
def test_what_the_probe_counted_wins_and_no_more_comes_back_than_arrived(
    sent: int, arrived: int, returned: int, own: int
) -> None:
    gathered = Gathered(ENVIRONMENT)
    page = Probe(sent=sent, arrived=arrived, returned=returned, jitter_up_ms=99.0)
    gathered.take(Counted(phase=Phase.IDLE, probe=page))
    probe = gathered.measured(Own(arrived=own, jitter_up_ms=1.0)).probe
    assert probe is not None and probe.jitter_up_ms == 1.0
    assert probe.returned <= probe.arrived <= own


def test_speeds_and_delays_come_from_where_they_are_known() -> None:
    gathered = Gathered(ENVIRONMENT)
    assert gathered.measured(Own()).speed is None
    gathered.take(SpeedDone(toward=Toward.DOWN, mbps=5.0))
    gathered.take(SpeedDone(toward=Toward.UP, mbps=99.0))
    for phase, rtt_ms in ((Phase.IDLE, 400.0), (Phase.LOADED_UP, 500.0)):
        told = Probe(sent=1, arrived=1, returned=1, rtt_ms=rtt_ms)
        gathered.take(Counted(phase=phase, probe=told))
    speed = gathered.measured(Own(up_mbps=2.0)).speed
    assert speed is not None
    assert (speed.up_mbps, speed.down_mbps) == (2.0, 5.0)
    assert (speed.rtt_up_ms, speed.rtt_down_ms) == (500.0, None)
    uplink = Uplink(received=1, lost=0)
    assert gathered.measured(Own(down_mbps=4.0, uplink=uplink)).uplink == uplink
