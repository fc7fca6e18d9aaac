"""Who gets the way into a call: somebody who is called to it, or staff, and only while open."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from waitingroom.core.actors import StaffRole
from waitingroom.core.decide.rights import CLINICAL
from waitingroom.core.ids import GuestId, QueueId, StaffId, VisitId
from waitingroom.core.model import Admission, Conference, Media, Queue
from waitingroom.core.refusals import Code, Refused
from waitingroom.core.views import DialIn, Names
from waitingroom.handoff import Admitted, Naming, Options, Who, goes_direct, plain
from waitingroom.handoff.naming import Side
from waitingroom.protocol.messages import Direction, Pass

DIRECTIONS: Mapping[tuple[Side, Media], Direction] = MappingProxyType(
    {
        (Side.STAFF, Media.TWO_WAY): Direction.TWO_WAY,
        (Side.GUEST, Media.TWO_WAY): Direction.TWO_WAY,
        (Side.STAFF, Media.ONE_WAY): Direction.RECEIVE_ONLY,
        (Side.GUEST, Media.ONE_WAY): Direction.SEND_ONLY,
        (Side.STAFF, Media.SOUND): Direction.SOUND,
        (Side.GUEST, Media.SOUND): Direction.SOUND,
    }
)
"""What each side sends and gets in each kind of call."""


class Passes:
    """Makes a Pass, or a code to call in by telephone, when it is asked for; none is stored.

    Shape: `node` is the base address pages use for the Client API, "" for our own origin; `options`
    gives what a queue's conferences are like, the same as for the answers to the node;
    `dial_in_number` is what people dial to call in, "" where nobody can.
    """

    def __init__(
        self,
        naming: Naming,
        names: Names,
        node: str = "",
        options: Callable[[QueueId], Options] = plain,
        dial_in_number: str = "",
    ) -> None:
        self._naming = naming
        self._names = names
        self._node = node
        self._options = options
        self._dial_in_number = dial_in_number

    def for_guest(self, queue: Queue, visit: VisitId, guest: GuestId, ref: int) -> Pass | Refused:
        """The Pass of a guest who is called to the open admission of their own visit."""
        admission = _open(queue, visit)
        # Another's admission and no admission at all look the same from outside.
        if admission is None or guest not in admission.guests:
            return Refused(code=Code.NOT_ADMITTED)
        person = self._names.person(guest)
        return self._given(
            queue, visit, admission, Who.guest(guest), ref, person.name if person else ""
        )

    def for_staff(
        self, queue: Queue, visit: VisitId, staff: StaffId, role: StaffRole, ref: int
    ) -> Pass | Refused:
        """The Pass of a colleague, not only of the one who admitted: somebody may take over."""
        if role not in CLINICAL:
            return Refused(code=Code.DENIED)
        admission = _open(queue, visit)
        if admission is None:
            return Refused(code=Code.NOT_ADMITTED)
        return self._given(queue, visit, admission, Who.staff(staff), ref, self._names.staff(staff))

    def dial_in(
        self, queue: QueueId, visit: VisitId, admission: int, guest: GuestId
    ) -> DialIn | None:
        """How this guest calls in to this admission; the policy takes the code while it is open."""
        if not self._dial_in_number:
            return None
        admitted = Admitted(queue=queue, visit=visit, admission=admission)
        code = self._naming.dial_code(admitted, guest).reveal()
        return DialIn(number=self._dial_in_number, code=code)

    def _given(
        self, queue: Queue, visit: VisitId, admission: Admission, who: Who, ref: int, name: str
    ) -> Pass | Refused:
        if admission.conference is not Conference.READY:
            return Refused(code=Code.NOT_READY)
        admitted = Admitted(queue=queue.id, visit=visit, admission=admission.number)
        alias = self._naming.alias(admitted)
        side = Side.STAFF if who.side is Side.STAFF else Side.GUEST
        return Pass(
            ref=ref,
            node=self._node,
            alias=alias,
            pin=self._naming.pin(alias, side).reveal(),
            tag=self._naming.tag(alias, who),
            display_name=name,
            media=DIRECTIONS[side, admission.media],
            direct_media=goes_direct(self._options(queue.id), queue, queue.visits[visit]),
        )


def _open(queue: Queue, visit: VisitId) -> Admission | None:
    known = queue.visits.get(visit)
    return known.admission if known else None
