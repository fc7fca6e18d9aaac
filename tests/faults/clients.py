"""Guests and staff without browsers: as patient as the pages, and they write down what they hear.

Each has at most one line at a time, to any of the nodes, and comes back as the pages do
(`frontend/src/backoff.ts`). A question is repeated under its `op_id` until it has an answer. One
process can be thousands of them: a page that only waits costs a connection and a small task.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from time import monotonic, time

from bench.line import Heard, Line, LineLost
from tests.crash.book import PASSING
from tests.faults.history import Command, History
from waitingroom.core.actors import GuestActor, StaffActor
from waitingroom.core.card import Card
from waitingroom.core.commands import Admit, End, Join, PutBack
from waitingroom.core.ids import OpId, Version, VisitId
from waitingroom.core.model import Shelf
from waitingroom.core.seat import Seat
from waitingroom.core.value import Value
from waitingroom.directory import fresh_id
from waitingroom.protocol import CloseCode, limits
from waitingroom.protocol.messages import (
    BoardChange,
    BoardShown,
    Bye,
    Done,
    Hello,
    NotDone,
    SeatShown,
    Welcome,
)

FIRST_S, LONGEST_S, QUIET_S = 1.0, 30.0, 60.0
"""The back-off of the pages."""

PASSING_S = 0.3
"""How long a passing answer is waited on at least before the same is asked again."""


class Way(Value):
    """How somebody gets in. Shape: `origin` is that of the pages, `nodes` are where to connect."""

    origin: str
    nodes: tuple[str, ...]
    path: str
    cookie: str


class Page:
    """One browser tab that stays open: it has a line, or it is on its way to one.

    Shape: `dice` decides which node it is led to and how long it waits; `lost` counts its lines
    that ended otherwise than by its leaving, `untold` those of them it was not told of before,
    `byes` those it was. Without `returns` it never has a second line; `lost_at` is when it lost its
    last, in seconds of the wall clock. `told_now` is how far before our own clock it was told the
    time to be.
    """

    def __init__(
        self,
        name: str,
        actor: GuestActor | StaffActor,
        way: Way,
        history: History,
        dice: Random,
    ) -> None:
        self.name = name
        self.actor = actor
        self.way = way
        self.history = history
        self.dice = dice
        self.lost = 0
        self.untold = 0
        self.lost_at = 0.0
        self.returns = True
        self.asks_now = False
        self.node = ""
        self.epoch = ""
        self.version = Version(0)
        self.told_now = timedelta(0)
        self.line: Line | None = None
        self.changed = asyncio.Event()
        self._tries = 0
        self._back_at: float | None = None
        self._heard_at = 0.0
        self._standing = asyncio.Event()
        self._living: asyncio.Task[None] | None = None

    async def come(self) -> None:
        """Open the page and wait for its first view."""
        self._living = asyncio.create_task(self._live(), name=f"page {self.name}")
        await self.stands()

    async def leave(self) -> None:
        """Close the page."""
        if self._living is not None:
            self._living.cancel()
            await asyncio.gather(self._living, return_exceptions=True)
        line, self.line = self.line, None
        if line is not None:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(1):
                    await line.close()

    def cut(self) -> None:
        """The line breaks, wherever it is."""
        if self.line is not None:
            self.line.cut()

    async def ask(self, command: Command, visit: VisitId) -> Done | NotDone:
        """Ask until an answer stays. Shape: the answer; `busy` and `unknown` are asked again."""
        op_id = OpId(fresh_id())
        self.history.ask(op_id, self.actor, visit, command)
        self.asks_now = True
        while (answer := await self._once(op_id, command)) is None:
            self.history.again(op_id)
        self.asks_now = False
        return answer

    async def repeat(self, op_id: OpId) -> None:
        """Ask once more what was asked before, under its own op_id, until an answer stays."""
        command = self.history.calls[op_id].command
        while await self._once(op_id, command) is None:
            pass

    async def _once(self, op_id: OpId, command: Command) -> Done | NotDone | None:
        """Ask once; None when that brought no answer that stays, after a moment."""
        waits = PASSING_S
        with contextlib.suppress(LineLost, TimeoutError):
            line, node = await self.stands(), self.node
            began = monotonic()
            answer = await line.ask(op_id, command)
            code, by = (answer.code, answer.by) if isinstance(answer, NotDone) else (None, None)
            self.history.waited(monotonic() - began, code)
            self.history.answer(op_id, code, by, node)
            if code not in PASSING:
                return answer
            waits = max(waits, answer.retry_ms / 1000 if isinstance(answer, NotDone) else 0.0)
        await asyncio.sleep(waits * (0.5 + self.dice.random()))
        return None

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until what is shown is so."""
        while not holds():
            self.changed.clear()
            await self.changed.wait()

    # --- its life

    async def _live(self) -> None:
        while True:
            began = monotonic()
            with contextlib.suppress(LineLost, TimeoutError):
                await self._connect()
                await self._pings()
            self.line = None
            if self._standing.is_set() and self._is_lost():
                return
            self._tries = 0 if monotonic() - began > QUIET_S else self._tries + 1
            await asyncio.sleep(self._back_off())

    def _is_lost(self) -> bool:
        """The line was lost; gives whether that is the end."""
        self.lost += 1
        self.untold += self._back_at is None
        self.lost_at = time()
        self._standing.clear()
        return not self.returns

    def _back_off(self) -> float:
        back_at, self._back_at = self._back_at, None
        if back_at is not None:
            return max(0.0, back_at - monotonic())
        return float(self.dice.random() * min(LONGEST_S, FIRST_S * 2 ** (self._tries - 1)))

    async def _connect(self) -> None:
        way = self.way
        hello = Hello(
            protocol=limits.PROTOCOL,
            locale="da",
            tab=self.name,
            epoch=self.epoch,
            known=self.version,
        )
        self.line = await Line.open(
            way.origin, way.path, way.cookie, self._hear, hello, self.dice.choice(way.nodes)
        )
        self._heard_at = monotonic()
        self._standing.set()

    async def _pings(self) -> None:
        """Say something now and then, for as long as the line stands."""
        while self.line is not None:
            if monotonic() - self._heard_at > limits.DEAD_S:
                self.line.cut()
                return
            await self.line.ping()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(limits.PING_S):
                    await self.line.lost()
                return

    async def stands(self) -> Line:
        """Wait for a line, and give it; it may be lost again at any time."""
        while self.line is None or self.line.is_lost:
            await self._standing.wait()
            # That a line is lost is noticed one turn later.
            await asyncio.sleep(0)
        return self.line

    # --- what it hears

    def _hear(self, heard: Heard) -> None:
        self._heard_at = monotonic()
        match heard:
            case Welcome():
                self._is_welcome(heard)
            case Bye():
                self._is_sent_away(heard)
            case SeatShown() | BoardShown() | BoardChange():
                self.version = heard.version
                self.history.see(self.name, self.epoch, heard.version, self.node)
                self.shown(heard)
                self.changed.set()

    def _is_sent_away(self, bye: Bye) -> None:
        """Come back when told; a server that stops goes on answering until then."""
        after_s = bye.after_ms / 1000
        self._back_at = monotonic() + after_s
        if bye.reason == CloseCode.RESTART.word and self.line is not None:
            asyncio.get_running_loop().call_later(after_s, self.line.cut)

    def _is_welcome(self, welcome: Welcome) -> None:
        self.node = welcome.node
        self.told_now = welcome.now - datetime.now(UTC)
        if welcome.epoch != self.epoch:
            self.epoch, self.version = welcome.epoch, Version(0)

    def shown(self, heard: SeatShown | BoardShown | BoardChange) -> None:
        """Draw it."""


class Guest(Page):
    """One guest with one visit; `seat` is what their page shows."""

    seat: Seat | None = None

    @property
    def visit(self) -> VisitId:
        """Their visit."""
        assert isinstance(self.actor, GuestActor)
        return self.actor.visit

    async def join(self) -> Done | NotDone:
        """Take a place."""
        return await self.ask(Join(), self.visit)

    def shown(self, heard: SeatShown | BoardShown | BoardChange) -> None:
        """See `Page`."""
        if isinstance(heard, SeatShown):
            self.seat = heard.seat


class Colleague(Page):
    """One of the staff with a board; `cards` are on it."""

    def __init__(
        self, name: str, actor: StaffActor, way: Way, history: History, dice: Random
    ) -> None:
        super().__init__(name, actor, way, history, dice)
        self.cards: dict[VisitId, Card] = {}

    def on(self, shelf: Shelf) -> list[Card]:
        """The cards of one shelf, next one first."""
        cards = [card for card in self.cards.values() if card.shelf is shelf]
        return sorted(cards, key=lambda card: (card.priority, card.number))

    async def admit(self, card: Card) -> Done | NotDone:
        """Let this visit in, as it stands on the board."""
        return await self.ask(Admit(visit=card.visit, seen=card.revision), card.visit)

    async def put_back(self, visit: VisitId) -> Done | NotDone:
        """Back into the line."""
        return await self.ask(PutBack(visit=visit), visit)

    async def complete(self, visit: VisitId) -> Done | NotDone:
        """The conversation is over."""
        return await self.ask(End(visit=visit), visit)

    def shown(self, heard: SeatShown | BoardShown | BoardChange) -> None:
        """See `Page`."""
        match heard:
            case BoardShown():
                self.cards = {card.visit: card for card in heard.cards}
            case BoardChange():
                self.cards |= {card.visit: card for card in heard.put}
                for visit in heard.remove:
                    self.cards.pop(visit, None)


async def together(doing: Sequence[Awaitable[object]], at_once: int = 20) -> None:
    """All of these, so many at a time."""
    room = asyncio.Semaphore(at_once)

    async def one(each: Awaitable[object]) -> None:
        async with room:
            await each

    await asyncio.gather(*map(one, doing))
