"""Keeps the lease of this process: who may write here, and who next to us has died."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass

from waitingroom.clock import Clock
from waitingroom.core.ids import NodeId
from waitingroom.ledger import Busy, Fence, Fenced, Lease, Ledger, Standing

RENEW_S = 3.0
"""How often the lease is renewed."""

AGAIN_S = 1.0
"""How soon after a renewal that failed it is tried again."""

STILL_S = 8.0
"""How long after the last renewal this process stops acting; others take over after 10 seconds."""

STEADY_S = 10.0
"""How long a node must have renewed without a miss before it may declare another one dead."""

SILENT_S = 8.0
"""How long we must have seen ourselves that a lease is not renewed, whatever the clocks say."""

RETURN_S = 40.0
"""How long guests may take to return after their node stopped, or after all nodes were gone."""

log = logging.getLogger("waitingroom.lease")


@dataclass(frozen=True)
class Pace:
    """How long everything about a lease takes, in seconds."""

    renew_s: float = RENEW_S
    again_s: float = AGAIN_S
    still_s: float = STILL_S
    steady_s: float = STEADY_S
    silent_s: float = SILENT_S
    return_s: float = RETURN_S


@dataclass(frozen=True)
class Sighting:
    """A lease as we saw it since that moment; whether we ever saw it being renewed."""

    standing: Standing
    since: float
    was_renewed: bool = False


class Neighbours:
    """The leases of the other nodes, as this one has seen them with its own monotonic clock."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._seen: dict[Fence, Sighting] = {}

    def forget(self) -> None:
        """We were away ourselves: what we saw before says nothing of who has died."""
        self._seen.clear()

    def look(self, standings: Iterable[Standing], at: float) -> bool:
        """Note how they stand; whether one of them has died, stopped, or been taken over."""
        gone = dict(self._seen)
        self._seen = {each.fence: self._sighting(each, at) for each in standings}
        over = any(each.standing.over_s > 0 for each in self._seen.values())
        return over or bool(gone.keys() - self._seen.keys())

    def dead(self, at: float) -> list[Standing]:
        """Those whose lease may be taken over now."""
        return [
            each.standing
            for each in self._seen.values()
            if each.standing.over_s > 0 and at - each.since >= self._patience_s(each)
        ]

    def _sighting(self, standing: Standing, at: float) -> Sighting:
        known = self._seen.get(standing.fence)
        if known is None:
            return Sighting(standing, at)
        if known.standing.until != standing.until:
            return Sighting(standing, at, was_renewed=True)
        if known.standing.is_given_back != standing.is_given_back:
            return Sighting(standing, at)
        return Sighting(standing, known.since, known.was_renewed)

    def _patience_s(self, sighting: Sighting) -> float:
        # Whom we never saw alive died with all the others, or before we came: their guests have
        # nowhere been but on their way back.
        died_in_our_sight = sighting.was_renewed and not sighting.standing.is_given_back
        return self._pace.silent_s if died_in_our_sight else self._pace.return_s


Step = Callable[[], Awaitable[None]]


@dataclass(frozen=True)
class Life:
    """What must be done around a lease that was lost.

    Shape: `ends` closes every connection and forgets what was known, `begins` goes on under the
    new lease; `leaves` closes every connection because others serve people and we cannot.
    """

    ends: Step
    begins: Step
    leaves: Step


class Keeper:
    """The lease of this process.

    `fence` is asked before each decision: it is refused when the lease was not renewed of late, and
    what is written under a fence that another node has taken is refused by the ledger.
    """

    def __init__(
        self, ledger: Ledger, clock: Clock, fresh: Callable[[], NodeId], pace: Pace | None = None
    ) -> None:
        self._ledger = ledger
        self._clock = clock
        self._fresh = fresh
        self._pace = pace or Pace()
        self._neighbours = Neighbours(self._pace)
        self._lease: Lease | None = None
        self._node = NodeId("")
        self._renewed_at = 0.0
        self._steady_since = 0.0
        self._disturbed_at = 0.0
        self._others_wrote_at: float | None = None
        self._has_left = False
        self._life: Life | None = None

    # --- what others ask

    @property
    def node(self) -> NodeId:
        """The name of this life of the process."""
        return self._node

    @property
    def acts(self) -> bool:
        """Whether this process may decide anything: its lease was renewed of late."""
        return self._lease is not None and self._since(self._renewed_at) < self._pace.still_s

    @property
    def lets_in(self) -> bool:
        """Whether people are well here: False only while others serve them and we cannot."""
        return self.acts or not (self._has_left or self._lease is None)

    @property
    def calm_s(self) -> float:
        """For how long all has gone on undisturbed here and at the nodes next to us, in seconds."""
        return self._since(self._disturbed_at)

    def fence(self) -> Fence:
        """What to write under now. Errors: `Busy` when nothing may be written."""
        if self._lease is None or not self.acts:
            raise Busy("the lease of this process was not renewed")
        return self._lease.fence

    # --- the life of a lease

    def around(self, life: Life) -> None:
        """What to do when the lease is lost."""
        self._life = life

    async def open(self) -> None:
        """Begin to act, under a new name and fence. Errors: `Busy`."""
        asked = self._clock.monotonic()
        lease = await self._ledger.open_lease(self._fresh())
        self._clock.set(lease.now)
        self._lease, self._node = lease, lease.node
        self._renewed_at = self._steady_since = self._disturbed_at = asked
        self._others_wrote_at, self._has_left = None, False
        self._neighbours.forget()

    async def run(self) -> None:
        """Renew until cancelled."""
        while True:
            late = self._since(self._renewed_at) > self._pace.renew_s
            await asyncio.sleep(self._pace.again_s if late else self._pace.renew_s)
            await self.renew()

    async def renew(self) -> None:
        """Renew once; a lease that was lost ends this life and begins another."""
        asked = self._clock.monotonic()
        try:
            if self._lease is None:
                await self._begin()
            else:
                self._renewed(await self._ledger.renew(self._lease), asked)
        except Fenced:
            await self._end()
        except Busy:
            self._steady_since = asked
            await self._leave_if_others_serve()
        except Exception:
            self._steady_since = asked
            log.exception("the lease could not be renewed")

    async def give_back(self) -> None:
        """Stop acting: our guests have time to return elsewhere."""
        lease, self._lease = self._lease, None
        if lease is not None:
            await self._ledger.give_back(lease)

    def others_write(self) -> None:
        """A hint that another node has written something."""
        self._others_wrote_at = self._clock.monotonic()

    # --- the nodes next to us

    async def dead(self) -> list[Standing]:
        """The nodes that have died, or stopped long enough ago; none unless we are steady.

        Errors: `Busy`.
        """
        at = self._clock.monotonic()
        own = self.fence()
        standings = await self._ledger.leases()
        if self._neighbours.look((each for each in standings if each.fence != own), at):
            self._disturbed_at = at
        return self._neighbours.dead(at) if self._is_steady else []

    async def take_over(self, dead: Standing) -> bool:
        """Whether it is ours to write what died with that node. Errors: `Busy`."""
        own = self._lease
        return own is not None and self.acts and await self._ledger.take_over(own, dead.fence)

    @property
    def _is_steady(self) -> bool:
        return self.acts and self._since(self._steady_since) >= self._pace.steady_s

    def _renewed(self, lease: Lease, asked: float) -> None:
        if not self.acts:
            # Whoever died meanwhile, and whoever could not return, could not for our own reasons.
            self._steady_since = self._disturbed_at = asked
            self._neighbours.forget()
        elif asked - self._renewed_at > 2 * self._pace.renew_s:
            self._steady_since = asked
        self._renewed_at = asked
        self._others_wrote_at, self._has_left = None, False
        self._clock.follow(lease.now)

    async def _leave_if_others_serve(self) -> None:
        heard = self._others_wrote_at
        if self.acts or self._has_left or self._life is None or heard is None:
            return
        # A hint from before we stopped acting may be about a time when all was well.
        if heard > self._renewed_at + self._pace.still_s:
            self._has_left = True
            log.warning("other nodes write and this one cannot: its connections are closed")
            await self._life.leaves()

    async def _end(self) -> None:
        log.warning("another node has taken the lease of this one: it starts anew")
        self._lease = None
        if self._life is not None:
            await self._life.ends()
        await self._begin()

    async def _begin(self) -> None:
        try:
            await self.open()
        except Busy:
            return
        if self._life is not None:
            await self._life.begins()

    def _since(self, moment: float) -> float:
        return self._clock.monotonic() - moment
