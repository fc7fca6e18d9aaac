"""The way through VDX: rooms booked for the queue's organisation, and who may enter which how.

What a page needs to enter is asked of VDX once and kept in memory while the admission is open.
After a restart it is asked anew when somebody wants it, who asks us again meanwhile.
"""

import asyncio
import logging
from collections.abc import Callable

from waitingroom.core.ids import GuestId, QueueId
from waitingroom.core.value import Value
from waitingroom.handoff.naming import Admitted, Side, Who
from waitingroom.handoff.port import VendorFailed, WayIn
from waitingroom.handoff.vdx.failures import failed
from waitingroom.handoff.vdx.rooms import VdxJoin, VdxRooms

log = logging.getLogger("waitingroom.handoff")


class _Room(Value):
    """The way in of both sides."""

    staff: VdxJoin
    guest: VdxJoin

    def of(self, side: Side) -> VdxJoin:
        """The one of this side, so that no guest ever gets the clinic's."""
        return self.staff if side is Side.STAFF else self.guest


class VdxWay:
    """A `Handoff` and a `Door`.

    Shape: `rooms` gives the rooms of the organisation that a queue belongs to, None when it has no
    account; `is_open` tells whether an admission is still open, and decides how long its way in is
    kept.
    """

    def __init__(
        self,
        rooms: Callable[[QueueId], VdxRooms | None],
        is_open: Callable[[Admitted], bool],
    ) -> None:
        self._rooms = rooms
        self._is_open = is_open
        self._known: dict[Admitted, _Room] = {}
        self._asking: dict[Admitted, asyncio.Task[None]] = {}

    async def prepare(self, admitted: Admitted) -> None:
        """See `Handoff.prepare`."""
        await self._of(admitted).prepare(admitted)
        await self._learn(admitted)

    async def close(self, admitted: Admitted) -> None:
        """See `Handoff.close`."""
        self._known.pop(admitted, None)
        await self._of(admitted).close(admitted)

    async def ring_up(self, admitted: Admitted, guest: GuestId) -> None:
        """See `Handoff.ring_up`."""
        await self._of(admitted).ring_up(admitted, guest)

    def way_in(self, admitted: Admitted, who: Who, name: str) -> WayIn | None:
        """See `Door.way_in`; must be called in a running event loop."""
        room = self._known.get(admitted)
        if room is None:
            self._ask(admitted)
            return None
        join = room.of(who.side)
        # No tag: nobody of ours reads it there, and it would tell VDX who somebody is to us.
        return WayIn(node=join.nodes[0], alias=join.uri, pin=join.pin)

    async def end(self) -> None:
        """Let go of what is being asked."""
        asking = list(self._asking.values())
        for each in asking:
            each.cancel()
        await asyncio.gather(*asking, return_exceptions=True)

    def _of(self, admitted: Admitted) -> VdxRooms:
        rooms = self._rooms(admitted.queue)
        if rooms is None:
            raise failed("no-account")
        return rooms

    def _ask(self, admitted: Admitted) -> None:
        """Ask VDX, once at a time."""
        if admitted in self._asking:
            return
        task = asyncio.create_task(self._learn(admitted), name="the way into a VDX room")
        self._asking[admitted] = task
        task.add_done_callback(lambda done: self._asked(admitted, done))

    def _asked(self, admitted: Admitted, done: asyncio.Task[None]) -> None:
        del self._asking[admitted]
        problem = None if done.cancelled() else done.exception()
        if isinstance(problem, VendorFailed):
            log.warning("the way into a room could not be had: %s", problem)
        elif problem is not None:
            log.error("asking for the way into a room failed", exc_info=problem)

    async def _learn(self, admitted: Admitted) -> None:
        rooms = self._of(admitted)
        room = _Room(
            staff=await rooms.join(admitted, Side.STAFF),
            guest=await rooms.join(admitted, Side.GUEST),
        )
        for each in [known for known in self._known if not self._is_open(known)]:
            del self._known[each]
        if self._is_open(admitted):
            self._known[admitted] = room
