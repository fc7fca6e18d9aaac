"""A waiting room beside the double: one organisation's account, over a real connection."""

import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx2
from starlette.types import Receive, Scope, Send

from tests.fakes.vdx.server import API, TOKEN_PATH, Vdx
from tests.fakes.vdx.world import Client, Organisation, World
from tests.web.serving import serving
from waitingroom.core.ids import QueueId, VisitId
from waitingroom.core.value import Private
from waitingroom.handoff import Admitted
from waitingroom.handoff.vdx import (
    MeetingNames,
    VdxAccount,
    VdxHealth,
    VdxRooms,
    VdxTokens,
    VideoApi,
)

SECRET = "hemmeligt-for-vdx"
CLINIC = "klinikken"
MEETINGS = f"{API}/v2/meetings"
SCHEDULING = f"{API}/v2/scheduling-info"

PLAIN = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Nothing here is encrypted; reading the list of authorities for every test takes its time."""

ADA = Admitted(queue=QueueId("q"), visit=VisitId("v"), admission=1)


@dataclass
class Place:
    """Both ends. Sleeping moves the double's clock, which is everybody's."""

    url: str
    world: World
    vdx: Vdx
    http: httpx2.AsyncClient
    slept: list[float] = field(default_factory=list)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.world.advance(seconds)

    def account(self, **changes: Any) -> VdxAccount:
        account = VdxAccount(
            api_url=self.url + API,
            token_url=self.url + TOKEN_PATH,
            client_id="ventestuen",
            client_secret=Private(SECRET),
            patience_s=2.0,
        )
        return account.but(**changes)

    def tokens(self, account: VdxAccount) -> VdxTokens:
        return VdxTokens(account, self.http, lambda: self.world.now.timestamp())

    def api(self, **changes: Any) -> VideoApi:
        account = self.account(**changes)
        return VideoApi(account, self.tokens(account), self.http)

    def rooms(self, **changes: Any) -> VdxRooms:
        """A provider that knows nothing but its settings: as after a start."""
        account = self.account(**changes)
        return VdxRooms(
            account,
            self.api(**changes),
            MeetingNames(b"k" * 32),
            lambda: self.world.now,
            self.sleep,
        )

    def health(self, **changes: Any) -> VdxHealth:
        account, api = self.account(**changes), self.api(**changes)
        return VdxHealth(
            account,
            self.tokens(account),
            api,
            MeetingNames(b"k" * 32),
            lambda: self.world.now,
            self.sleep,
        )

    def booked(self) -> list[dict[str, Any]]:
        """What was said with every booking that was tried."""
        return [each.said for each in self.vdx.of("POST", MEETINGS)]


class Stage:
    """One server for many tests, each with a world of its own."""

    def __init__(self, http: httpx2.AsyncClient) -> None:
        self.url = ""
        self._http = http
        self._vdx = Vdx(World())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._vdx.app(scope, receive, send)

    @contextmanager
    def fresh(self) -> Iterator[Place]:
        """A clinic with a pool of two rooms, and another organisation beside it."""
        world = World()
        world.organisations = {
            CLINIC: Organisation(CLINIC, pool_size=2),
            "naboen": Organisation("naboen", pool_size=None),
        }
        world.clients = {"ventestuen": Client(SECRET, CLINIC), "nabo": Client("nabo-ord", "naboen")}
        world.fill_pool(CLINIC, 2)
        self._vdx = Vdx(world)
        try:
            yield Place(self.url, world, self._vdx, self._http)
        finally:
            self._vdx.hanging.set()


@asynccontextmanager
async def at_vdx() -> AsyncIterator[Stage]:
    """The double, served on this machine."""
    async with httpx2.AsyncClient(verify=PLAIN) as http:
        stage = Stage(http)
        async with serving(stage) as url:
            stage.url = url
            yield stage
