"""A real browser with a false camera checks itself against a real probe."""

import random
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import msgspec
import pytest
from playwright.async_api import Browser, async_playwright

from tests.conference.people import FLAGS
from waitingroom.precheck.probe import Probe
from waitingroom.precheck.talk import PROTOCOL, Begin, Depth
from waitingroom.rtc import hooks

from .page import ENVIRONMENT, probe_of, ticket

pytestmark = [pytest.mark.journey, pytest.mark.timeout(110)]

HERE = Path(__file__).parent
TRIES = 4


class Silent(SimpleHTTPRequestHandler):
    """Serves the page and writes nothing about it."""

    def log_message(self, format: str, *args: Any) -> None:
        return


@contextmanager
def served() -> Iterator[str]:
    """The page from a server of its own: a browser lets no other speak to this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=str(HERE))) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://localhost:{server.server_address[1]}/check.html"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="module")
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path="/usr/bin/chromium", headless=True, args=FLAGS
        )
        yield browser
        await browser.close()


async def checked(browser: Browser, probe: Probe, seconds: float) -> Any:
    """All that one check found."""
    context = await browser.new_context()
    try:
        page = await context.new_page()
        with served() as address:
            await page.goto(address)
        begin = Begin(protocol=PROTOCOL, ticket=ticket(), depth=Depth.FULL, environment=ENVIRONMENT)
        asked = {
            "url": f"ws://127.0.0.1:{probe.port}/wire/probe",
            "begin": msgspec.to_builtins(begin),
            "seconds": seconds,
        }
        return await page.evaluate("asked => check(asked)", asked)
    finally:
        await context.close()


async def checked_by_a_free_machine(browser: Browser) -> Any:
    """The check again, a few times, while all it finds is that the machine has other work to do."""
    for _ in range(TRIES):
        async with probe_of() as probe:
            found = await checked(browser, probe, 8)
        if found["judged"]["verdict"]["causes"] != ["device-slow"]:
            break
    return found


async def test_a_browser_on_a_good_line_is_found_good_within_twenty_seconds(
    chromium: Browser,
) -> None:
    found = await checked_by_a_free_machine(chromium)
    assert found["judged"]["verdict"]["outcome"] == "good", found["judged"]
    assert found["tookMs"] < 20_000
    clip, counted = found["played"]["clip"], found["played"]["counted"]
    assert clip["height"] == 720 and clip["decoded"] > 100
    assert clip["lost"] == 0
    assert counted["sent"] == counted["arrived"] == counted["returned"] == 400
    uplink = found["uplinks"][-1]
    assert uplink["received"] > 200 and uplink["lost"] == 0
    assert found["speed"]["down"] > 10 and found["speed"]["up"] > 10


async def test_loss_each_way_is_seen_though_it_is_sent_again(
    chromium: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(7)  # noqa: S311 the same losses at each run are wanted
    send, take = hooks.send, hooks.Receiving._handle_rtp_packet

    async def lossy_send(transport: Any, packets: Any) -> None:
        await send(transport, [data for data in packets if chance.random() > 0.05])

    async def lossy_take(self: Any, packet: Any, arrival_time_ms: int) -> None:
        if chance.random() > 0.1:
            await take(self, packet, arrival_time_ms)

    monkeypatch.setattr(hooks, "send", lossy_send)
    monkeypatch.setattr(hooks.Receiving, "_handle_rtp_packet", lossy_take)
    async with probe_of() as probe:
        found = await checked(chromium, probe, 8)
    clip, uplink = found["played"]["clip"], found["uplinks"][-1]
    assert 0.03 < clip["lost"] / (clip["lost"] + clip["received"]) < 0.07
    assert 0.07 < uplink["lost"] / (uplink["lost"] + uplink["received"]) < 0.13
