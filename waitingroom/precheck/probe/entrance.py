"""Who may begin a check: a ticket that opens once, a place, and a probe that keeps time."""

import asyncio
from datetime import UTC, datetime
from itertools import count

from websockets.protocol import State

from waitingroom.precheck.probe.lag import Lag
from waitingroom.precheck.probe.line import Broken, Line
from waitingroom.precheck.probe.means import Means
from waitingroom.precheck.probe.places import BUSY_S, Check, Places
from waitingroom.precheck.probe.run import Run
from waitingroom.precheck.talk import PROTOCOL, Begin, Depth, Queued, Refused, Why
from waitingroom.precheck.tickets import Audience, Ticket, first_use, opened
from waitingroom.tally import Tally


class Entrance:
    """All pages come in here. Shape: `key` opens tickets; `tally` knows which were used."""

    def __init__(self, means: Means, lag: Lag, key: bytes, tally: Tally) -> None:
        self.places = Places(means.config.slots, means.limits)
        self._means = means
        self._lag = lag
        self._key = key
        self._tally = tally
        self._numbers = count()
        self._moved = asyncio.Event()

    async def receive(self, line: Line, address: str) -> None:
        """Talk with one page until it is over.

        Errors: ConnectionClosed when the page goes away.
        """
        try:
            refused = await self._receive(line, address)
        except Broken:
            refused = Refused(why=Why.PROTOCOL)
        if refused is not None:
            await line.say(refused)

    async def _receive(self, line: Line, address: str) -> Refused | None:
        begin = await self._begin(line)
        ticket = await self._ticket(begin)
        if ticket is None:
            return Refused(why=Why.TICKET)
        if self._lag.p95_s > self._means.limits.lag_s:
            return Refused(why=Why.BUSY, retry_s=BUSY_S)
        check = self._check(ticket, begin, address)
        refused = self.places.ask(check, self._means.clock())
        if refused is not None:
            return refused
        # Somebody who is tested again may have moved back.
        self._wake()
        try:
            if not await self._turn_comes(line, check):
                return Refused(why=Why.BUSY, retry_s=BUSY_S)
            await Run(line, ticket, begin, address, self._means).converse()
        finally:
            self.places.leave(check)
            self._wake()
        return None

    async def _begin(self, line: Line) -> Begin:
        try:
            async with asyncio.timeout(self._means.limits.begin_s):
                said = await line.next()
        except TimeoutError as error:
            raise Broken("silent") from error
        if not isinstance(said, Begin) or said.protocol != PROTOCOL:
            raise Broken("no beginning")
        return said

    async def _ticket(self, begin: Begin) -> Ticket | None:
        now = datetime.fromtimestamp(self._means.wall(), UTC)
        ticket = opened(self._key, begin.ticket, now)
        return ticket if ticket is not None and await first_use(self._tally, ticket) else None

    def _check(self, ticket: Ticket, begin: Begin, address: str) -> Check:
        return Check(
            who=_who(ticket, address),
            address=network(address),
            again=begin.depth is Depth.AGAIN,
            number=next(self._numbers),
        )

    async def _turn_comes(self, line: Line, check: Check) -> bool:
        """Wait in the line, telling the place in it; False when it takes too long.

        Errors: ConnectionClosed when the page goes away meanwhile.
        """
        ends = self._means.clock() + self._means.limits.waiting_s
        before = 0
        while position := self.places.position(check):
            if position != before:
                await line.say(Queued(position=position, eta_s=self.places.eta_s(check)))
            before, left_s = position, ends - self._means.clock()
            if left_s <= 0 or line.socket.state is not State.OPEN:
                return False
            await self._news(line, left_s)
        return True

    async def _news(self, line: Line, limit_s: float) -> None:
        """Wait until the line moves, the page goes away, or it takes too long."""
        waits = [
            asyncio.ensure_future(self._moved.wait()),
            asyncio.ensure_future(line.socket.wait_closed()),
        ]
        try:
            await asyncio.wait(waits, timeout=limit_s, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()

    def _wake(self) -> None:
        # All who wait look again; who comes later waits for the next time.
        self._moved.set()
        self._moved = asyncio.Event()


def network(address: str) -> str:
    """What counts as one address: an IPv4 address, or the first half of an IPv6 address."""
    return ":".join(address.split(":")[:4]) if ":" in address else address


def _who(ticket: Ticket, address: str) -> str:
    """Who has one check at a time: a visit, a piece of equipment, else whoever is at an address."""
    match ticket.audience:
        case Audience.GUEST:
            return f"guest {ticket.visit}"
        case Audience.STAFF:
            return f"staff {ticket.unit} {ticket.device} {address}"
        case Audience.NETWORK:
            return f"network {network(address)}"
