"""What is missing, and the numbers of receiver reports."""

from hypothesis import given
from hypothesis import strategies as st

from waitingroom.rtc.loss import GIVE_UP_S, JUMP, RETRY_S, TRIES, Gaps, Reception
from waitingroom.rtc.numbers import Meter, Unwrapped, ahead


def test_a_hole_is_asked_for_at_once_then_again_and_then_given_up() -> None:
    gaps = Gaps()
    gaps.add(10, 0.0)
    gaps.add(13, 0.0)
    assert gaps.fresh
    assert gaps.due(0.0) == [11, 12]
    assert gaps.due(RETRY_S / 2) == []
    asked = 1 + sum(bool(gaps.due(number * RETRY_S)) for number in range(1, 30))
    assert asked == TRIES
    assert gaps.add(11, 2 * GIVE_UP_S) is None


def test_what_comes_late_fills_its_hole_once() -> None:
    gaps = Gaps()
    for sequence in (65534, 65535, 1):
        gaps.add(sequence, 0.0)
    assert gaps.add(0, 0.1) == 65536
    assert gaps.add(0, 0.1) is None and gaps.add(1, 0.1) is None
    assert gaps.due(0.1) == []


def test_a_leap_is_a_new_start_and_not_a_loss() -> None:
    gaps = Gaps()
    gaps.add(0, 0.0)
    gaps.add(JUMP + 5, 0.0)
    assert gaps.jumped and gaps.due(0.0) == []


@given(st.lists(st.sampled_from(["take", "drop", "swap"]), max_size=200), st.integers(0, 65535))
def test_every_packet_passes_at_most_once_whatever_the_order(ways: list[str], first: int) -> None:
    order: list[int] = []
    for number, way in enumerate(ways):
        if way == "take":
            order.append(number)
        elif way == "swap" and order:
            order.insert(-1, number)
    gaps = Gaps()
    passed = [gaps.add((first + n) & 0xFFFF, 0.0) for n in [x for n in order for x in (n, n)]]
    places = [place for place in passed if place is not None]
    assert len(places) == len(set(places))
    assert {(place - first) & 0xFFFF for place in places} <= set(order)


@given(st.integers(0, 1 << 40), st.integers(-30_000, 30_000))
def test_a_wheel_is_read_as_a_line(start: int, step: int) -> None:
    line = Unwrapped()
    base = line.read(start & 0xFFFF)
    assert line.read((start + step) & 0xFFFF) - base == step
    assert ahead((start + step) & 0xFFFF, start & 0xFFFF) == step


def test_the_report_counts_what_is_lost_since_the_last_one() -> None:
    reception = Reception(90_000)
    for number in range(100):
        if number % 4:
            reception.add((65_500 + number) & 0xFFFF, number * 3000, number / 30)
    report = reception.report(7, 4.0)
    # The first packet to come was number 1; the last that did not come lies before the highest.
    assert report.packets_lost == 24 and report.fraction_lost == (24 << 8) // 99
    assert report.highest_sequence == 65_599
    reception.add((65_500 + 100) & 0xFFFF, 300_000, 4.1)
    assert reception.report(7, 4.2).fraction_lost == 0


def test_the_way_there_and_back_can_be_measured_from_the_report() -> None:
    reception = Reception(90_000)
    reception.add(1, 0, 0.0)
    assert (reception.report(7, 0.0).lsr, reception.report(7, 0.0).dlsr) == (0, 0)
    reception.sender_report(0x0123456789ABCDEF, 10.0)
    report = reception.report(7, 10.5)
    assert (report.lsr, report.dlsr) == (0x456789AB, 32768)


def test_an_even_stream_has_no_jitter_and_an_uneven_one_has() -> None:
    even, uneven = Reception(90_000), Reception(90_000)
    for number in range(200):
        even.add(number, number * 3000, number / 30)
        uneven.add(number, number * 3000, number / 30 + (0.02 if number % 2 else 0))
    assert even.report(7, 9.0).jitter == 0
    assert 1500 < uneven.report(7, 9.0).jitter < 1900


def test_a_meter_forgets_what_is_older_than_a_second() -> None:
    meter = Meter()
    for number in range(16):
        meter.add(1000, number / 8)
    assert meter.rate(1.875) == 64_000
    assert meter.rate(2.5) == 3 * 8000
    assert meter.rate(9.0) == 0
