"""PexRTC, the older client of Pexip, against the node; whoever has a licence brings the file."""

import asyncio
import os
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, Page

from waitingroom.certificate import certificate

from .client import client
from .house import House, comes_true
from .people import GUEST_PIN, HOST_PIN

VARIABLE = "PEXRTC_FILE"
SUPPLIED = os.environ.get(VARIABLE)

pytestmark = [
    pytest.mark.journey,
    pytest.mark.timeout(110),
    pytest.mark.skipif(not SUPPLIED, reason=f"{VARIABLE} names no pexrtc.js of a licensed node"),
]

CALL = """([node, alias, pin]) => {
  const seen = window.seen = { setups: [], connected: 0, error: null, over: null, messages: [] };
  const rtc = window.rtc = new PexRTC();
  rtc.onSetup = (stream, pinStatus) => { seen.setups.push(pinStatus); rtc.connect(pin); };
  rtc.onConnect = () => { seen.connected += 1; };
  rtc.onError = error => { seen.error = String(error); };
  rtc.onDisconnect = reason => { seen.over = String(reason); };
  rtc.onChatMessage = ({ payload }) => { seen.messages.push(payload); };
  rtc.makeCall(node, alias, 'Prøve Pedersen', 1024, 'video');
}"""


@asynccontextmanager
async def over_tls(url: str, folder: Path) -> AsyncIterator[str]:
    """The same node over https, which PexRTC insists on; gives host and port."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(*certificate(folder, "127.0.0.1"))
    node = urlsplit(url)

    async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there = await asyncio.open_connection(node.hostname, node.port)
        async with asyncio.TaskGroup() as ways:
            ways.create_task(_pour(reader, there[1]))
            ways.create_task(_pour(there[0], writer))

    server = await asyncio.start_server(pass_on, "127.0.0.1", 0, ssl=tls)
    async with server:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def _pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except ConnectionError:
        pass
    finally:
        writer.close()


@pytest.fixture
async def page(chromium: Browser, house: House, pages: Path) -> AsyncIterator[Page]:
    """A page with PexRTC in it and nothing else."""
    house.pages = pages
    context = await chromium.new_context(ignore_https_errors=True)
    page = await context.new_page()
    await page.goto(f"{house.url}/page.html")
    await page.add_script_tag(path=SUPPLIED)
    yield page
    await context.close()


async def test_pexrtc_joins_talks_and_is_shown_out_when_the_operator_supplies_it(
    house: House, node: str, page: Page, tmp_path: Path
) -> None:
    alias = house.opens("v-pexrtc")
    async with over_tls(node, tmp_path) as there, client(node, alias) as host:
        await host.enters(HOST_PIN)
        await host.listens()
        await page.evaluate(CALL, [there, alias, GUEST_PIN])
        await comes_true(lambda: page.evaluate("seen.connected > 0"), 40)
        assert await page.evaluate("[seen.setups[0], seen.error]") == ["required", None]
        _, people = await host.ask("participants", method="GET")
        (guest,) = [each for each in people["result"] if each["uuid"] != host.uuid]
        assert guest["display_name"] == "Prøve Pedersen"
        await host.ask("message", {"type": "text/plain", "payload": "Hej"})
        await comes_true(lambda: page.evaluate("seen.messages.includes('Hej')"), 10)
        await page.evaluate("rtc.sendChatMessage('Hej igen')")
        assert (await host.comes_to("message_received"))["payload"] == "Hej igen"
        await host.does("disconnect", "", whom=guest["uuid"])
        await comes_true(lambda: page.evaluate("seen.over !== null"), 10)


async def test_pexrtc_is_told_of_a_wrong_pin_when_the_operator_supplies_it(
    house: House, node: str, page: Page, tmp_path: Path
) -> None:
    async with over_tls(node, tmp_path) as there:
        await page.evaluate(CALL, [there, house.opens("v-pexrtc"), "000000"])
        await comes_true(lambda: page.evaluate("seen.error !== null"), 20)
        assert await page.evaluate("seen.connected") == 0
