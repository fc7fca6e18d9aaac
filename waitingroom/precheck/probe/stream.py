"""Sound and picture of one page: its own are counted and never decoded, the clip is sent to it."""

import asyncio
import time
from collections.abc import Awaitable, Callable

from aiortc import RTCDtlsTransport, RTCRtpTransceiver
from aiortc.rtp import AnyRtcpPacket, RtpPacket

from waitingroom.precheck.measured import Uplink
from waitingroom.precheck.probe.clips import Clips
from waitingroom.precheck.probe.limits import Limits
from waitingroom.precheck.probe.playing import Player
from waitingroom.rtc import hooks
from waitingroom.rtc.inlet import Inlet
from waitingroom.rtc.outlet import Outlet

TICK_S = 0.01


class Stream:
    """The media of one connection.

    `clips` gives what is played, and None where nothing is.
    """

    def __init__(
        self,
        limits: Limits,
        clock: Callable[[], float],
        clips: Callable[[], Awaitable[Clips]] | None,
    ) -> None:
        self._limits = limits
        self._clock = clock
        self._clips = clips
        self._inlets: dict[str, Inlet] = {}
        self._outlets: dict[str, Outlet] = {}
        self._transport: RTCDtlsTransport | None = None
        self._player: Player | None = None
        self._ears: list[hooks.Ears] = []
        self._bytes = 0
        self._first_at = self._last_at = 0.0

    @property
    def faults(self) -> int:
        """How often the handling of a packet has failed."""
        return sum(ears.faults for ears in self._ears)

    def adopt(self, line: RTCRtpTransceiver) -> None:
        """Stand in the places of aiortc's receiver and sender on a line that was just offered.

        Errors: hooks.NoCodec.
        """
        payload, again = hooks.settle_codecs(line)
        line.direction = "sendrecv" if self._clips is not None else "recvonly"
        kind, (ssrc, again_ssrc) = line.kind, hooks.ssrcs(line)
        inlet = self._inlets[kind] = Inlet(kind, ssrc, self._limits.uplink_bps)
        inlet.open(payload, again)
        outlet = Outlet(kind, ssrc, again_ssrc, time.time() - self._clock())

        async def media(packet: RtpPacket) -> None:
            self._count(inlet, packet)

        async def report(said: AnyRtcpPacket) -> None:
            await self._heard(kind, said)

        def ready(manner: hooks.Manner) -> None:
            outlet.manner = manner
            self._outlets[kind] = outlet

        ears = hooks.Ears(media, report)
        self._ears.append(ears)
        hooks.take_places(line, ears, ready)

    async def run(self, transport: RTCDtlsTransport) -> None:
        """Play and count from now on, for as long as media may last."""
        self._transport = transport
        ends = self._clock() + self._limits.media_s
        clips = None if self._clips is None else await self._clips()
        while self._clock() < ends:
            await self._tick(clips)
            await asyncio.sleep(TICK_S)

    def uplink(self) -> Uplink | None:
        """The page's own media as they arrived; None when none did."""
        receptions = [each.reception for each in self._inlets.values() if each.heard_at is not None]
        if not receptions:
            return None
        sound = self._inlets.get("audio")
        uneven_s = sound.reception.unevenness_s if sound is not None else None
        seconds = self._last_at - self._first_at
        return Uplink(
            received=sum(each.received for each in receptions),
            lost=sum(each.lost for each in receptions),
            jitter_ms=None if uneven_s is None else round(1000 * uneven_s, 2),
            kbps=round(self._bytes * 8 / seconds / 1000, 1) if seconds > 0 else None,
        )

    def _count(self, inlet: Inlet, packet: RtpPacket) -> None:
        now = self._clock()
        if inlet.take(packet, now) is not None:
            self._first_at, self._last_at = self._first_at or now, now
            self._bytes += len(packet.payload)

    async def _heard(self, kind: str, said: AnyRtcpPacket) -> None:
        if self._player is not None:
            await self._send(self._player.heard(kind, said, self._clock()))

    async def _tick(self, clips: Clips | None) -> None:
        now = self._clock()
        if self._player is None and clips is not None and self._outlets:
            sound, picture = self._outlets.get("audio"), self._outlets.get("video")
            self._player = Player(sound, picture, clips, now)
        if self._player is not None:
            await self._send(self._player.due(now))
        said = [bytes(each) for inlet in self._inlets.values() for each in inlet.reports(now)]
        await self._send(said)

    async def _send(self, packets: list[bytes]) -> None:
        if packets and self._transport is not None:
            await hooks.send(self._transport, packets)
