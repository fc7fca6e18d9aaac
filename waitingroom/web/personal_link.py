"""A guest's personal link as an address to copy and as a picture to scan."""

from datetime import datetime, timedelta

import segno

from waitingroom.core.ids import GuestId, QueueId, VisitId
from waitingroom.core.model import Role
from waitingroom.core.value import Private
from waitingroom.identity import GuestSignIn, limits
from waitingroom.web.call import Call, ColleagueHere
from waitingroom.web.shapes import Elsewhere, LinkShown

EARLY = timedelta(minutes=30)
"""How long before the appointment its link lets in."""

LATE = limits.STAY
"""How long after it: who comes late in a long queue still comes in."""

SHORT = timedelta(minutes=10)
"""How long a link to one's own other device lets in: long enough to find the phone."""


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


async def link_elsewhere(call: Call[GuestSignIn, object], queue: QueueId) -> Elsewhere:
    """A short-lived link by which the guest goes on, as themselves, on another device."""
    who, until = call.who, call.at + SHORT
    token = await call.rooms.links.issue(who.guest, who.visit, queue, who.role, call.at, until)
    address = _address(call.rooms.origins[0], token, "?here")
    return Elsewhere(link=address, qr=_picture(address), until=until)


def _address(origin: str, token: Private, how: str = "") -> str:
    # Behind the #, where no server, proxy or log ever sees it.
    return f"{origin}/l{how}#{token.reveal()}"


def _picture(address: str) -> str:
    code = segno.make_qr(address, error="m")
    return code.svg_data_uri(scale=6, border=4, dark="#000", light="#fff", omitsize=False)
