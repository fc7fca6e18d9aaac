"""How long a conference waits: for a sign of life, for a host, for somebody sent on.

Pure: time is an argument (monotonic seconds).
"""

from collections.abc import Iterable

from waitingroom.conference import wording
from waitingroom.conference.model import REFERRED_S, Participant, Role

REFRESH_S = 120.0
STREAM_S = 30.0
HOST_WAIT_S = 900.0
HOSTLESS_S = 120.0


class Patience:
    """The patience of one conference; it begins to run out when the last host has left."""

    def __init__(self) -> None:
        self._hostless_since: float | None = None

    def overdue(self, person: Participant, now: float) -> str | None:
        """Why this one has been waited for long enough; None while they have not."""
        if now - person.refreshed_at > REFRESH_S:
            return wording.NO_REFRESH
        if person.streamless_since is not None and now - person.streamless_since > STREAM_S:
            return wording.LEFT
        if person.waits and now - person.joined_at > HOST_WAIT_S:
            return wording.NO_HOST_CAME
        if person.moving_since is not None and now - person.moving_since > REFERRED_S:
            return wording.NOT_MOVED_TO_NODE if person.direct else wording.NOT_MOVED_PAST_NODE
        return None

    def hostless(self, people: Iterable[Participant], started: bool, now: float) -> bool:
        """Whether these have been without a host for too long; ask often."""
        roles = [person.role for person in people]
        if not roles or not started or Role.HOST in roles:
            self._hostless_since = None
            return False
        if self._hostless_since is None:
            self._hostless_since = now
        return now - self._hostless_since > HOSTLESS_S
