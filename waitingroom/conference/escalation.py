"""Whether two people talk past the node, and when that changes: pure, time is an argument.

Their media goes past the node only while there are two of them, both of whom can, and policy says
so. A third brings everybody's media to the node. When there are two again for a while, they talk
past it once more; after the second time the conference stays at the node, so that somebody whose
line comes and goes does not send the others to and fro.
Source: `direct_media` of Pexip's client and policy API.
"""

from collections.abc import Sequence

from waitingroom.conference.model import DirectMedia, Newcomer, Participant, Service

SETTLE_S = 30.0
"""How long two must have been two before they are sent past the node again."""

RETURNS = 1
"""How often a conference goes back past the node."""

PAIR = 2


class Escalation:
    """The way of the media of one conference. Shape: `direct` is how newcomers are carried."""

    def __init__(self) -> None:
        self.direct = False
        self._returns = 0
        self._two_since: float | None = None

    def joins(self, service: Service, others: Sequence[Participant], newcomer: Newcomer) -> bool:
        """Somebody comes in; whether the others' media must come to the node for it."""
        fits = _fits(service, [*others, newcomer])
        if not others:
            self.direct = fits
        if not self.direct or fits:
            return False
        self.direct = False
        return True

    def returns(self, service: Service, people: Sequence[Participant], now: float) -> bool:
        """Whether these, all who are there, shall talk past the node from now on; ask often."""
        if not self._may_return(service, people):
            self._two_since = None
            return False
        self._two_since = now if self._two_since is None else self._two_since
        if now - self._two_since < SETTLE_S:
            return False
        self.direct, self._two_since = True, None
        self._returns += 1
        return True

    def _may_return(self, service: Service, people: Sequence[Participant]) -> bool:
        at_rest = all(each.has_media and each.moving_since is None for each in people)
        is_due = not self.direct and self._returns < RETURNS and len(people) == PAIR
        return is_due and at_rest and _fits(service, people)


def _fits(service: Service, people: Sequence[Participant | Newcomer]) -> bool:
    allowed = service.direct_media is not DirectMedia.NEVER and len(people) <= PAIR
    return allowed and all(each.speaks_direct for each in people)
