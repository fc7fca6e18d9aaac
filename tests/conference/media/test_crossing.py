"""Who gets what in a conference of two, packet by packet and without a network."""

from typing import cast

import pytest
from aiortc.rtp import (
    RTCP_PSFB_PLI,
    RtcpPsfbPacket,
    RtcpReceiverInfo,
    RtcpRrPacket,
    RtcpSenderInfo,
    RtcpSrPacket,
)

from waitingroom.conference.media import Leg
from waitingroom.rtc import vp8
from waitingroom.rtc.outlet import NTP_EPOCH_S

from .scene import EPOCH, Scene, Wires, seamless, slates


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
    scene.allows("per")
    await scene.sends("per", "audio", 5)
    assert len(anna.lines["audio"].media()) == 5


@pytest.mark.parametrize("how", ["muted", "left", "silent"])
async def test_a_picture_that_ends_is_replaced_without_a_seam_and_comes_back(how: str) -> None:
    scene, anna, _ = await in_full_swing()
    await scene.sends("per", "video", 5)
    if how == "muted":
        scene.allows("per", seen=False)
    if how == "left":
        scene.crossing.part("per")
    await scene.ticks(2)
    assert slates(anna.lines["video"].media())[-3:] == [True] * 3
    if how == "left":
        scene.joins("per", 20)
    scene.allows("per")
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
    scene.allows("per", heard=False)
    await scene.sends("per", "audio", 10)
    scene.allows("per")
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
    await scene.sends("per", "video", 10)
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


async def test_the_first_picture_of_a_newcomer_is_shown_at_once() -> None:
    scene = Scene()
    anna, _ = scene.joins("anna", 5_000), scene.joins("per", 60_000)
    await scene.ticks(1)
    assert all(slates(anna.lines["video"].media()))
    await scene.sends("per", "video", key=True)
    await scene.sends("per", "video")
    assert slates(anna.lines["video"].media())[-2:] == [False, False]


async def test_a_whole_picture_is_asked_for_with_the_packet_that_makes_it_needed() -> None:
    scene = Scene()
    per = scene.joins("per", 60_000)
    await scene.sends("per", "video", 10, key=True)
    scene.joins("anna", 5_000)
    per.lines["video"].sent.clear()
    await scene.sends("per", "video")
    fmts = [x.fmt for x in per.lines["video"].said() if isinstance(x, RtcpPsfbPacket)]
    assert RTCP_PSFB_PLI in fmts
