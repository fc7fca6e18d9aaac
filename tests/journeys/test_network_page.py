"""Whoever looks after a network reads what it must let out, tests it, and takes a report along."""

import re
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
import pytest
from playwright.async_api import Browser, Download, Page, async_playwright, expect

from tests.call.conftest import FLAGS
from tests.journeys.clinic import Clinic
from tests.journeys.people import DESKTOP
from tests.net.coturn import PROGRAM, Coturn, certified, running

pytestmark = pytest.mark.timeout(150)

installed = pytest.mark.skipif(PROGRAM is None, reason="there is no turnserver on this machine")

WHOLE_MS = 75_000
"""Milliseconds: a whole test, and some times of waiting for room on a machine that is busy."""

NO_UDP = "--webrtc-ip-handling-policy=disable_non_proxied_udp"
"""Makes a browser do what a firewall makes it do: send no UDP straight out."""

NO_LIVE_LINE = """
    const Real = WebSocket;
    window.WebSocket = class extends Real {
      constructor(address) {
        super(String(address).replace("/wire/probe", "/wire/nowhere"));
      }
    };
"""
"""A filter that lets pages through and cuts what is to stay open."""

CLIPBOARD = """
    window.copied = [];
    navigator.clipboard.writeText = async (text) => { window.copied.push(text); };
"""
"""Our pages may write to the clipboard and nobody may read it, the tests included."""

WORKED = re.compile("Videosamtaler virker (godt )?herfra")
"""A machine that does much else at once may measure a line that is not of the best."""


@asynccontextmanager
async def department(
    browser: Browser, clinic: Clinic, path: str = "/network"
) -> AsyncIterator[Page]:
    """Somebody at a desk with the page in front of them."""
    context = await browser.new_context(
        viewport=DESKTOP,
        locale="da-DK",
        timezone_id="Europe/Copenhagen",
    )
    page = await context.new_page()
    await page.add_init_script(CLIPBOARD)
    await page.goto(clinic.url + path)
    yield page
    await context.close()


async def presses_test(page: Page) -> None:
    """Press the button, and wait until it may be pressed anew."""
    await page.get_by_role("button", name="Test herfra").click()
    await expect(page.get_by_role("button", name="Test igen")).to_be_visible(timeout=WHOLE_MS)


class Row:
    """One line of the table."""

    def __init__(self, page: Page, purpose: str) -> None:
        self._found = page.get_by_role("row").filter(
            has=page.get_by_role("rowheader", name=purpose, exact=False)
        )

    async def reads(self, *words: str | re.Pattern[str]) -> None:
        for each in words:
            await expect(self._found).to_contain_text(each)


async def text_of(download: Download) -> str:
    return read(await download.path())


def read(path: Path) -> str:
    return path.read_text("utf-8-sig")


async def test_a_network_is_tested_and_the_report_taken_along(
    clinic: Clinic, chromium: Browser
) -> None:
    async with department(chromium, clinic) as page:
        await expect(page.get_by_role("heading", name="Netværkstjek")).to_be_visible()
        await Row(page, "Siderne og køen").reads("TCP", "127.0.0.1", str(clinic.port))
        await Row(page, "Lyd og billede, direkte").reads("UDP", re.compile(r"\d+–\d+"))
        await expect(page.get_by_text("Denne installation har ingen TURN-server.")).to_be_visible()
        await presses_test(page)
        await expect(page.locator("body")).to_contain_text(WORKED)
        await Row(page, "Siderne og køen").reads("Virker", re.compile(r"Svartid \d+(,\d+)? ms"))
        await Row(page, "Lyd og billede, direkte").reads(re.compile(r"Virker.*Forbundet på \d+ ms"))
        await Row(page, "Hastighed op").reads(re.compile(r"\d+(,\d+)? Mbit/s"))
        await Row(page, "Tab ned").reads(re.compile(r"\d+(,\d+)?\s%"))
        await page.get_by_label("Hvor er testen lavet?").fill("Prøvehuset, 2. sal")
        await page.get_by_role("button", name="Kopiér som tekst").click()
        await expect(page.get_by_text("Teksten er kopieret.", exact=True).first).to_be_visible()
        copied: str = await page.evaluate("window.copied.at(-1)")
        async with page.expect_download() as saving:
            await page.get_by_role("button", name="Gem som fil").click()
        saved = await text_of(await saving.value)
        assert saved.splitlines() == copied.splitlines()
        assert re.search(r"Testet: \d{1,2}\. \w+ \d{4} kl\. \d{1,2}\.\d{2}\n", copied)
        for words in ("Sted: Prøvehuset, 2. sal", "Browser: Chrome", "Mbit/s", "Virker. Forbundet"):
            assert words in copied
        async with page.expect_download() as saving:
            await page.get_by_role("button", name="Gem som data").click()
        data = msgspec.json.decode(await text_of(await saving.value))
        assert [each["result"] for each in data["openings"]] == ["works"] * len(data["openings"])
        assert data["numbers"]["rtt_ms"] > 0
        mail = await page.get_by_role("link", name="Send i en mail").get_attribute("href")
        assert mail is not None
        assert mail.startswith("mailto:?subject=Netv%C3%A6rkstjek%20af%20127.0.0.1")


async def test_on_paper_stands_what_was_found_and_nothing_to_press(
    clinic: Clinic, chromium: Browser
) -> None:
    async with department(chromium, clinic) as page:
        await page.get_by_role("table").first.wait_for()
        await page.emulate_media(media="print", color_scheme="dark")
        await expect(page.locator(".network-facts")).to_contain_text("Installation")
        await expect(page.locator(".network-facts")).to_contain_text("Ikke testet endnu")
        assert await page.get_by_role("button").count() == 0
        assert await page.get_by_role("textbox").count() == 0
        ink = await page.locator("h1").evaluate("(each) => getComputedStyle(each).color")
        assert ink == "rgb(0, 0, 0)"


async def test_without_udp_the_page_says_what_to_open(clinic: Clinic) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=[*FLAGS, NO_UDP]
        )
        async with department(browser, clinic) as page:
            await presses_test(page)
            await expect(page.locator("body")).to_contain_text("Videosamtaler virker ikke herfra")
            await Row(page, "Siderne og køen").reads("Virker")
            await Row(page, "Lyd og billede, direkte").reads("Virker ikke", "Der kom intet svar.")
            await expect(page.locator(".network-todo")).to_contain_text(
                re.compile(r"Åbn for UDP ud til 127\.0\.0\.1, port \d+–\d+")
            )
        await browser.close()


async def test_a_line_that_is_cut_is_told_from_no_network(
    clinic: Clinic, chromium: Browser
) -> None:
    async with department(chromium, clinic) as page:
        await page.add_init_script(NO_LIVE_LINE)
        await page.reload()
        await presses_test(page)
        await expect(page.locator("body")).to_contain_text("Netværket bryder forbindelsen")
        await Row(page, "Siderne og køen").reads("Virker ikke")
        await Row(page, "Lyd og billede, direkte").reads("Ikke testet", "Testen nåede ikke hertil.")
        await expect(page.locator(".network-todo")).to_contain_text(
            f"Lad WebSocket-forbindelser til 127.0.0.1 komme uændret igennem på TCP-port "
            f"{clinic.port}."
        )


async def test_the_page_is_there_in_english(clinic: Clinic, chromium: Browser) -> None:
    async with department(chromium, clinic, "/network?lang=en") as page:
        await expect(page.get_by_role("heading", name="Network check")).to_be_visible()
        await page.get_by_role("button", name="Læs siden på dansk").click()
        await expect(page.get_by_role("heading", name="Netværkstjek")).to_be_visible()


@installed
async def test_each_way_of_a_turn_server_is_tested_by_itself(
    chromium: Browser, tmp_path: Path
) -> None:
    """Chromium does not trust the server's certificate, so its way over TLS alone fails."""
    made = certified(tmp_path, "127.0.0.1")
    async with running(Coturn(), made, tmp_path) as coturn:
        secret = tmp_path / "secret"
        secret.write_text(coturn.secret.reveal(), "utf-8")
        secret.chmod(0o600)
        (tmp_path / "data").mkdir()
        opened = Clinic(
            tmp_path / "data",
            turn_urls=",".join(coturn.urls),
            turn_secret_file=str(secret),
            media_addresses="127.0.0.1",
        )
        opened.start()
        try:
            async with department(chromium, opened) as page:
                await presses_test(page)
                await expect(page.locator("body")).to_contain_text(WORKED)
                for way in ("direkte", "TURN over UDP", "TURN over TCP"):
                    await Row(page, f"Lyd og billede, {way}").reads("Forbundet på")
                await Row(page, "TURN over TLS").reads("TCP", str(coturn.tls_port), "Virker ikke")
                await expect(page.locator(".network-todo")).to_contain_text(
                    f"Åbn for TCP ud til 127.0.0.1, port {coturn.tls_port} (TURN over TLS)."
                )
        finally:
            assert opened.stop(signal.SIGTERM) == 0, opened.output
