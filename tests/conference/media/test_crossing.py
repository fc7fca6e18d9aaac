"""Who gets what in a conference, packet by packet and without a network."""

from array import array
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import cast

import pytest
from aiortc.rtp import (
    RTCP_PSFB_APP,
    RTCP_PSFB_PLI,
    HeaderExtensionsMap,
    RtcpPacket,
    RtcpPsfbPacket,
    RtcpReceiverInfo,
    RtcpRrPacket,
    RtcpSenderInfo,
    RtcpSrPacket,
    RtpPacket,
    is_rtcp,
    pack_remb_fci,
    unpack_remb_fci,
)

from waitingroom.conference.media import Crossing, Leg, vp8
from waitingroom.conference.media.inlet import Inlet
from waitingroom.conference.media.leg import Ear, Line
from waitingroom.conference.media.mixing import FRAME_S
from waitingroom.conference.media.opus import Decoder, Encoder
from waitingroom.conference.media.outlet import NTP_EPOCH_S, Manner, Outlet
from waitingroom.conference.media.sound import FRAME, loudness

EPOCH = 1_790_000_000.0
SLATE = (b"\x90\x80\x80\x00\x00slate",)


class Wired(Line):
    """A line whose packets go nowhere but into a list."""

    def __init__(self, kind: str, ssrc: int) -> None:
        super().__init__(kind, Inlet(kind, ssrc, 2_500_000), Outlet(kind, ssrc, ssrc + 1, EPOCH))
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
        self.lines = {"audio": Wired("audio", ssrc), "video": Wired("video", ssrc + 2)}
        self.numbers = {"audio": ssrc, "video": ssrc}
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
        self.crossing.allow(name, admitted=admitted, heard=True, seen=True)
        return wires

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


async def in_full_swing() -> tuple[Scene, Wires, Wires]:
    scene = Scene()
    anna, per = scene.joins("anna", 5_000), scene.joins("per", 60_000)
    for name in ("anna", "per"):
        await scene.sends(name, "video", 4)
        await scene.sends(name, "video", key=True)
        await scene.sends(name, "audio", 3)
    return scene, anna, per


async def test_sound_passes_at_once_and_pictures_from_a_whole_one_on() -> None:
    _, anna, per = await in_full_swing()
    for one in (anna, per):
        assert len(one.lines["audio"].media()) == 3
        (picture,) = one.lines["video"].media()
        assert vp8.starts_keyframe(picture.payload)


async def test_a_whole_picture_is_asked_for_when_there_is_somebody_to_see_it() -> None:
    scene = Scene()
    anna, _ = scene.joins("anna", 5_000), scene.joins("per", 60_000)
    await scene.sends("anna", "video", 5)
    await scene.crossing.tick()
    asked = [x for x in anna.lines["video"].said() if isinstance(x, RtcpPsfbPacket)]
    assert RTCP_PSFB_PLI in {x.fmt for x in asked}


async def test_alone_one_sees_the_slate_about_three_times_a_second() -> None:
    scene = Scene()
    anna = scene.joins("anna", 5_000)
    await scene.ticks(10)
    shown = anna.lines["video"].media()
    assert 28 <= len(shown) <= 34 and all(slates(shown)) and seamless(shown)


async def test_between_lobby_and_conference_nothing_passes_either_way() -> None:
    scene = Scene()
    anna, per = scene.joins("anna", 5_000), scene.joins("per", 60_000, admitted=False)
    for name in ("anna", "per"):
        await scene.sends(name, "audio", 5)
        await scene.sends(name, "video", 5)
        await scene.sends(name, "video", 5, key=True)
    for one in (anna, per):
        assert one.lines["audio"].media() == [] == one.lines["video"].media()
    scene.crossing.allow("per", admitted=True, heard=True, seen=True)
    await scene.sends("per", "audio", 5)
    assert len(anna.lines["audio"].media()) == 5


@pytest.mark.parametrize("how", ["muted", "left", "silent"])
async def test_a_picture_that_ends_is_replaced_without_a_seam_and_comes_back(how: str) -> None:
    scene, anna, _ = await in_full_swing()
    await scene.sends("per", "video", 5)
    if how == "muted":
        scene.crossing.allow("per", admitted=True, heard=True, seen=False)
    if how == "left":
        scene.crossing.part("per")
    await scene.ticks(2)
    assert slates(anna.lines["video"].media())[-3:] == [True] * 3
    if how == "left":
        scene.joins("per", 20)
    scene.crossing.allow("per", admitted=True, heard=True, seen=True)
    await scene.sends("per", "video", 4)
    await scene.sends("per", "video", 3, key=True)
    shown = anna.lines["video"].media()
    assert slates(shown)[-3:] == [False] * 3 and seamless(shown)


async def test_another_source_of_sound_joins_without_a_seam() -> None:
    scene, anna, _ = await in_full_swing()
    scene.crossing.part("per")
    scene.joins("per", 20)
    await scene.sends("per", "audio", 5)
    heard = anna.lines["audio"].media()
    assert len(heard) == 8 and seamless(heard)


async def test_a_mute_leaves_no_hole_in_the_numbers() -> None:
    scene, anna, _ = await in_full_swing()
    scene.crossing.allow("per", admitted=True, heard=False, seen=True)
    await scene.sends("per", "audio", 10)
    scene.crossing.allow("per", admitted=True, heard=True, seen=True)
    await scene.sends("per", "audio", 5)
    heard = anna.lines["audio"].media()
    assert len(heard) == 8 and seamless(heard)


async def test_a_camera_that_sends_once_a_second_does_not_flicker_with_the_slate() -> None:
    scene, anna, _ = await in_full_swing()
    await scene.ticks(1)
    before = len(anna.lines["video"].media())
    for _ in range(5):
        await scene.sends("per", "video", key=True)
        await scene.ticks(1)
    assert all(slates(anna.lines["video"].media()[before:]))


async def test_what_the_viewer_asks_goes_to_the_source() -> None:
    scene, anna, per = await in_full_swing()
    line = anna.lines["video"]
    scene.now += 1
    asks = RtcpPsfbPacket(fmt=RTCP_PSFB_PLI, ssrc=1, media_ssrc=5_002)
    await scene.crossing.report(cast(Leg, anna), line, asks)
    per.lines["video"].sent.clear()
    await scene.crossing.tick()
    fmts = [x.fmt for x in per.lines["video"].said() if isinstance(x, RtcpPsfbPacket)]
    assert RTCP_PSFB_PLI in fmts


async def test_what_the_hearer_loses_is_told_to_the_speaker() -> None:
    scene, anna, per = await in_full_swing()
    block = RtcpReceiverInfo(5_000, 64, 10, 1, 0, 0, 0)
    lost = RtcpRrPacket(ssrc=1, reports=[block])
    await scene.crossing.report(cast(Leg, anna), anna.lines["audio"], lost)
    scene.now += 1
    per.lines["audio"].sent.clear()
    await scene.crossing.tick()
    (told,) = [x for x in per.lines["audio"].said() if isinstance(x, RtcpRrPacket)]
    assert told.reports[0].fraction_lost == 64


async def test_the_other_hears_the_senders_clock_as_the_nodes_own() -> None:
    scene, anna, per = await in_full_swing()
    # This sender's clock is an hour ahead of the node's.
    ntp = int((EPOCH + scene.now + 3600 + NTP_EPOCH_S) * (1 << 32))
    for kind in ("audio", "video"):
        info = RtcpSenderInfo(ntp, per.numbers[kind] * 3000, 1, 1)
        await scene.crossing.report(cast(Leg, per), per.lines[kind], RtcpSrPacket(7, info))
    await scene.ticks(1.1)
    for kind in ("audio", "video"):
        (told,) = [x for x in anna.lines[kind].said() if isinstance(x, RtcpSrPacket)][:1]
        apart = told.sender_info.ntp_timestamp / (1 << 32) - NTP_EPOCH_S - EPOCH - scene.now
        assert abs(apart) < 1.2


# -- three and four ----------------------------------------------------------------------------


async def of_three() -> tuple[Scene, Wires, Wires, Wires]:
    scene = Scene()
    a, b, c = scene.joins("a", 5_000), scene.joins("b", 60_000), scene.joins("c", 9_000)
    await scene.talk(1)
    return scene, a, b, c


def shown(wires: Wires, last: int = 1) -> set[str]:
    """Whose pictures came last; the slate's name is slate."""
    names = ("slate", "a", "b", "c", "d")
    payloads = [packet.payload[5:].decode() for packet in wires.lines["video"].media()[-last:]]
    return {next(name for name in names if text.endswith(name)) for text in payloads}


def heard(wires: Wires, frames: int) -> float:
    decoder = Decoder()
    found = [decoder.decode(packet.payload) for packet in wires.lines["audio"].media()]
    return max(loudness(samples) for samples in found[-frames:])


async def test_of_three_each_hears_the_others_and_sees_who_speaks() -> None:
    scene, a, b, c = await of_three()
    await scene.talk(2, "c")
    assert shown(a) == shown(b) == {"c"} and shown(c) == {"a"}
    assert heard(a, 20) > 3_000 < heard(b, 20) and heard(c, 20) < 100
    await scene.talk(4, "b")
    assert shown(a) == shown(c) == {"b"} and shown(b) == {"c"}
    for one in (a, b, c):
        assert seamless(one.lines["audio"].media()) and seamless(one.lines["video"].media())


async def test_a_change_of_speaker_begins_with_a_whole_picture_and_shows_no_slate() -> None:
    scene, a, _, _ = await of_three()
    await scene.talk(1, "b")
    a.lines["video"].sent.clear()
    await scene.talk(4, "c")
    packets = a.lines["video"].media()
    names = [packet.payload[5:].decode() for packet in packets]
    first = names.index("c")
    assert set(names[:first]) == {"b"} and set(names[first:]) == {"c"}
    assert vp8.starts_keyframe(packets[first].payload)
    pictures = [vp8.picture(packet.payload) or 0 for packet in packets]
    assert all((y - x) % vp8.PICTURES == 1 for x, y in pairwise(pictures))


async def test_mixed_sound_has_even_times_and_none_is_left_out() -> None:
    scene, a, _, _ = await of_three()
    before = len(a.lines["audio"].media())
    await scene.talk(2, "b")
    packets = a.lines["audio"].media()[before:]
    assert abs(len(packets) - 100) <= 1
    assert {(y.timestamp - x.timestamp) & 0xFFFFFFFF for x, y in pairwise(packets)} == {FRAME}


async def test_a_third_comes_and_goes_without_a_seam_for_the_two() -> None:
    scene = Scene()
    a, b = scene.joins("a", 5_000), scene.joins("b", 60_000)
    await scene.talk(1, "b")
    assert not scene.mixes()
    scene.joins("c", 9_000)
    await scene.talk(2, "b")
    assert scene.mixes()
    assert heard(a, 20) > 3_000
    a.lines["video"].sent.clear()
    scene.leaves("c")
    await scene.talk(2, "b")
    assert not scene.mixes()
    assert heard(a, 20) > 3_000
    # Whom they saw already they saw all the time.
    assert shown(a, 100) == {"b"} and shown(b) == {"a"}
    for one in (a, b):
        assert seamless(one.lines["audio"].media()) and seamless(one.lines["video"].media())
        gaps = [
            (y.timestamp - x.timestamp) & 0xFFFFFFFF
            for x, y in pairwise(one.lines["audio"].media())
        ]
        assert max(gaps) < 48_000 // 5


async def test_who_waits_in_the_lobby_makes_no_third() -> None:
    scene = Scene()
    scene.joins("a", 5_000), scene.joins("b", 60_000)
    waiting = scene.joins("c", 9_000, admitted=False)
    await scene.talk(1, "a", "c")
    assert not scene.mixes()
    assert waiting.lines["audio"].media() == [] and shown(waiting) == {"slate"}
    scene.crossing.allow("c", admitted=True, heard=True, seen=True)
    await scene.talk(1, "a")
    assert heard(waiting, 20) > 3_000 and shown(waiting) == {"a"}


async def test_of_three_a_muted_one_is_not_heard_and_does_not_take_the_floor() -> None:
    scene, a, _, c = await of_three()
    scene.crossing.allow("b", admitted=True, heard=False, seen=True)
    await scene.talk(1, "c")
    await scene.talk(4, "b")
    assert shown(a) == {"c"} and heard(a, 20) < 100 > heard(c, 20)


async def test_when_the_speaker_shows_nothing_another_is_seen_and_else_the_slate() -> None:
    scene, a, _, _ = await of_three()
    await scene.talk(2, "c")
    scene.crossing.allow("c", admitted=True, heard=True, seen=False)
    await scene.talk(2, "c")
    assert shown(a) == {"b"} and heard(a, 20) > 3_000
    await scene.talk(2, "c", pictures=False)
    assert shown(a, 3) == {"slate"}


async def test_one_who_leaves_while_seen_is_followed_by_another() -> None:
    scene, a, b, _ = await of_three()
    scene.joins("d", 20)
    await scene.talk(2, "d")
    assert shown(a) == {"d"}
    scene.leaves("d")
    await scene.talk(1)
    assert shown(a) == {"b"} and shown(b) == {"a"}


async def test_the_narrowest_way_down_of_those_who_see_somebody_limits_them() -> None:
    scene, a, b, c = await of_three()
    await scene.talk(2, "c")
    for viewer, rate in ((a, 900_000), (b, 300_000)):
        line = viewer.lines["video"]
        words = pack_remb_fci(rate, [line.outlet._ssrc])
        said = RtcpPsfbPacket(fmt=RTCP_PSFB_APP, ssrc=1, media_ssrc=0, fci=words)
        await scene.crossing.report(cast(Leg, viewer), line, said)
        line.outlet._meter.add(300_000 // 8, scene.now)
    c.lines["video"].sent.clear()
    await scene.crossing.tick()
    told = [x for x in c.lines["video"].said() if isinstance(x, RtcpPsfbPacket)]
    rates = [unpack_remb_fci(x.fci)[0] for x in told if x.fmt == RTCP_PSFB_APP]
    assert rates and rates[-1] == pytest.approx(300_000, rel=0.02)


async def test_after_a_standstill_the_sound_goes_on_from_now() -> None:
    scene, a, _, _ = await of_three()
    scene.now += 5
    before = len(a.lines["audio"].media())
    await scene.talk(1, "b")
    packets = a.lines["audio"].media()
    assert len(packets) - before <= 52 and heard(a, 20) > 3_000 and seamless(packets)
