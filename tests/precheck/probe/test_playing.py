"""The clip as it is played, drawn and kept: pace, order, size, and what is asked to have again."""

import asyncio
from pathlib import Path

import pytest
from aiortc.rtp import (
    RTCP_PSFB_APP,
    RTCP_PSFB_PLI,
    RTCP_RTPFB_NACK,
    HeaderExtensionsMap,
    RtcpPsfbPacket,
    RtcpReceiverInfo,
    RtcpRrPacket,
    RtcpRtpfbPacket,
    RtpPacket,
    is_rtcp,
    pack_remb_fci,
)

from waitingroom.precheck.probe.clips import Clips, Picture, Shelf
from waitingroom.precheck.probe.drawing import FPS, SECONDS, SIZES, SOUNDS, draw
from waitingroom.precheck.probe.playing import PACE, STEP_S, Player
from waitingroom.rtc import vp8
from waitingroom.rtc.hooks import Manner
from waitingroom.rtc.outlet import Outlet

SOUND, PICTURE, AGAIN = 1000, 2000, 3000
LARGE_BPS, SMALL_BPS = 400_000, 100_000
TICK_S = 0.01


def frames(size: int) -> tuple[tuple[bytes, ...], ...]:
    """A key frame, and five that need others, of 2,000 bytes each."""
    key, other = bytes([0, size]) + bytes(1998), bytes([1, size]) + bytes(1998)
    return tuple(vp8.packets(each, 1000) for each in (key, *[other] * 5))


CLIPS = Clips(
    pictures=(
        Picture(height=720, fps=25, bps=LARGE_BPS, frames=frames(7)),
        Picture(height=360, fps=25, bps=SMALL_BPS, frames=frames(3)),
    ),
    sound=(b"one", b"two"),
)


class Screen:
    """What a page is sent."""

    def __init__(self) -> None:
        self.sound, self.picture = (
            Outlet("audio", SOUND, 1, 0.0),
            Outlet("video", PICTURE, AGAIN, 0.0),
        )
        for outlet in (self.sound, self.picture):
            outlet.manner = Manner(
                payload=96, again=97, mid="0", cname="", extensions=HeaderExtensionsMap()
            )
        self.player = Player(self.sound, self.picture, CLIPS, 0.0)
        self.ticks = 0
        self.sent: list[tuple[float, RtpPacket]] = []

    @property
    def now(self) -> float:
        return self.ticks * TICK_S

    def plays(self, seconds: float) -> list[tuple[float, RtpPacket]]:
        """Go on for so long; the packets of that time."""
        before = len(self.sent)
        for _ in range(round(seconds / TICK_S)):
            media = [each for each in self.player.due(self.now) if not is_rtcp(each)]
            self.sent += [(self.now, RtpPacket.parse(each)) for each in media]
            self.ticks += 1
        return self.sent[before:]

    def hears_loss(self, share: float) -> None:
        """The page tells of loss."""
        block = RtcpReceiverInfo(PICTURE, int(256 * share), 0, 0, 0, 0, 0)
        self.player.heard("video", RtcpRrPacket(ssrc=1, reports=[block]), self.now)


def sizes(sent: list[tuple[float, RtpPacket]]) -> set[int]:
    """The sizes of the pictures that begin in these packets, 7 the large and 3 the small."""
    begins = [packet.payload for _, packet in sent if packet.ssrc == PICTURE]
    return {payload[5] for payload in begins if payload[0] & 0x10}


def test_sound_and_picture_go_out_evenly_and_without_a_hole_in_the_numbers() -> None:
    sent = Screen().plays(2.0)
    for ssrc, count in ((SOUND, 100), (PICTURE, 100)):
        numbers = [packet.sequence_number for _, packet in sent if packet.ssrc == ssrc]
        assert abs(len(numbers) - count) <= 2
        assert numbers == [(numbers[0] + at) & 0xFFFF for at in range(len(numbers))]
    first = next(packet for _, packet in sent if packet.ssrc == PICTURE)
    assert vp8.starts_keyframe(first.payload)


def test_no_more_leaves_in_a_moment_than_the_pace_allows() -> None:
    sent = Screen().plays(1.0)
    for moment in {at for at, _ in sent}:
        size = sum(len(p.payload) for at, p in sent if at == moment and p.ssrc == PICTURE)
        assert size <= PACE * LARGE_BPS / 8 / 10 + 1100


def test_a_line_that_loses_is_shown_less_and_then_hears_only() -> None:
    screen = Screen()
    screen.plays(1.0)
    for _ in range(2):
        screen.hears_loss(0.2)
        last = screen.plays(STEP_S + 0.1)
    assert sizes(last) == {3}
    screen.hears_loss(0.2)
    screen.plays(STEP_S)
    rest = screen.plays(1.0)
    assert {packet.ssrc for _, packet in rest} == {SOUND}


@pytest.mark.parametrize("loss", [0.0, 0.02, 0.04])
def test_a_line_that_loses_little_is_shown_the_large_one_to_the_end(loss: float) -> None:
    screen = Screen()
    for _ in range(5):
        screen.plays(2.0)
        screen.hears_loss(loss)
    assert sizes(screen.sent) == {7}


def test_a_line_that_the_browser_finds_narrow_is_shown_the_small_one() -> None:
    screen = Screen()
    words = pack_remb_fci(LARGE_BPS // 2, [PICTURE])
    said = RtcpPsfbPacket(fmt=RTCP_PSFB_APP, ssrc=1, media_ssrc=0, fci=words)
    screen.player.heard("video", said, 0.0)
    screen.plays(STEP_S + 0.1)
    assert sizes(screen.plays(1.0)) == {3}


def test_who_lost_the_picture_gets_one_that_needs_no_other_and_no_two_at_once() -> None:
    screen = Screen()
    screen.plays(1.1)
    for _ in range(5):
        said = RtcpPsfbPacket(fmt=RTCP_PSFB_PLI, ssrc=1, media_ssrc=PICTURE)
        screen.player.heard("video", said, screen.now)
    pictures = [packet for _, packet in screen.plays(0.2) if packet.ssrc == PICTURE]
    begins = [packet.payload for packet in pictures if packet.payload[0] & 0x10]
    # The clip of this test has six frames, so that one more may begin anew by itself.
    keys = [vp8.starts_keyframe(payload) for payload in begins]
    assert True in keys[:2] and sum(keys) <= 2


def test_what_a_page_asks_to_have_again_comes_on_a_stream_of_its_own() -> None:
    screen = Screen()
    sent = [packet for _, packet in screen.plays(0.5) if packet.ssrc == PICTURE]
    said = RtcpRtpfbPacket(fmt=RTCP_RTPFB_NACK, ssrc=1, media_ssrc=PICTURE)
    said.lost = [sent[3].sequence_number]
    (again,) = screen.player.heard("video", said, screen.now)
    assert RtpPacket.parse(again).ssrc == AGAIN


def test_who_wants_no_picture_is_sent_sound_alone() -> None:
    screen = Screen()
    screen.player = Player(screen.sound, None, CLIPS, 0.0)
    assert {packet.ssrc for _, packet in screen.plays(0.5)} == {SOUND}


def test_the_clips_are_as_heavy_as_a_person_before_a_camera() -> None:
    clips = draw()
    assert [picture.height for picture in clips.pictures] == [720, 360]
    for picture, (_, _, bps) in zip(clips.pictures, SIZES, strict=True):
        assert len(picture.frames) == FPS * SECONDS
        size = sum(len(payload) for frame in picture.frames for payload in frame)
        assert 0.7 * bps < 8 * size / SECONDS < 1.2 * bps
        keys = [vp8.starts_keyframe(frame[0]) for frame in picture.frames]
        assert keys == [True] + [False] * (FPS * SECONDS - 1)
    assert len(clips.sound) == SOUNDS


async def test_the_clips_are_drawn_once_and_found_again(tmp_path: Path) -> None:
    drawn = []

    def drawing() -> Clips:
        drawn.append(1)
        return CLIPS

    shelf = Shelf(str(tmp_path / "deep"), drawing)
    assert list(await asyncio.gather(shelf.take(), shelf.take())) == [CLIPS, CLIPS]
    assert await Shelf(str(tmp_path / "deep"), drawing).take() == CLIPS
    assert len(drawn) == 1
    (kept,) = (tmp_path / "deep").iterdir()
    kept.write_bytes(kept.read_bytes()[:100])
    assert await Shelf(str(tmp_path / "deep"), drawing).take() == CLIPS
    assert len(drawn) == 2


async def test_clips_that_cannot_be_kept_are_drawn_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert await Shelf(str(tmp_path / "file" / "deep"), lambda: CLIPS).take() == CLIPS
    assert await Shelf("", lambda: CLIPS).take() == CLIPS
