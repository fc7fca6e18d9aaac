"""Ids that follow from an `op_id`: the same intent, sent again, means the same things."""

import base64
import hmac

from waitingroom.core.ids import GuestId, NoticeId, OpId, VisitId
from waitingroom.web.call import ColleagueHere


def visit_id(key: bytes, who: ColleagueHere, op_id: OpId) -> VisitId:
    """The visit this colleague means with this `op_id` in this queue."""
    return VisitId(_derived(key, who, op_id, "visit"))


def guest_id(key: bytes, who: ColleagueHere, op_id: OpId, place: int) -> GuestId:
    """The guest in this place of the form, counted from 0."""
    return GuestId(_derived(key, who, op_id, f"guest {place}"))


def notice_id(key: bytes, who: ColleagueHere, op_id: OpId) -> NoticeId:
    """The notice this colleague means with this `op_id` in this queue."""
    return NoticeId(_derived(key, who, op_id, "notice"))


def _derived(key: bytes, who: ColleagueHere, op_id: OpId, what: str) -> str:
    # Keyed, so that who picks op_ids cannot aim at another's ids; no name goes in, because ids
    # stay in the log after the name is erased.
    text = "\n".join((who.queue.id, who.member.id, op_id, what))
    digest = hmac.digest(key, text.encode(), "sha256")
    return base64.b32encode(digest[:10]).decode("ascii").lower()
