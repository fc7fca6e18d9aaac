"""A colleague's connection to one queue: a whole Board on arrival, then what is different."""

from collections.abc import Callable

from waitingroom.core.actors import Actor, StaffActor
from waitingroom.core.board import Head, Window, board
from waitingroom.core.changes import board_delta
from waitingroom.core.commands import BoardCommand, GuestCommand, Transfer
from waitingroom.core.ids import QueueId, VisitId
from waitingroom.core.refusals import Code, Refused
from waitingroom.desk import Reply
from waitingroom.directory import StaffInfo
from waitingroom.hub.listener import Listener, Registry, Surroundings
from waitingroom.identity import StaffSignIn
from waitingroom.protocol import Audience, CloseCode, encode
from waitingroom.protocol.messages import BoardChange, BoardShown, Hello
from waitingroom.protocol.talk import Acked, Entering, Looked


class StaffListener(Listener):
    """One board of one colleague.

    Shape: `member` is asked for each thing the colleague does and gives them as the directory knows
    them now, so that a role that was taken away is gone with the next command; None when their
    sign-in is over. `is_reachable` tells whether a visit may be transferred to that queue.
    """

    def __init__(
        self,
        sign_in: StaffSignIn,
        queue: QueueId,
        member: Callable[[], StaffInfo | None],
        is_reachable: Callable[[QueueId], bool],
        around: Surroundings,
        registry: Registry,
    ) -> None:
        super().__init__(Audience.STAFF, queue, around, registry)
        self.sign_in = sign_in
        self._member = member
        self._is_reachable = is_reachable
        self._window = Window()
        self._shown: dict[VisitId, None] = {}
        self._head: Head | None = None

    def show_whole(self) -> None:
        """Send the whole board."""
        queue = self._known()
        if queue is None or not self.is_greeted:
            return
        seen = board(queue, self._window, self._around.names)
        self._shown = dict.fromkeys(seen.cards)
        self._head = seen.head
        shown = BoardShown(
            version=queue.version,
            confirmed_at=self._around.desk.confirmed_at(self.queue),
            head=seen.head,
            cards=tuple(seen.cards.values()),
        )
        self._session.show(encode(shown))
        self.flush()

    def show_change(self, cards: frozenset[VisitId]) -> None:
        """Send what is different after these visits were touched."""
        queue = self._known()
        if queue is None or not self.is_greeted:
            return
        if not self._session.reads:
            # Whatever is drawn now would be old when it is read: a whole board follows then.
            self._session.change(b"")
            return
        delta = board_delta(queue, self._window, self._around.names, self._shown, cards)
        if not delta.put and not delta.remove and delta.head == self._head:
            return
        self._head = delta.head
        for visit in delta.remove:
            del self._shown[visit]
        self._shown.update(dict.fromkeys(card.visit for card in delta.put))
        change = BoardChange(
            version=queue.version,
            confirmed_at=self._around.desk.confirmed_at(self.queue),
            head=delta.head,
            put=delta.put,
            remove=delta.remove,
        )
        self._session.change(encode(change))
        self.flush()

    def _actor(self) -> Actor | None:
        member = self._member()
        return StaffActor(staff=member.id, role=member.role) if member else None

    async def _find_queue(self) -> None:
        """A board is always about the queue it was opened for."""

    async def _take_place(self, hello: Hello) -> None:
        """Nobody of staff has a place."""

    def _may_ask(self, command: GuestCommand | BoardCommand) -> bool:
        return not isinstance(command, Transfer) or self._is_reachable(command.to)

    def _enter(self, entering: Entering) -> None:
        queue, member = self._known(), self._member()
        if member is None:
            self.bye(CloseCode.SIGNED_OUT)
            return
        if queue is None or entering.visit is None:
            self._answer(entering.ref, Refused(code=Code.NOT_FOUND))
            return
        passes = self._around.passes
        self._answer(
            entering.ref,
            passes.for_staff(queue, entering.visit, member.id, member.role, entering.ref),
        )

    def _acked(self, acked: Acked) -> None:
        """A board has no receipts: the pong that follows is all its page wants."""

    def _answered(self, command: GuestCommand | BoardCommand, reply: Reply) -> None:
        """What changed reaches this board like any other."""

    def _looked(self, looked: Looked) -> None:
        self._window = looked.window
        self.show_whole()
