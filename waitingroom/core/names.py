"""The texts that are joined to ids when a view is drawn, and what a view asks for."""

from typing import Protocol

from waitingroom.core.ids import GuestId, NoticeId, QueueId, StaffId, VisitId
from waitingroom.core.model import Guest, Phone, Queue, Visit
from waitingroom.core.value import Value


class PersonText(Protocol):
    """What the erasable table knows of one guest, in plain text for a view."""

    @property
    def name(self) -> str:
        """What staff call the person."""

    @property
    def note(self) -> str:
        """What staff wrote, or the reason the person gave."""

    @property
    def language(self) -> str:
        """A BCP 47 tag, such as "da"."""

    @property
    def birth_year(self) -> int | None:
        """What helps staff to see that it is the right person."""

    @property
    def phone(self) -> str:
        """The telephone number, "" when none is known."""


class DialIn(Value):
    """How one guest calls in to one admission by telephone: the number, and their own code."""

    number: str
    code: str


class Names(Protocol):
    """The texts that are joined to ids when a view is drawn; unknown ids give None or ""."""

    def person(self, guest: GuestId) -> PersonText | None:
        """The person behind a guest, None once erased."""

    def staff(self, staff: StaffId) -> str:
        """What patients and colleagues read as the name of a member of staff."""

    def notice(self, notice: NoticeId) -> str:
        """The text of a notice."""

    def queue_name(self, queue: QueueId) -> str:
        """What people call a queue."""


class ViewNames(Names, Protocol):
    """The same with the ways in by telephone."""

    def dial_in(
        self, queue: QueueId, visit: VisitId, admission: int, guest: GuestId
    ) -> DialIn | None:
        """How this guest calls in; None where nobody can."""


def dial_in_of(queue: Queue, visit: Visit, guest: Guest, names: ViewNames) -> DialIn | None:
    """How this guest calls in to the open admission; None for whoever does not."""
    admission = visit.admission
    if admission is None or guest.phone is not Phone.CALLS_IN:
        return None
    return names.dial_in(queue.id, visit.id, admission.number, guest.id)
