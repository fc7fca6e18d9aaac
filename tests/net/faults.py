"""Injected faults and what a pre-check makes of them: the cases, the measuring, and how far off."""

import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec
from playwright.async_api import Browser, Page, Route, WebSocket

from tests.net import browser as browsers
from tests.net import coturn as turn_servers
from tests.net.browser import chromium
from tests.net.coturn import EVERYTHING, SECRET, Coturn, certified, running
from tests.net.firewalls import TLS_PORT, TURN_PORT, WEB_PORT, WORK, Firewall, rules
from tests.net.laboratory import Condition, Laboratory, laboratory, why_not
from tests.net.shape import Shape
from tests.precheck.page.served import opening, piece
from tests.precheck.probe.process import ORDER
from waitingroom.child import child
from waitingroom.core.value import Value
from waitingroom.precheck.measured import Path as WayTried
from waitingroom.precheck.measured import Way
from waitingroom.precheck.verdict import Numbers, Verdict

WHY_NOT = why_not() or turn_servers.WHY_NOT or browsers.WHY_NOT
CHECK_S = 75.0
NEAR_MS = 20.0

LOSS_OFF = 0.015
DELAY_OFF, DELAY_FLOOR_MS = 0.15, 3.0
SPEED_OFF = 0.25
JITTER_OFF, JITTER_FLOOR_MS = 0.25, 4.0
"""A machine of two cores that is browser, line and probe at once has so much of its own; a call
begins to suffer at 30 ms."""

JITTER_PER_DEVIATION = 1.128
"""The mean difference of two numbers of a normal distribution, in its deviations: 2 / √π."""


class Case(Value):
    """One fault. Units: Mbit/s, 0 for no limit; loss and milliseconds as in `Shape`."""

    name: str
    rtt_ms: float = 2 * NEAR_MS
    loss_up: float = 0.0
    loss_down: float = 0.0
    deviation_ms: float = 0.0
    up_mbps: float = 0.0
    down_mbps: float = 0.0

    @property
    def condition(self) -> Condition:
        """The line with this fault."""
        both = Shape(delay_ms=self.rtt_ms / 2, deviation_ms=self.deviation_ms)
        return Condition(
            up=both.but(loss=self.loss_up, rate_mbps=self.up_mbps),
            down=both.but(loss=self.loss_down, rate_mbps=self.down_mbps),
        )

    @property
    def is_of_speed(self) -> bool:
        """Whether it is a slow line."""
        return bool(self.up_mbps or self.down_mbps)


def slow(mbps: float) -> Case:
    """A line that is equally slow both ways."""
    return Case(name=f"{mbps:g} Mbit/s", up_mbps=mbps, down_mbps=mbps)


CASES = (
    *(
        Case(name=f"loss {100 * share:g} %", loss_up=share, loss_down=share)
        for share in (0.0, 0.02, 0.05, 0.1)
    ),
    Case(name="loss 5 % up alone", loss_up=0.05),
    *(Case(name=f"delay {rtt:g} ms", rtt_ms=rtt) for rtt in (20.0, 150.0, 400.0)),
    *(
        Case(name=f"jitter, deviation {each:g} ms", rtt_ms=150, deviation_ms=each)
        for each in (5.0, 10.0, 20.0)
    ),
    *map(slow, (0.128, 0.35, 1.0, 2.0, 5.0, 10.0)),
    Case(name="1 up, 8 down Mbit/s", up_mbps=1.0, down_mbps=8.0),
)


class Found(Value):
    """What one check told. Shape: `ways` are those that work."""

    ways: tuple[WayTried, ...]
    numbers: Numbers
    verdict: Verdict
    seconds: float

    @property
    def working(self) -> frozenset[Way]:
        """The ways that work."""
        return frozenset(each.way for each in self.ways if each.works)


def misses(case: Case, numbers: Numbers) -> tuple[str, ...]:
    """What was measured too far from what was injected; empty when all is near enough."""
    wanted = _of_speed(case, numbers) if case.is_of_speed else _of_the_line(case, numbers)
    return tuple(
        f"{name}: {injected:g} injected, {'nothing' if found is None else f'{found:g}'} measured"
        for name, injected, found, off in wanted
        if found is None or abs(found - injected) > off
    )


Held = tuple[str, float, float | None, float]


def _of_speed(case: Case, numbers: Numbers) -> list[Held]:
    return [
        (name, injected, found, SPEED_OFF * injected)
        for name, injected, found in (
            ("Mbit/s up", case.up_mbps, numbers.up_mbps),
            ("Mbit/s down", case.down_mbps, numbers.down_mbps),
        )
    ]


def _of_the_line(case: Case, numbers: Numbers) -> list[Held]:
    held: list[Held] = [
        ("loss up", case.loss_up, numbers.loss_up, LOSS_OFF),
        ("loss down", case.loss_down, numbers.loss_down, LOSS_OFF),
        ("delay ms", case.rtt_ms, numbers.rtt_ms, max(DELAY_OFF * case.rtt_ms, DELAY_FLOOR_MS)),
    ]
    if case.loss_up or case.loss_down:
        return held
    jitter = JITTER_PER_DEVIATION * case.deviation_ms
    off = max(JITTER_OFF * jitter, JITTER_FLOOR_MS)
    return [
        *held,
        ("jitter up ms", jitter, numbers.jitter_up_ms, off),
        ("jitter down ms", jitter, numbers.jitter_down_ms, off),
    ]


class Checks:
    """Carries out checks by our own pages in a real browser, through any line, at a real probe."""

    def __init__(self, lab: Laboratory, browser: Browser, url: str) -> None:
        self._lab, self._browser, self._url = lab, browser, url

    async def behind(self, firewall: Firewall) -> Found:
        """Which ways the page for IT departments finds behind this firewall."""
        near = Shape(delay_ms=NEAR_MS / 2)
        barred = rules(firewall, self._lab.built)
        return await self._check(Condition(up=near, down=near, rules=barred))

    async def through(self, case: Case) -> Found:
        """What that page measures through a line with this fault."""
        return await self._check(case.condition)

    async def _check(self, condition: Condition) -> Found:
        page = await self._browser.new_page(locale="da-DK")
        try:
            heard = await _open(page, self._url)
            await self._lab.becomes(condition)
            began = time.monotonic()
            await page.get_by_role("button", name="Test herfra").click()
            again = page.get_by_role("button", name="Test igen")
            await again.wait_for(timeout=1000 * CHECK_S)
            return _found(heard, time.monotonic() - began)
        finally:
            await self._lab.becomes(Condition())
            await page.close()


def _found(heard: list[Any], seconds: float) -> Found:
    """What the page and the probe have said to each other, in short. Errors: TimeoutError."""
    judged = [each for each in heard if each["type"] == "Judged"]
    if not judged:
        raise TimeoutError("no verdict")
    verdict = msgspec.convert(judged[-1]["verdict"], Verdict)
    tried = [each["path"] for each in heard if each["type"] == "Tried"]
    return Found(
        ways=msgspec.convert(tried, tuple[WayTried, ...]),
        numbers=verdict.numbers,
        verdict=verdict,
        seconds=seconds,
    )


async def _open(page: Page, url: str) -> list[Any]:
    """Our page at this address. Shape: all that will be said over its line, as it comes."""
    heard: list[Any] = []
    line = f"{url.replace('http', 'ws', 1)}/wire/probe"

    async def given(route: Route) -> None:
        path = urlsplit(route.request.url).path
        if route.request.method == "POST":
            await route.fulfill(body=opening(line), content_type="application/json")
        elif path == "/api/network":
            await route.fulfill(json={"site": url, "openings": [], "conferences": {}})
        elif found := piece(path):
            await route.fulfill(body=found[0], content_type=found[1])
        else:
            await route.abort()

    def listen(said: str | bytes) -> None:
        # Everything else is the bytes of a speed test.
        if isinstance(said, str):
            heard.append(msgspec.json.decode(said))

    def opened(socket: WebSocket) -> None:
        socket.on("framesent", listen)
        socket.on("framereceived", listen)

    page.on("websocket", opened)
    await page.route("**/*", given)
    await page.goto(f"{url}/network")
    return heard


@asynccontextmanager
async def checks() -> AsyncIterator[Checks]:
    """A laboratory with a TURN server, a probe and a browser in it; nothing is left of them."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        lab = await stack.enter_async_context(laboratory())
        made = certified(folder, lab.built.web, lab.built.turn)
        wanted = Coturn(
            address=lab.built.turn,
            port=TURN_PORT,
            tls_port=TLS_PORT,
            allowed=(lab.built.web,),
            denied=EVERYTHING,
        )
        coturn = await stack.enter_async_context(running(wanted, made, folder))
        await stack.enter_async_context(_probe(lab.built.web, coturn))
        browser = await stack.enter_async_context(chromium(lab, folder))
        yield Checks(lab, browser, f"http://{lab.built.web}:{WEB_PORT}")


@asynccontextmanager
async def _probe(host: str, coturn: Coturn) -> AsyncIterator[None]:
    order = ORDER.but(
        host=host,
        port=WEB_PORT,
        addresses=(host,),
        turn_urls=coturn.urls,
        turn_secret=SECRET.reveal(),
    )
    async with child("probe", order) as process:
        await process.listening()
        yield


def is_right(firewall: Firewall, found: Found) -> bool:
    """Whether exactly the ways were found that this firewall leaves open."""
    return found.working == WORK[firewall]
