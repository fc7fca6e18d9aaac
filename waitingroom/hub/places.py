"""The places that pages can prove: tickets written for them, and what one that is shown leads to.

A ticket of the life of the ledger that goes on gives nothing, because then the log is the truth. It
can only prove that this log is too short. One of a life before gives its place back.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from waitingroom.core.actors import SystemActor
from waitingroom.core.commands import RefuseTicket, Restore
from waitingroom.core.ids import Epoch, NodeId, OrganisationId, QueueId
from waitingroom.core.refusals import Refused
from waitingroom.core.restoration import Flaw
from waitingroom.desk import Desk
from waitingroom.identity import GuestSignIn
from waitingroom.identity.places import Place, PlaceTickets, belongs
from waitingroom.ledger import Busy

log = logging.getLogger("waitingroom.hub")


class Places:
    """The tickets of this node's pages; `tenant` tells whose a queue is."""

    def __init__(
        self,
        desk: Desk,
        tickets: PlaceTickets,
        node: Callable[[], NodeId],
        tenant: Callable[[QueueId], OrganisationId],
        now: Callable[[], datetime],
    ) -> None:
        self._desk = desk
        self._tickets = tickets
        self._node = node
        self._tenant = tenant
        self._now = now

    def ticket(self, sign_in: GuestSignIn, epoch: Epoch) -> str | None:
        """A ticket of the place this guest has in the queue of the sign-in; None without one."""
        if self._desk.is_behind(sign_in.queue):
            # The one their browser holds may be newer than all that is known here.
            return None
        queue = self._desk.known(sign_in.queue)
        visit = queue.visits.get(sign_in.visit) if queue else None
        guest = visit.guest(sign_in.guest) if visit else None
        if queue is None or visit is None or guest not in visit.here or visit.ended is not None:
            return None
        if guest is None or visit.arrived_at is None:
            return None
        place = Place(
            tenant=self._tenant(queue.id),
            queue=queue.id,
            visit=visit.id,
            guest=guest.id,
            role=guest.role,
            kind=visit.kind,
            priority=visit.priority,
            number=visit.number,
            arrived_at=visit.arrived_at,
            admissions=visit.admissions,
            epoch=epoch,
            version=queue.version,
        )
        return self._tickets.write(place, self._now())

    async def show(self, held: Sequence[str], sign_in: GuestSignIn, epoch: Epoch) -> None:
        """Somebody shows the tickets they hold, to the queue of their sign-in.

        Errors: `Busy`; then the page must come back, or it would be shown that it has no place.
        """
        if self._desk.is_behind(sign_in.queue):
            return
        read = [self._read(each, sign_in) for each in held]
        place = next((each for each in read if isinstance(each, Place)), None)
        if place is None:
            for flaw in [each for each in read if isinstance(each, Flaw)][:1]:
                await self._refuse(flaw, sign_in)
        elif place.epoch == epoch:
            await self._desk.was_at(place.queue, place.version)
        else:
            self._await_restoring(place.queue)
            await self._restore(place)

    def _read(self, text: str, sign_in: GuestSignIn) -> Place | Flaw:
        place = self._tickets.read(text, self._now())
        if isinstance(place, Flaw):
            return place
        return belongs(place, sign_in, self._tenant(sign_in.queue)) or place

    async def _restore(self, place: Place) -> None:
        restore = Restore(
            epoch=place.epoch,
            visit=place.visit,
            guest=place.guest,
            role=place.role,
            kind=place.kind,
            number=place.number,
            priority=place.priority,
            arrived_at=place.arrived_at,
            admissions=place.admissions,
            version=place.version,
        )
        await self._tell(place.queue, restore)

    def _await_restoring(self, queue: QueueId) -> None:
        """A queue that has not heard yet that it was restored would give no place."""
        life, known = self._desk.life, self._desk.known(queue)
        restoration = known.restoration if known else None
        if life is None or life.restored_at is None:
            return
        if restoration is None or restoration.epoch != life.epoch:
            raise Busy

    async def _refuse(self, flaw: Flaw, sign_in: GuestSignIn) -> None:
        known = self._desk.known(sign_in.queue)
        if known is None or known.restoration is None:
            # Nobody asks for a place by it: the log is the truth.
            return
        log.warning("a place ticket was refused: %s", flaw)
        refuse = RefuseTicket(visit=sign_in.visit, guest=sign_in.guest, why=flaw)
        await self._tell(sign_in.queue, refuse)

    async def _tell(self, queue: QueueId, command: Restore | RefuseTicket) -> None:
        reply = await self._desk.ask(queue, None, command, SystemActor(node=self._node()))
        if isinstance(reply, Refused):
            raise Busy
