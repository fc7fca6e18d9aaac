"""One incoming stream of RTP, followed without decoding it.

Pure but for aiortc's packet types: packets and time go in; packets to pass on, and reports to send
back, come out.
"""

from collections import deque
from typing import NamedTuple

from aiortc.rtp import (
    RTCP_PSFB_APP,
    RTCP_PSFB_PLI,
    RTCP_RTPFB_NACK,
    AnyRtcpPacket,
    RtcpPsfbPacket,
    RtcpRrPacket,
    RtcpRtpfbPacket,
    RtpPacket,
    pack_remb_fci,
    unwrap_rtx,
)

from waitingroom.rtc import vp8
from waitingroom.rtc.ceiling import Ceiling, Queueing
from waitingroom.rtc.loss import Gaps, Reception
from waitingroom.rtc.numbers import Meter

REPORT_S = 0.5
KEYFRAME_S = 0.3
FLOWING_FRAMES = 3
FLOWING_S = 1.2


class Arrived(NamedTuple):
    """A packet to pass on, and its place on the sender's endless line of packets."""

    packet: RtpPacket
    place: int


class Anchor(NamedTuple):
    """The sender's word on which timestamp belongs to which moment, in the node's own time."""

    timestamp: int
    at: float


class Inlet:
    """What comes from one participant on one line: sound, main picture or slides.

    Shape: `beside_bps` is what the same sender may send on another line of pictures.
    """

    def __init__(self, kind: str, feedback_ssrc: int, cap_bps: int) -> None:
        self.kind = kind
        self.anchor: Anchor | None = None
        self.heard_at: float | None = None
        self.other_loss = 0
        self.beside_bps = 0.0
        self.ceiling = Ceiling(cap_bps)
        self._clock_rate = 90_000 if kind == "video" else 48_000
        self._feedback_ssrc = feedback_ssrc
        self._queueing = Queueing()
        self._meter = Meter()
        self._payload: int | None = None
        self._again: int | None = None
        self._frames: deque[float] = deque(maxlen=FLOWING_FRAMES)
        self._last_timestamp: int | None = None
        self._ssrc: int | None = None
        self._began_at: float | None = None
        self._report_due = 0.0
        self._keyframe_wanted = False
        self._keyframe_due = 0.0
        self._gaps = Gaps()
        self._reception = Reception(self._clock_rate)

    def open(self, payload: int, again: int | None) -> None:
        """Learn the payload types of the media and, where there is one, of what is sent again."""
        self._payload, self._again = payload, again

    def take(self, packet: RtpPacket, now: float) -> Arrived | None:
        """The packet to pass on: unwrapped, seen for the first time; None when there is none."""
        self._weigh(packet, now)
        if packet.payload_type == self._payload:
            return self._first_time(packet, now)
        if packet.payload_type == self._again and self._ssrc is not None:
            return self._sent_again(packet, now)
        return None

    def sender_report(self, ssrc: int, ntp: int, timestamp: int, at: float, now: float) -> None:
        """The sender's own report; `at` is its moment, moved into the node's time."""
        if ssrc == self._ssrc:
            self._reception.sender_report(ntp, now)
            self.anchor = Anchor(timestamp, at)

    def flowing(self, now: float) -> bool:
        """Whether pictures come often enough to be shown: a dark camera still sends a few.

        Of a stream that has just begun it is believed: its first picture needs no other, and who
        waits for it would else wait until the next such one was asked for and made.
        """
        full = len(self._frames) == FLOWING_FRAMES
        begins = self._began_at is not None and now - self._began_at < FLOWING_S
        return begins or (full and now - self._frames[0] < FLOWING_S)

    def want_keyframe(self) -> None:
        """Ask the sender for a picture that needs no other, at most every 0.3 s."""
        self._keyframe_wanted = True

    @property
    def reception(self) -> Reception:
        """The numbers of the stream as it is now; a stream that begins anew has new ones."""
        return self._reception

    @property
    def urgent(self) -> bool:
        """Whether something was just found missing, which is asked for at once."""
        return self.kind == "video" and (self._gaps.fresh or self._keyframe_wanted)

    def rate(self, now: float) -> float:
        """What comes in now, in bits per second."""
        return self._meter.rate(now)

    def reports(self, now: float) -> list[AnyRtcpPacket]:
        """What is due to be said to the sender."""
        if self._ssrc is None:
            return []
        said: list[AnyRtcpPacket] = []
        if now >= self._report_due:
            said.append(self._receiver_report(self._ssrc, now))
        if self.kind == "video":
            said += self._missing(self._ssrc, now)
            said += self._keyframe(self._ssrc, now)
            said += self._rate_limit(self._ssrc, now)
        return said

    def _weigh(self, packet: RtpPacket, now: float) -> None:
        self._meter.add(len(packet.payload) + packet.padding_size, now)
        sent = packet.extensions.abs_send_time
        if self.kind == "video" and sent is not None and self._queueing.add(sent, now):
            self.ceiling.crowded(self._meter.rate(now), now)

    def _first_time(self, packet: RtpPacket, now: float) -> Arrived | None:
        if packet.ssrc != self._ssrc:
            self._start(packet.ssrc, now)
        self._reception.add(packet.sequence_number, packet.timestamp, now)
        self.heard_at = now
        if packet.timestamp != self._last_timestamp:
            self._last_timestamp = packet.timestamp
            self._frames.append(now)
        if self.kind == "video" and vp8.starts_keyframe(packet.payload):
            self._keyframe_wanted = False
        return self._placed(packet, now)

    def _sent_again(self, packet: RtpPacket, now: float) -> Arrived | None:
        # Padding without a packet inside also comes on this stream; it only probes the rate.
        if len(packet.payload) < 2 or self._payload is None or self._ssrc is None:
            return None
        return self._placed(unwrap_rtx(packet, self._payload, self._ssrc), now)

    def _placed(self, packet: RtpPacket, now: float) -> Arrived | None:
        place = self._gaps.add(packet.sequence_number, now)
        if self._gaps.jumped:
            self._gaps.jumped = False
            self.want_keyframe()
        return None if place is None else Arrived(packet, place)

    def _start(self, ssrc: int, now: float) -> None:
        self._ssrc = ssrc
        self._began_at = now
        self._gaps = Gaps()
        self._reception = Reception(self._clock_rate)
        self.anchor = None

    def _missing(self, ssrc: int, now: float) -> list[AnyRtcpPacket]:
        lost = self._gaps.due(now)
        if not lost:
            return []
        packet = RtcpRtpfbPacket(fmt=RTCP_RTPFB_NACK, ssrc=self._feedback_ssrc, media_ssrc=ssrc)
        packet.lost = lost
        return [packet]

    def _keyframe(self, ssrc: int, now: float) -> list[AnyRtcpPacket]:
        if not self._keyframe_wanted or now < self._keyframe_due:
            return []
        self._keyframe_wanted, self._keyframe_due = False, now + KEYFRAME_S
        return [RtcpPsfbPacket(fmt=RTCP_PSFB_PLI, ssrc=self._feedback_ssrc, media_ssrc=ssrc)]

    def _rate_limit(self, ssrc: int, now: float) -> list[AnyRtcpPacket]:
        rate = self.ceiling.due(now)
        if rate is None:
            return []
        # A browser takes the last word on any line for all that it may send in the call.
        words = pack_remb_fci(int(rate + self.beside_bps), [ssrc])
        return [
            RtcpPsfbPacket(fmt=RTCP_PSFB_APP, ssrc=self._feedback_ssrc, media_ssrc=0, fci=words)
        ]

    def _receiver_report(self, ssrc: int, now: float) -> RtcpRrPacket:
        self._report_due = now + REPORT_S
        block = self._reception.report(ssrc, now)
        # A sender adds protection to its sound only for losses it hears of, so it is told the
        # worse of its own way up and the other's way down.
        block.fraction_lost = max(block.fraction_lost, self.other_loss)
        return RtcpRrPacket(ssrc=self._feedback_ssrc, reports=[block])
