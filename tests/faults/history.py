"""What people asked, were answered and saw, by one clock: all that can be judged later.

Kept as lines of JSON, so that a history can be looked at again after those who made it are gone.
"""

from collections.abc import Iterable
from pathlib import Path
from time import monotonic

import msgspec

from tests.crash.book import PASSING, Answered, Asked, Book
from waitingroom.core.actors import GuestActor, StaffActor
from waitingroom.core.commands import BoardCommand, GuestCommand
from waitingroom.core.ids import OpId, StaffId, Version, VisitId
from waitingroom.core.refusals import Code
from waitingroom.core.value import Value

Command = GuestCommand | BoardCommand


class Call(Value, tag="call"):
    """One intent, from when it was first sent until its answer came.

    Shape: without `answered_at` nobody knows what became of it. `code` is empty for `Done`; `by` is
    whose act stood in the way. `tries` counts how often it was sent, `node` is who answered.
    Units: instants are seconds of the machine's monotonic clock.
    """

    op_id: OpId
    actor: GuestActor | StaffActor
    visit: VisitId
    command: Command
    invoked_at: float
    answered_at: float | None = None
    code: Code | None = None
    by: StaffId | None = None
    node: str = ""
    tries: int = 1

    @property
    def is_done(self) -> bool:
        """Whether it was answered with yes."""
        return self.answered_at is not None and self.code is None


class Saw(Value, tag="saw"):
    """One view that one page was shown; `page` is one browser tab, over all its lines."""

    page: str
    epoch: str
    version: Version
    at: float
    node: str


class Took(Value):
    """How long a page waited for any answer, also for one that passes. Units: seconds."""

    seconds: float
    code: Code | None


Record = Call | Saw

_decoder: msgspec.json.Decoder[Record] = msgspec.json.Decoder(Record)


class History:
    """Everything that many pages asked and saw."""

    def __init__(self) -> None:
        self.calls: dict[OpId, Call] = {}
        self.views: list[Saw] = []
        self.waits: list[Took] = []
        self.unlike: list[str] = []

    def ask(
        self, op_id: OpId, actor: GuestActor | StaffActor, visit: VisitId, command: Command
    ) -> None:
        """A new intent is about to be sent."""
        self.calls[op_id] = Call(
            op_id=op_id, actor=actor, visit=visit, command=command, invoked_at=monotonic()
        )

    def again(self, op_id: OpId) -> None:
        """The same intent is sent once more."""
        call = self.calls[op_id]
        self.calls[op_id] = call.but(tries=call.tries + 1)

    def answer(self, op_id: OpId, code: Code | None, by: StaffId | None, node: str) -> None:
        """An answer came; a second one that is unlike the first is noted in `unlike`."""
        call = self.calls[op_id]
        if code in PASSING:
            return
        if call.answered_at is None:
            call = call.but(answered_at=monotonic(), code=code, by=by, node=node)
            self.calls[op_id] = call
        if (call.code, call.by) != (code, by):
            self.unlike.append(f"{op_id} was answered {call.code or 'Done'} and then {code}")

    def waited(self, seconds: float, code: Code | None) -> None:
        """A page was answered, over a line that stood all the time."""
        self.waits.append(Took(seconds=seconds, code=code))

    def see(self, page: str, epoch: str, version: Version, node: str) -> None:
        """A page was shown a view."""
        self.views.append(Saw(page=page, epoch=epoch, version=version, at=monotonic(), node=node))

    def of(self, visit: VisitId) -> list[Call]:
        """What was asked about one visit, in the order in which it was sent."""
        return sorted(
            (each for each in self.calls.values() if each.visit == visit),
            key=lambda each: each.invoked_at,
        )

    @property
    def visits(self) -> list[VisitId]:
        """Every visit that something was asked about."""
        return list(dict.fromkeys(each.visit for each in self.calls.values() if each.visit))

    def book(self) -> Book:
        """The same intents as the book of an afternoon, which `tests.crash.promises` reads."""
        book = Book()
        marks = sorted(
            {
                at
                for each in self.calls.values()
                for at in (each.invoked_at, each.answered_at)
                if at is not None
            }
        )
        numbers = {at: number for number, at in enumerate(marks, 1)}
        for each in self.calls.values():
            asked = Asked(each.op_id, each.actor, each.command, numbers[each.invoked_at])
            if each.answered_at is not None:
                asked.answer = Answered(code=each.code, by=each.by)
                asked.heard = numbers[each.answered_at]
            book.asked[each.op_id] = asked
        return book

    def write(self, path: Path) -> None:
        """Keep it as lines of JSON."""
        records: Iterable[Record] = (*self.calls.values(), *self.views)
        path.write_bytes(b"".join(msgspec.json.encode(each) + b"\n" for each in records))


def read(path: Path) -> History:
    """A history that was written."""
    history = History()
    for line in path.read_bytes().splitlines():
        match _decoder.decode(line):
            case Call() as call:
                history.calls[call.op_id] = call
            case Saw() as saw:
                history.views.append(saw)
    return history
