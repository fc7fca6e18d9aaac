"""Session descriptions as rows of text: what we look at before aiortc does.

Pure text work. Source: RFC 8866 (SDP), RFC 8839 (ICE in it).
"""

from collections.abc import Sequence
from itertools import pairwise


def without_candidates(text: str) -> list[str]:
    """The rows, without those about addresses to try.

    It is the browser that tries our addresses, so nothing is ever sent to an address that a
    stranger merely wrote down, and no name is ever looked up.
    """
    return [row for row in text.splitlines() if not _about_candidates(row)]


def joined(rows: Sequence[str]) -> str:
    """Rows as one text again."""
    return "\r\n".join([*rows, ""])


def parts(rows: Sequence[str]) -> list[Sequence[str]]:
    """The m-lines, each with the rows that belong to it."""
    starts = [at for at, row in enumerate(rows) if row.startswith("m=")]
    return [rows[a:b] for a, b in pairwise([*starts, len(rows)])]


def kind(part: Sequence[str]) -> str:
    """What an m-line carries: `audio`, `video` or `application`."""
    return part[0].removeprefix("m=").partition(" ")[0]


def value(rows: Sequence[str], name: str) -> str:
    """What stands behind a name such as `a=mid:`, the first time; empty when it does not."""
    return next((row.removeprefix(name).strip() for row in rows if row.startswith(name)), "")


def _about_candidates(row: str) -> bool:
    return row.startswith(("a=candidate", "a=end-of-candidates", "a=remote-candidates"))
