"""The browser's offer, read as far as the node needs, and our answer's last touches.

Pure text work. Source: RFC 8866 (SDP), RFC 4796 (content).
"""

from itertools import pairwise
from typing import NamedTuple

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

    The browser's candidates are left out: it is the browser that tries our addresses, so the node
    never sends to an address that a stranger merely wrote down, and never waits for a name to be
    looked up.
    Errors: Refused when it is too large, not bundled, or asks for something else than a call.
    """
    if len(text) > LIMIT_BYTES:
        raise Refused("too large")
    rows = [row for row in text.splitlines() if not _about_candidates(row)]
    lines = tuple(_line(part) for part in _parts(rows))
    if not lines or len(lines) > LINES or any(x.kind not in ("audio", "video") for x in lines):
        raise Refused("not a call")
    if set(_value(rows, "a=group:BUNDLE ").split()) != {line.mid for line in lines}:
        raise Refused("not bundled")
    username, password = _value(rows, "a=ice-ufrag:"), _value(rows, "a=ice-pwd:")
    if not username or not password:
        raise Refused("no way")
    return Offer("\r\n".join([*rows, ""]), lines, username, password)


def with_contents(answer: str, offer: Offer) -> str:
    """The answer with the offer's `a=content` on each line, matched by mid."""
    contents = {line.mid: line.content for line in offer.lines if line.content}
    rows = []
    for row in answer.splitlines():
        rows.append(row)
        content = contents.get(row.removeprefix("a=mid:")) if row.startswith("a=mid:") else None
        if content:
            rows.append(f"a=content:{content}")
    return "\r\n".join([*rows, ""])


def _about_candidates(row: str) -> bool:
    return row.startswith(("a=candidate:", "a=end-of-candidates"))


def _parts(rows: list[str]) -> list[list[str]]:
    starts = [at for at, row in enumerate(rows) if row.startswith("m=")]
    return [rows[a:b] for a, b in pairwise([*starts, len(rows)])]


def _line(part: list[str]) -> Line:
    kind = part[0].removeprefix("m=").partition(" ")[0]
    return Line(kind, _value(part, "a=mid:"), _value(part, "a=content:"))


def _value(rows: list[str], name: str) -> str:
    return next((row.removeprefix(name).strip() for row in rows if row.startswith(name)), "")
