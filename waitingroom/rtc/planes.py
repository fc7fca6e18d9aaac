"""Pictures of our own, from rows of bytes to the planes of the codec library."""

from av.video.plane import VideoPlane


def fill(plane: VideoPlane, rows: bytes, width: int) -> None:
    """Fill a plane with rows of so many bytes; its lines may be longer than the picture is wide."""
    gap = bytes(plane.line_size - width)
    lines = (rows[at : at + width] + gap for at in range(0, len(rows), width))
    plane.update(b"".join(lines))
