"""What identity knows: links, and the two kinds of sign-in."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import msgspec

from waitingroom.core.ids import GuestId, LinkId, QueueId, StaffId, VisitId
from waitingroom.core.model import Role
from waitingroom.core.value import Value
from waitingroom.identity.ids import SignInId

Instant = Annotated[datetime, msgspec.Meta(tz=True)]
"""An aware instant, also when it comes out of a cookie."""


class LinkState(StrEnum):
    """What a link is good for at one instant."""

    OPEN = "open"
    EARLY = "early"
    LATE = "late"
    REVOKED = "revoked"


class Link(Value):
    """A personal link: it lets one guest of one visit in, as often as they like, in its window."""

    id: LinkId
    guest: GuestId
    visit: VisitId
    queue: QueueId
    role: Role
    opens_at: datetime
    closes_at: datetime
    revoked_at: datetime | None = None

    def state(self, now: datetime) -> LinkState:
        """What the link is good for: it opens at `opens_at` and is late from `closes_at` on."""
        if self.revoked_at is not None:
            return LinkState.REVOKED
        if now < self.opens_at:
            return LinkState.EARLY
        return LinkState.OPEN if now < self.closes_at else LinkState.LATE


class GuestSignIn(Value, tag="guest"):
    """A guest who came in by a link, or by the public door when `walk_in` is set.

    Shape: `link` is the link they used, None for the public door. Whoever lets somebody in by this
    asks `Links.is_revoked` too, because a cookie cannot know that its link was taken back.
    """

    guest: GuestId
    visit: VisitId
    queue: QueueId
    role: Role
    walk_in: bool
    link: LinkId | None
    expires_at: Instant


class StaffSignIn(Value, tag="staff"):
    """A member of staff who is signed in.

    Shape: whoever lets somebody in by this asks `SignIns.current` too, because a cookie cannot know
    that its sign-in was ended.
    """

    id: SignInId
    staff: StaffId
    expires_at: Instant
