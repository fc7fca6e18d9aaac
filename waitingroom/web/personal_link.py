"""A guest's personal link as an address to copy and as a picture to scan."""

from datetime import datetime, timedelta

import segno

from waitingroom.core.ids import GuestId, VisitId
from waitingroom.core.model import Role
from waitingroom.core.value import Private
from waitingroom.web.call import Call, ColleagueHere
from waitingroom.web.shapes import LinkShown

EARLY = timedelta(minutes=30)
"""How long before the appointment its link lets in."""

LATE = timedelta(hours=12)
"""How long after it: longer than any queue of a day, because who waits must be able to return."""


async def link_for(
    call: Call[ColleagueHere, object],
    visit: VisitId,
    guest: GuestId,
    role: Role,
    due_at: datetime | None,
) -> LinkShown:
    """A fresh link for a guest; only its hash is kept, so this is the one time it can be shown."""
    token = await call.rooms.links.issue(
        guest,
        visit,
        call.who.queue.id,
        role,
        due_at - EARLY if due_at else call.at,
        max(due_at or call.at, call.at) + LATE,
    )
    address = _address(call.rooms.origins[0], token)
    return LinkShown(guest=guest, role=role, link=address, qr=_picture(address))


def _address(origin: str, token: Private) -> str:
    # Behind the #, where no server, proxy or log ever sees it.
    return f"{origin}/l#{token.reveal()}"


def _picture(address: str) -> str:
    code = segno.make_qr(address, error="m")
    return code.svg_data_uri(scale=6, border=4, dark="#000", light="#fff", omitsize=False)
