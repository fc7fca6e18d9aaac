"""Opus in and out, by the codec library: one voice is decoded, one mix is encoded."""

from array import array
from fractions import Fraction
from typing import Literal

from av import AudioFrame, CodecContext, FFmpegError, Packet
from av.audio.codeccontext import AudioCodecContext

from waitingroom.rtc.sound import FRAME, RATE_HZ, Samples

_BIT_RATE = 40_000
_OPTIONS = {
    "application": "voip",
    "frame_duration": "20",
    # The way down may lose packets: each also carries the one before it, coarsely.
    "fec": "1",
    "packet_loss": "5",
    # A step below the best, at half the price.
    "compression_level": "5",
}


class Decoder:
    """Decodes the packets of one sender, in order."""

    def __init__(self) -> None:
        self._codec = _codec("r")

    def decode(self, payload: bytes) -> Samples:
        """The samples of one packet; none when it is not Opus."""
        if not payload:
            # The library takes an empty packet for the end, and no other after it.
            return array("h")
        try:
            frames = self._codec.decode(Packet(payload))
        except FFmpegError:
            return array("h")
        samples: Samples = array("h")
        for frame in frames:
            # A plane may be longer than what was decoded into it.
            samples.frombytes(bytes(frame.planes[0])[: 2 * frame.samples])
        return samples


class Encoder:
    """Encodes what one participant hears."""

    def __init__(self) -> None:
        self._codec = _codec("w")
        self._codec.bit_rate = _BIT_RATE
        self._codec.time_base = Fraction(1, RATE_HZ)
        self._codec.options = _OPTIONS
        self._at = 0

    def encode(self, samples: Samples) -> bytes:
        """The packet of one frame of 20 ms."""
        frame = AudioFrame(format="s16", layout="mono", samples=FRAME)
        frame.sample_rate = RATE_HZ
        frame.pts, self._at = self._at, self._at + FRAME
        frame.time_base = self._codec.time_base
        plane = frame.planes[0]
        plane.update(samples.tobytes() + bytes(plane.buffer_size - 2 * FRAME))
        return b"".join(bytes(packet) for packet in self._codec.encode(frame))


def _codec(mode: Literal["r", "w"]) -> AudioCodecContext:
    codec = CodecContext.create("libopus", mode)
    codec.format, codec.layout, codec.sample_rate = "s16", "mono", RATE_HZ
    return codec
