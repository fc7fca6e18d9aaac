"""What must be true of a history and of the log when everything is over, whatever went wrong."""

from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager

from tests.crash import promises
from tests.faults.history import Call, History
from tests.faults.linear import is_linear
from waitingroom.core import commands as c
from waitingroom.core import events as e
from waitingroom.core.actors import StaffActor
from waitingroom.core.evolve import replay
from waitingroom.core.ids import GuestId, QueueId, Version, VisitId
from waitingroom.core.model import Queue, Stage
from waitingroom.desk.replica import happened
from waitingroom.ledger import Entry, SqlLedger, open_engine

ONCE = (e.GuestTold, e.GuestSaw, e.GuestCalledAgain, e.GuestNotReached)
"""Receipts and alarms: a guest has each of them once in an admission."""


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[SqlLedger]:
    """The ledger in that database, past every fault."""
    engine = open_engine(url)
    ledger = SqlLedger(engine)
    try:
        yield ledger
    finally:
        await ledger.end()
        await engine.dispose()


async def events(url: str, queue: QueueId) -> list[e.Happened]:
    """All that stands in the log."""
    async with opened(url) as ledger:
        return [happened(entry) for entry in await ledger.log(queue)]


async def places(url: str, queue: QueueId) -> int:
    """How many have a place or are let in."""
    now = replay(Queue(id=queue), await events(url, queue))
    kept = (Stage.WAITING, Stage.ADMITTED, Stage.IN_CALL)
    return sum(visit.stage in kept for visit in now.visits.values())


async def wrong(url: str, queue: QueueId, history: History) -> list[str]:
    """Every promise that was broken, in a sentence each; none when all were kept."""
    async with opened(url) as ledger:
        broken = await ledger.verify(queue)
        log = await ledger.log(queue)
        found = [f"the hash chain breaks at version {broken}"] if broken is not None else []
        found += _kept(lambda: promises.fits(queue, history.book(), log))
    return [
        *found,
        *history.unlike,
        *backwards(history),
        *double(map(happened, log)),
        *twice(map(happened, log)),
        *without_a_place(history, queue, log),
        *not_linear(history),
    ]


async def called_away(url: str, queue: QueueId) -> list[str]:
    """A sentence for each guest who was called away, where nobody has gone."""
    engine = open_engine(url)
    ledger = SqlLedger(engine)
    try:
        log = await ledger.log(queue)
    finally:
        await ledger.end()
        await engine.dispose()
    gone = (each.event for each in map(happened, log) if isinstance(each.event, e.GuestWentAway))
    return [f"{each.guest} of {each.visit} was called away" for each in gone]


def _kept(promise: Callable[[], None]) -> list[str]:
    try:
        promise()
    except AssertionError as broken:
        return [str(broken)]
    return []


def backwards(history: History) -> Iterator[str]:
    """No page is shown an older version after a newer one, unless the ledger has another life."""
    newest: dict[tuple[str, str], Version] = {}
    for saw in sorted(history.views, key=lambda each: each.at):
        key = (saw.page, saw.epoch)
        if saw.version < newest.get(key, Version(0)):
            yield f"{saw.page} saw version {newest[key]} and then {saw.version}"
        newest[key] = max(saw.version, newest.get(key, Version(0)))


def double(events: Iterable[e.Happened]) -> Iterator[str]:
    """A visit has one open admission at most."""
    open_: set[VisitId] = set()
    for each in events:
        match each.event:
            case e.VisitAdmitted(visit=visit):
                if visit in open_:
                    yield f"{visit} was admitted twice, at version {each.version}"
                open_.add(visit)
            case e.VisitPutBack(visit=visit) | e.VisitEnded(visit=visit):
                open_.discard(visit)


def twice(events: Iterable[e.Happened]) -> Iterator[str]:
    """What is told or rung once for a guest of an admission was not told or rung again."""
    seen: set[tuple[str, VisitId, int, GuestId]] = set()
    for each in events:
        event = each.event
        if isinstance(event, ONCE):
            key = (type(event).__name__, event.visit, event.admission, event.guest)
            if key in seen:
                yield f"{key[0]} for {event.guest} again, at version {each.version}"
            seen.add(key)


def without_a_place(history: History, queue: QueueId, log: Sequence[Entry]) -> Iterator[str]:
    """Whoever was given a place and did not give it up, and whom nobody let go, has one still."""
    now = replay(Queue(id=queue), map(happened, log))
    for call in history.calls.values():
        if not (call.is_done and isinstance(call.command, c.Join)):
            continue
        visit = now.visits.get(call.visit)
        if visit is None or (visit.stage is Stage.ENDED and not _let_go(history, call.visit)):
            yield f"{call.visit} has lost its place"


def _let_go(history: History, visit: VisitId) -> bool:
    ends = (c.Leave, c.End, c.Remove)
    return any(isinstance(call.command, ends) for call in history.of(visit))


def not_linear(history: History) -> Iterator[str]:
    """What was said of each visit can be told as one story."""
    for visit in history.visits:
        calls = history.of(visit)
        if not is_linear(calls):
            yield f"what was said of {visit} is no one story: {'; '.join(map(_told, calls))}"


def _told(call: Call) -> str:
    who = call.actor.staff if isinstance(call.actor, StaffActor) else "guest"
    until = "…" if call.answered_at is None else f"{call.answered_at:.3f}"
    said = "?" if call.answered_at is None else (call.code or "Done")
    return f"{who} {type(call.command).__name__} {call.invoked_at:.3f}-{until} {said}"
