"""People in a call: what they press, what they see and what they are told, in a real browser."""

import asyncio
from typing import Any
from urllib.parse import urlencode

from playwright.async_api import BrowserContext, Locator, Page

HOST_PIN, GUEST_PIN = "739201", "110284"
LIMIT_MS = 15_000

# Runs before the page: keeps every sentence of the middle and all that a screen reader is told, so
# that what came and went is found.
REMEMBER = """
window.sentences = [];
window.told = [];
new MutationObserver(() => {
  const said = document.querySelector("[aria-live=polite]")?.textContent ?? "";
  if (said && window.told[window.told.length - 1] !== said) window.told.push(said);
  const now = document.querySelector(".call-middle-title")?.textContent ?? "";
  if (now && window.sentences[window.sentences.length - 1] !== now) window.sentences.push(now);
}).observe(document, { subtree: true, childList: true, characterData: true });
"""

# The share of the big picture that has the strong colour of a browser's false camera. The picture
# that a node shows while there is no other has none.
COLOUR = """() => {
  const video = document.querySelector(".call-picture");
  if (!video || !video.videoWidth) return 0;
  const canvas = new OffscreenCanvas(16, 16);
  const brush = canvas.getContext("2d");
  brush.drawImage(video, 0, 0, 16, 16);
  const { data } = brush.getImageData(0, 0, 16, 16);
  let strong = 0;
  for (let at = 0; at < data.length; at += 4) {
    const [red, green, blue] = data.slice(at, at + 3);
    if (Math.max(red, green, blue) - Math.min(red, green, blue) > 60) strong += 1;
  }
  return strong / 256;
}"""

FRAMES = """() => {
  const video = document.querySelector(".call-picture");
  return video?.getVideoPlaybackQuality().totalVideoFrames ?? 0;
}"""


class Person:
    """Somebody at a browser, with a Pass to one call."""

    def __init__(self, page: Page, gallery: str, node: str) -> None:
        self.page = page
        self._gallery = gallery
        self._node = node

    async def goes_in(self, alias: str, name: str, others: str, **more: str) -> None:
        """Opens the call; does not wait until it is open."""
        asked = {"alias": alias, "name": name, "others": others, "node": self._node} | more
        asked = {"pin": GUEST_PIN, "tag": name} | asked
        await self.page.goto(f"{self._gallery}?{urlencode(asked)}#call/live")

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name)

    async def chooses(self, name: str) -> None:
        """Presses something that stands in the list behind "Mere" on a phone."""
        await self.button("Mere").click()
        await self.page.get_by_role("dialog", name="Mere").get_by_role("button", name=name).click()

    def switch(self, name: str) -> Locator:
        return self.page.get_by_role("switch", name=name)

    def notice(self, words: str) -> Locator:
        """What stands over the picture with these words; a busy machine may have others beside."""
        return self.page.locator(".call-notice").filter(has_text=words)

    async def reads(self, text: str) -> None:
        await self.page.get_by_text(text).first.wait_for(timeout=LIMIT_MS)

    async def reads_no_more(self, text: str) -> None:
        await self.page.get_by_text(text).first.wait_for(state="detached", timeout=LIMIT_MS)

    async def is_told(self, *words: str) -> None:
        """The page around the call has been told exactly this, in this order."""
        await self.comes_to(
            "words => document.getElementById('told')?.textContent === JSON.stringify(words)",
            list(words),
        )

    async def sees_a_moving_picture(self) -> None:
        """The other's camera is in the big picture, and goes on moving."""
        await self.comes_to(f"() => ({COLOUR})() > 0.3")
        start = await self.page.evaluate(FRAMES)
        await self.comes_to(f"start => ({FRAMES})() > start + 20", start)

    async def hears(self, text: str) -> None:
        """A screen reader is told this, or was."""
        await self.comes_to("text => window.told.some((said) => said.includes(text))", text)

    async def sees_no_camera(self) -> None:
        await self.comes_to(f"() => ({COLOUR})() < 0.05")

    async def sentences(self) -> list[str]:
        """All that has stood in the middle since the page was loaded."""
        found: list[str] = await self.page.evaluate("window.sentences")
        return found

    async def asks(self, script: str) -> Any:
        return await self.page.evaluate(script)

    async def comes_to(self, script: str, argument: Any = None) -> None:
        await self.page.wait_for_function(script, arg=argument, timeout=LIMIT_MS)


async def person_in(context: BrowserContext, gallery: str, node: str) -> Person:
    page = await context.new_page()
    await page.add_init_script(REMEMBER)
    return Person(page, gallery, node)


async def together(*people: Person) -> None:
    """All of them see the other's camera."""
    await asyncio.gather(*(person.sees_a_moving_picture() for person in people))
