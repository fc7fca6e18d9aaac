"""A hall with a real desk, ledger and directory, where pages write down what they are shown."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine

from tests.core.town import made_ready
from waitingroom.core import commands as c
from waitingroom.core.actors import Actor, GuestActor, ServiceActor, StaffActor, StaffRole
from waitingroom.core.ids import (
    GuestId,
    LinkId,
    NodeId,
    OpId,
    OrganisationId,
    QueueId,
    StaffId,
    UnitId,
    VisitId,
)
from waitingroom.core.model import Guest, Queue, Role, Rules, Visit
from waitingroom.desk import Desk, Done, Reply
from waitingroom.directory import Directory, Organisation, Person, QueueInfo, StaffInfo, Unit
from waitingroom.hub import Hub
from waitingroom.identity import GuestSignIn, StaffSignIn
from waitingroom.identity.ids import SignInId
from waitingroom.ledger import Append, Busy, SqlLedger
from waitingroom.protocol import limits
from waitingroom.wire import Handler

QUEUE = QueueId("queue1")
RULES = Rules(call_places=2)
"""A small call, so that one of a party is left outside."""
NODE = NodeId("node1")
NINE = datetime(2026, 3, 28, 9, tzinfo=UTC)
PATIENCE_S = 10.0
TURNS = 5

ANNA, BO, SIV = (StaffId(each) for each in ("anna", "bo", "siv"))
ROLES = {ANNA: StaffRole.CLINICIAN, BO: StaffRole.CLINICIAN, SIV: StaffRole.SECRETARY}
CALLED = {ANNA: "Anna Test", BO: "Bo Eksempel", SIV: "Siv Prøve"}

HANDOFF = ServiceActor(name="handoff")

_numbers = count(1)

Frame = dict[str, Any]


def op_id() -> OpId:
    return OpId(f"op-{next(_numbers)}")


class Hands:
    """The clock of the hall, moved by hand."""

    def __init__(self) -> None:
        self.passed_s = 0.0

    def now(self) -> datetime:
        return NINE + timedelta(seconds=self.passed_s)

    def monotonic(self) -> float:
        return 1000.0 + self.passed_s


class Moody(SqlLedger):
    """The real ledger, which on request is busy or makes everybody wait."""

    is_busy = False
    gate: asyncio.Event | None = None

    def __init__(self, engine: AsyncEngine) -> None:
        super().__init__(engine)
        self._asked = asyncio.Event()

    async def is_asked(self) -> None:
        """Wait until the next time somebody wants to write."""
        self._asked.clear()
        async with asyncio.timeout(PATIENCE_S):
            await self._asked.wait()

    async def append(self, append: Append) -> None:
        self._asked.set()
        if self.gate is not None:
            await self.gate.wait()
        if self.is_busy:
            raise Busy
        await super().append(append)


class Page:
    """The browser's end of a line: a `wire.Socket` that writes down every frame."""

    def __init__(self, handler: Handler, *, answers_close: bool = True) -> None:
        self.frames: list[Frame] = []
        self.code: int | None = None
        self.is_aborted = False
        self._handler = handler
        self._answers_close = answers_close
        self._read = 0
        self._news = asyncio.Event()
        self._refs = count(1)
        handler.opened(self)

    # --- what the hub does to it

    def send(self, text: bytes) -> None:
        assert self.code is None, "something was sent after the close"
        self.frames.append(json.loads(text))
        self._news.set()

    def close(self, code: int, reason: str = "") -> None:
        assert self.code is None, "closed twice"
        self.code = code
        self._news.set()
        if self._answers_close:
            asyncio.get_running_loop().call_soon(self._handler.closed, code)

    def abort(self) -> None:
        self.is_aborted = True
        self.close(1006)

    @property
    def buffered(self) -> int:
        return 0

    # --- what the page does

    def says(self, kind: str, **fields: Any) -> None:
        self._handler.heard(json.dumps({"type": kind, **fields}).encode())

    def speaks(self, text: bytes) -> None:
        """Say something that is perhaps no message."""
        self._handler.heard(text)

    def hello(self, known: int = 0, epoch: str = "", **held: str) -> None:
        words = {"protocol": limits.PROTOCOL, "locale": "da", "tab": "t"}
        self.says("Hello", **words, known=known, epoch=epoch, **held)

    def pings(self, *, visible: bool = True, version: int | None = None) -> None:
        """Acknowledge what was shown last."""
        drawn = self.version if version is None else version
        self.says("Ping", version=drawn, visible=visible)

    async def asks(self, kind: str, **fields: Any) -> Frame:
        """Ask for something and wait for the answer."""
        ref = next(self._refs)
        self.says("Ask", ref=ref, op_id=op_id(), command={"type": kind, **fields})
        return await self.hears(ref=ref)

    async def enters(self, **fields: Any) -> Frame:
        """Ask for the Pass and wait for the answer."""
        ref = next(self._refs)
        self.says("Enter", ref=ref, **fields)
        return await self.hears(ref=ref)

    async def hears(self, **wanted: Any) -> Frame:
        """The next frame with these fields that was not read before."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                for nth in range(self._read, len(self.frames)):
                    if wanted.items() <= self.frames[nth].items():
                        self._read = nth + 1
                        return self.frames[nth]
                self._news.clear()
                await self._news.wait()

    async def sees(self, **wanted: Any) -> Frame:
        """The seat, as soon as it has these fields."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                seat: Frame = self.last("Seat")["seat"] if self.all("Seat") else {}
                if wanted.items() <= seat.items():
                    return seat
                self._news.clear()
                await self._news.wait()

    async def ends(self) -> int:
        """The code with which the line is closed."""
        async with asyncio.timeout(PATIENCE_S):
            while self.code is None:
                self._news.clear()
                await self._news.wait()
        return self.code

    def leaves(self, code: int = 1001) -> None:
        """The tab is closed."""
        self._handler.closed(code)

    def stops_reading(self) -> None:
        self._handler.paused()

    def reads_again(self) -> None:
        self._handler.drained()

    # --- what it was shown

    def all(self, kind: str) -> list[Frame]:
        return [each for each in self.frames if each["type"] == kind]

    def last(self, kind: str) -> Frame:
        return self.all(kind)[-1]

    @property
    def version(self) -> int:
        """Of the newest view."""
        shown = [each for each in self.frames if each["type"] in ("Seat", "Board", "BoardChange")]
        return int(shown[-1]["version"]) if shown else 0

    @property
    def text(self) -> str:
        """Everything it was ever sent."""
        return json.dumps(self.frames, ensure_ascii=False)


@dataclass
class Hall:
    """One node with its hub, and the people before it.

    `used` notes each sign-in of staff that was at work, `over` holds those that do not last.
    """

    clock: Hands
    ledger: Moody
    directory: Directory
    desk: Desk
    hub: Hub
    epoch: str
    used: list[str]
    over: set[str]
    signed_in: dict[str, GuestSignIn] = field(default_factory=dict)

    # --- people

    async def guest(
        self, name: str, visit: str = "", role: Role = Role.PATIENT, /, **texts: Any
    ) -> GuestSignIn:
        """Somebody who is signed in: by the public door, or to a visit by a link."""
        sign_in = GuestSignIn(
            guest=GuestId(name),
            visit=VisitId(visit or f"v{name}"),
            queue=QUEUE,
            role=role,
            walk_in=not visit,
            link=LinkId(f"link{name}") if visit else None,
            expires_at=NINE + timedelta(hours=12),
        )
        person = Person(**{"name": f"Prøve {name.title()}"} | texts)
        await self.directory.keep_person(
            sign_in.guest, QUEUE, sign_in.visit, person, self.clock.now()
        )
        self.signed_in[name] = sign_in
        return sign_in

    async def again(self, name: str) -> Page:
        """One more page of somebody who is signed in: a reload, a tab, a second device."""
        return await self.greeted(self.signed_in[name])

    async def greeted(self, sign_in: GuestSignIn, *, known: int = 0) -> Page:
        """A page of this guest that has its first view."""
        page = self.opens(sign_in)
        page.hello(known, f"{self.epoch}-{QUEUE}")
        await page.hears(type="Welcome")
        await page.hears(type="Seat")
        return page

    def opens(self, sign_in: GuestSignIn, *, answers_close: bool = True) -> Page:
        """A page of this guest that has said nothing yet."""
        return Page(self.hub.guest(sign_in), answers_close=answers_close)

    async def waits(self, name: str, /, **texts: Any) -> Page:
        """A walk-in with a page and a place in line."""
        page = await self.greeted(await self.guest(name, **texts))
        assert (await page.asks("Join"))["type"] == "Done"
        await page.sees(stage="waiting")
        await self.quiet()
        return page

    async def party(self, visit: str, *people: tuple[str, Role]) -> list[GuestSignIn]:
        """Staff expect these people together."""
        signed_in = [await self.guest(name, visit, role) for name, role in people]
        invited = tuple(c.Invited(guest=GuestId(name), role=role) for name, role in people)
        await self.tells(colleague(SIV), c.ExpectVisit(visit=VisitId(visit), guests=invited))
        return signed_in

    async def board(self, staff: StaffId = ANNA) -> Page:
        """A board of this colleague that has its first view."""
        page = self.opens_board(staff)
        page.hello()
        await page.hears(type="Board")
        return page

    def opens_board(self, staff: StaffId, *, hours: int = 12) -> Page:
        """A board of this colleague that has said nothing yet."""
        sign_in = StaffSignIn(
            id=SignInId(f"in-{staff}"), staff=staff, expires_at=NINE + timedelta(hours=hours)
        )
        return Page(self.hub.staff(sign_in, QUEUE))

    # --- what happens

    async def tells(self, actor: Actor, command: c.Command) -> Reply:
        """Somebody asks the desk without a page."""
        own = isinstance(actor, GuestActor | StaffActor)
        return await self.desk.ask(QUEUE, op_id() if own else None, command, actor)

    async def admits(self, name: str, staff: StaffId = ANNA, *, ready: bool = False) -> int:
        """This colleague lets the visit in; gives the number of the admission."""
        visit = self.visit(f"v{name}")
        reply = await self.tells(colleague(staff), c.Admit(visit=visit.id, seen=visit.revision))
        assert isinstance(reply, Done)
        if ready:
            await self.tells(HANDOFF, made_ready(self.queue(), visit.id))
        return visit.admissions + 1

    def passes(self, seconds: float) -> None:
        """Time goes by, and the hub looks at it."""
        self.clock.passed_s += seconds
        self.hub.tick()

    async def quiet(self) -> None:
        """Wait until all that was begun is written and shown."""
        for _ in range(2):
            for _ in range(TURNS):
                await asyncio.sleep(0)
            # The counter of a queue answers in order: what was asked before this is answered too.
            await self.desk.ask(QUEUE, None, c.Tick(), HANDOFF)
        for _ in range(TURNS):
            await asyncio.sleep(0)

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait until a change of the queue has made this true."""
        changed = asyncio.Event()
        self.desk.watch(lambda before, after, happened: changed.set())
        async with asyncio.timeout(PATIENCE_S):
            while not condition():
                changed.clear()
                await changed.wait()

    def counts_asks(self) -> list[c.Command]:
        """From now on, everything the desk is asked."""
        asked: list[c.Command] = []
        ask = self.desk.ask

        async def counted(
            queue: QueueId, op_id: OpId | None, command: c.Command, actor: Actor
        ) -> Reply:
            asked.append(command)
            return await ask(queue, op_id, command, actor)

        self.desk.ask = counted  # type: ignore[method-assign]
        return asked

    # --- what there is

    def queue(self) -> Queue:
        known = self.desk.known(QUEUE)
        assert known is not None
        return known

    def visit(self, visit: str) -> Visit:
        return self.queue().visits[VisitId(visit)]

    def person(self, name: str, visit: str = "") -> Guest:
        found = self.visit(visit or f"v{name}").guest(GuestId(name))
        assert found is not None
        return found

    async def kinds(self) -> list[str]:
        """What stands in the log, by name."""
        return [each.kind for each in await self.ledger.log(QUEUE)]


def colleague(staff: StaffId) -> StaffActor:
    return StaffActor(staff=staff, role=ROLES[staff])


async def furnish(directory: Directory, desk: Desk) -> None:
    """One unit with one open queue and three colleagues."""
    organisation, unit = OrganisationId("org1"), UnitId("unit1")
    await directory.add_organisation(Organisation(id=organisation, name="Prøveregionen"))
    await directory.add_unit(
        Unit(id=unit, organisation=organisation, name="Prøveklinikken", slug="proeve")
    )
    await directory.add_queue(QueueInfo(id=QUEUE, unit=unit, name="Kø", slug="video"))
    for staff, role in ROLES.items():
        await directory.add_staff(
            StaffInfo(
                id=staff, organisation=organisation, name=CALLED[staff], role=role, units=(unit,)
            )
        )
    await desk.ask(QUEUE, None, c.Configure(rules=RULES), HANDOFF)
    await desk.ask(QUEUE, op_id(), c.OpenQueue(), colleague(ANNA))
