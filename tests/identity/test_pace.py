"""The token bucket: what it lets through, how it counts addresses, and its bound."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waitingroom.identity import AddressPace, Pace
from waitingroom.identity.pace import Rate, address_key

TEN_A_MINUTE = Rate(count=10, per_s=60)


def _passed(pace: Pace, key: str, times: list[float]) -> int:
    return sum(pace.take(key, now) == 0.0 for now in times)


def test_a_burst_passes_up_to_the_count_and_the_rest_is_told_how_long_to_wait() -> None:
    pace = Pace(TEN_A_MINUTE)
    waits = [pace.take("a", 100.0) for _ in range(12)]
    assert waits[:10] == [0.0] * 10
    assert waits[10:] == [pytest.approx(6.0), pytest.approx(6.0)]


def test_waiting_as_long_as_told_is_enough() -> None:
    pace = Pace(TEN_A_MINUTE)
    for _ in range(10):
        pace.take("a", 0.0)
    wait = pace.take("a", 2.0)
    assert pace.take("a", 2.0 + wait - 0.01) > 0.0
    assert pace.take("a", 2.0 + wait) == 0.0


def test_impatience_does_not_make_the_wait_longer() -> None:
    pace = Pace(TEN_A_MINUTE)
    assert _passed(pace, "a", [second / 10 for second in range(600)]) == 19


def test_one_key_takes_nothing_from_another() -> None:
    pace = Pace(TEN_A_MINUTE)
    assert _passed(pace, "a", [0.0] * 50) == 10
    assert _passed(pace, "b", [0.0] * 50) == 10


def test_looking_at_the_wait_takes_nothing() -> None:
    pace = Pace(TEN_A_MINUTE)
    assert [pace.wait("a", 0.0) for _ in range(50)] == [0.0] * 50
    assert _passed(pace, "a", [0.0] * 50) == 10
    assert pace.wait("a", 0.0) == pytest.approx(6.0)


def test_after_a_quiet_time_a_whole_burst_passes_and_no_more() -> None:
    pace = Pace(TEN_A_MINUTE)
    _passed(pace, "a", [0.0] * 10)
    assert _passed(pace, "a", [10_000.0] * 50) == 10


@given(st.lists(st.floats(0.0, 20.0), max_size=200))
def test_no_window_of_time_sees_more_than_the_burst_and_the_rate(gaps: list[float]) -> None:
    pace, now, passed = Pace(TEN_A_MINUTE), 0.0, []
    for gap in gaps:
        now += gap
        if pace.take("a", now) == 0.0:
            passed.append(now)
    for first, start in enumerate(passed):
        for last, end in enumerate(passed[first:], first):
            assert last - first + 1 <= 10 + (end - start) / 6 + 1e-3


def test_the_number_of_keys_is_bounded_under_a_flood() -> None:
    pace = Pace(TEN_A_MINUTE, keys=100)
    for number in range(10_000):
        pace.take(f"flood {number}", 0.0)
    assert len(pace) <= 101


def test_a_flood_of_keys_gives_nobody_their_tries_back() -> None:
    pace = Pace(TEN_A_MINUTE, keys=100)
    assert _passed(pace, "guesser", [0.0] * 50) == 10
    for number in range(10_000):
        pace.take(f"flood {number}", 0.0)
    assert pace.take("guesser", 0.0) > 0.0


def test_a_flood_of_keys_shares_one_bucket_when_there_is_no_room() -> None:
    pace = Pace(TEN_A_MINUTE, keys=100)
    passed = sum(pace.take(f"flood {number}", 0.0) == 0.0 for number in range(10_000))
    assert passed == 100 + 10


def test_after_the_flood_there_is_room_again() -> None:
    pace = Pace(TEN_A_MINUTE, keys=100)
    for number in range(10_000):
        pace.take(f"flood {number}", 0.0)
    assert _passed(pace, "somebody", [60.0] * 50) == 10


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("::FFFF:C000:0207", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:DB8:1:2::", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::1", "::/64"),
        ("", "none"),
        ("testclient", "none"),
        ("192.0.2.7:4711", "none"),
        ("0x7f.1", "none"),
        ("192.0.2.07", "none"),
        ("192.0.2.7, 198.51.100.1", "none"),
    ],
)
def test_an_address_is_counted_under_its_key(address: str, key: str) -> None:
    assert address_key(address) == key


def test_a_whole_64_network_has_one_bucket() -> None:
    pace = AddressPace(TEN_A_MINUTE)
    passed = sum(pace.take(f"2001:db8::{number:x}", 0.0) == 0.0 for number in range(500))
    assert passed == 10
    assert pace.take("2001:db8:0:1::1", 0.0) == 0.0


def test_the_operators_own_networks_may_go_faster() -> None:
    pace = AddressPace(
        TEN_A_MINUTE, ["198.51.100.0/24", "2001:db8:5::/48"], Rate(count=100, per_s=60)
    )
    for address, allowed in (
        ("198.51.100.9", 100),
        ("::ffff:198.51.100.8", 100),
        ("2001:db8:5:1::1", 100),
        ("198.51.101.9", 10),
        ("nonsense", 10),
    ):
        assert sum(pace.take(address, 0.0) == 0.0 for _ in range(200)) == allowed
        assert pace.wait(address, 0.0) > 0.0


def test_a_network_that_is_none_is_refused_at_the_start() -> None:
    with pytest.raises(ValueError, match="does not appear to be"):
        AddressPace(TEN_A_MINUTE, ["hospital"])
