"""Why a connection is closed: one table for the server, the pages and the protocol document."""

from enum import IntEnum
from typing import Self


class CloseCode(IntEnum):
    """A WebSocket close code.

    Shape: `word` is the code in one kebab-case word, as in `Bye.reason`; `comes_back` tells whether
    the page tries again by itself; `meaning` is for the reader of the protocol document.
    """

    word: str
    comes_back: bool
    meaning: str

    def __new__(cls, code: int, word: str, comes_back: bool, meaning: str) -> Self:
        """The code as a number that carries the other columns of its row."""
        member = int.__new__(cls, code)
        member._value_ = code
        member.word = word
        member.comes_back = comes_back
        member.meaning = meaning
        return member

    FINISHED = 1000, "finished", False, "Both sides are done."
    PAGE_LEFT = 1001, "page-left", False, "The person went to another page."
    BAD_FRAME = 1002, "bad-frame", False, "The frames break the rules of WebSocket."
    BINARY = 1003, "binary", False, "A binary message came; only text is spoken here."
    LOST = 1006, "lost", True, "Never sent: what a browser says when the connection broke."
    BAD_TEXT = 1007, "bad-text", False, "The text is not UTF-8."
    POLICY = 1008, "policy", False, "A rule of this place was broken."
    TOO_BIG = 1009, "too-big", False, "A message is longer than the server takes."
    FAULT = 1011, "fault", True, "The server made a mistake; its log has it."
    RESTART = 1012, "restart", True, "This server stops; another one, or the next, goes on."
    OVERLOADED = 1013, "overloaded", True, "Too many at once."
    MALFORMED = 4400, "malformed", False, "A message could not be understood."
    SIGNED_OUT = 4401, "signed-out", False, "The sign-in is not valid, or not any more."
    DENIED = 4403, "denied", False, "Not allowed, or not any more."
    GONE = 4404, "gone", False, "There is no such queue, or not any more."
    SILENT = 4408, "silent", True, "No Hello in time, or nothing heard for too long."
    REPLACED = (
        4409,
        "replaced",
        False,
        "The person's other windows took over; a button takes it back.",
    )
    MOVED = 4410, "moved", True, "The visit goes on in another queue."
    TOO_SLOW = 4413, "too-slow", True, "The page does not read what it is sent."
    OUTDATED = 4426, "outdated", False, "The page is of another release and must be loaded anew."
    TOO_FAST = 4429, "too-fast", True, "Too many messages; Bye says how long to wait."
