"""Real Chromium as the laboratory's client."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, async_playwright

from tests.call.conftest import FLAGS
from tests.net.firewalls import WEB_PORT
from tests.net.laboratory import Laboratory

PROGRAM = "/usr/bin/chromium"
# A page that is put into the browser comes from nowhere, and may not call a private address then.
# What is tried is the way and not the certificate: told to trust one key, Chromium 150 believes
# it for some connections of a call and not for others. The doctor looks at certificates.
OWN = ("--disable-features=LocalNetworkAccessChecks", "--ignore-certificate-errors")
WHY_NOT = "" if Path(PROGRAM).exists() else "there is no Chromium on this machine"


@asynccontextmanager
async def chromium(lab: Laboratory, folder: Path) -> AsyncIterator[Browser]:
    """A browser behind the line, with false devices."""
    # Only a page that came by https may use a camera, else; ours comes from the test itself.
    secure = f"--unsafely-treat-insecure-origin-as-secure=http://{lab.built.web}:{WEB_PORT}"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=lab.wrapped(PROGRAM, folder), args=[*FLAGS, *OWN, secure]
        )
        try:
            yield browser
        finally:
            await browser.close()
