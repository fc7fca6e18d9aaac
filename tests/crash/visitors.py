"""People with real sign-ins at a running clinic: HTTP at the door, a WebSocket each afterwards."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from itertools import count
from typing import Any

import httpx2

from bench.line import Heard, Line, LineLost
from tests.crash.book import Answered, Asked
from tests.crash.people import Front, Gone
from tests.journeys.clinic import Clinic
from waitingroom.core.actors import Actor, GuestActor, StaffActor, written
from waitingroom.core.card import Card
from waitingroom.core.commands import BoardCommand, GuestCommand
from waitingroom.core.decide.rights import CLINICAL
from waitingroom.core.ids import QueueId, StaffId, VisitId
from waitingroom.core.model import Shelf
from waitingroom.demo import SLUG
from waitingroom.identity import Seals
from waitingroom.keys import keys
from waitingroom.protocol.messages import BoardChange, BoardShown, NotDone

ASKS_A_PAGE = 15
"""A page may say twenty things at once and then has to slow down; a new page may again."""

FRONT = 6
GLANCE_S = 0.02
"""How long a clinician takes to look at the board."""

CUT, LEFT = 1006, 1000
"""How a line ends when the process dies, and when the person goes."""


class Visitor:
    """One person: their cookie, the lines of their pages, and the newest board."""

    def __init__(self, url: str, path: str, cookie: str) -> None:
        self._way = (url, path, cookie)
        self._lines: list[Line] = []
        self._asks = 0
        self._opening = asyncio.Lock()
        self.cards: dict[VisitId, Card] = {}

    async def line(self) -> Line:
        """A line that may still be asked something. Errors: `LineLost`."""
        async with self._opening:
            if not self._lines or self._lines[-1].is_lost or self._asks >= ASKS_A_PAGE:
                # Older pages stay open: they may still wait for an answer.
                self._lines.append(await Line.open(*self._way, self._hear))
                self._asks = 0
            self._asks += 1
            return self._lines[-1]

    async def leave(self) -> None:
        """Close all pages."""
        lines, self._lines = self._lines, []
        for line in lines:
            await line.close()
            assert line.close_code in (CUT, LEFT), f"it was closed with {line.close_code}"

    def _hear(self, heard: Heard) -> None:
        match heard:
            case BoardShown():
                self.cards = {card.visit: card for card in heard.cards}
            case BoardChange():
                self.cards |= {card.visit: card for card in heard.put}
                for visit in heard.remove:
                    self.cards.pop(visit, None)


class Visitors:
    """Everybody who has ever come to this clinic; they serve as the premises of an afternoon."""

    def __init__(self, clinic: Clinic, client: httpx2.AsyncClient) -> None:
        self.clinic = clinic
        self.queue = QueueId("")
        self.clinicians: tuple[StaffActor, ...] = ()
        self._client = client
        self._people: dict[str, Visitor] = {}
        self._arrived = count(1)
        self._seals = Seals(keys(clinic.folder).key("sign-in cookies"))

    async def staff_come(self) -> None:
        """Everybody who may admit signs in, once; their sign-ins outlive the process."""
        for each in self.clinic.ways.staff:
            form = {"login": each.login, "password": each.password}
            cookie, me = await self._signed_in("/api/staff/sign-in", form)
            actor = StaffActor(staff=StaffId(me["staff"]["id"]), role=each.role)
            self.queue = QueueId(me["units"][0]["queues"][0]["id"])
            self._know(actor, f"/wire/staff/{self.queue}", cookie)
            if actor.role in CLINICAL:
                self.clinicians += (actor,)

    async def arrive(self) -> GuestActor:
        """See `Premises`."""
        form = {"queue": self.queue, "name": f"Prøve {next(self._arrived)}"}
        cookie, _ = await self._signed_in(f"/api/door/{SLUG}", form)
        sign_in = self._seals.open_guest(cookie.partition("=")[2], datetime.now(UTC))
        assert sign_in is not None
        actor = GuestActor(guest=sign_in.guest, visit=sign_in.visit, walk_in=True)
        self._know(actor, "/wire/guest", cookie)
        return actor

    async def look(self, actor: StaffActor) -> Front:
        """See `Premises`."""
        await asyncio.sleep(GLANCE_S)
        visitor = self._people[written(actor)]
        await self._unless_gone(visitor.line)
        line = self._on(visitor, Shelf.LINE)
        return Front(
            waiting=tuple((card.visit, card.revision) for card in line[:FRONT]),
            admitted=tuple(card.visit for card in self._on(visitor, Shelf.ADMITTED)[:FRONT]),
        )

    async def send(self, asked: Asked) -> Answered:
        """See `Premises`."""
        visitor = self._people[written(asked.actor)]
        line = await self._unless_gone(visitor.line)
        assert isinstance(asked.command, GuestCommand | BoardCommand)
        try:
            answer = await line.ask(asked.op_id, asked.command)
        except LineLost:
            assert line.close_code == CUT, f"it was closed with {line.close_code}"
            raise Gone from None
        if isinstance(answer, NotDone):
            return Answered(code=answer.code, by=answer.by, at=answer.at)
        return Answered()

    async def board(self) -> list[VisitId]:
        """The line, next one first, as a fresh page of a clinician shows it."""
        visitor = self._people[written(self.clinicians[0])]
        await visitor.leave()
        await visitor.line()
        return [card.visit for card in self._on(visitor, Shelf.LINE)]

    async def leave(self) -> None:
        """Everybody closes their page."""
        for visitor in self._people.values():
            await visitor.leave()

    def _know(self, actor: Actor, path: str, cookie: str) -> None:
        self._people[written(actor)] = Visitor(self.clinic.url, path, cookie)

    def _on(self, visitor: Visitor, shelf: Shelf) -> list[Card]:
        cards = [card for card in visitor.cards.values() if card.shelf is shelf]
        return sorted(cards, key=lambda card: (card.priority, card.number))

    async def _unless_gone(self, line: Callable[[], Awaitable[Line]]) -> Line:
        try:
            return await line()
        except LineLost:
            raise Gone from None

    async def _signed_in(self, path: str, form: dict[str, str]) -> tuple[str, dict[str, Any]]:
        """The cookie and the answer of a sign-in."""
        origin = {"Origin": self.clinic.url}
        try:
            answer = await self._client.post(self.clinic.url + path, json=form, headers=origin)
        except httpx2.TransportError:
            raise Gone from None
        assert answer.status_code == 200, answer.text
        # Everybody here has a browser of their own.
        self._client.cookies.clear()
        return answer.headers["set-cookie"].partition(";")[0], answer.json()
