"""What must be true of a data file after a crash, whatever the moment of it.

The rules of the line are said here once more and in another way, so that a mistake in the core
cannot hide itself.
"""

import sqlite3
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path

from tests.crash.book import Asked, Book, answered
from tests.crash.desk_process import url
from waitingroom.core import commands as c
from waitingroom.core import eventlog
from waitingroom.core import events as e
from waitingroom.core.evolve import evolve, replay
from waitingroom.core.ids import OpId, QueueId, VisitId
from waitingroom.core.model import Queue
from waitingroom.desk.replica import happened
from waitingroom.desk.replies import decode
from waitingroom.effects import effects_of
from waitingroom.ledger import Answer, Entry, SqlLedger, open_engine

Log = tuple[Entry, ...]

EVENT: Mapping[type, type] = {
    c.Join: e.VisitArrived,
    c.Leave: e.VisitEnded,
    c.Admit: e.VisitAdmitted,
    c.PutBack: e.VisitPutBack,
    c.End: e.VisitEnded,
}
"""Commands whose yes always stands in the log, as exactly one event of this kind."""


@asynccontextmanager
async def opened(file: Path) -> AsyncIterator[SqlLedger]:
    """The ledger of that file, closed again before anybody is killed: an open file would spare
    the next process what it has to do after a real crash."""
    engine = open_engine(url(file))
    ledger = SqlLedger(engine)
    try:
        yield ledger
    finally:
        await ledger.end()
        await engine.dispose()


async def kept(file: Path, queue: QueueId, book: Book, before: Log) -> Log:
    """The log as it is now, after all promises were found kept; `before` is what it was once.

    Errors: AssertionError.
    """
    async with opened(file) as ledger:
        assert await ledger.verify(queue) is None, "the hash chain is broken"
        log = await ledger.log(queue)
        answers = await ledger.answers(queue, list(book.asked))
    assert log[: len(before)] == before, "what was written once is written otherwise now"
    _answers_are_remembered(book, answers)
    fits(queue, book, log)
    return log


def fits(queue: QueueId, book: Book, log: Log) -> None:
    """The log is in itself right, and fits what people asked and were answered.

    Shape: what has no answer may stand in the log or not. Errors: AssertionError.
    """
    _everything_happened_once(book, log)
    _everybody_stands_in_order(queue, log)
    _who_was_answered_first_stands_first(book, log)


def effects_are_owed(file: Path, queue: QueueId, log: Log) -> None:
    """Where nobody does them, the outbox holds each effect of the log, once, and no other."""
    asked = "SELECT version, kind, body FROM ledger_outbox WHERE queue = ? ORDER BY version, kind"
    with closing(sqlite3.connect(file)) as data:
        rows = data.execute(asked, (queue,)).fetchall()
    assert rows == _effects(queue, log), "the outbox does not fit the log"


def _effects(queue: QueueId, log: Log) -> list[tuple[int, str, bytes]]:
    before, owed = Queue(id=queue), []
    for each in map(happened, log):
        owed += [(each.version, effect.kind, effect.body) for effect in effects_of(before, each)]
        before = evolve(before, each)
    return sorted(owed)


def _answers_are_remembered(book: Book, answers: Mapping[OpId, Answer]) -> None:
    for asked in book.asked.values():
        assert asked.answer is not None, f"{asked.op_id} has no answer yet"
        assert asked.op_id in answers, f"{asked.op_id} was answered and is forgotten"
        remembered = answered(decode(answers[asked.op_id].body))
        # Not every way to us says the version.
        told = asked.answer.but(version=asked.answer.version or remembered.version)
        assert remembered == told, f"{asked.op_id} was answered otherwise"


def _everything_happened_once(book: Book, log: Log) -> None:
    written: dict[OpId, list[Entry]] = {}
    for entry in log:
        if entry.op_id is not None:
            assert entry.op_id in book.asked, f"nobody asked for {entry.op_id}"
            written.setdefault(entry.op_id, []).append(entry)
    for asked in book.asked.values():
        _happened_as_answered(asked, written.get(asked.op_id, []))


def _happened_as_answered(asked: Asked, written: Sequence[Entry]) -> None:
    if asked.answer is None:
        assert len(written) <= 1, f"{asked.op_id} happened twice"
        return
    if not asked.is_done:
        assert not written, f"{asked.op_id} was refused and happened"
        return
    assert len(written) <= 1, f"{asked.op_id} happened twice"
    expected = EVENT.get(type(asked.command))
    if expected is not None:
        assert written, f"{asked.op_id} was answered Done and is lost"
        assert isinstance(eventlog.decode(written[0].body), expected), (
            f"{asked.op_id} became another"
        )
    version = asked.answer.version if asked.answer else 0
    if written and version:
        assert written[0].version == version, f"{asked.op_id} stands elsewhere than was said"


@dataclass
class Line:
    """Who waits, kept by hand: the number given at the door, and who was moved up."""

    numbers: dict[VisitId, int] = field(default_factory=dict)
    waiting: set[VisitId] = field(default_factory=set)
    admitted: set[VisitId] = field(default_factory=set)
    first: set[VisitId] = field(default_factory=set)

    def hear(self, event: e.Event) -> None:
        """The next event of the log."""
        match event:
            case e.VisitArrived(visit=visit, number=number):
                assert visit not in self.numbers, f"{visit} came twice"
                assert number == len(self.numbers) + 1, f"the number {number} is out of order"
                self.numbers[visit] = number
                self.waiting.add(visit)
            case e.VisitAdmitted(visit=visit):
                self.waiting.remove(visit)
                self.admitted.add(visit)
            case e.VisitPutBack(visit=visit):
                self.admitted.remove(visit)
                self.waiting.add(visit)
            case e.VisitEnded(visit=visit):
                assert visit in self.waiting | self.admitted, f"{visit} ended twice"
                self.waiting.discard(visit)
                self.admitted.discard(visit)
            case e.VisitMovedUp(visit=visit):
                self.first.add(visit)
            case e.VisitMovedBack(visit=visit):
                self.first.remove(visit)

    @property
    def order(self) -> list[VisitId]:
        """Those who wait, next one first."""
        return sorted(self.waiting, key=lambda each: (each not in self.first, self.numbers[each]))


def _everybody_stands_in_order(queue: QueueId, log: Log) -> None:
    line = Line()
    events = list(map(happened, log))
    for each in events:
        line.hear(each.event)
    assert list(replay(Queue(id=queue), events).line) == line.order, "the order is wrong"


def _who_was_answered_first_stands_first(book: Book, log: Log) -> None:
    """Whoever had their place before another one asked for theirs has the smaller number."""
    arrived = {entry.op_id: entry.version for entry in log if entry.kind == "VisitArrived"}
    joins = [each for each in book.asked.values() if each.op_id in arrived]
    for asked in joins:
        later = [each for each in joins if each.answer and each.sent > asked.heard > 0]
        assert all(arrived[asked.op_id] < arrived[each.op_id] for each in later)
