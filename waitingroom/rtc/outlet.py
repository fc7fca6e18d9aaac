"""One outgoing stream of RTP: whatever the source, one unbroken line of numbers and times.

Pure but for aiortc's packet types: it makes bytes to send and sends nothing.
"""

import secrets
from dataclasses import dataclass

from aiortc.rtp import (
    RTCP_PSFB_APP,
    RTCP_PSFB_FIR,
    RTCP_PSFB_PLI,
    RTCP_RTPFB_NACK,
    AnyRtcpPacket,
    RtcpPsfbPacket,
    RtcpReceiverInfo,
    RtcpRrPacket,
    RtcpRtpfbPacket,
    RtcpSdesPacket,
    RtcpSenderInfo,
    RtcpSourceInfo,
    RtcpSrPacket,
    RtpPacket,
    unpack_remb_fci,
    wrap_rtx,
)

from waitingroom.rtc import vp8
from waitingroom.rtc.hooks import Manner
from waitingroom.rtc.inlet import Anchor, Arrived
from waitingroom.rtc.numbers import Meter, ahead

HISTORY = 1024
RESEND_S = 0.02
REPORT_S = 1.0
NTP_EPOCH_S = 2_208_988_800
MIXED_LATE_S = 0.05
"""What leaves in a mix was said about so much earlier; told, it stays in step with the lips."""


@dataclass(slots=True)
class _Sent:
    packet: RtpPacket
    at: float


@dataclass(slots=True)
class _Shift:
    """What is added to a source's numbers, and the first of its packets that counts."""

    first: int
    sequence: int
    timestamp: int
    picture: int


class Outlet:
    """What goes to one participant on one line: audio, or main video."""

    def __init__(self, kind: str, ssrc: int, again_ssrc: int, epoch: float) -> None:
        self.kind = kind
        self.manner: Manner | None = None
        self.enabled = True
        self.keyframe_wanted = False
        self.estimate_bps: float | None = None
        self.loss = 0
        self._epoch = epoch
        self._ssrc, self._again_ssrc = ssrc, again_ssrc
        self._clock_rate = 90_000 if kind == "video" else 48_000
        self._sequence = secrets.randbits(15)
        self._again_sequence = secrets.randbits(15)
        self._timestamp = secrets.randbits(31)
        self._picture = secrets.randbits(14)
        self._sent_at: float | None = None
        self._shift: _Shift | None = None
        self._uttering = False
        self._history: list[_Sent | None] = [None] * HISTORY
        self._meter = Meter()
        self._packets = 0
        self._bytes = 0
        self._report_due = 0.0

    @property
    def open(self) -> bool:
        """Whether the browser wants this line and it is known how to send on it."""
        return self.manner is not None and self.enabled

    def change_source(self) -> None:
        """The next packet comes from elsewhere: join it to the line without a seam."""
        self._shift = None
        self._uttering = False

    def forward(self, arrived: Arrived, now: float) -> bytes | None:
        """The packet as it leaves here; None when it is older than the source's first."""
        manner = self.manner
        if manner is None:
            return None
        shift = self._shift or self._join(arrived, now)
        if arrived.place < shift.first:
            return None
        source = arrived.packet
        packet = RtpPacket(
            payload_type=manner.payload,
            marker=source.marker,
            sequence_number=(source.sequence_number + shift.sequence) & 0xFFFF,
            timestamp=(source.timestamp + shift.timestamp) & 0xFFFFFFFF,
            payload=self._renumbered(source.payload, shift.picture),
        )
        packet.padding_size = source.padding_size
        packet.extensions.audio_level = source.extensions.audio_level
        return self._dispatch(packet, manner, now)

    def show(self, payloads: tuple[bytes, ...], now: float) -> list[bytes]:
        """A whole picture of our own, as the next on the line."""
        manner = self.manner
        if manner is None:
            return []
        self._shift = None
        timestamp = self._next_timestamp(now)
        self._picture = (self._picture + 1) % vp8.PICTURES
        sent = []
        for number, payload in enumerate(payloads, start=1):
            packet = RtpPacket(
                payload_type=manner.payload,
                marker=int(number == len(payloads)),
                sequence_number=(self._sequence + 1) & 0xFFFF,
                timestamp=timestamp,
                payload=vp8.with_picture(payload, self._picture),
            )
            sent.append(self._dispatch(packet, manner, now))
        return sent

    def utter(self, payload: bytes, samples: int, now: float) -> bytes | None:
        """Sound of our own, as the next on the line; it goes on for so many samples."""
        manner = self.manner
        if manner is None:
            return None
        first = self._shift is not None or not self._uttering
        self._shift, self._uttering = None, True
        step = (self._timestamp + samples) & 0xFFFFFFFF
        packet = RtpPacket(
            payload_type=manner.payload,
            marker=int(first),
            sequence_number=(self._sequence + 1) & 0xFFFF,
            timestamp=self._next_timestamp(now) if first else step,
            payload=payload,
        )
        return self._dispatch(packet, manner, now)

    def heard(self, said: AnyRtcpPacket, now: float) -> list[bytes]:
        """Take a report of the receiver; what it asks to have again comes back."""
        match said:
            case RtcpRtpfbPacket(fmt=fmt) if fmt == RTCP_RTPFB_NACK:
                return self._resend(said.lost, now)
            case RtcpPsfbPacket(fmt=fmt) if fmt in (RTCP_PSFB_PLI, RTCP_PSFB_FIR):
                self.keyframe_wanted = True
            case RtcpPsfbPacket(fmt=fmt) if fmt == RTCP_PSFB_APP:
                self._estimated(said.fci)
            case RtcpRrPacket() | RtcpSrPacket():
                self._received(said.reports)
        return []

    def report(self, anchor: Anchor | None, now: float) -> bytes | None:
        """The sender report, when one is due and the times of sound and picture are known."""
        if self.manner is None or self._sent_at is None or now < self._report_due:
            return None
        timestamp = self._timestamp_now(anchor, self._sent_at, now)
        if timestamp is None:
            return None
        self._report_due = now + REPORT_S
        info = RtcpSenderInfo(
            ntp_timestamp=int((self._epoch + now + NTP_EPOCH_S) * (1 << 32)),
            rtp_timestamp=timestamp & 0xFFFFFFFF,
            packet_count=self._packets & 0xFFFFFFFF,
            octet_count=self._bytes & 0xFFFFFFFF,
        )
        name = RtcpSourceInfo(ssrc=self._ssrc, items=[(1, self.manner.cname.encode())])
        return bytes(RtcpSrPacket(ssrc=self._ssrc, sender_info=info)) + bytes(
            RtcpSdesPacket(chunks=[name])
        )

    def rate(self, now: float) -> float:
        """What goes out now, in bits per second."""
        return self._meter.rate(now)

    def _join(self, arrived: Arrived, now: float) -> _Shift:
        source = arrived.packet
        picture = vp8.picture(source.payload) if self.kind == "video" else None
        self._shift = _Shift(
            first=arrived.place,
            sequence=self._sequence + 1 - source.sequence_number,
            timestamp=self._next_timestamp(now) - source.timestamp,
            picture=0 if picture is None else self._picture + 1 - picture,
        )
        return self._shift

    def _next_timestamp(self, now: float) -> int:
        waited = 0.0 if self._sent_at is None else now - self._sent_at
        return (self._timestamp + max(1, int(waited * self._clock_rate))) & 0xFFFFFFFF

    def _renumbered(self, payload: bytes, shift: int) -> bytes:
        picture = vp8.picture(payload) if self.kind == "video" else None
        if picture is None:
            return payload
        number = (picture + shift) % vp8.PICTURES
        if ahead(number, self._picture, bits=15) > 0:
            self._picture = number
        return vp8.with_picture(payload, number)

    def _dispatch(self, packet: RtpPacket, manner: Manner, now: float) -> bytes:
        packet.ssrc = self._ssrc
        if self._sent_at is None or ahead(packet.sequence_number, self._sequence) > 0:
            self._sequence, self._timestamp = packet.sequence_number, packet.timestamp
            self._sent_at = now
        self._packets += 1
        self._bytes += len(packet.payload)
        self._meter.add(len(packet.payload), now)
        self._history[packet.sequence_number % HISTORY] = _Sent(packet, now)
        return self._serialized(packet, manner, now)

    def _serialized(self, packet: RtpPacket, manner: Manner, now: float) -> bytes:
        packet.extensions.mid = manner.mid
        packet.extensions.abs_send_time = int(now * (1 << 18)) & 0xFFFFFF
        return packet.serialize(manner.extensions)

    def _resend(self, lost: list[int], now: float) -> list[bytes]:
        manner = self.manner
        if manner is None or manner.again is None:
            return []
        packets = []
        for sequence in lost:
            sent = self._history[sequence % HISTORY]
            # Twice within 20 ms is an echo of one loss; without this a receiver could have
            # itself flooded.
            if sent and sent.packet.sequence_number == sequence and now - sent.at >= RESEND_S:
                sent.at = now
                self._again_sequence = (self._again_sequence + 1) & 0xFFFF
                copy = wrap_rtx(sent.packet, manner.again, self._again_sequence, self._again_ssrc)
                packets.append(self._serialized(copy, manner, now))
        return packets

    def _estimated(self, words: bytes) -> None:
        try:
            rate, ssrcs = unpack_remb_fci(words)
        except ValueError:
            return
        if self._ssrc in ssrcs:
            self.estimate_bps = float(rate)

    def _received(self, blocks: list[RtcpReceiverInfo]) -> None:
        for block in blocks:
            if block.ssrc == self._ssrc:
                self.loss = block.fraction_lost

    def _timestamp_now(self, anchor: Anchor | None, sent_at: float, now: float) -> int | None:
        if self._shift is None:
            earlier = MIXED_LATE_S if self._uttering else 0.0
            return self._timestamp + int((now - sent_at + earlier) * self._clock_rate)
        if anchor is None:
            return None
        elapsed = int((now - anchor.at) * self._clock_rate)
        return anchor.timestamp + self._shift.timestamp + elapsed
