"""Draws and encodes the clips: squares that wander over a ground that wanders, and a soft tone.

It must be as hard to carry as a person before a camera, whatever is painted: the encoder is held to
a bit rate and given enough that moves.
"""

import math
import random
from array import array
from collections.abc import Iterator
from fractions import Fraction

from av import CodecContext, VideoFrame
from av.video.codeccontext import VideoCodecContext

from waitingroom.precheck.probe.clips import Clips, Picture
from waitingroom.rtc import vp8
from waitingroom.rtc.opus import Encoder
from waitingroom.rtc.planes import fill
from waitingroom.rtc.sound import FRAME, RATE_HZ, Samples

FPS = 25
SECONDS = 2
SOUNDS = 50 * SECONDS
SIZES = ((1280, 720, 1_450_000), (640, 360, 560_000))
"""Width, height, bits per second; with the sound and all headers 1.5 and 0.6 Mbit/s."""

_CELL, _BAND = 16, 5
_GREY = 128
_TONE_HZ, _LOUDNESS = 330, 2_000


def draw() -> Clips:
    """All of it; takes some seconds of one core."""
    return Clips(
        pictures=tuple(_picture(width, height, bps) for width, height, bps in SIZES),
        sound=tuple(_sound()),
    )


def _picture(width: int, height: int, bps: int) -> Picture:
    codec = CodecContext.create("libvpx", "w")
    if not isinstance(codec, VideoCodecContext):
        raise TypeError("libvpx encodes video")
    codec.width, codec.height, codec.pix_fmt = width, height, "yuv420p"
    codec.time_base, codec.framerate = Fraction(1, FPS), Fraction(FPS)
    # More would wait for each other by turning in circles on a machine that is busy.
    codec.thread_count = 1
    codec.bit_rate, codec.gop_size = bps, FPS * SECONDS * 2
    rate = str(bps)
    codec.options = {
        "deadline": "realtime",
        "cpu-used": "12",
        "lag-in-frames": "0",
        "minrate": rate,
        "maxrate": rate,
        "bufsize": rate,
    }
    frames = [
        vp8.packets(bytes(packet))
        for frame in [*_frames(width, height), None]
        for packet in codec.encode(frame)
    ]
    return Picture(height=height, fps=FPS, bps=bps, frames=tuple(frames))


def _frames(width: int, height: int) -> Iterator[VideoFrame]:
    chance = random.Random(height)  # noqa: S311 the same picture at each start
    wide = width + FPS * SECONDS * 4
    ground = [_stripe(chance, wide) for _ in range(height // _CELL + 2)]
    for number in range(FPS * SECONDS):
        squares = [_stripe(chance, width) for _ in range(height // _BAND // _CELL + 1)]
        frame = VideoFrame(width, height, "yuv420p")
        left, band = 4 * number, (number * 2) % height
        rows = [ground[y // _CELL][left : left + width] for y in range(height)]
        # Where nothing is as it was before, as when somebody moves.
        for y in range(band, min(height, band + height // _BAND)):
            rows[y] = squares[(y - band) // _CELL]
        fill(frame.planes[0], b"".join(rows), width)
        for plane in frame.planes[1:]:
            fill(plane, bytes([_GREY]) * (width * height // 4), width // 2)
        frame.pts = number
        yield frame


def _stripe(chance: random.Random, width: int) -> bytes:
    cells = (bytes([chance.randrange(60, 190)]) * _CELL for _ in range(width // _CELL + 1))
    return b"".join(cells)[:width]


def _sound() -> Iterator[bytes]:
    encoder = Encoder()
    return (encoder.encode(_tone(number * FRAME)) for number in range(SOUNDS))


def _tone(start: int) -> Samples:
    turn = 2 * math.pi * _TONE_HZ / RATE_HZ
    return array("h", (int(_LOUDNESS * math.sin(turn * at)) for at in range(start, start + FRAME)))
