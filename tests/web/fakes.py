"""Small stand-ins for the rooms beside the web room: a desk in memory, a hub, policy and sink."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from waitingroom.core.actors import Actor, written
from waitingroom.core.commands import Command
from waitingroom.core.decide import decide
from waitingroom.core.events import Happened, kind
from waitingroom.core.evolve import evolve
from waitingroom.core.ids import GuestId, OpId, QueueId, Version, VisitId
from waitingroom.core.model import Queue
from waitingroom.core.refusals import Code, Refused
from waitingroom.core.value import Value
from waitingroom.identity import GuestSignIn, StaffSignIn
from waitingroom.wire import Handler, Socket


class Clock:
    """A clock that tests move."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.monotonic_s = 1000.0

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.monotonic_s

    def move(self, by: timedelta) -> None:
        self.at += by
        self.monotonic_s += by.total_seconds()


class Done(Value):
    version: Version


class Fact(Value):
    at: datetime
    kind: str
    by: str


class FakeDesk:
    """The real rules over a queue in memory; it remembers answers by op_id as the real one does."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.queues: dict[QueueId, Queue] = {}
        self.asked: list[Command] = []
        self.refused: list[Command] = []
        self.answers: dict[tuple[QueueId, OpId], tuple[str, Done | Refused]] = {}
        self.facts: dict[VisitId, list[Fact]] = {}
        self.refuses: Refused | None = None

    async def ask(
        self, queue: QueueId, op_id: OpId, command: Command, actor: Actor
    ) -> Done | Refused:
        if self.refuses:
            self.refused.append(command)
            return self.refuses
        meant = f"{written(actor)} {command}"
        before = self.answers.get((queue, op_id))
        if before is not None:
            return before[1] if before[0] == meant else Refused(code=Code.OP_REUSED)
        answer = self.do(queue, command, actor)
        self.answers[queue, op_id] = (meant, answer)
        return answer

    def do(self, queue: QueueId, command: Command, actor: Actor) -> Done | Refused:
        self.asked.append(command)
        known = self.queues.get(queue, Queue(id=queue))
        decided = decide(known, command, actor, self._clock.now())
        if isinstance(decided, Refused):
            return decided
        for event in decided:
            version = Version(known.version + 1)
            known = evolve(known, Happened(version=version, at=self._clock.now(), event=event))
            visit = getattr(event, "visit", None)
            if visit is not None:
                fact = Fact(at=self._clock.now(), kind=kind(event), by=written(actor))
                self.facts.setdefault(visit, []).append(fact)
        self.queues[queue] = known
        return Done(version=known.version)

    async def queue(self, queue: QueueId) -> Queue:
        return self.queues.get(queue, Queue(id=queue))

    async def having(self, queue: QueueId, visit: VisitId) -> Queue:
        return await self.queue(queue)

    async def caught_up(self, queue: QueueId) -> Queue:
        return await self.queue(queue)

    async def whereabouts(self, queue: QueueId, visit: VisitId) -> QueueId:
        """As the real one; here nobody is transferred twice."""
        known = (await self.queue(queue)).visits.get(visit)
        to = known.ended.to if known and known.ended else None
        return to if to and visit in (await self.queue(to)).visits else queue

    async def history(self, queue: QueueId, visit: VisitId) -> list[Fact]:
        return self.facts.get(visit, [])


class FakeLine:
    """The far end of a line that does nothing."""

    def opened(self, socket: Socket) -> None: ...
    def heard(self, text: bytes) -> None: ...
    def paused(self) -> None: ...
    def drained(self) -> None: ...
    def closed(self, code: int) -> None: ...


class FakeHub:
    """Notes who was connected to what."""

    def __init__(self) -> None:
        self.guests: list[GuestSignIn] = []
        self.colleagues: list[tuple[StaffSignIn, QueueId]] = []
        self.changed: list[tuple[QueueId, VisitId]] = []
        self.taken_over: list[tuple[VisitId, GuestId]] = []
        self.shown: list[str] = []
        self.tickets: dict[QueueId, str] = {}

    def guest(self, sign_in: GuestSignIn, ticket: str) -> Handler:
        self.guests.append(sign_in)
        self.shown.append(ticket)
        return FakeLine()

    def place_ticket(self, sign_in: GuestSignIn) -> str | None:
        return self.tickets.get(sign_in.queue)

    def take_over(self, visit: VisitId, guest: GuestId) -> None:
        self.taken_over.append((visit, guest))

    def staff(self, sign_in: StaffSignIn, queue: QueueId) -> Handler:
        self.colleagues.append((sign_in, queue))
        return FakeLine()

    def renamed(self, queue: QueueId, visit: VisitId) -> None:
        self.changed.append((queue, visit))


class FakePolicy:
    """Knows one alias."""

    def __init__(self) -> None:
        self.asked: list[Mapping[str, str]] = []

    def queue_of(self, params: Mapping[str, str]) -> QueueId | None:
        return None

    def service(self, params: Mapping[str, str]) -> dict[str, Any] | None:
        return self._about(params, {"status": "success", "action": "continue"})

    def participant(self, params: Mapping[str, str]) -> dict[str, Any] | None:
        return self._about(params, {"status": "success", "action": "reject"})

    def location(self, params: Mapping[str, str]) -> dict[str, Any] | None:
        return self._about(params, {"status": "success", "result": {"location": "Nord"}})

    def _about(self, params: Mapping[str, str], found: dict[str, Any]) -> dict[str, Any] | None:
        self.asked.append(dict(params))
        return found if params.get("local_alias") == "v-ours" else None


class FakeSink:
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.taken: list[dict[str, Any]] = []

    def take(self, events: list[dict[str, Any]]) -> None:
        self.taken += events
