"""What is joined to ids when a view is drawn: the directory's texts, and ways in by telephone."""

from waitingroom.core.ids import GuestId, NoticeId, QueueId, StaffId, VisitId
from waitingroom.core.names import DialIn, Names, PersonText
from waitingroom.hub.passes import Passes


class JoinedNames:
    """Satisfies `core.names.ViewNames`."""

    def __init__(self, names: Names, passes: Passes) -> None:
        self._names = names
        self._passes = passes

    def person(self, guest: GuestId) -> PersonText | None:
        """The person behind a guest, None once erased."""
        return self._names.person(guest)

    def staff(self, staff: StaffId) -> str:
        """The name of a member of staff."""
        return self._names.staff(staff)

    def notice(self, notice: NoticeId) -> str:
        """The text of a notice."""
        return self._names.notice(notice)

    def queue_name(self, queue: QueueId) -> str:
        """What people call a queue."""
        return self._names.queue_name(queue)

    def dial_in(
        self, queue: QueueId, visit: VisitId, admission: int, guest: GuestId
    ) -> DialIn | None:
        """How this guest calls in; None where nobody can."""
        return self._passes.dial_in(queue, visit, admission, guest)
