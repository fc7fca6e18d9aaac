"""One direction of a bad line loses, delays and slows down exactly as it was told, on any clock."""

from itertools import pairwise
from statistics import fmean, pstdev

import pytest

from tests.net.packets import (
    PORT_UNREACHABLE,
    Packet,
    Rule,
    Verdict,
    read,
    refusal,
    verdict,
)
from tests.net.shape import BLOCK, Direction, Shape

DATAGRAM = bytes.fromhex("45000020000040004011d29f0acb00030acb0001c35001bb000c0000deadbeef")


def dues(shape: Shape, count: int, every_s: float = 0.02, protocol: str = "udp") -> list[float]:
    """How late each of so many packets is that passes, in seconds."""
    line = Direction(shape, seed=7)
    found = [line.due(protocol, 200, every_s * each) for each in range(count)]
    return [due - every_s * each for each, due in enumerate(found) if isinstance(due, float)]


@pytest.mark.parametrize("loss", [0.0, 0.02, 0.05, 0.1, 0.005])
def test_of_many_packets_exactly_the_asked_share_is_lost(loss: float) -> None:
    assert len(dues(Shape(loss=loss), 10 * BLOCK)) == round(10 * BLOCK * (1 - loss))


def test_small_answers_in_between_change_nothing_for_larger_messages() -> None:
    line = Direction(Shape(loss=0.1), seed=7)
    sizes = [(250, 110, 110)[at % 3] for at in range(3 * BLOCK)]
    lost = [size for at, size in enumerate(sizes) if line.due("udp", size, at / 50) == "lost"]
    assert (lost.count(250), lost.count(110)) == (BLOCK / 10, 2 * BLOCK / 10)


def test_losses_fall_at_places_that_nobody_can_foresee() -> None:
    line = Direction(Shape(loss=0.1), seed=7)
    lost = [at for at in range(5 * BLOCK) if line.due("udp", 200, at / 50) == "lost"]
    assert len({after - before for before, after in pairwise(lost)}) > 10


def test_the_delay_is_there_for_every_packet_and_varies_as_asked() -> None:
    assert {round(each, 9) for each in dues(Shape(delay_ms=75), 50)} == {0.075}
    varied = dues(Shape(delay_ms=200, deviation_ms=20), 5000)
    assert fmean(varied) == pytest.approx(0.2, rel=0.02)
    assert pstdev(varied) == pytest.approx(0.02, rel=0.05)


def test_datagrams_overtake_each_other_and_packets_of_tcp_do_not() -> None:
    shape = Shape(delay_ms=100, deviation_ms=30)

    def in_order(protocol: str) -> bool:
        late = dues(shape, 500, 0.001, protocol)
        arrivals = [round(0.001 * each + due, 9) for each, due in enumerate(late)]
        return arrivals == sorted(arrivals)

    assert in_order("tcp")
    assert not in_order("udp")


def test_a_slow_line_lets_through_its_rate_and_no_more() -> None:
    line = Direction(Shape(rate_mbps=1.0), seed=7)
    passed = [line.due("udp", 1250, 0.0001 * each) for each in range(10_000)]
    bits = sum(8 * 1250 for each in passed if isinstance(each, float) and each <= 1.0)
    assert bits == pytest.approx(1e6, rel=0.02)
    assert passed.count("overflowed") > 5000


def test_a_full_queue_is_as_long_as_it_was_made() -> None:
    line = Direction(Shape(rate_mbps=10.0, queue_ms=250), seed=7)
    late = [due for each in range(1000) if isinstance(due := line.due("udp", 1250, 0.0), float)]
    assert max(late) == pytest.approx(0.25, abs=0.002)


def test_packets_are_read_and_the_first_rule_that_fits_decides() -> None:
    packet = read(DATAGRAM)
    assert packet == Packet(
        protocol="udp",
        source="10.203.0.3",
        source_port=50000,
        target="10.203.0.1",
        target_port=443,
    )
    rules = (
        Rule(verdict=Verdict.PASS, protocol="udp", port=3478),
        Rule(verdict=Verdict.REJECT, protocol="udp"),
        Rule(verdict=Verdict.DROP, host="10.203.0.2", port=443),
    )
    assert verdict(rules, "udp", "10.203.0.1", 3478) is Verdict.PASS
    assert verdict(rules, "udp", "10.203.0.1", 443) is Verdict.REJECT
    assert verdict(rules, "tcp", "10.203.0.2", 443) is Verdict.DROP
    assert verdict(rules, "tcp", "10.203.0.1", 443) is Verdict.PASS


def test_a_refusal_goes_back_to_the_sender_and_quotes_what_was_refused() -> None:
    answer = refusal(DATAGRAM)
    packet = read(answer)
    assert packet
    assert (packet.protocol, packet.source, packet.target) == ("icmp", "10.203.0.1", "10.203.0.3")
    assert tuple(answer[20:22]) == PORT_UNREACHABLE
    assert answer[28:] == DATAGRAM[:28]


@pytest.mark.parametrize("data", [b"", b"\x60" + bytes(40), b"\x45" + bytes(10)])
def test_what_is_no_packet_of_ipv4_is_nothing(data: bytes) -> None:
    assert read(data) is None
