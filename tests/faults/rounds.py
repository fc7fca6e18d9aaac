"""All that people do with a waiting room in one day, done once and quickly, again and again."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from random import Random
from time import monotonic
from typing import Any

import httpx2

from tests.faults.clients import Colleague, Guest
from tests.faults.cluster import DATABASE, Cluster
from tests.faults.crowd import PASSING, Crowd
from tests.faults.laboratory import Run
from waitingroom.core import commands as c
from waitingroom.core import eventlog
from waitingroom.core import events as e
from waitingroom.core.actors import StaffActor
from waitingroom.core.card import Card
from waitingroom.core.ids import OpId, QueueId, UnitId, VisitId
from waitingroom.core.model import Conference, Shelf, Stage
from waitingroom.demo import SLUG
from waitingroom.directory import Directory, QueueInfo, fresh_id
from waitingroom.ledger import SqlLedger, open_engine
from waitingroom.protocol.messages import Done

STUCK_S = 15.0
"""How long anything may take, whatever was lost on the way."""

GIVEN_UP_S = 60.0
"""After so long nothing more is expected."""

PEOPLE = 2
"""Whom one round writes down in the second queue: who is expected, and one more of their party."""

PING_S = 0.5

WALKS_IN = "Prøve Gående"


class Rounds:
    """One clinic with three queues, and one round after the other in it.

    In the first queue somebody walks in, is let in, put back, let in and done with. In the second
    a visit is expected with its party, comes by its link, and is sent on to the third.
    """

    def __init__(self, run: Run, cluster: Cluster) -> None:
        self._run = run
        self._cluster = cluster
        self._crowd = Crowd(cluster, run.dice)
        # Forms ask under an op_id too, and no page knows of those: this queue is judged apart.
        self._beside = Crowd(cluster, run.dice)
        self._second, self._third = (QueueId(fresh_id()) for _ in range(2))
        self._board: Colleague
        self._second_board: Colleague
        self._repeated: set[OpId] = set()
        self.done = 0

    async def begin(self) -> None:
        """Open the two other queues and the boards."""
        await self._crowd.staff_come()
        self._board = self._crowd.staff[0]
        unit = UnitId((await self._ask("GET", "/api/staff/me"))["units"][0]["id"])
        engine = open_engine(self._cluster.ledger_url)
        try:
            for nth, queue in enumerate((self._second, self._third), 1):
                info = QueueInfo(id=queue, unit=unit, name=f"Ø{nth}", slug=f"oe{nth}")
                await Directory(engine).add_queue(info)
        finally:
            await engine.dispose()
        self._second_board = await self._opens(self._second)
        await self._second_board.ask(c.OpenQueue(), VisitId(""))
        third = await self._opens(self._third)
        await third.ask(c.OpenQueue(), VisitId(""))

    async def _opens(self, queue: QueueId) -> Colleague:
        like = self._board
        assert isinstance(like.actor, StaffActor)
        way = like.way.but(path=f"/wire/staff/{queue}")
        history, dice = self._beside.history, Random(queue)  # noqa: S311 - it must be repeatable
        board = Colleague(f"b{queue}", like.actor, way, history, dice)
        self._beside.staff.append(board)
        await board.come()
        return board

    async def one(self) -> None:
        """One round."""
        await asyncio.gather(self._walks_in(), self._is_expected(), self._staff_come_and_go())
        self.done += 1

    async def all_back(self) -> None:
        """Every board has a line again: after a restart pages come back as slowly as they do."""
        for page in (*self._crowd.staff, *self._beside.staff):
            await page.stands()

    async def leave(self) -> None:
        """Everybody closes their page."""
        await self._crowd.leave()
        await self._beside.leave()

    # --- the first queue

    async def _walks_in(self) -> None:
        async with self._not_stuck("walking in"):
            guest = await self._crowd.walk_in(WALKS_IN)
            await guest.join()
        async with self._not_stuck("coming by the door again"):
            door = {"queue": self._crowd.queue, "name": WALKS_IN}
            await self._ask("POST", f"/api/door/{SLUG}", door, guest.way.cookie)
        async with self._not_stuck("saying ready"):
            await guest.ask(c.Ready(), guest.visit)
        await self._is_let_in(self._board, guest)
        async with self._not_stuck("putting back"):
            await self._board.put_back(guest.visit)
            await guest.until(lambda: _stage(guest) is Stage.WAITING)
        await self._is_let_in(self._board, guest)
        async with self._not_stuck("completing"):
            await self._board.complete(guest.visit)
        await self._same_again(self._board)
        await self._same_again(guest)
        await guest.leave()
        self._crowd.guests.remove(guest)

    async def _is_let_in(self, board: Colleague, guest: Guest) -> None:
        visit = guest.visit
        async with self._not_stuck("letting in"):
            await board.until(lambda: _card(board, visit, Shelf.LINE) is not None)
            answer = await board.admit(board.cards[visit])
            assert isinstance(answer, Done), answer
        async with self._not_stuck("telling a guest that they are let in"):
            await guest.until(lambda: _stage(guest) is Stage.ADMITTED)
        async with self._not_stuck("showing that they have seen it"):
            await self._pinging(guest, lambda: _is_seen(board.cards[visit]), board)
        async with self._not_stuck("making the conference ready"):
            await board.until(lambda: _is_ready(board.cards[visit]))

    async def _pinging(self, guest: Guest, holds: Callable[[], bool], board: Colleague) -> None:
        while not holds():
            line = await guest.stands()
            await line.ping()
            try:
                async with asyncio.timeout(PING_S):
                    await board.until(holds)
            except TimeoutError:
                continue

    async def _same_again(self, page: Guest | Colleague) -> None:
        """All that this page has asked in this round is asked once more; a change is noted."""
        history = page.history
        for op_id, call in list(history.calls.items()):
            if call.actor == page.actor and op_id not in self._repeated:
                self._repeated.add(op_id)
                async with self._not_stuck("asking the same again"):
                    await page.repeat(op_id)

    # --- the second and the third

    async def _is_expected(self) -> None:
        place = f"/api/staff/queues/{self._second}"
        form = {"op_id": fresh_id(), "guests": [{"name": "Prøve Ventet"}]}
        async with self._not_stuck("expecting"):
            made = await self._ask("POST", f"{place}/visits", form)
        again = await self._ask("POST", f"{place}/visits", form)
        self._run.expect(again["visit"] == made["visit"], "the same form made another visit")
        visit = VisitId(made["visit"])
        one_more = {"op_id": fresh_id(), "name": "Prøve Pårørende", "role": "relative"}
        async with self._not_stuck("inviting"):
            await self._ask("POST", f"{place}/visits/{visit}/guests", one_more)
        who = made["guests"][0]["guest"]
        async with self._not_stuck("making a new link"):
            link = await self._ask("POST", f"{place}/visits/{visit}/guests/{who}/link", {})
        token = link["link"].partition("#")[2]
        async with self._not_stuck("coming by a link"):
            await self._ask("POST", "/api/guest/peek", {"token": token})
            guest = await self._beside.come_by_link(token)
            await guest.join()
        async with self._not_stuck("going on elsewhere"):
            await self._ask("POST", "/api/guest/elsewhere", {}, guest.way.cookie)
        await self._goes_on(guest, visit)
        await guest.leave()
        self._beside.guests.remove(guest)
        await self._ask("GET", f"{place}/visits/{visit}/history")

    async def _goes_on(self, guest: Guest, visit: VisitId) -> None:
        epoch = guest.epoch
        async with self._not_stuck("sending on"):
            await self._second_board.ask(c.Transfer(visit=visit, to=self._third), visit)
            # The page is called over, and waits in the other queue.
            await guest.until(lambda: guest.epoch != epoch and _stage(guest) is Stage.WAITING)
        await self._same_again(self._second_board)
        # Whoever is refused is not kept.
        late = {"op_id": fresh_id(), "name": "Prøve Forsinket", "role": "relative"}
        place = f"/api/staff/queues/{self._second}/visits/{visit}"
        async with self._not_stuck("being refused"):
            await self._ask("POST", f"{place}/guests", late, stays=(409, 410))

    # --- staff

    async def _staff_come_and_go(self) -> None:
        who = self._cluster.ways.staff[1]
        form = {"login": who.login, "password": who.password}
        async with self._not_stuck("signing in"):
            cookie, _ = await self._crowd.signed_in("/api/staff/sign-in", form)
        async with self._not_stuck("being muted"):
            await self._ask("POST", "/api/staff/me/muted", {"muted": True}, cookie)
        notice = {"op_id": fresh_id(), "text": f"Vi er {self.done} minutter forsinkede"}
        async with self._not_stuck("posting a notice"):
            await self._ask("POST", f"/api/staff/queues/{self._second}/notice", notice, cookie)
        await self._ask("GET", "/health/ready")
        async with self._not_stuck("signing out"):
            await self._ask("POST", "/api/staff/sign-out", {}, cookie)

    # --- how it is asked

    @asynccontextmanager
    async def _not_stuck(self, what: str) -> AsyncIterator[None]:
        began = monotonic()
        try:
            async with asyncio.timeout(GIVEN_UP_S):
                yield
        except TimeoutError:
            raise AssertionError(f"{what} never came to its end") from None
        took = monotonic() - began
        longest = self._run.numbers.get("longest_s", 0.0)
        self._run.numbers["longest_s"] = round(max(longest, took), 2)
        self._run.expect(took <= STUCK_S, f"{what} took {took:.1f} s")

    async def _ask(
        self,
        method: str,
        path: str,
        form: object = None,
        cookie: str = "",
        stays: Collection[int] = (200,),
    ) -> dict[str, Any]:
        """Send a form until it has an answer that stays."""
        headers = self._crowd.headers() | {"Cookie": cookie or self._board.way.cookie}
        async with httpx2.AsyncClient(trust_env=False) as client:
            while True:
                url = self._cluster.addresses[0] + path
                try:
                    answer = await client.request(method, url, json=form, headers=headers)
                except httpx2.TransportError:
                    await asyncio.sleep(PING_S)
                    continue
                if answer.status_code not in PASSING:
                    assert answer.status_code in stays, (
                        f"{path}: {answer.status_code} {answer.text}"
                    )
                    said: dict[str, Any] = answer.json() if answer.content else {}
                    return said
                await asyncio.sleep(PING_S)

    # --- what must be true of it all

    async def judge(self) -> None:
        """Everything happened once, in each of the three queues."""
        await self._run.judge(self._crowd)
        self._run.wrong += self._beside.history.unlike
        engine = open_engine(self._cluster.ledger_url)
        ledger = SqlLedger(engine)
        try:
            for queue, kind in ((self._second, e.VisitExpected), (self._third, e.VisitReceived)):
                await self._happened_once(ledger, queue, kind)
        finally:
            await ledger.end()
            await engine.dispose()
        postgresql = self._cluster.postgresql
        assert postgresql is not None
        queues = postgresql.say("SELECT queue FROM person", database=DATABASE).splitlines()
        people = queues.count(self._second)
        self._run.expect(people == PEOPLE * self.done, f"{people} people in {self.done} rounds")

    async def _happened_once(self, ledger: SqlLedger, queue: QueueId, kind: type[e.Event]) -> None:
        broken = await ledger.verify(queue)
        self._run.expect(broken is None, f"the hash chain breaks at version {broken}")
        log = await ledger.log(queue)
        asked = [each.op_id for each in log if each.op_id is not None]
        self._run.expect(len(asked) == len(set(asked)), "an op_id stands in the log twice")
        events = [eventlog.decode(each.body) for each in log]
        visits = sum(isinstance(each, kind) for each in events)
        self._run.expect(visits == self.done, f"{visits} {kind.__name__} in {self.done} rounds")


def _stage(guest: Guest) -> Stage | None:
    return guest.seat.stage if guest.seat else None


def _card(board: Colleague, visit: VisitId, shelf: Shelf) -> Card | None:
    card = board.cards.get(visit)
    return card if card is not None and card.shelf is shelf else None


def _is_seen(card: Card) -> bool:
    return any(guest.seen_at is not None for guest in card.guests)


def _is_ready(card: Card) -> bool:
    return card.admission is not None and card.admission.conference is Conference.READY
