"""Every state of a call can be read, reached and pressed by everybody, on a phone and on a desk."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Browser, Page, ViewportSize, expect

from .conftest import FRONTEND

pytestmark = [pytest.mark.journey, pytest.mark.timeout(110)]

AXE = (FRONTEND / "node_modules" / "axe-core" / "axe.min.js").read_text()
SMALL: ViewportSize = {"width": 320, "height": 640}
LYING: ViewportSize = {"width": 640, "height": 320}
DESK: ViewportSize = {"width": 1440, "height": 900}

# What sticks out of the window, and what is too small for a finger. A button in something that
# scrolls is reached by scrolling down.
MISFITS = """() => {
  const found = [];
  const scrolls = element => Boolean(element) && (
    /auto|scroll/.test(getComputedStyle(element).overflowY) || scrolls(element.parentElement)
  );
  for (const button of document.querySelectorAll("button")) {
    if (!button.checkVisibility({ checkVisibilityCSS: true })) continue;
    const { left, right, top, bottom, width, height } = button.getBoundingClientRect();
    const name = button.textContent;
    const down = scrolls(button.parentElement) || (top >= 0 && bottom <= innerHeight);
    const inside = left >= 0 && right <= innerWidth && down;
    if (!inside) found.push(["out", name]);
    if (width < 48 || height < 48) found.push(["small", name, width, height]);
  }
  const page = document.documentElement;
  if (page.scrollWidth > innerWidth || page.scrollHeight > innerHeight) found.push(["scrolls"]);
  return found;
}"""

NO_SOUND_BEFORE_A_TAP = """
const play = HTMLMediaElement.prototype.play;
let tapped = false;
addEventListener("click", () => { tapped = true; }, true);
HTMLMediaElement.prototype.play = function () {
  if (this.muted || tapped) return play.call(this);
  return Promise.reject(new DOMException("", "NotAllowedError"));
};
"""


@pytest.fixture
async def page(browser: Browser, gallery: str) -> AsyncIterator[Page]:
    context = await browser.new_context()
    page = await context.new_page()
    await page.goto(gallery)
    await page.wait_for_function("window.stories")
    yield page
    await context.close()


async def stories_of(page: Page) -> list[str]:
    found: list[str] = await page.evaluate("window.stories")
    return [story for story in found if story.startswith("call/") and story != "call/live"]


async def show(page: Page, story: str) -> None:
    await page.evaluate("story => { location.hash = story; }", story)
    await page.wait_for_function("story => window.shown === story", arg=story)


async def faults_of(page: Page) -> list[Any]:
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(AXE)
    found: list[Any] = await page.evaluate(
        "axe.run({ resultTypes: ['violations'] }).then(({ violations }) =>"
        " violations.map(({ id, nodes }) => [id, nodes.map(node => node.html)]))"
    )
    return found


@pytest.mark.parametrize("half", [0, 1], ids=["even", "odd"])
@pytest.mark.parametrize("window", [SMALL, DESK], ids=["phone", "desk"])
async def test_axe_finds_nothing_in_any_state(page: Page, window: ViewportSize, half: int) -> None:
    await page.set_viewport_size(window)
    found = {}
    for story in (await stories_of(page))[half::2]:
        await show(page, story)
        found[story] = await faults_of(page)
    assert len(found) > 22
    assert {story: faults for story, faults in found.items() if faults} == {}


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("window", [SMALL, LYING, DESK], ids=["phone", "phone-lying", "desk"])
async def test_every_button_is_on_the_screen_and_large_enough(
    page: Page, gallery: str, window: ViewportSize, language: str
) -> None:
    await page.set_viewport_size(window)
    await page.goto(f"{gallery}?lang={language}")
    await page.wait_for_function("window.stories")
    found = {}
    for story in await stories_of(page):
        await show(page, story)
        found[story] = await page.evaluate(MISFITS)
    assert {story: misfits for story, misfits in found.items() if misfits} == {}


async def test_axe_finds_nothing_in_what_is_asked_besides(page: Page) -> None:
    await page.set_viewport_size(SMALL)
    await show(page, "call/staff")
    await page.get_by_role("button", name="Forlad").click()
    await expect(page.get_by_role("dialog", name="Forlad samtalen?")).to_be_visible()
    assert await faults_of(page) == []
    await show(page, "call/asking-people")
    await page.get_by_role("button", name="Valg for Prøve Pedersen").click()
    assert await faults_of(page) == []
    await page.get_by_role("button", name="Tag ud af samtalen").first.click()
    await expect(page.get_by_role("dialog", name="Tag Prøve Pedersen ud")).to_be_visible()
    assert await faults_of(page) == []


async def test_the_keyboard_reaches_all_controls_in_the_order_of_the_eye(page: Page) -> None:
    await page.set_viewport_size(DESK)
    await show(page, "call/together-staff")
    await expect(page.get_by_role("heading", level=1)).to_be_focused()
    for role, name in (
        ("switch", "Mikrofon"),
        ("switch", "Kamera"),
        ("button", "Vend kamera"),
        ("button", "Chat"),
        ("button", "Deltagere"),
        ("button", "Vis min skærm"),
        ("button", "Mere"),
        ("button", "Forlad"),
    ):
        await page.keyboard.press("Tab")
        await expect(page.get_by_role(role, name=name)).to_be_focused()  # type: ignore[arg-type]
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("button", name="Bliv her")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("button", name="Forlad")).to_be_focused()


async def test_a_switch_says_what_it_is_and_a_press_turns_it(page: Page) -> None:
    await show(page, "call/together")
    microphone = page.get_by_role("switch", name="Mikrofon")
    await expect(microphone).to_be_checked()
    await microphone.focus()
    await page.keyboard.press("Space")
    await expect(microphone).not_to_be_checked()
    await expect(microphone).to_contain_text("slukket")


async def test_a_tap_lets_a_silent_browser_play_sound(page: Page) -> None:
    await page.add_init_script(NO_SOUND_BEFORE_A_TAP)
    await page.reload()
    await page.wait_for_function("window.stories")
    await show(page, "call/together")
    picture = page.locator(".call-picture")
    await expect(picture).to_have_js_property("muted", True)
    await expect(picture).to_have_js_property("paused", False)
    await page.get_by_role("button", name="Tryk for at høre").click()
    await expect(picture).to_have_js_property("muted", False)
    await expect(page.locator(".call-notice")).to_have_count(0)


async def test_the_way_of_a_press_goes_back_to_where_it_came_from(page: Page) -> None:
    await page.set_viewport_size(SMALL)
    await show(page, "call/asking-people")
    tools = page.get_by_role("button", name="Valg for Prøve Pedersen")
    await tools.focus()
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("button", name="Tag ud af samtalen").first).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("button", name="Lad blive")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("button", name="Tag ud af samtalen").first).to_be_focused()


async def test_what_is_presented_is_made_larger_and_moved_by_keyboard(page: Page) -> None:
    await page.set_viewport_size(SMALL)
    await show(page, "call/slides")
    view = page.get_by_role("region", name="Det, der vises")
    reach = "element => element.scrollWidth - element.clientWidth"
    assert await view.evaluate(reach) <= 0
    await page.get_by_role("button", name="Gør større").click()
    assert await view.evaluate(reach) > 100
    await view.focus()
    await page.keyboard.press("ArrowRight")
    await page.wait_for_function("document.activeElement.scrollLeft > 0")
    await page.get_by_role("button", name="Gør mindre").click()
    assert await view.evaluate(reach) <= 0


async def test_a_code_to_scan_and_its_address_say_the_same(page: Page) -> None:
    await show(page, "call/asking-elsewhere")
    dialog = page.get_by_role("dialog", name="Fortsæt på min telefon")
    await expect(dialog.get_by_role("img", name="Kode, der åbner samtalen")).to_be_visible()
    await expect(dialog).to_contain_text("https://venter.example/l#k=")
    await expect(dialog).to_contain_text("Adressen er kun til dig og virker i kort tid.")
