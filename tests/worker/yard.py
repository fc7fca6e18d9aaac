"""A yard behind the scenes: real desk and ledger, a conference node that fails as it is told."""

import asyncio
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count

from sqlalchemy.ext.asyncio import AsyncEngine

from waitingroom.bus import LocalBus
from waitingroom.clock import Clock
from waitingroom.core import commands as c
from waitingroom.core.actors import Actor, GuestActor, StaffActor, StaffRole, SystemActor
from waitingroom.core.ids import GuestId, NodeId, OpId, QueueId, StaffId, VisitId
from waitingroom.core.model import Conference, Provider, Queue, Rules, Text, Visit
from waitingroom.desk import Desk, Done, Reply
from waitingroom.effects import effects_of
from waitingroom.errands import Errands, Outside
from waitingroom.handoff import Admitted, VendorFailed
from waitingroom.lease import Keeper, Pace
from waitingroom.ledger import Append, Busy, Claimed, Fence, SqlLedger, open_engine
from waitingroom.notify import Recipient
from waitingroom.worker import Worker

QUEUE = QueueId("queue1")
NODE, OTHER, DEAD = NodeId("node1"), NodeId("node2"), NodeId("node0")
NINE = datetime(2026, 3, 28, 9, tzinfo=UTC)
ANNA = StaffActor(staff=StaffId("anna"), role=StaffRole.CLINICIAN)
PATIENCE_S = 10.0

STEADY = Pace(still_s=3600.0)
"""A lease that nobody renews in a test and that holds all the same."""

RULES = Rules(grace_s=60, parked_s=300, no_show_s=600, claim_s=30)

_numbers = count(1)

Trouble = Exception | asyncio.Event | None
"""What happens to one try: it fails, it waits for something that may never come, or it works."""


def gone(*, retry: bool = True) -> VendorFailed:
    return VendorFailed("fake", "gone", retry=retry)


def never() -> asyncio.Event:
    return asyncio.Event()


class FakeHandoff:
    """Does what it is told, notes what it is asked, and that nothing is done twice at once."""

    def __init__(self) -> None:
        self.prepared: list[Admitted] = []
        self.closed: list[Admitted] = []
        self.rung: list[GuestId] = []
        self.texted: list[GuestId] = []
        self.trouble: dict[str, deque[Trouble]] = defaultdict(deque)
        self.always: dict[str, Trouble] = {}
        self._inside: set[tuple[str, str, int]] = set()
        self._news = asyncio.Event()

    async def prepare(self, admitted: Admitted) -> None:
        self.prepared.append(admitted)
        await self._try("prepare", admitted)

    async def close(self, admitted: Admitted) -> None:
        self.closed.append(admitted)
        await self._try("close", admitted)

    async def text(self, name: str, to: Recipient) -> Text:
        self.texted.append(to.guest)
        return Text.SENT

    async def ring_up(self, admitted: Admitted, guest: GuestId) -> None:
        self.rung.append(guest)
        await self._try("ring_up", admitted)

    async def is_asked(self, condition: Callable[[], bool]) -> None:
        """Wait until what was asked makes this true."""
        async with asyncio.timeout(PATIENCE_S):
            while not condition():
                self._news.clear()
                await self._news.wait()

    async def _try(self, verb: str, admitted: Admitted) -> None:
        self._news.set()
        what = (verb, admitted.visit, admitted.admission)
        assert what not in self._inside, "two do one effect at the same time"
        self._inside.add(what)
        try:
            # Others get their turn in the middle of it, as they would over a network.
            await asyncio.sleep(0)
            trouble = self.trouble[verb].popleft() if self.trouble[verb] else self.always.get(verb)
            if isinstance(trouble, asyncio.Event):
                await trouble.wait()
            elif trouble is not None:
                raise trouble
        finally:
            self._inside.discard(what)


@dataclass
class Book:
    """What became of the effects of one outbox, whoever did them."""

    claims: int = 0
    finished: list[Claimed] = field(default_factory=list)
    given_back: list[tuple[Claimed, datetime]] = field(default_factory=list)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    async def says(self, condition: Callable[[], bool]) -> None:
        """Wait until what stands in it makes this true."""
        async with asyncio.timeout(PATIENCE_S):
            while not condition():
                self.news.clear()
                await self.news.wait()


class Moody(SqlLedger):
    """The real ledger, which on request is busy, and keeps book about effects.

    Shape: so many claims as `loses_claims` stand, and their answers are lost.
    """

    is_busy = False
    loses_claims = 0

    def __init__(self, engine: AsyncEngine, book: Book, clock: Callable[[], datetime]) -> None:
        super().__init__(engine, clock=clock)
        self._book = book

    async def append(self, append: Append) -> None:
        if self.is_busy:
            raise Busy
        await super().append(append)

    async def claim(
        self,
        worker: str,
        now: datetime,
        limit: int,
        fence: Fence | None = None,
        doing: Collection[Claimed] | None = None,
    ) -> list[Claimed]:
        claimed = await super().claim(worker, now, limit, fence, doing)
        if claimed and self.loses_claims:
            self.loses_claims -= 1
            raise Busy
        self._book.claims += 1
        self._book.news.set()
        return claimed

    async def finish(self, claimed: Claimed) -> None:
        await super().finish(claimed)
        self._book.finished.append(claimed)
        self._book.news.set()

    async def retry(self, claimed: Claimed, at: datetime) -> None:
        await super().retry(claimed, at)
        self._book.given_back.append((claimed, at))
        self._book.news.set()


@dataclass
class Yard:
    """One process' desk and ledger on a database, and its clock."""

    ledger: Moody
    desk: Desk
    handoff: FakeHandoff
    book: Book
    keeper: Keeper
    passed_s: float = 0.0
    followed: list[tuple[VisitId, QueueId]] = field(default_factory=list)
    text: Callable[[str, Recipient], Awaitable[Text]] | None = None
    running: list[asyncio.Task[None]] = field(default_factory=list)

    @property
    def outside(self) -> Outside:
        """Where the errands of this process lead."""
        ways = {Provider.EMBEDDED: self.handoff, Provider.PEXIP: self.handoff}
        return Outside(ways=ways, text=self.text or self.handoff.text, follow=self.follow)

    async def follow(self, visit: VisitId, queue: QueueId) -> None:
        self.followed.append((visit, queue))

    def now(self) -> datetime:
        return NINE + timedelta(seconds=self.passed_s)

    # --- workers

    def worker(
        self,
        *,
        settle_s: float = 0.0,
        lost_s: float = 3600.0,
        patience_s: float = PATIENCE_S,
        fresh: Sequence[Callable[[datetime], Awaitable[object]]] = (),
        tidy: Sequence[Callable[[datetime], Awaitable[object]]] = (),
    ) -> asyncio.Task[None]:
        """Start a worker, which looks about a hundred times a second."""
        worker = Worker(
            self.desk,
            self.ledger,
            Errands(self.desk, self.outside, patience_s),
            keeper=self.keeper,
            now=self.now,
            fresh=fresh,
            tidy=tidy,
            look_s=0.01,
            settle_s=settle_s,
            lost_s=lost_s,
        )
        task = asyncio.create_task(worker.run())
        self.running.append(task)
        return task

    async def stop(self) -> None:
        """End all workers as a process that stops does."""
        for task in self.running:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        self.running.clear()

    def hears_nothing(self) -> None:
        """From now on nobody tells this process that a queue has moved on."""

        async def nothing() -> None:
            """No version is asked for."""

        self.desk.catch_up = nothing  # type: ignore[method-assign]

    def breaks(self, broken: QueueId) -> None:
        """From now on every question about this queue is a bug of ours."""
        ask = self.desk.ask

        async def asks(
            queue: QueueId, op_id: OpId | None, command: c.Command, actor: Actor
        ) -> Reply:
            if queue == broken:
                raise RuntimeError("this queue cannot be decided about")
            return await ask(queue, op_id, command, actor)

        self.desk.ask = asks  # type: ignore[method-assign]

    # --- people

    async def asks(self, actor: Actor, command: c.Command, queue: QueueId = QUEUE) -> Reply:
        own = isinstance(actor, GuestActor | StaffActor)
        op_id = OpId(f"op-{next(_numbers)}") if own else None
        return await self.desk.ask(queue, op_id, command, actor)

    async def follows(self, rules: Rules, queue: QueueId = QUEUE) -> None:
        """From now on the queue has other rules."""
        await self.asks(SystemActor(node=NODE), c.Configure(rules=rules), queue)

    async def ticks(self, queue: QueueId = QUEUE) -> None:
        """What is due by now happens."""
        await self.asks(SystemActor(node=NODE), c.Tick(), queue)

    async def opens(self, queue: QueueId = QUEUE) -> None:
        """A queue that takes walk-ins."""
        await self.asks(SystemActor(node=NODE), c.Configure(rules=RULES), queue)
        assert isinstance(await self.asks(ANNA, c.OpenQueue(), queue), Done)

    async def waits(self, name: str, node: NodeId | None = NODE, queue: QueueId = QUEUE) -> None:
        """A walk-in, connected through this node if any."""
        guest = GuestActor(guest=GuestId(name), visit=VisitId(f"v{name}"), walk_in=True)
        assert isinstance(await self.asks(guest, c.Join(), queue), Done)
        if node is not None:
            seen = c.Connected(visit=guest.visit, guest=guest.guest, node=node)
            await self.asks(SystemActor(node=node), seen, queue)

    async def goes_away(self, name: str, node: NodeId = NODE, queue: QueueId = QUEUE) -> None:
        away = c.Away(visit=VisitId(f"v{name}"), guest=GuestId(name), node=node)
        await self.asks(SystemActor(node=node), away, queue)

    async def admits(self, name: str) -> None:
        visit = self.visit(name)
        reply = await self.asks(ANNA, c.Admit(visit=visit.id, seen=visit.revision))
        assert isinstance(reply, Done)

    async def puts_back(self, name: str) -> None:
        assert isinstance(await self.asks(ANNA, c.PutBack(visit=VisitId(f"v{name}"))), Done)

    # --- what there is

    def queue(self, queue: QueueId = QUEUE) -> Queue:
        known = self.desk.known(queue)
        assert known is not None
        return known

    def visit(self, name: str, queue: QueueId = QUEUE) -> Visit:
        return self.queue(queue).visits[VisitId(f"v{name}")]

    def conference(self, name: str = "ada") -> Conference | None:
        admission = self.visit(name).admission
        return admission.conference if admission else None

    async def kinds(self, queue: QueueId = QUEUE) -> list[str]:
        return [each.kind for each in await self.ledger.log(queue)]

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait until a change of a queue has made this true."""
        changed = asyncio.Event()
        self.desk.watch(lambda before, after, happened: changed.set())
        async with asyncio.timeout(PATIENCE_S):
            while not condition():
                changed.clear()
                await changed.wait()


@asynccontextmanager
async def opened(url: str, pace: Pace = STEADY) -> AsyncIterator[Yard]:
    """A yard with an open queue on this database."""
    engine: AsyncEngine = open_engine(url)
    book = Book()
    async with _yard(engine, book, FakeHandoff(), NODE, pace) as yard:
        await yard.opens()
        yield yard


@asynccontextmanager
async def beside(
    yard: Yard, url: str, node: NodeId = OTHER, pace: Pace = STEADY
) -> AsyncIterator[Yard]:
    """Another process on the same database and the same conference node."""
    async with _yard(open_engine(url), yard.book, yard.handoff, node, pace) as other:
        yield other


@asynccontextmanager
async def _yard(
    engine: AsyncEngine, book: Book, handoff: FakeHandoff, node: NodeId, pace: Pace
) -> AsyncIterator[Yard]:
    yard: Yard
    ledger = Moody(engine, book, lambda: yard.now())
    keeper = Keeper(ledger, Clock(), lambda: node, pace)
    desk = Desk(ledger, LocalBus(), lambda: yard.now(), effects_of, fence=keeper.fence)
    yard = Yard(ledger, desk, handoff, book, keeper)
    await keeper.open()
    try:
        yield yard
    finally:
        ledger.is_busy = False
        await yard.stop()
        await desk.close()
        await ledger.end()
        await engine.dispose()
