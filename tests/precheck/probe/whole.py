"""A whole check without a browser, with media that is made once and decoded by nobody."""

import asyncio
from collections.abc import Callable, Iterable
from itertools import count
from time import monotonic, time

from aiortc import RTCPeerConnection, RTCRtpTransceiver
from aiortc.rtp import AnyRtcpPacket, RtpPacket

from waitingroom.precheck.measured import Path, Probe, Way
from waitingroom.precheck.probe.clips import Clips
from waitingroom.precheck.probe.playing import Player
from waitingroom.precheck.talk import (
    Connection,
    Counted,
    Counting,
    Echo,
    Finish,
    Judged,
    Phase,
    SpeedDone,
    SpeedMeasured,
    SpeedTest,
    Toward,
    Tried,
)
from waitingroom.rtc import hooks
from waitingroom.rtc.inlet import Inlet
from waitingroom.rtc.outlet import Outlet

from .page import Channel, Listening, Page, page_at, ticket

ECHOES, SMALL_PER_S = 5, 50
FRAME = bytes(8192)


class Camera:
    """The page's own sound and picture, and what comes in: sent and counted like in a browser."""

    def __init__(self, way: RTCPeerConnection) -> None:
        self._way = way
        self._outlets: dict[str, Outlet] = {}
        self.inlets: dict[str, Inlet] = {}
        for kind in ("audio", "video"):
            self._open(way.addTransceiver(kind, direction="sendrecv"))

    async def films(self, clips: Clips, seconds: float, every: Callable[[], None]) -> None:
        """Send for so long; `every` is called fifty times a second."""
        sound, picture = self._outlets["audio"], self._outlets["video"]
        ends, player = monotonic() + seconds, Player(sound, picture, clips, monotonic())
        while monotonic() < ends:
            every()
            await self._send(player.due(monotonic()))
            for inlet in self.inlets.values():
                await self._send(bytes(each) for each in inlet.reports(monotonic()))
            await asyncio.sleep(1 / SMALL_PER_S)

    def _open(self, line: RTCRtpTransceiver) -> None:
        kind, (ssrc, again) = line.kind, hooks.ssrcs(line)
        inlet = self.inlets[kind] = Inlet(kind, ssrc, 1_500_000)
        outlet = Outlet(kind, ssrc, again, time() - monotonic())

        async def media(packet: RtpPacket) -> None:
            if not self.inlets[kind].heard_at:
                inlet.open(packet.payload_type, None)
            inlet.take(packet, monotonic())

        async def report(said: AnyRtcpPacket) -> None:
            await self._send(outlet.heard(said, monotonic()))

        def ready(manner: hooks.Manner) -> None:
            outlet.manner = manner
            self._outlets[kind] = outlet

        hooks.take_places(line, hooks.Ears(media, report), ready)

    async def _send(self, packets: Iterable[bytes]) -> None:
        transport = hooks.first_transport(self._way)
        if transport is not None:
            await hooks.send(transport, packets)


async def whole(
    probe: Listening, clips: Clips, media_s: float, address: str = "127.0.0.1"
) -> Judged:
    """One check from the beginning to the verdict; `clips` is what the page's camera sees."""
    async with page_at(probe, address) as page:
        plan = await page.begins(ticket())
        for number in range(ECHOES):
            await page.say(Echo(number=number))
        await _tries(page)
        await _streams(page, clips, media_s)
        await _measures(page, plan.up_bytes)
        await page.say(Finish())
        return await page.hears(Judged)


async def _tries(page: Page) -> None:
    began, channel = monotonic(), await page.channel(Connection.DIRECT)
    for number in range(ECHOES):
        channel.sends(f"echo {number}")
    await channel.has(ECHOES)
    took_ms = 1000 * (monotonic() - began)
    path = Path(way=Way.DIRECT, works=True, connect_ms=took_ms, rtt_ms=1.0)
    await page.say(Tried(path=path))


async def _streams(page: Page, clips: Clips, media_s: float) -> None:
    way, numbers = page.way(), count()
    camera = Camera(way)
    channel = Channel(way.createDataChannel("probe", ordered=False, maxRetransmits=0))
    await page.offers(way, Connection.MEDIA)
    async with asyncio.timeout(20):
        await channel.opened.wait()
    await camera.films(clips, media_s, lambda: channel.asks(next(numbers)))
    await page.hears(Counting)
    sent, back = next(numbers), len(channel.back)
    counted = Probe(sent=sent, arrived=sent, returned=back, rtt_ms=1.0, rtt_min_ms=1.0)
    await page.say(Counted(phase=Phase.IDLE, probe=counted))


async def _measures(page: Page, up_bytes: int) -> None:
    for toward in (Toward.DOWN, Toward.UP):
        await page.say(SpeedTest(toward=toward))
        if toward is Toward.UP:
            for _ in range(up_bytes // len(FRAME)):
                await page.socket.send(FRAME)
            await page.say(SpeedDone(toward=toward, mbps=None))

        def measured(toward: Toward = toward) -> bool:
            said = [each for each in page.heard if isinstance(each, SpeedMeasured)]
            return any(each.toward is toward for each in said)

        await page.comes_to(measured)
