"""What the probe tells the web process when it has judged, in one post to its hook."""

from waitingroom.core.checks import Cause, Outcome
from waitingroom.core.ids import GuestId, QueueId, UnitId, VisitId
from waitingroom.core.value import Value
from waitingroom.precheck.measured import Browser, System
from waitingroom.precheck.tickets import Audience, Ticket

HOOK = "/hooks/probe/verdicts"
"""The address of that post, behind the origin of the web process."""

MOST_BYTES = 4096
"""The longest post."""


class Told(Value, forbid_unknown_fields=True):
    """One check that was judged.

    Shape: `check` names it, the same however often this is sent. The ids and `device` are those of
    the ticket, empty where there is no such thing; `causes` worst first; `major` 0 when unknown;
    `again` for a short look at a line that was tested before.
    """

    check: str
    audience: Audience
    outcome: Outcome
    causes: tuple[Cause, ...]
    browser: Browser
    major: int
    system: System
    unit: UnitId = UnitId("")
    queue: QueueId = QueueId("")
    visit: VisitId = VisitId("")
    guest: GuestId = GuestId("")
    device: str = ""
    again: bool = False


def told(
    ticket: Ticket,
    outcome: Outcome,
    causes: tuple[Cause, ...],
    browser: Browser,
    major: int,
    system: System,
    again: bool = False,
) -> Told:
    """What is told of a check that was begun with this ticket."""
    return Told(
        check=ticket.nonce,
        audience=ticket.audience,
        outcome=outcome,
        causes=causes,
        browser=browser,
        major=major,
        system=system,
        unit=ticket.unit,
        queue=ticket.queue,
        visit=ticket.visit,
        guest=ticket.guest,
        device=ticket.device,
        again=again,
    )
