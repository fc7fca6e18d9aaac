"""One stream in and one stream out, packet by packet."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from aiortc.rtp import (
    RTCP_PSFB_APP,
    RTCP_PSFB_PLI,
    RTCP_RTPFB_NACK,
    HeaderExtensionsMap,
    RtcpPacket,
    RtcpPsfbPacket,
    RtcpReceiverInfo,
    RtcpRrPacket,
    RtcpRtpfbPacket,
    RtcpSrPacket,
    RtpPacket,
    pack_remb_fci,
    unpack_remb_fci,
    unwrap_rtx,
    wrap_rtx,
)

from waitingroom.conference.media.slate import draw
from waitingroom.rtc import vp8
from waitingroom.rtc.hooks import Manner
from waitingroom.rtc.inlet import FLOWING_S, Anchor, Arrived, Inlet
from waitingroom.rtc.outlet import MIXED_LATE_S, NTP_EPOCH_S, Outlet

SSRC, AGAIN, OURS, OURS_AGAIN = 1111, 1112, 2221, 2222
EPOCH = 1_790_000_000.0
KEY, DELTA = b"\x90\x80\x80\x00\x00", b"\x90\x80\x80\x00\x01"


def packet(number: int, payload: bytes = DELTA, *, step: int = 3000) -> RtpPacket:
    return RtpPacket(
        payload_type=96,
        marker=1,
        sequence_number=number & 0xFFFF,
        timestamp=(number * step) & 0xFFFFFFFF,
        ssrc=SSRC,
        payload=vp8.with_picture(payload, number) + bytes(100),
    )


def inlet(kind: str = "video") -> Inlet:
    one = Inlet(kind, OURS, 2_500_000)
    one.open(96, 97)
    return one


def outlet(kind: str = "video") -> Outlet:
    one = Outlet(kind, OURS, OURS_AGAIN, EPOCH)
    one.manner = Manner(100, 101, "1", "name", HeaderExtensionsMap())
    return one


def passed(out: Outlet, source: Iterator[tuple[int, RtpPacket]], start: float) -> list[RtpPacket]:
    sent = [
        out.forward(Arrived(one, place), start + number / 30)
        for number, (place, one) in enumerate(source)
    ]
    return [RtpPacket.parse(data) for data in sent if data is not None]


def test_a_lost_packet_is_asked_for_and_passed_on_when_it_is_sent_again() -> None:
    one = inlet()
    for number in (5, 7):
        assert one.take(packet(number), 0.0) is not None
    assert one.urgent
    asked = [said for said in one.reports(0.0) if isinstance(said, RtcpRtpfbPacket)]
    assert [said.lost for said in asked] == [[6]] and asked[0].fmt == RTCP_RTPFB_NACK
    again = wrap_rtx(packet(6), 97, 900, AGAIN)
    arrived = one.take(again, 0.05)
    assert arrived is not None and arrived.place == 6
    assert arrived.packet.payload == packet(6).payload and arrived.packet.ssrc == SSRC
    assert one.take(again, 0.06) is None and not one.urgent


def test_padding_and_strangers_are_not_passed_on() -> None:
    one = inlet()
    one.take(packet(5), 0.0)
    assert one.take(RtpPacket(payload_type=97, ssrc=AGAIN), 0.1) is None
    assert one.take(RtpPacket(payload_type=50, ssrc=9), 0.1) is None


def test_keyframes_are_asked_for_at_most_every_third_of_a_second() -> None:
    one = inlet()
    one.take(packet(5), 0.0)
    asked = 0
    for tick in range(100):
        one.want_keyframe()
        said = one.reports(tick / 100)
        asked += sum(isinstance(x, RtcpPsfbPacket) and x.fmt == RTCP_PSFB_PLI for x in said)
    assert asked == 4


def test_sound_is_told_of_the_worse_of_both_ways_and_never_asked_for_again() -> None:
    one = inlet("audio")
    for number in (1, 2, 4):
        one.take(packet(number), 0.0)
    one.other_loss = 99
    said = one.reports(1.0)
    assert len(said) == 1 and isinstance(said[0], RtcpRrPacket)
    assert said[0].reports[0].fraction_lost == 99
    one.other_loss = 0
    (again,) = one.reports(2.0)
    assert isinstance(again, RtcpRrPacket) and again.reports[0].fraction_lost == 0


def test_the_highest_rate_is_announced_at_once() -> None:
    one = inlet()
    one.take(packet(5), 0.0)
    rates = [
        unpack_remb_fci(said.fci)
        for said in one.reports(0.0)
        if isinstance(said, RtcpPsfbPacket) and said.fmt == RTCP_PSFB_APP
    ]
    assert len(rates) == 1 and rates[0][1] == [SSRC]
    assert rates[0][0] == pytest.approx(2_500_000, rel=0.01)


def test_a_few_pictures_a_second_are_not_a_flow() -> None:
    one = inlet()
    for number in range(4):
        one.take(packet(number), float(number))
        # What has just begun is believed for a while.
        assert one.flowing(float(number)) is (number < FLOWING_S)
    for number in range(4, 8):
        one.take(packet(number), 3 + number / 10)
    assert one.flowing(3.7) and not one.flowing(6.0)


def test_a_new_source_joins_the_line_without_a_seam() -> None:
    out = outlet()
    first = passed(out, ((n, packet(n)) for n in range(65_530, 65_540)), 0.0)
    out.change_source()
    second = passed(out, ((n, packet(n)) for n in range(100, 110)), 1.0)
    numbers = [one.sequence_number for one in first + second]
    assert [(b - a) & 0xFFFF for a, b in pairwise(numbers)] == [1] * 19
    pictures = [vp8.picture(one.payload) or 0 for one in first + second]
    assert [(b - a) % vp8.PICTURES for a, b in pairwise(pictures)] == [1] * 19
    gap = (second[0].timestamp - first[-1].timestamp) & 0xFFFFFFFF
    assert gap == pytest.approx(0.7 * 90_000, abs=2)
    assert {(one.ssrc, one.payload_type) for one in first + second} == {(OURS, 100)}


def test_what_is_older_than_the_source_is_dropped() -> None:
    out = outlet()
    assert out.forward(Arrived(packet(50), 50), 0.0) is not None
    assert out.forward(Arrived(packet(49), 49), 0.1) is None


def test_a_packet_that_comes_late_keeps_its_own_number() -> None:
    out = outlet()
    sent = passed(out, iter([(1, packet(1)), (3, packet(3)), (2, packet(2)), (4, packet(4))]), 0.0)
    base = sent[0].sequence_number
    assert [(one.sequence_number - base) & 0xFFFF for one in sent] == [0, 2, 1, 3]


def test_the_slate_and_the_camera_make_one_line() -> None:
    out = outlet()
    slate = draw()
    shown = [RtpPacket.parse(data) for data in out.show(slate, 0.0) + out.show(slate, 0.3)]
    shown += passed(out, ((n, packet(n, KEY)) for n in range(7, 9)), 0.5)
    shown += [RtpPacket.parse(data) for data in out.show(slate, 1.5)]
    numbers = [one.sequence_number for one in shown]
    assert all((b - a) & 0xFFFF == 1 for a, b in pairwise(numbers))
    times = [one.timestamp for one in shown]
    assert all(0 <= (b - a) & 0xFFFFFFFF < 100_000 for a, b in pairwise(times))
    assert vp8.starts_keyframe(shown[0].payload) and shown[len(slate) - 1].marker


def test_what_the_receiver_lost_is_sent_again_in_its_wrapping() -> None:
    out = outlet()
    sent = passed(out, ((n, packet(n)) for n in range(5)), 0.0)
    lost = RtcpRtpfbPacket(fmt=RTCP_RTPFB_NACK, ssrc=1, media_ssrc=OURS)
    lost.lost = [sent[2].sequence_number, 4, sent[4].sequence_number]
    again = [RtpPacket.parse(data) for data in out.heard(lost, 1.0)]
    assert {(one.ssrc, one.payload_type) for one in again} == {(OURS_AGAIN, 101)}
    whole = [unwrap_rtx(one, 100, OURS) for one in again]
    assert [one.payload for one in whole] == [sent[2].payload, sent[4].payload]
    assert out.heard(lost, 1.01) == []
    assert len(out.heard(lost, 1.1)) == 2


def test_what_the_receiver_says_is_taken_down() -> None:
    out = outlet()
    out.heard(RtcpPsfbPacket(fmt=RTCP_PSFB_PLI, ssrc=1, media_ssrc=OURS), 0.0)
    words = pack_remb_fci(600_000, [OURS])
    out.heard(RtcpPsfbPacket(fmt=RTCP_PSFB_APP, ssrc=1, media_ssrc=0, fci=words), 0.0)
    out.heard(RtcpPsfbPacket(fmt=RTCP_PSFB_APP, ssrc=1, media_ssrc=0, fci=b"nonsense"), 0.0)
    block = RtcpReceiverInfo(OURS, 25, 10, 1, 0, 0, 0)
    out.heard(RtcpRrPacket(ssrc=1, reports=[block]), 0.0)
    assert out.keyframe_wanted and out.loss == 25
    assert out.estimate_bps == pytest.approx(600_000, rel=0.01)


def test_sender_reports_put_both_lines_on_one_clock() -> None:
    video, audio = outlet(), outlet("audio")
    passed(video, ((n, packet(n)) for n in range(5)), 10.0)
    passed(audio, ((n, packet(n, step=960)) for n in range(5)), 10.0)
    reports = {}
    for out, rate, step in ((video, 90_000, 3000), (audio, 48_000, 960)):
        data = out.report(Anchor(timestamp=2 * step, at=10.0), 11.0)
        assert data is not None
        (report, _) = RtcpPacket.parse(data)
        assert isinstance(report, RtcpSrPacket)
        reports[rate] = report.sender_info
        assert report.sender_info.ntp_timestamp == int((EPOCH + 11 + NTP_EPOCH_S) * (1 << 32))
        assert out.report(Anchor(0, 10.0), 11.5) is None
    # Packet 2 was taken at 10.0 by the sender's word; one second later is one clock rate later.
    for out, rate in ((video, 90_000), (audio, 48_000)):
        third = (out._timestamp - 2 * (3000 if rate == 90_000 else 960)) & 0xFFFFFFFF
        assert (reports[rate].rtp_timestamp - third) & 0xFFFFFFFF == rate


def test_sound_of_our_own_goes_on_evenly_and_joins_and_is_joined_without_a_seam() -> None:
    out = outlet("audio")
    first = passed(out, ((n, packet(n, step=960)) for n in range(5)), 0.0)
    uttered = [
        RtpPacket.parse(data)
        # However unevenly it leaves, its times are even.
        for now in (0.2, 0.23, 0.23, 0.31)
        if (data := out.utter(b"sound", 960, now)) is not None
    ]
    last = passed(out, ((n, packet(n, step=960)) for n in range(70, 72)), 0.4)
    numbers = [one.sequence_number for one in first + uttered + last]
    assert [(b - a) & 0xFFFF for a, b in pairwise(numbers)] == [1] * 10
    times = [one.timestamp for one in uttered]
    assert [(b - a) & 0xFFFFFFFF for a, b in pairwise(times)] == [960] * 3
    assert [one.marker for one in uttered] == [1, 0, 0, 0]
    for a, b in pairwise(one.timestamp for one in first + uttered + last):
        assert 0 < (b - a) & 0xFFFFFFFF < 5 * 960


def test_what_leaves_in_a_mix_is_told_to_have_been_said_earlier() -> None:
    out = outlet("audio")
    out.utter(b"sound", 960, 10.0)
    data = out.report(None, 10.5)
    assert data is not None
    (report, _) = RtcpPacket.parse(data)
    assert isinstance(report, RtcpSrPacket)
    ahead = (report.sender_info.rtp_timestamp - out._timestamp) & 0xFFFFFFFF
    assert ahead == pytest.approx((0.5 + MIXED_LATE_S) * 48_000, abs=1)


def test_without_a_word_of_the_sender_there_is_no_report_of_its_picture() -> None:
    out = outlet()
    passed(out, iter([(1, packet(1))]), 0.0)
    assert out.report(None, 5.0) is None
    out.show(draw(), 5.1)
    assert out.report(None, 5.2) is not None


@pytest.mark.parametrize(
    ("payload", "starts", "number"),
    [
        (b"\x90\x80\x85\x01\x00", True, 0x501),
        (b"\x90\x80\x85\x01\x01", False, 0x501),
        (b"\x80\x80\x85\x01\x00", False, 0x501),
        (b"\x10\x00", True, None),
        (b"\x10\x01", False, None),
        (b"\x90\x80\x05\x00", True, None),
        (b"\x90\xf0\x85\x01\x07\x20\x00", True, 0x501),
        (b"", False, None),
        (b"\x90", False, None),
        (b"\x90\x80\x85\x01", False, 0x501),
    ],
)
def test_the_few_bits_of_vp8(payload: bytes, starts: bool, number: int | None) -> None:
    assert vp8.starts_keyframe(payload) is starts
    assert vp8.picture(payload) == number
    renumbered = vp8.with_picture(payload, 77)
    assert vp8.picture(renumbered) == (None if number is None else 77)
    assert len(renumbered) == len(payload)
