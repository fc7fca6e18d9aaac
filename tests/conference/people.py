"""People at real browsers with the official client library; the tests say what they do."""

import random
from typing import Any

import pytest
from playwright.async_api import Page

from waitingroom.rtc import hooks

from .house import comes_true

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
    "--mute-audio",
    # Without it a browser on a machine with no network at all has no way to send media.
    "--allow-loopback-in-peer-connection",
]
HOST_PIN, GUEST_PIN = "739201", "110284"


class Person:
    """Somebody at a browser."""

    def __init__(self, page: Page, node: str) -> None:
        self.page = page
        self.node = node

    async def joins(self, alias: str, name: str, pin: str | None, **more: Any) -> int:
        asked = {"host": self.node, "alias": alias, "name": name, "pin": pin, **more}
        status: int = await self.page.evaluate("asked => kit.join(asked)", asked)
        return status

    async def asks(self, script: str) -> Any:
        return await self.page.evaluate(script)

    async def comes_to(self, script: str, limit_s: float = 20.0) -> Any:
        return await comes_true(lambda: self.page.evaluate(script), limit_s)

    async def sees_moving_pictures(self, frames: int = 20, limit_s: float = 20.0) -> None:
        start = await self.asks("kit.numbers().then(n => n.video.framesDecoded ?? 0)")
        await self.comes_to(
            f"kit.numbers().then(n => n.video.framesDecoded > {start + frames})", limit_s
        )


def lose(monkeypatch: pytest.MonkeyPatch, share: float) -> None:
    """From now on this share of all packets is lost, each way."""
    chance = random.Random(7)  # noqa: S311 the same losses at each run are wanted
    send, take = hooks.send, hooks.Receiving._handle_rtp_packet

    async def lossy_send(transport: Any, packets: Any) -> None:
        await send(transport, [data for data in packets if chance.random() > share])

    async def lossy_take(self: Any, packet: Any, arrival_time_ms: int) -> None:
        if chance.random() > share:
            await take(self, packet, arrival_time_ms)

    monkeypatch.setattr(hooks, "send", lossy_send)
    monkeypatch.setattr(hooks.Receiving, "_handle_rtp_packet", lossy_take)
