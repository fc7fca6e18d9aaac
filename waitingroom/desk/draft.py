"""A batch of commands decided on a private copy of the queue: all that one append would write."""

import logging
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from waitingroom.core import eventlog
from waitingroom.core import events as e
from waitingroom.core.actors import Actor, written
from waitingroom.core.alarms import due_at
from waitingroom.core.commands import Command
from waitingroom.core.decide import decide
from waitingroom.core.evolve import evolve
from waitingroom.core.ids import OpId, Version
from waitingroom.core.model import Queue
from waitingroom.core.refusals import Code, Refused
from waitingroom.desk.replies import Done, Reply, encode, is_remembered
from waitingroom.ledger import Answer, Append, Effect, Entry, Fence

EffectsOf = Callable[[Queue, e.Happened], Sequence[Effect]]
"""What must be done outside because of an event; the queue is the one before it."""

log = logging.getLogger("waitingroom.desk")


@dataclass(frozen=True, slots=True)
class Request:
    """One command as it came to the desk; without an op_id for what we ask ourselves."""

    actor: Actor
    command: Command
    op_id: OpId | None
    digest: bytes


Outcome = Reply | Exception


class Draft:
    """What a batch would change, thrown away unless it is written.

    Shape: `outcomes` has one for each request taken, in order; an Exception is a bug of ours in
    that one command and harms no other.
    """

    def __init__(self, queue: Queue, now: datetime, effects_of: EffectsOf) -> None:
        self.before = self.queue = queue
        # Times in a log never go back, whatever the clock of this node does.
        self.now = now if queue.at is None else max(now, queue.at)
        self.log: list[e.Happened] = []
        self.outcomes: list[Outcome] = []
        self.batch = secrets.token_hex(12)
        self._effects_of = effects_of
        self._entries: list[Entry] = []
        self._answers: dict[OpId, Answer] = {}
        self._replies: dict[OpId, tuple[bytes, Reply]] = {}
        self._effects: list[Effect] = []

    def take(self, requests: Iterable[Request]) -> None:
        """Decide each in its turn on what those before it left."""
        self.outcomes.extend(self._outcome(request) for request in requests)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write."""
        return not self._entries and not self._answers

    def append(self, fence: Fence | None) -> Append:
        """The one write that makes all of it true, under this lease."""
        return Append(
            queue=self.queue.id,
            expected=self.before.version,
            entries=tuple(self._entries),
            answers=tuple(self._answers.values()),
            effects=tuple(self._effects),
            batch=self.batch,
            due_at=due_at(self.queue),
            fence=fence,
        )

    def _outcome(self, request: Request) -> Outcome:
        if request.op_id in self._replies:
            asked, reply = self._replies[request.op_id]
            return reply if asked == request.digest else Refused(code=Code.OP_REUSED)
        try:
            return self._decided(request)
        except Exception as bug:
            log.exception("a command could not be decided: %s", type(request.command).__name__)
            return bug

    def _decided(self, request: Request) -> Reply:
        decision = decide(self.queue, request.command, request.actor, self.now)
        if isinstance(decision, Refused):
            self._remember(request, decision)
            return decision
        self._write(decision, request)
        done = Done(version=self.queue.version)
        self._remember(request, done)
        return done

    def _write(self, events: Iterable[e.Event], request: Request) -> None:
        """Take a whole decision in, at the end and at once: a bug half-way leaves nothing of it."""
        queue, log, effects = self.queue, list[e.Happened](), list[Effect]()
        for event in events:
            happened = e.Happened(version=Version(queue.version + 1), at=self.now, event=event)
            effects.extend(self._effects_of(queue, happened))
            queue = evolve(queue, happened)
            log.append(happened)
        entries = [_entry(happened, request) for happened in log]
        self.queue = queue
        self.log.extend(log)
        self._entries.extend(entries)
        self._effects.extend(effects)

    def _remember(self, request: Request, reply: Reply) -> None:
        if request.op_id is None or not is_remembered(reply):
            return
        self._replies[request.op_id] = (request.digest, reply)
        self._answers[request.op_id] = Answer(
            op_id=request.op_id,
            digest=request.digest,
            body=encode(reply),
            version=self.queue.version,
        )


def _entry(happened: e.Happened, request: Request) -> Entry:
    return Entry(
        version=happened.version,
        at=happened.at,
        actor=written(request.actor),
        op_id=request.op_id,
        kind=e.kind(happened.event),
        body=eventlog.encode(happened.event),
    )
