"""One check, from the plan to the verdict: hears the page, opens ways, counts, frees all."""

import asyncio
import logging

from waitingroom.precheck.measured import Path
from waitingroom.precheck.probe.chores import Chores
from waitingroom.precheck.probe.filtering import Reach, Refused, is_local
from waitingroom.precheck.probe.gathering import Gathered, Own
from waitingroom.precheck.probe.limits import Limits
from waitingroom.precheck.probe.line import Broken, Line
from waitingroom.precheck.probe.means import Means
from waitingroom.precheck.probe.peer import Peer
from waitingroom.precheck.probe.speed import SpeedTests
from waitingroom.precheck.probe.stream import Stream
from waitingroom.precheck.talk import (
    Answer,
    Begin,
    Candidate,
    Connection,
    Counted,
    Counting,
    Depth,
    Echo,
    Finish,
    Found,
    FromPage,
    Judged,
    Offer,
    Phase,
    Plan,
    Played,
    SpeedDone,
    SpeedTest,
    Tried,
)
from waitingroom.precheck.telling import told
from waitingroom.precheck.tickets import Ticket
from waitingroom.precheck.turns import turns

WATCH_S = 1.0
LIGHT_BYTES = 500_000
"""What a speed test may take each way where data is dear."""

CLIP_HEIGHT = 720

log = logging.getLogger("waitingroom.precheck")


class Run:
    """One check of one page that has a place."""

    def __init__(
        self, line: Line, ticket: Ticket, begin: Begin, address: str, means: Means
    ) -> None:
        self._line = line
        self._ticket = ticket
        self._depth = begin.depth
        self._environment = begin.environment
        self._means = means
        light = begin.depth is not Depth.FULL
        most_bytes = min(
            LIGHT_BYTES if light else means.limits.speed_bytes, means.limits.speed_bytes
        )
        self._limits = means.limits.but(speed_bytes=most_bytes)
        self._reach = Reach(
            caller=address, friends=means.friends, local=is_local(means.config.addresses)
        )
        self._gathered = Gathered(begin.environment)
        self._own = Own()
        self._peers: dict[Connection, Peer] = {}
        self._offers = 0
        self._chores = Chores()
        self._speed = SpeedTests(line, self._limits, means.clock, means.gate, self._chores)

    async def converse(self) -> None:
        """Until the page has finished, or its time is over: what is known by then is judged.

        Errors: Broken; ConnectionClosed when the page goes away before, and nothing is judged.
        """
        try:
            try:
                async with asyncio.timeout(self._limits.whole_s):
                    await self._line.say(self._plan())
                    self._chores.begin("watch", self._watch())
                    await self._listen()
            except TimeoutError:
                pass
            await self._judge()
        finally:
            await self._free()

    def _plan(self) -> Plan:
        config, full = self._means.config, self._depth is Depth.FULL
        server = config.turn
        return Plan(
            depth=self._depth,
            turns=() if server is None else turns(server, self._means.wall()),
            nodes=self._ticket.nodes,
            clip_height=CLIP_HEIGHT if full else 0,
            uplink_kbps=self._limits.uplink_bps // 1000,
            up_bytes=self._limits.speed_bytes,
            down_bytes=self._limits.speed_bytes,
            deadline_ms=int(1000 * self._limits.whole_s),
        )

    async def _listen(self) -> None:
        async for said in self._line.heard():
            if isinstance(said, bytes):
                self._speed.take(said)
            elif isinstance(said, Finish):
                return
            else:
                await self._hear(said)

    async def _hear(self, said: FromPage) -> None:
        match said:
            case Echo():
                await self._line.say(said)
            case Offer():
                await self._answer(said)
            case SpeedTest(toward=toward):
                await self._speed.begin(toward)
            case Tried() | Counted() | Played() | SpeedDone() | Found():
                await self._note(said)
            case Candidate():
                # The page tries our addresses and not we its; see filtering.
                return
            case Begin() | Finish():
                raise Broken("begun already")

    async def _note(self, said: Tried | Counted | Played | SpeedDone | Found) -> None:
        self._gathered.take(said)
        match said:
            case Tried(path=path):
                await self._let_go(path)
            case Counted(phase=Phase.IDLE):
                self._own = self._counted()
            case SpeedDone(toward=toward):
                self._speed.done(toward)
            case _:
                return

    async def _answer(self, offer: Offer) -> None:
        self._offers += 1
        if self._offers > self._limits.offers:
            raise Broken("too many offers")
        before = self._peers.pop(offer.connection, None)
        if before is not None:
            await before.close()
        peer = self._peers[offer.connection] = self._peer(offer.connection)
        try:
            sdp = await peer.answer(offer.sdp, offer.connection)
        except Refused as error:
            raise Broken("no offer of a check") from error
        await self._line.say(Answer(connection=offer.connection, sdp=sdp))

    def _peer(self, connection: Connection) -> Peer:
        means, stream = self._means, None
        if connection is Connection.MEDIA:
            shown = means.shelf.take if self._depth is Depth.FULL else None
            stream = Stream(self._limits, means.clock, shown)
        return Peer(
            means.config.addresses,
            self._reach,
            self._limits,
            means.clock,
            lambda: self._changed(connection),
            stream,
        )

    def _changed(self, connection: Connection) -> None:
        peer = self._peers.get(connection)
        if peer is not None and peer.connected:
            peer.play()

    async def _let_go(self, path: Path) -> None:
        """A way that does not work needs no port any more."""
        peer = None if path.works else self._peers.pop(Connection(path.way.value), None)
        if peer is not None:
            await peer.close()

    async def _watch(self) -> None:
        """Close what takes too long, cut who sends too much, tell what arrives."""
        while True:
            await asyncio.sleep(WATCH_S)
            for connection, peer in list(self._peers.items()):
                if self._is_late(peer):
                    del self._peers[connection]
                    await peer.close()
            if (
                sum(each.received_bytes for each in self._peers.values())
                > self._limits.received_bytes
            ):
                await self._line.socket.close(1009)
            await self._tell_uplink()

    def _is_late(self, peer: Peer) -> bool:
        waited = self._means.clock() - peer.began_at
        return not peer.connected and waited > self._limits.connect_s

    async def _tell_uplink(self) -> None:
        media = self._peers.get(Connection.MEDIA)
        uplink = media.stream.uplink() if media is not None and media.stream else None
        if uplink is not None and uplink != self._own.uplink:
            self._own = self._own.but(uplink=uplink)
            await self._line.say(Counting(uplink=uplink))

    def _counted(self) -> Own:
        tallies = [tally for peer in self._peers.values() for tally in peer.tallies]
        if not tallies:
            return self._own
        most = max(tallies, key=lambda tally: tally.arrived)
        return self._own.but(arrived=most.arrived, jitter_up_ms=most.jitter_ms())

    async def _judge(self) -> None:
        own = self._own.but(up_mbps=self._speed.up_mbps, down_mbps=self._speed.down_mbps)
        verdict = self._means.judge(self._gathered.measured(own))
        await self._line.say(Judged(verdict=verdict))
        here = self._environment
        self._means.tell(
            told(
                self._ticket,
                verdict.outcome,
                verdict.causes,
                here.browser,
                here.major,
                here.system,
                self._depth is Depth.AGAIN,
            )
        )

    async def _free(self) -> None:
        self._speed.close()
        await self._chores.end()
        peers, self._peers = list(self._peers.values()), {}
        await asyncio.gather(*(peer.close() for peer in peers))
        faults = sum(peer.faults for peer in peers)
        if faults:
            log.error("the handling of %d packets failed in a check", faults)


def _limits(depth: Depth, limits: Limits) -> Limits:
    if depth is Depth.FULL:
        return limits
    return limits.but(speed_bytes=min(LIGHT_BYTES, limits.speed_bytes))
