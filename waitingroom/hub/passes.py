"""Who gets the way into a call: somebody who is called to it, or staff, and only while open."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from waitingroom.core.actors import StaffRole
from waitingroom.core.decide.rights import CLINICAL
from waitingroom.core.ids import GuestId, QueueId, StaffId, VisitId
from waitingroom.core.model import Admission, Conference, Media, Provider, Queue
from waitingroom.core.names import DialIn, Names
from waitingroom.core.refusals import Code, Refused
from waitingroom.handoff import Admitted, Naming, Who, goes_direct
from waitingroom.handoff.calling import called
from waitingroom.handoff.naming import Side
from waitingroom.handoff.options import Options
from waitingroom.handoff.policy import plain
from waitingroom.handoff.port import Door
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


DialIns = Callable[[Admitted, GuestId], DialIn | None]
"""How a guest calls in to an admission by telephone, None where nobody can."""


def _nobody_calls_in(admitted: Admitted, guest: GuestId) -> DialIn | None:
    """Where there is no number to call."""
    return None


class Passes:
    """Makes a Pass, or a code to call in by telephone, when it is asked for; none is stored.

    Shape: `doors` lead into the conferences of each provider; `options` gives what a queue's
    conferences are like; `dial_in` gives the way to call in. A Pass is None while the way in is
    being found out: then it is asked for again a moment later.
    """

    def __init__(
        self,
        names: Names,
        doors: Mapping[Provider, Door],
        options: Callable[[QueueId], Options] = plain,
        dial_in: DialIns = _nobody_calls_in,
    ) -> None:
        self._names = names
        self._doors = doors
        self._options = options
        self._dial_in = dial_in

    def for_guest(
        self, queue: Queue, visit: VisitId, guest: GuestId, ref: int
    ) -> Pass | Refused | None:
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
    ) -> Pass | Refused | None:
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
        return self._dial_in(Admitted(queue=queue, visit=visit, admission=admission), guest)

    def _given(
        self, queue: Queue, visit: VisitId, admission: Admission, who: Who, ref: int, name: str
    ) -> Pass | Refused | None:
        door = self._doors.get(admission.provider)
        if admission.conference is not Conference.READY or door is None:
            return Refused(code=Code.NOT_READY)
        admitted = Admitted(queue=queue.id, visit=visit, admission=admission.number)
        inside = called(self._options(queue.id).called, name, who, queue.visits[visit])
        way = door.way_in(admitted, who, inside)
        if way is None:
            return None
        # A page that is not ours does not know that sound and picture go one way only.
        is_ours = admission.media is not Media.TWO_WAY
        return Pass(
            ref=ref,
            node=way.node,
            alias=way.alias.reveal(),
            pin=way.pin.reveal(),
            tag=way.tag,
            link="" if is_ours else way.link.reveal(),
            display_name=inside,
            media=DIRECTIONS[who.side, admission.media],
            direct_media=self._goes_direct(queue, visit, admission),
        )

    def _goes_direct(self, queue: Queue, visit: VisitId, admission: Admission) -> bool:
        if admission.provider is Provider.VDX:
            return False
        return goes_direct(self._options(queue.id), queue, queue.visits[visit])


def dial_in(naming: Naming, number: str) -> DialIns:
    """Calling in by this number with a code of one's own; an empty one where nobody can."""

    def given(admitted: Admitted, guest: GuestId) -> DialIn | None:
        if not number:
            return None
        return DialIn(number=number, code=naming.dial_code(admitted, guest).reveal())

    return given


def _open(queue: Queue, visit: VisitId) -> Admission | None:
    known = queue.visits.get(visit)
    return known.admission if known else None
