"""How fast a sender may send."""

import pytest

from waitingroom.conference.media.ceiling import FLOOR_BPS, Ceiling, Queueing

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
    ceiling.crowded(100_000, 0.2)
    assert ceiling.due(1.2) == 850_000
    assert ceiling.due(3.0) == 850_000
    grown = [rate for tick in range(200) if (rate := ceiling.due(3.2 + tick / 10)) is not None]
    assert grown == sorted(grown) and grown[-1] == CAP
    assert grown[5] == pytest.approx(850_000 * 1.08**5, rel=0.1)


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


@pytest.mark.parametrize(("growth_ms", "crowded"), [(0.0, False), (8.0, True)])
def test_packets_that_come_later_and_later_are_a_queue(growth_ms: float, crowded: bool) -> None:
    queueing = Queueing()
    seen = False
    for number in range(300):
        sent_s = number * 0.02
        arrival_ms = int(sent_s * 1000 + 30 + number * growth_ms)
        seen = queueing.add(int(sent_s * (1 << 18)) & 0xFFFFFF, arrival_ms, 1200) or seen
    assert seen is crowded
