"""The picture that is shown while there is no other: drawn and encoded once, at start-up.

Main video must never stop: the browser's call library would take the way for broken and start it
anew.
"""

from av import CodecContext, VideoFrame
from av.video.codeccontext import VideoCodecContext

from waitingroom.rtc import vp8
from waitingroom.rtc.planes import fill

WIDTH, HEIGHT = 640, 360
_BACKGROUND, _FIGURE = 38, 74
_BLUE, _RED = 138, 122
_HEAD = (320, 138, 52)
_SHOULDERS = (320, 330, 118)


def draw() -> tuple[bytes, ...]:
    """A figure on a calm ground, as the RTP payloads of one VP8 keyframe.

    No word is painted in: the page says what is the matter, in the language of who sees it.
    """
    frame = VideoFrame(WIDTH, HEIGHT, "yuv420p")
    rows = b"".join(_row(y) for y in range(HEIGHT))
    fill(frame.planes[0], rows, WIDTH)
    fill(frame.planes[1], bytes([_BLUE]) * (WIDTH * HEIGHT // 4), WIDTH // 2)
    fill(frame.planes[2], bytes([_RED]) * (WIDTH * HEIGHT // 4), WIDTH // 2)
    frame.pts = 0
    return vp8.packets(_encoded(frame))


def _row(y: int) -> bytes:
    row = bytearray([_BACKGROUND]) * WIDTH
    for centre_x, centre_y, radius in (_HEAD, _SHOULDERS):
        half = radius**2 - (y - centre_y) ** 2
        if half > 0:
            reach = int(half**0.5)
            row[centre_x - reach : centre_x + reach] = bytes([_FIGURE]) * (2 * reach)
    return bytes(row)


def _encoded(frame: VideoFrame) -> bytes:
    codec = CodecContext.create("libvpx", "w")
    if not isinstance(codec, VideoCodecContext):
        raise TypeError("libvpx encodes video")
    codec.width, codec.height = WIDTH, HEIGHT
    codec.pix_fmt = "yuv420p"
    codec.bit_rate = 400_000
    codec.options = {"deadline": "good", "lag-in-frames": "0"}
    return b"".join(bytes(packet) for packet in [*codec.encode(frame), *codec.encode(None)])
