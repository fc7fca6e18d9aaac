"""Legs on one crossing without a network: packets go in and gather, the clock is moved."""

from array import array
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, cast

from aiortc.rtp import (
    RTCP_PSFB_PLI,
    HeaderExtensionsMap,
    RtcpPacket,
    RtcpPsfbPacket,
    RtpPacket,
    is_rtcp,
)

from waitingroom.conference.media import Crossing, Leg, Rights
from waitingroom.conference.media.leg import Ear, Line
from waitingroom.conference.media.mixing import FRAME_S
from waitingroom.rtc import vp8
from waitingroom.rtc.hooks import Manner
from waitingroom.rtc.inlet import Inlet
from waitingroom.rtc.opus import Encoder
from waitingroom.rtc.outlet import Outlet
from waitingroom.rtc.sound import FRAME

EPOCH = 1_790_000_000.0
SLATE = (b"\x90\x80\x80\x00\x00slate",)


class Wired(Line):
    """A line whose packets go nowhere but into a list."""

    def __init__(self, name: str, ssrc: int) -> None:
        kind = "audio" if name == "audio" else "video"
        super().__init__(name, Inlet(kind, ssrc, 2_500_000), Outlet(kind, ssrc, ssrc + 1, EPOCH))
        self.inlet.open(96, 97)
        self.outlet.manner = Manner(96, 97, "0", "name", HeaderExtensionsMap())
        self.sent: list[bytes] = []

    async def send(self, packets: Iterable[bytes]) -> None:
        self.sent += packets

    def media(self) -> list[RtpPacket]:
        return [RtpPacket.parse(data) for data in self.sent if not is_rtcp(data)]

    def said(self) -> Iterator[object]:
        for data in self.sent:
            if is_rtcp(data):
                yield from RtcpPacket.parse(data)


class Wires:
    """A leg without a connection."""

    def __init__(self, ssrc: int) -> None:
        self.ear = Ear()
        self.lines = {
            name: Wired(name, ssrc + 2 * place)
            for place, name in enumerate(("audio", "video", "slides"))
        }
        self.numbers = dict.fromkeys(self.lines, ssrc)
        self.encoder = Encoder()


class Scene:
    """Two legs on one crossing, and a clock that is moved."""

    def __init__(self) -> None:
        self.now = 100.0
        self.crossing = Crossing(SLATE, lambda: self.now, EPOCH)
        self.wires: dict[str, Wires] = {}

    def joins(self, name: str, ssrc: int, *, admitted: bool = True) -> Wires:
        self.wires[name] = wires = Wires(ssrc)
        self.crossing.join(name, cast(Leg, wires))
        self.allows(name, admitted=admitted)
        return wires

    def allows(self, name: str, **changes: Any) -> None:
        self.crossing.allow(name, Rights(admitted=True)._replace(**changes))

    async def sends(self, name: str, kind: str, count: int = 1, *, key: bool = False) -> None:
        wires = self.wires[name]
        for _ in range(count):
            self.now += 0.04
            wires.numbers[kind] += 1
            number = wires.numbers[kind]
            packet = RtpPacket(96, 1, number & 0xFFFF, number * 3000, 7, self._payload(kind, key))
            await self.crossing.media(cast(Leg, wires), wires.lines[kind], packet)

    async def talk(self, seconds: float, *speakers: str, pictures: bool = True) -> None:
        """Everybody sends sound, and whole pictures when asked; only these speak."""
        for step in range(int(seconds / FRAME_S)):
            self.now += FRAME_S
            for name, wires in list(self.wires.items()):
                height = 8_000 if name in speakers else 0
                sound = array("h", [height if (n // 40) % 2 else -height for n in range(FRAME)])
                wires.numbers["audio"] += 1
                number = wires.numbers["audio"]
                payload = wires.encoder.encode(sound)
                packet = RtpPacket(96, 1, number & 0xFFFF, number * FRAME, 7, payload)
                await self.crossing.media(cast(Leg, wires), wires.lines["audio"], packet)
                if pictures and step % 2 == 0:
                    await self.picture(name)
            await self.crossing.tick()

    async def picture(self, name: str) -> None:
        """A picture with its sender's name in it, whole if that was asked for."""
        wires = self.wires[name]
        line = wires.lines["video"]
        asked = any(isinstance(x, RtcpPsfbPacket) and x.fmt == RTCP_PSFB_PLI for x in line.said())
        line.sent = [data for data in line.sent if not is_rtcp(data)]
        wires.numbers["video"] += 1
        number = wires.numbers["video"]
        payload = b"\x90\x80\x80\x00" + (b"\x00" if asked else b"\x01") + name.encode()
        payload = vp8.with_picture(payload, number)
        packet = RtpPacket(96, 1, number & 0xFFFF, number * 3000, 7, payload)
        await self.crossing.media(cast(Leg, wires), line, packet)

    def mixes(self) -> bool:
        return self.crossing.sound_due is not None

    def leaves(self, name: str) -> None:
        self.crossing.part(name)
        del self.wires[name]

    def _payload(self, kind: str, key: bool) -> bytes:
        return b"\x90\x80\x80\x00" + (b"\x00" if key else b"\x01") + kind.encode()

    async def ticks(self, seconds: float) -> None:
        for _ in range(int(seconds / 0.04)):
            self.now += 0.04
            await self.crossing.tick()


def seamless(packets: list[RtpPacket]) -> bool:
    numbers = [packet.sequence_number for packet in packets]
    return all((b - a) & 0xFFFF == 1 for a, b in pairwise(numbers))


def slates(packets: list[RtpPacket]) -> list[bool]:
    return [packet.payload.endswith(b"slate") for packet in packets]
