"""Who goes on as another participant; their leaving is told when the other has arrived.

A page that is sent elsewhere lets go of its participant before it comes in as the next. Whoever
hears our events would take that for leaving the call.
Pure: time is an argument.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from waitingroom.conference.model import REFERRED_S, Newcomer, Participant, Report


@dataclass(slots=True)
class _Departed:
    person: Participant
    farewell: Report
    until: float
    heir: str | None = None


class Succession:
    """Those of one conference who have left as one participant and go on as the next."""

    def __init__(self) -> None:
        self._departed: dict[str, _Departed] = {}

    def awaited(self, besides: Newcomer | None = None) -> list[Participant]:
        """Who has not come in anew yet, apart from the earlier selves of this newcomer."""
        return [
            each.person
            for each in self._departed.values()
            if each.heir is None and not (besides and is_earlier(each.person, besides))
        ]

    def leaves(self, person: Participant, farewell: Report, now: float) -> None:
        """Keep the farewell of somebody who is expected to come in anew."""
        self._departed[person.uuid] = _Departed(person, farewell, now + REFERRED_S)

    def follows(self, newcomer: Newcomer, heir: str, now: float) -> list[Participant]:
        """Somebody has come in; whom they go on from."""
        found = [
            each
            for each in self._departed.values()
            if each.heir is None and is_earlier(each.person, newcomer)
        ]
        for each in found:
            each.heir, each.until = heir, now + REFERRED_S
        return [each.person for each in found]

    def arrived(self, heir: str) -> list[Report]:
        """This participant has media now, or has left: the farewells that can be told."""
        return self._told(u for u, each in self._departed.items() if each.heir == heir)

    def overdue(self, now: float) -> list[Report]:
        """The farewells of those for whom it was waited long enough."""
        return self._told(u for u, each in self._departed.items() if now > each.until)

    def over(self) -> list[Report]:
        """All farewells: nobody is expected any more."""
        return self._told(self._departed)

    def _told(self, uuids: Iterable[str]) -> list[Report]:
        return [self._departed.pop(uuid).farewell for uuid in list(uuids)]


def is_earlier(person: Participant, newcomer: Newcomer) -> bool:
    """Whether this participant is one that the newcomer was before."""
    same_page = bool(newcomer.tag) and (person.tag, person.role) == (newcomer.tag, newcomer.role)
    return person.uuid == newcomer.earlier or same_page
