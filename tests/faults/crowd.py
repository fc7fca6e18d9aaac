"""Everybody who comes to a cluster: guests by its public door, staff by their passwords."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random
from typing import Any

import httpx2

from tests.faults.clients import Colleague, Guest, Page, Way, together
from tests.faults.cluster import Cluster
from tests.faults.history import History
from waitingroom.core.actors import GuestActor, StaffActor
from waitingroom.core.decide.rights import CLINICAL
from waitingroom.core.ids import GuestId, QueueId, StaffId, VisitId
from waitingroom.core.model import Role
from waitingroom.demo import SLUG
from waitingroom.directory import fresh_id
from waitingroom.identity import GuestSignIn, Seals
from waitingroom.web import Cookies

ADDRESSES = "127.1"
"""Those of this machine are the operator's own: many people sit behind one."""

PASSING = (429, 503)
"""Too fast, or busy: come again."""

LASTS = timedelta(days=1000)
"""Longer than any clock here is wrong."""


class Crowd:
    """The people of one experiment, their history, and the queue they stand in."""

    def __init__(self, cluster: Cluster, dice: Random) -> None:
        self.cluster = cluster
        self.dice = dice
        self.history = History()
        self.guests: list[Guest] = []
        self.staff: list[Colleague] = []
        self.queue = QueueId("")
        self._addresses = count()
        self._seals = Seals(cluster.keys.key("sign-in cookies"))

    async def staff_come(self, each: int = 1, at: Sequence[str] = ()) -> None:
        """Everybody who may admit signs in and opens so many boards, and one at each of `at`."""
        for who in self.cluster.ways.staff:
            if who.role not in CLINICAL:
                continue
            form = {"login": who.login, "password": who.password}
            cookie, me = await self.signed_in("/api/staff/sign-in", form)
            self.queue = QueueId(me["units"][0]["queues"][0]["id"])
            actor = StaffActor(staff=StaffId(me["staff"]["id"]), role=who.role)
            for nth, nodes in enumerate([*((),) * each, *((node,) for node in at)]):
                way = self._way(f"/wire/staff/{self.queue}", cookie, nodes)
                name = f"{who.login}{nth}"
                self.staff.append(Colleague(name, actor, way, self.history, self._throws(name)))
        await together([each.come() for each in self.staff])

    async def walk_in(self, name: str = "") -> Guest:
        """Somebody new comes by the public door, signs in over HTTP and opens the page."""
        form = {"queue": self.queue, "name": name or f"Prøve {len(self.guests) + 1}"}
        cookie, _ = await self.signed_in(f"/api/door/{SLUG}", form)
        sign_in = self._seals.open_guest(cookie.partition("=")[2], datetime.now(UTC))
        assert sign_in is not None
        return await self._come(sign_in, cookie)

    async def appear(self, at: Sequence[str] = (), *, returns: bool = True) -> Guest:
        """Somebody new who is signed in already: the door lets nobody in as fast as a storm.

        Shape: `at` are the only nodes they go to; who does not `returns` has one line and no other.
        """
        return await self._come(*self.new(), at, returns=returns)

    def new(self) -> tuple[GuestSignIn, str]:
        """The sign-in and the cookie of somebody new, who has not come yet."""
        sign_in = GuestSignIn(
            guest=GuestId(fresh_id()),
            visit=VisitId(fresh_id()),
            queue=self.queue,
            role=Role.PATIENT,
            walk_in=True,
            link=None,
            expires_at=datetime.now(UTC) + LASTS,
        )
        return sign_in, f"{Cookies(secure=True).guest}={self._seals.seal_guest(sign_in)}"

    async def wait_in_line(self, number: int, at: Sequence[str] = ()) -> None:
        """So many more appear, by way of any node or one of these, and take a place."""

        async def one() -> None:
            guest = await self.appear(at)
            await guest.join()

        await together([one() for _ in range(number)])

    async def leave(self) -> None:
        """Everybody closes their page."""
        await together([each.leave() for each in self.pages], 100)

    @property
    def pages(self) -> list[Page]:
        """Everybody."""
        return [*self.guests, *self.staff]

    async def come_by_link(self, token: str) -> Guest:
        """Somebody uses a personal link and opens the page."""
        cookie, _ = await self.signed_in("/api/guest/enter", {"token": token})
        sign_in = self._seals.open_guest(cookie.partition("=")[2], datetime.now(UTC))
        assert sign_in is not None
        return await self._come(sign_in, cookie)

    async def _come(
        self, sign_in: GuestSignIn, cookie: str, at: Sequence[str] = (), *, returns: bool = True
    ) -> Guest:
        actor = GuestActor(guest=sign_in.guest, visit=sign_in.visit, walk_in=True)
        name = f"g{len(self.guests) + 1}"
        way = self._way("/wire/guest", cookie, at)
        guest = Guest(name, actor, way, self.history, self._throws(name))
        guest.returns = returns
        self.guests.append(guest)
        await guest.come()
        return guest

    def _way(self, path: str, cookie: str, at: Sequence[str] = ()) -> Way:
        cluster = self.cluster
        nodes = tuple(at) or cluster.addresses
        return Way(origin=cluster.origin, nodes=nodes, path=path, cookie=cookie)

    def _throws(self, name: str) -> Random:
        """Dice of their own: what one does changes nothing of what another throws."""
        return Random(f"{self.cluster.plan.seed} {name}")  # noqa: S311 - it must be repeatable

    def headers(self) -> dict[str, str]:
        """Everybody calls from an address of their own."""
        number = next(self._addresses)
        address = f"{ADDRESSES}.{number // 250}.{number % 250 + 1}"
        return {"Origin": self.cluster.origin, "X-Forwarded-For": address}

    async def signed_in(self, path: str, form: dict[str, str]) -> tuple[str, dict[str, Any]]:
        """The cookie and the answer of a sign-in, tried again at another node when one is gone."""
        async with httpx2.AsyncClient(trust_env=False) as client:
            while True:
                url = self.dice.choice(self.cluster.addresses) + path
                try:
                    answer = await client.post(url, json=form, headers=self.headers())
                except httpx2.TransportError:
                    answer = None
                if answer is None or answer.status_code in PASSING:
                    await asyncio.sleep(self.dice.random())
                    continue
                assert answer.status_code == 200, answer.text
                return answer.headers["set-cookie"].partition(";")[0], answer.json()
