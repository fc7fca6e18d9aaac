"""The browser's offer, read as far as the node needs, and our answer's last touches.

Pure text work. Source: RFC 8866 (SDP), RFC 4796 (content).
"""

from collections.abc import Sequence
from typing import NamedTuple

from waitingroom.rtc import sdp

LIMIT_BYTES = 32 * 1024
LINES = 4
"""An offer has sound, picture and slides; more lines than this are no call of ours."""


class Refused(ValueError):
    """The offer is not one the node can answer."""


class Line(NamedTuple):
    """One m-line of an offer."""

    kind: str
    mid: str
    content: str

    @property
    def name(self) -> str:
        """What it is for: `audio`, `video` or `slides`."""
        slides = self.kind == "video" and self.content == "slides"
        return "slides" if slides else self.kind


class Offer(NamedTuple):
    """What an offer says: its text without candidates, its lines, its ICE names."""

    text: str
    lines: tuple[Line, ...]
    username: str
    password: str

    @property
    def names(self) -> dict[str, str]:
        """What the lines are for, by their mids; of several for one thing only the first counts."""
        first = {line.name: line.mid for line in reversed(self.lines)}
        return {mid: name for name, mid in first.items()}


def read(text: str) -> Offer:
    """Read an offer.

    The browser's candidates are left out.
    Errors: Refused when it is too large, not bundled, or asks for something else than a call.
    """
    if len(text) > LIMIT_BYTES:
        raise Refused("too large")
    rows = sdp.without_candidates(text)
    lines = tuple(_line(part) for part in sdp.parts(rows))
    if not lines or len(lines) > LINES or any(x.kind not in ("audio", "video") for x in lines):
        raise Refused("not a call")
    if set(sdp.value(rows, "a=group:BUNDLE ").split()) != {line.mid for line in lines}:
        raise Refused("not bundled")
    username, password = sdp.value(rows, "a=ice-ufrag:"), sdp.value(rows, "a=ice-pwd:")
    if not username or not password:
        raise Refused("no way")
    return Offer(sdp.joined(rows), lines, username, password)


def with_contents(answer: str, offer: Offer) -> str:
    """The answer with the offer's `a=content` on each line, matched by mid."""
    contents = {line.mid: line.content for line in offer.lines if line.content}
    rows = []
    for row in answer.splitlines():
        rows.append(row)
        content = contents.get(row.removeprefix("a=mid:")) if row.startswith("a=mid:") else None
        if content:
            rows.append(f"a=content:{content}")
    return sdp.joined(rows)


def _line(part: Sequence[str]) -> Line:
    return Line(sdp.kind(part), sdp.value(part, "a=mid:"), sdp.value(part, "a=content:"))
