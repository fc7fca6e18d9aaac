"""Requests over HTTP while something is broken: each is answered soon, whatever the answer is."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from random import Random
from time import monotonic

import httpx2

from tests.faults.cluster import Cluster
from waitingroom.demo import SLUG, DemoStaff

NETWORK = "127.2.0"
"""Addresses of this machine are the operator's own: many people sit behind each."""

LOOKS = ("/", "/staff", f"/api/door/{SLUG}", "/health/live")
PATIENCE_S = 20.0


class Probes:
    """Asks any node for anything. Shape: `took_s` for each answer; `statuses` of sign-ins."""

    def __init__(self, cluster: Cluster, dice: Random) -> None:
        self.took_s: list[float] = []
        self.statuses: Counter[int] = Counter()
        self.failed = 0
        self._cluster = cluster
        self._dice = dice
        self._numbers = count(1)
        self._client = httpx2.AsyncClient(trust_env=False, timeout=PATIENCE_S)

    @asynccontextmanager
    async def flowing(self, per_s: float) -> AsyncIterator[None]:
        """So many requests go out for as long as this is open; then all have ended."""
        async with self._client, asyncio.TaskGroup() as asking:
            going = asyncio.create_task(self._go(asking, per_s))
            try:
                yield
            finally:
                going.cancel()

    async def _go(self, asking: asyncio.TaskGroup, per_s: float) -> None:
        while True:
            await asyncio.sleep(self._dice.expovariate(per_s))
            asking.create_task(self._one())

    async def _one(self) -> None:
        if self._dice.random() < 0.5:
            await self.sign_in(self._dice.choice(self._cluster.ways.staff))
        else:
            await self._timed("GET", self._dice.choice(LOOKS))

    async def sign_in(self, who: DemoStaff, node: int | None = None) -> int:
        """Somebody at the hospital signs in; the status, 0 when the line broke."""
        form = {"login": who.login, "password": who.password}
        address = f"{NETWORK}.{next(self._numbers) % 250 + 1}"
        status = await self._timed("POST", "/api/staff/sign-in", form, address, node)
        self.statuses[status] += 1
        return status

    async def guess(self, address: str, node: int) -> int:
        """A stranger tries a password; the status."""
        form = {"login": "ukendt", "password": "gætter på noget"}
        return await self._timed("POST", "/api/staff/sign-in", form, address, node)

    async def _timed(
        self,
        method: str,
        path: str,
        form: dict[str, str] | None = None,
        address: str = f"{NETWORK}.1",
        node: int | None = None,
    ) -> int:
        addresses = self._cluster.addresses
        url = (self._dice.choice(addresses) if node is None else addresses[node]) + path
        headers = {"Origin": self._cluster.origin, "X-Forwarded-For": address}
        began = monotonic()
        try:
            answer = await self._client.request(method, url, json=form, headers=headers)
        except httpx2.TransportError:
            self.failed += 1
            return 0
        finally:
            self.took_s.append(monotonic() - began)
        return answer.status_code
