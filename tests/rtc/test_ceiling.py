"""How fast a sender may send."""

import random
from collections.abc import Iterable

import pytest

from waitingroom.rtc.ceiling import FLOOR_BPS, Ceiling, Queueing

CAP = 2_500_000


def test_the_cap_is_announced_at_once_and_then_once_a_second() -> None:
    ceiling = Ceiling(CAP)
    said = [ceiling.due(tick / 10) for tick in range(25)]
    assert [rate for rate in said if rate is not None] == [CAP, CAP, CAP]


def test_a_crowded_way_lowers_it_at_once_and_calm_raises_it_again() -> None:
    ceiling = Ceiling(CAP)
    ceiling.due(0.0)
    ceiling.crowded(1_000_000, 0.1)
    assert ceiling.due(0.1) == 850_000
    assert ceiling.due(1.2) == 850_000
    assert ceiling.due(3.0) == 850_000
    grown = [ceiling.due(float(second)) or 0 for second in range(4, 30)]
    assert grown == sorted(grown) and grown[-1] == CAP
    assert grown[4] == pytest.approx(850_000 * 1.1**5, rel=0.05)


def test_the_receiver_counts_only_when_its_way_is_narrow() -> None:
    ceiling = Ceiling(CAP)
    ceiling.receiver(1_500_000, rate_bps=1_000_000)
    assert ceiling.due(0.0) == CAP
    ceiling.receiver(600_000, rate_bps=1_000_000)
    assert ceiling.due(0.1) == 600_000
    ceiling.receiver(None, rate_bps=1_000_000)
    assert ceiling.due(1.2) == CAP


def test_it_never_falls_below_what_sound_and_a_small_picture_need() -> None:
    ceiling = Ceiling(CAP)
    ceiling.receiver(1_000, rate_bps=1_000_000)
    assert ceiling.due(0.0) == FLOOR_BPS
    ceiling.crowded(10_000, 1.0)
    assert ceiling.due(2.0) == FLOOR_BPS


def verdicts(delays_ms: Iterable[float], *, start_s: float = 0.0) -> list[bool]:
    """What is said of packets sent every 20 ms that were this long on their way."""
    queueing, said = Queueing(), []
    for number, delay_ms in enumerate(delays_ms):
        sent_s = start_s + number * 0.02
        said.append(queueing.add(int(sent_s * (1 << 18)) & 0xFFFFFF, sent_s + delay_ms / 1000))
    return said


def test_packets_that_come_later_and_later_are_a_queue() -> None:
    # A second of quiet, then a queue that grows by 50 ms a second, while the clock wraps.
    delays = [30.0] * 50 + [30 + number for number in range(400)]
    said = verdicts(delays, start_s=62.0)
    assert not any(said[:170]) and sum(said[200:]) >= 6


def test_a_busy_machine_is_no_queue() -> None:
    # Many packets are held up by as much as a third of a second, and once all of them.
    chance = random.Random(3)  # noqa: S311 the same delays at each run are wanted
    delays = [30.0 + chance.choice([0, 0, 20, 90, 300]) for _ in range(1_500)]
    delays[700:715] = [400.0] * 15
    assert not any(verdicts(delays))


def test_a_longer_way_is_a_queue_only_until_it_is_the_only_way_remembered() -> None:
    said = verdicts([30.0] * 100 + [200.0] * 2_500)
    assert any(said[100:300]) and not any(said[-500:])


def test_a_few_packets_tell_nothing() -> None:
    queueing = Queueing()
    assert not any(queueing.add(int(n * (1 << 18)), n + n * 0.2) for n in range(20))
