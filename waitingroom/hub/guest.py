"""A guest's connection: shown their Seat whole whenever it looks different, and nothing else."""

from waitingroom.core.actors import Actor, GuestActor, SystemActor
from waitingroom.core.commands import BoardCommand, GuestCommand, Join, Saw, Told
from waitingroom.core.decide.admission import is_called
from waitingroom.core.ids import GuestId, Version, VisitId
from waitingroom.core.model import Guest, Queue, Visit
from waitingroom.core.seat import Seat, seat, unjoined
from waitingroom.desk import Done, Reply
from waitingroom.hub.listener import Listener, Registry, Surroundings
from waitingroom.identity import GuestSignIn
from waitingroom.protocol import Audience, encode
from waitingroom.protocol.messages import Hello, SeatShown
from waitingroom.protocol.talk import Acked, Entering, Looked


class GuestListener(Listener):
    """One page of one guest; several of them are one guest all the same."""

    def __init__(
        self, sign_in: GuestSignIn, ticket: str, around: Surroundings, registry: Registry
    ) -> None:
        super().__init__(Audience.GUEST, sign_in.queue, around, registry)
        self.sign_in = sign_in
        self._ticket = ticket
        self._shown: Seat | None = None
        self._news: tuple[int, Version] | None = None

    @property
    def guest(self) -> GuestId:
        """Who is here."""
        return self.sign_in.guest

    @property
    def visit(self) -> VisitId:
        """The visit they belong to."""
        return self.sign_in.visit

    async def _find_queue(self) -> None:
        """A cookie names the queue the guest came to; a transferred visit goes on in another."""
        self.queue = await self._around.desk.whereabouts(self.queue, self.visit)

    async def _take_place(self, hello: Hello) -> None:
        """By the ticket in the page's memory, or by the one in its cookie."""
        held = [each for each in (hello.place, self._ticket) if each]
        self._ticket = ""
        sign_in = self.sign_in.but(queue=self.queue)
        await self._around.places.show(held, sign_in, self._around.epoch)

    def show_whole(self) -> None:
        """Send the Seat even when it looks as before."""
        self._shown = None
        self.show()

    def show(self) -> None:
        """Send the Seat if it looks different from the last one."""
        queue = self._known()
        if queue is None or not self.is_greeted:
            return
        seen = self._seat(queue)
        if seen == self._shown:
            return
        self._shown = seen
        if seen.called and (self._news is None or self._news[0] != seen.admission):
            self._news = (seen.admission, queue.version)
        confirmed_at = self._around.desk.confirmed_at(self.queue)
        self._session.show(
            encode(SeatShown(version=queue.version, confirmed_at=confirmed_at, seat=seen))
        )
        self.flush()

    def _seat(self, queue: Queue) -> Seat:
        visit, guest = self._own(queue)
        if visit is None or guest is None:
            return unjoined(queue, self._around.names)
        return seat(queue, visit, guest, self._around.names)

    def _own(self, queue: Queue) -> tuple[Visit | None, Guest | None]:
        visit = queue.visits.get(self.visit)
        return visit, visit.guest(self.guest) if visit else None

    def _actor(self) -> Actor:
        return GuestActor(
            guest=self.guest,
            visit=self.visit,
            role=self.sign_in.role,
            walk_in=self.sign_in.walk_in,
        )

    def _answered(self, command: GuestCommand | BoardCommand, reply: Reply) -> None:
        if isinstance(command, Join) and isinstance(reply, Done):
            self._registry.joined(self)

    def _enter(self, entering: Entering) -> None:
        queue = self._known()
        if queue is not None:
            passes = self._around.passes
            self._answer(
                entering.ref, passes.for_guest(queue, self.visit, self.guest, entering.ref)
            )

    def _acked(self, acked: Acked) -> None:
        self._receipt(acked)
        # The estimate moves with time and not with events: a heartbeat is when it is drawn anew.
        self.show()

    def _looked(self, looked: Looked) -> None:
        raise AssertionError("a guest's decoder cannot spell Look")

    def _receipt(self, acked: Acked) -> None:
        queue = self._known()
        if queue is None or self._news is None or acked.version < self._news[1]:
            return
        number = self._news[0]
        _, guest = self._own(queue)
        if guest is None or not is_called(queue, self.visit, self.guest, number):
            return
        if (guest.seen_at if acked.visible else guest.told_at) is not None:
            return
        receipt = (Saw if acked.visible else Told)(
            visit=self.visit, guest=self.guest, admission=number
        )
        self._around.spawn(self._tell(receipt))

    async def _tell(self, receipt: Told | Saw) -> None:
        actor = SystemActor(node=self._around.node())
        await self._around.desk.ask(self.queue, None, receipt, actor)
