"""How addresses are counted, and whose go faster."""

import pytest

from waitingroom.identity import AddressPace
from waitingroom.identity.pace import address_key
from waitingroom.tally import OwnTally, Rate

TEN_A_MINUTE = Rate(count=10, per_s=60)


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


async def test_a_whole_64_network_has_one_bucket() -> None:
    pace = AddressPace(OwnTally(lambda: 0.0), "tries", TEN_A_MINUTE)
    passed = [await pace.take(f"2001:db8::{number:x}") for number in range(500)]
    assert passed.count(0.0) == 10
    assert await pace.take("2001:db8:0:1::1") == 0.0


async def test_the_operators_own_networks_may_go_faster() -> None:
    pace = AddressPace(
        OwnTally(lambda: 0.0),
        "tries",
        TEN_A_MINUTE,
        ["198.51.100.0/24", "2001:db8:5::/48"],
        Rate(count=100, per_s=60),
    )
    for address, allowed in (
        ("198.51.100.9", 100),
        ("::ffff:198.51.100.8", 100),
        ("2001:db8:5:1::1", 100),
        ("198.51.101.9", 10),
        ("nonsense", 10),
    ):
        assert [await pace.take(address) for _ in range(200)].count(0.0) == allowed
        assert await pace.wait(address) > 0.0


def test_a_network_that_is_none_is_refused_at_the_start() -> None:
    with pytest.raises(ValueError, match="does not appear to be"):
        AddressPace(OwnTally(), "tries", TEN_A_MINUTE, ["hospital"])
