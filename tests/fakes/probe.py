"""A probe that measures nothing: it takes a ticket once, makes a plan, and judges when asked to."""

import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import httpx2
import msgspec
from websockets.asyncio.server import ServerConnection, serve

from waitingroom.core.checks import Cause, Outcome
from waitingroom.precheck.talk import (
    PROTOCOL,
    Begin,
    Finish,
    FromPage,
    Judged,
    Plan,
    Refused,
    ToPage,
    Why,
)
from waitingroom.precheck.telling import Told, told
from waitingroom.precheck.tickets import Ticket, first_use, opened
from waitingroom.precheck.verdict import Numbers, Verdict
from waitingroom.tally import OwnTally

PATH = "/wire/probe"
VERDICT = Verdict(
    outcome=Outcome.SOUND_ONLY,
    causes=(Cause.CAM_NONE,),
    hindering=(Cause.CAM_NONE,),
    numbers=Numbers(),
)

_heard: msgspec.json.Decoder[FromPage] = msgspec.json.Decoder(FromPage)


class FakeProbe:
    """Where pages arrive. Shape: `addresses` and `cookies` as the pages' requests said them."""

    def __init__(self, key: bytes, hook_url: str, login: str, password: str) -> None:
        self.port = 0
        self.addresses: list[str] = []
        self.cookies: list[str] = []
        self.tickets: list[Ticket] = []
        self._key = key
        self._hook_url = hook_url
        word = base64.b64encode(f"{login}:{password}".encode()).decode()
        self._headers = {"Authorization": f"Basic {word}", "Content-Type": "application/json"}
        self._tally = OwnTally()

    async def talk(self, line: ServerConnection) -> None:
        """One page: everything in its order, or a no."""
        assert line.request is not None
        assert line.request.path == PATH
        self.addresses += line.request.headers.get_all("X-Forwarded-For")
        self.cookies += line.request.headers.get_all("Cookie")
        begin = _heard.decode(await line.recv())
        assert isinstance(begin, Begin), begin
        assert begin.protocol == PROTOCOL
        ticket = await self._ticket(begin.ticket)
        if ticket is None:
            await _say(line, Refused(why=Why.TICKET))
            return
        self.tickets.append(ticket)
        await _say(line, _plan(begin, ticket))
        while not isinstance(_heard.decode(await line.recv()), Finish):
            pass
        environment = begin.environment
        await self._tell(
            told(
                ticket,
                VERDICT.outcome,
                VERDICT.causes,
                environment.browser,
                environment.major,
                environment.system,
            )
        )
        await _say(line, Judged(verdict=VERDICT))

    async def _ticket(self, text: str) -> Ticket | None:
        now = datetime.now(UTC)
        ticket = opened(self._key, text, now)
        return ticket if ticket is not None and await first_use(self._tally, ticket) else None

    async def _tell(self, said: Told) -> None:
        async with httpx2.AsyncClient(trust_env=False) as client:
            answer = await client.post(
                self._hook_url, content=msgspec.json.encode(said), headers=self._headers
            )
        assert answer.status_code == 200, answer.status_code


async def _say(line: ServerConnection, message: ToPage) -> None:
    await line.send(msgspec.json.encode(message).decode())


def _plan(begin: Begin, ticket: Ticket) -> Plan:
    return Plan(
        depth=begin.depth,
        turns=(),
        nodes=ticket.nodes,
        clip_height=720,
        uplink_kbps=1200,
        up_bytes=3_000_000,
        down_bytes=3_000_000,
        deadline_ms=60_000,
    )


@asynccontextmanager
async def probing(key: bytes, hook_url: str, login: str, password: str) -> AsyncIterator[FakeProbe]:
    """A probe that listens on loopback until the block ends."""
    probe = FakeProbe(key, hook_url, login, password)
    async with serve(probe.talk, "127.0.0.1", 0, compression=None) as server:
        probe.port = next(iter(server.sockets)).getsockname()[1]
        yield probe
