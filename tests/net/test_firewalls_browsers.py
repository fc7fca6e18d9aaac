"""Real Chromium behind each firewall finds exactly the ways that the firewall leaves open."""

import pytest
from playwright.async_api import Browser

from tests.net import browser as browsers
from tests.net import coturn as turn_servers
from tests.net.coturn import Coturn
from tests.net.firewalls import WORK, Firewall, rules
from tests.net.laboratory import Condition, Laboratory, why_not
from tests.net.shape import Shape
from tests.net.ways import ways

WHY_NOT = why_not() or turn_servers.WHY_NOT or browsers.WHY_NOT
pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(bool(WHY_NOT), reason=f"no browser behind a firewall: {WHY_NOT}"),
]

WITHIN_S = 3.0
NEAR = Shape(delay_ms=10)


@pytest.mark.parametrize("firewall", list(Firewall))
async def test_a_browser_finds_the_ways_that_a_firewall_leaves_open(
    lab: Laboratory, coturn: Coturn, behind: Browser, firewall: Firewall
) -> None:
    await lab.becomes(Condition(up=NEAR, down=NEAR, rules=rules(firewall, lab.built)))
    page = await behind.new_page()
    found = await ways(page, coturn, WITHIN_S)
    await page.close()
    assert set(found) == WORK[firewall]
    assert all(took < 1000 * WITHIN_S for took in found.values())
