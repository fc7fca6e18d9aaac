"""What a queue is told about somebody who came into the conference of an admission or left it."""

from waitingroom.core.commands import Entered, LeftCall, StaffEntered, StaffLeft, Unanswered
from waitingroom.core.ids import GuestId, StaffId
from waitingroom.handoff.naming import Admitted, Side, Who

Report = Entered | LeftCall | StaffEntered | StaffLeft | Unanswered


def report(admitted: Admitted, who: Who, *, is_in: bool) -> Report:
    """The command that says so."""
    visit, number = admitted.visit, admitted.admission
    if who.side is Side.STAFF:
        about_staff = StaffEntered if is_in else StaffLeft
        return about_staff(visit=visit, staff=StaffId(who.id), admission=number)
    about_guest = Entered if is_in else LeftCall
    return about_guest(visit=visit, guest=GuestId(who.id), admission=number)


def unanswered(admitted: Admitted, who: Who) -> Unanswered | None:
    """The command that says that a telephone was not taken, None when it is nobody's."""
    if who.side is not Side.GUEST:
        return None
    return Unanswered(visit=admitted.visit, guest=GuestId(who.id), admission=admitted.admission)
