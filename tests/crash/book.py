"""What was asked and what was answered: all that somebody outside a killed process can know."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from waitingroom.core.actors import Actor
from waitingroom.core.commands import Command
from waitingroom.core.ids import OpId, StaffId, Version
from waitingroom.core.refusals import Code, Refused
from waitingroom.core.value import Value
from waitingroom.desk import Done

PASSING = frozenset({Code.BUSY, Code.UNKNOWN})
UNEXPECTED = frozenset({Code.DENIED, Code.MALFORMED, Code.OP_REUSED})


class Answered(Value):
    """One answer, whichever way it came.

    Shape: `code` is empty for `Done`. `version` is where it stands, 0 when the way does not say.
    """

    code: Code | None = None
    by: StaffId | None = None
    at: datetime | None = None
    version: Version = Version(0)


def answered(reply: Done | Refused) -> Answered:
    """A reply of the desk as an answer."""
    if isinstance(reply, Done):
        return Answered(version=reply.version)
    return Answered(code=reply.code, by=reply.by, at=reply.at)


@dataclass(eq=False)
class Asked:
    """One intent; `sent` and `heard` are marks of one clock that counts sends and answers."""

    op_id: OpId
    actor: Actor
    command: Command
    sent: int
    answer: Answered | None = None
    heard: int = 0

    @property
    def is_done(self) -> bool:
        """Whether it was answered, and with yes."""
        return self.answer is not None and self.answer.code is None


class Book:
    """Every intent of one afternoon, and the first answer to it."""

    def __init__(self) -> None:
        self.asked: dict[OpId, Asked] = {}
        self.marks = count(1)
        self.answers = 0
        self._wanted = 0
        self._reached = asyncio.Event()

    def ask(self, actor: Actor, command: Command) -> Asked:
        """Write a new intent down before it is sent."""
        asked = Asked(OpId(f"op-{len(self.asked) + 1}"), actor, command, next(self.marks))
        self.asked[asked.op_id] = asked
        return asked

    def note(self, asked: Asked, answer: Answered) -> None:
        """An answer came; a second one must be the first one again.

        Errors: AssertionError.
        """
        if answer.code in PASSING:
            return
        assert answer.code not in UNEXPECTED, f"{asked.op_id} was answered {answer.code}"
        if asked.answer is None:
            asked.answer, asked.heard = answer, next(self.marks)
            self.answers += 1
            if self.answers >= self._wanted:
                self._reached.set()
        earlier = asked.answer
        assert earlier == answer, f"{asked.op_id} was answered {earlier} and then {answer}"

    def after(self, more: int) -> asyncio.Event:
        """Set once so many more intents have an answer."""
        self._wanted, self._reached = self.answers + more, asyncio.Event()
        return self._reached
