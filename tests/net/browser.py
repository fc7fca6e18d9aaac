"""Real Chromium as the laboratory's client."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, async_playwright

from tests.call.conftest import FLAGS
from tests.net.coturn import Certified
from tests.net.laboratory import Laboratory

PROGRAM = "/usr/bin/chromium"
# A page that is put into the browser comes from nowhere, and may not call a private address then.
OWN = ("--disable-features=LocalNetworkAccessChecks",)
WHY_NOT = "" if Path(PROGRAM).exists() else "there is no Chromium on this machine"


@asynccontextmanager
async def chromium(lab: Laboratory, trusted: Certified, folder: Path) -> AsyncIterator[Browser]:
    """A browser behind the line, with false devices, that trusts this certificate."""
    flags = [*FLAGS, *OWN, f"--ignore-certificate-errors-spki-list={trusted.fingerprint}"]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=lab.wrapped(PROGRAM, folder), args=flags
        )
        try:
            yield browser
        finally:
            await browser.close()
