"""What is said over a line, as far as a fault must know it: questions and their answers.

A question ends where the other side owes an answer: PostgreSQL's Query and Sync (its "Message
Formats"), one command of Redis (its "Redis serialization protocol specification").
"""

import re
import struct
from collections.abc import Iterator
from typing import Protocol

from waitingroom.core.value import Value

Piece = tuple[bytes, "Question | None"]
"""Bytes to pass on, and the question that they end."""

SSL_REQUESTS = (80877103, 80877104)
CANCEL_REQUEST = 80877102
ALONE = (b"X", b"p", b"H")
"""Terminate, a password, Flush: sent on at once, and no question."""
ENDS = "COMMIT|ROLLBACK"
UNASKED = (b"message", b"pmessage", b"smessage")


class Question(Value):
    """One thing asked over one line.

    Shape: `text` is SQL or the words of a command; `within` is what was asked before it in the same
    transaction, one statement a line.
    """

    text: str
    counts: bool = True
    within: str = ""


class Talk(Protocol):
    """One conversation, fed with what each side says."""

    def asks(self, part: bytes) -> Iterator[Piece]:
        """What the client said, in pieces that each end a question; an unfinished one is kept."""

    def answers(self, part: bytes) -> Iterator[tuple[bytes, bool]]:
        """What the server said, in pieces, and whether each ends the answer to a question."""


class Bytes:
    """A conversation of which nothing is known: there are no questions in it."""

    def asks(self, part: bytes) -> Iterator[Piece]:
        """As it comes."""
        yield part, None

    def answers(self, part: bytes) -> Iterator[tuple[bytes, bool]]:
        """As it comes."""
        yield part, False


class PostgreSQLTalk:
    """A conversation with PostgreSQL without TLS; statements are told by their SQL."""

    def __init__(self) -> None:
        self._said = b""
        self._kept = b""
        self._heard = b""
        self._greeted = False
        self._one_byte = 0
        self._prepared: dict[bytes, str] = {}
        self._text = ""
        self._within: list[str] = []

    def asks(self, part: bytes) -> Iterator[Piece]:
        """See `Talk`."""
        self._said += part
        while (message := self._message()) is not None:
            self._kept += message
            question = self._question(message)
            if question is not None or message[:1] in ALONE:
                piece, self._kept, self._text = self._kept, b"", ""
                yield piece, question

    def answers(self, part: bytes) -> Iterator[tuple[bytes, bool]]:
        """See `Talk`."""
        self._heard += part
        while self._one_byte and self._heard:
            piece, self._heard = self._heard[:1], self._heard[1:]
            self._one_byte -= 1
            yield piece, True
        piece = b""
        while len(self._heard) >= 5:
            length = 1 + struct.unpack_from("!I", self._heard, 1)[0]
            if len(self._heard) < length:
                break
            message, self._heard = self._heard[:length], self._heard[length:]
            piece += message
            if message[:1] == b"Z":
                yield piece, True
                piece = b""
        if piece:
            yield piece, False

    def _message(self) -> bytes | None:
        """The next whole message of the client; only the first ones have no letter in front."""
        letter = int(self._greeted)
        if len(self._said) < letter + 4:
            return None
        length = letter + struct.unpack_from("!I", self._said, letter)[0]
        if len(self._said) < length:
            return None
        message, self._said = self._said[:length], self._said[length:]
        return message

    def _question(self, message: bytes) -> Question | None:
        if not self._greeted:
            return self._greeting(message)
        match message[:1]:
            case b"Q":
                return self._asked(_zero_ended(message, 5).decode().rstrip(";"))
            case b"S":
                return self._asked(self._text)
            case b"P":
                name = _zero_ended(message, 5)
                self._prepared[name] = _zero_ended(message, 6 + len(name)).decode()
                self._text = f"prepare {self._prepared[name]}"
            case b"B":
                portal = _zero_ended(message, 5)
                self._text = self._prepared.get(_zero_ended(message, 6 + len(portal)), "")
        return None

    def _asked(self, text: str) -> Question:
        question = Question(text=text, within="\n".join(self._within))
        if re.match(ENDS, text, re.IGNORECASE):
            self._within = []
        elif re.match("BEGIN", text, re.IGNORECASE) or self._within:
            self._within.append(text)
        return question

    def _greeting(self, message: bytes) -> Question:
        code = struct.unpack_from("!I", message, 4)[0]
        if code in SSL_REQUESTS:
            self._one_byte += 1
        else:
            self._greeted = True
        return Question(text="greeting", counts=False)


class RedisTalk:
    """A conversation with Redis or Valkey; what a subscriber is told unasked answers nothing."""

    def __init__(self) -> None:
        self._said = b""
        self._heard = b""

    def asks(self, part: bytes) -> Iterator[Piece]:
        """See `Talk`."""
        self._said += part
        while (found := _value(self._said, 0)) is not None:
            end, words = found
            piece, self._said = self._said[:end], self._said[end:]
            yield piece, Question(text=b" ".join(words).decode(errors="replace"))

    def answers(self, part: bytes) -> Iterator[tuple[bytes, bool]]:
        """See `Talk`."""
        self._heard += part
        while (found := _value(self._heard, 0)) is not None:
            end, words = found
            piece, self._heard = self._heard[:end], self._heard[end:]
            yield piece, piece[:1] != b">" and words[:1] not in [[each] for each in UNASKED]


NESTED = {b"*": 1, b"~": 1, b">": 1, b"%": 2}
LONG = (b"$", b"=", b"!")


def _value(said: bytes, at: int) -> tuple[int, list[bytes]] | None:
    """Where the value that begins there ends, and the texts in it; None while it is unfinished."""
    end = said.find(b"\r\n", at)
    if end < 0:
        return None
    kind, head, end = said[at : at + 1], said[at + 1 : end], end + 2
    if kind in LONG and int(head) >= 0:
        whole = end + int(head) + 2
        return (whole, [said[end : whole - 2]]) if len(said) >= whole else None
    if kind not in NESTED:
        return end, [head]
    words: list[bytes] = []
    for _ in range(max(0, int(head)) * NESTED[kind]):
        found = _value(said, end)
        if found is None:
            return None
        end, inner = found
        words += inner
    return end, words


def _zero_ended(message: bytes, at: int) -> bytes:
    return message[at : message.index(b"\0", at)]


def is_commit(question: Question) -> bool:
    """Whether this ends a transaction so that it stands."""
    return re.fullmatch(r"COMMIT", question.text, re.IGNORECASE) is not None
