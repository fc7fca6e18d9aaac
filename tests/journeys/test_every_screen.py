"""Every state of every screen, at the narrowest phone and on a desktop, in light and in dark.

Each is looked at in both widths and in both colours; every other one the other way round, so that
what many screens share is met in all four.
"""

from typing import Literal

import pytest
from playwright.async_api import Browser, Page, ViewportSize

from tests.call.conftest import FRONTEND
from tests.call.conftest import gallery as gallery

AXE = (FRONTEND / "node_modules" / "axe-core" / "axe.min.js").read_text()

NARROW: ViewportSize = {"width": 320, "height": 740}
DESKTOP: ViewportSize = {"width": 1440, "height": 900}

LOOK = """async () => {
  const found = await axe.run({ resultTypes: ["violations"] });
  const wide = document.documentElement.scrollWidth > innerWidth + 1;
  const words = found.violations.map((each) => `${each.id}: ${each.nodes[0].target}`);
  return wide ? [...words, "the page is wider than the window"] : words;
}"""


@pytest.mark.timeout(400)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("window", [NARROW, DESKTOP], ids=["narrow", "desktop"])
async def test_nothing_is_found_on_any_screen(
    chromium: Browser, gallery: str, window: ViewportSize, scheme: Literal["light", "dark"]
) -> None:
    # A new context for each test: what one story leaves behind must not help another.
    context = await chromium.new_context(
        viewport=window, color_scheme=scheme, reduced_motion="reduce"
    )
    page = await context.new_page()
    await page.goto(gallery)
    await page.evaluate(AXE)
    stories: list[str] = await page.evaluate("window.stories")
    assert len(stories) > 60
    mine = stories[(window is NARROW) is (scheme == "dark") :: 2]
    found = {story: await looked_at(page, story) for story in mine if "live" not in story}
    assert {story: words for story, words in found.items() if words} == {}
    await context.close()


async def looked_at(page: Page, story: str) -> list[str]:
    await page.evaluate("(id) => { location.hash = id; }", story)
    await page.wait_for_function("(id) => window.shown === id", arg=story)
    found: list[str] = await page.evaluate(LOOK)
    return found
