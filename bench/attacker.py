"""Pages that harm: python -m bench.attacker URL OFFERS SECONDS, offers that nobody follows up."""

import asyncio
import os
import sys
from collections.abc import Iterator
from contextlib import suppress

import httpx2
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException
from websockets.typing import Origin

from tests.precheck.probe.page import Page
from tests.precheck.probe.test_filtering import described
from waitingroom.precheck.talk import Answer, Connection, Offer, Plan

EACH, AT_ONCE = 10, 8
"""Offers of one page, as many as it may make; pages at a time."""

PATIENCE_S = 20.0
HALF_OPEN = described("application")


async def attack(url: str, offers: int, seconds: float) -> int:
    """Make so many offers, spread over this time; how many were answered."""
    numbers = iter(range(offers // EACH))
    pause_s = seconds / (offers / EACH) * AT_ONCE
    async with httpx2.AsyncClient(trust_env=False) as client, asyncio.TaskGroup() as group:
        pages = [group.create_task(_some(client, url, numbers, pause_s)) for _ in range(AT_ONCE)]
    return sum(page.result() for page in pages)


async def _some(
    client: httpx2.AsyncClient, url: str, numbers: Iterator[int], pause_s: float
) -> int:
    answered = 0
    for number in numbers:
        began = asyncio.get_running_loop().time()
        with suppress(TimeoutError, OSError, WebSocketException):
            answered += await _one(client, url, f"9.9.{number}.9")
        left_s = began + pause_s - asyncio.get_running_loop().time()
        await asyncio.sleep(max(0.0, left_s))
    return answered


async def _one(client: httpx2.AsyncClient, url: str, address: str) -> int:
    """One page from an address of its own; gone without a word after its offers."""
    headers = {"Origin": url, "X-Forwarded-For": address}
    said = (await client.post(f"{url}/api/network/check", json={}, headers=headers)).json()
    async with connect(
        url.replace("http", "ws", 1) + said["line"],
        origin=Origin(url),
        additional_headers={"X-Forwarded-For": address},
        compression=None,
        proxy=None,
    ) as line:
        page = Page(line)
        await page.knocks(said["ticket"])
        first = await page.comes_to(lambda: page.heard and page.heard[0], PATIENCE_S)
        if not isinstance(first, Plan):
            return 0
        for number in range(EACH):
            connection = list(Connection)[number % len(Connection)]
            await page.say(Offer(connection=connection, sdp=HALF_OPEN))
        await page.comes_to(lambda: _answers(page) == EACH, PATIENCE_S)
        await page.vanishes()
        return EACH


def _answers(page: Page) -> int:
    return sum(isinstance(each, Answer) for each in page.heard)


if __name__ == "__main__":
    # Who attacks sits at a machine of their own: here it takes only what nobody else wants.
    os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    print(asyncio.run(attack(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]))))
