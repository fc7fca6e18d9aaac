"""Who hears and sees whom in a conference of three and four, packet by packet."""

from itertools import pairwise
from typing import cast

import pytest
from aiortc.rtp import (
    RTCP_PSFB_APP,
    RtcpPsfbPacket,
    pack_remb_fci,
    unpack_remb_fci,
)

from waitingroom.conference.media import Leg
from waitingroom.rtc import vp8
from waitingroom.rtc.opus import Decoder
from waitingroom.rtc.sound import FRAME, loudness

from .scene import Scene, Wires, seamless


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
    scene.allows("c")
    await scene.talk(1, "a")
    assert heard(waiting, 20) > 3_000 and shown(waiting) == {"a"}


async def test_of_three_a_muted_one_is_not_heard_and_does_not_take_the_floor() -> None:
    scene, a, _, c = await of_three()
    scene.allows("b", heard=False)
    await scene.talk(1, "c")
    await scene.talk(4, "b")
    assert shown(a) == {"c"} and heard(a, 20) < 100 > heard(c, 20)


async def test_when_the_speaker_shows_nothing_another_is_seen_and_else_the_slate() -> None:
    scene, a, _, _ = await of_three()
    await scene.talk(2, "c")
    scene.allows("c", seen=False)
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


async def test_whoever_is_in_the_spotlight_is_shown_whoever_speaks() -> None:
    scene, a, b, c = await of_three()
    await scene.talk(1.5, "b")
    scene.allows("c", spotlight_at=7.0)
    await scene.talk(1.5, "b")
    # The one in the spotlight sees the one who speaks.
    assert [shown(x) for x in (a, b, c)] == [{"c"}, {"c"}, {"b"}]
    scene.allows("a", spotlight_at=9.0)
    await scene.talk(1.0, "b")
    assert [shown(x) for x in (a, b, c)] == [{"c"}, {"c"}, {"a"}]
    scene.allows("c")
    scene.allows("a")
    await scene.talk(1.0, "b")
    assert [shown(x) for x in (a, c)] == [{"b"}, {"b"}]
