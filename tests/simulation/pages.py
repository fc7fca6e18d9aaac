"""Pages that are shown what changes: whether a Seat is right, one's own, and never goes back."""

from collections.abc import Sequence

from immutables import Map

from tests.simulation.witness import Witness
from waitingroom.core import events as e
from waitingroom.core.changes import Touched, touched
from waitingroom.core.evolve import evolve
from waitingroom.core.ids import GuestId, NoticeId, QueueId, StaffId, Version, VisitId
from waitingroom.core.model import Queue
from waitingroom.core.names import DialIn, PersonText
from waitingroom.core.seat import Seat, seat


class Names:
    """Everybody is called after their id."""

    def person(self, guest: GuestId) -> PersonText | None:
        return None

    def staff(self, staff: StaffId) -> str:
        return f"name of {staff}"

    def notice(self, notice: NoticeId) -> str:
        return f"notice {notice}"

    def queue_name(self, queue: QueueId) -> str:
        return f"queue {queue}"

    def dial_in(
        self, queue: QueueId, visit: VisitId, admission: int, guest: GuestId
    ) -> DialIn | None:
        return DialIn(number="+45 00 00 00 01", code=f"{guest} in {visit} {admission}")


NAMES = Names()


class Page:
    """The page of one guest, connected to one node at a time."""

    def __init__(self, visit: VisitId, guest: GuestId, witness: Witness) -> None:
        self._visit = visit
        self._guest = guest
        self._witness = witness
        self.version = Version(0)
        self._seat: Seat | None = None

    def show_whole(self, queue: Queue) -> None:
        """What a page is sent when it connects."""
        self._note(queue)
        self._seat = self._draw(queue)

    def show_change(self, after: Queue, what: Touched) -> None:
        """A new Seat for whoever sees something else; all others see what they saw."""
        self._note(after)
        drawn = self._draw(after)
        if what.everybody or self._visit in what.seats:
            self._seat = drawn
        same = _but_time(drawn) == _but_time(self._seat)
        self._witness.expect(same, "a Seat changed and its page was not told")

    def _note(self, queue: Queue) -> None:
        self._witness.expect(queue.version >= self.version, "a page was shown an older version")
        self.version = queue.version

    def _draw(self, queue: Queue) -> Seat | None:
        visit = queue.visits.get(self._visit)
        guest = visit.guest(self._guest) if visit else None
        if visit is None or guest is None:
            return None
        drawn = seat(queue, visit, guest, NAMES)
        # A Seat that changes when the others are not there tells something of them.
        alone = seat(queue.but(visits=Map({visit.id: visit})), visit, guest, NAMES)
        self._witness.expect(_but_time(drawn) == _but_time(alone), "a Seat tells of another visit")
        return drawn


def all_touched(before: Queue, happened: Sequence[e.Happened], after: Queue) -> Touched:
    """What these events changed; everything when not all of them are told."""
    if before.version + len(happened) != after.version:
        return Touched(everybody=True)
    what = Touched()
    for each in happened:
        following = evolve(before, each)
        what |= touched(before, following, each.event)
        before = following
    return what


def _but_time(drawn: Seat | None) -> Seat | None:
    """The estimate moves with time, and is drawn again with every heartbeat."""
    return None if drawn is None else drawn.but(estimate=None)
