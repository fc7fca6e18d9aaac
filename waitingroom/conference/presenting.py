"""Who shows slides in a conference, and who has been told of it. Pure; time is an argument."""

from collections.abc import Callable, Mapping
from typing import Any

from waitingroom.conference.model import Participant

BEGIN_S = 20.0
"""Whoever takes the floor and shows nothing for so long has lost it."""
_UNSURE = "?"
_NOBODY = {"presenter_name": "", "presenter_uri": "", "presenter_uuid": ""}


class Presenting:
    """The floor for slides: one has it or nobody.

    `tell` puts an event into somebody's outbox; `change` changes a participant for all to see.
    """

    def __init__(
        self,
        people: Mapping[str, Participant],
        tell: Callable[[Participant, str, Any], None],
        change: Callable[..., bool],
    ) -> None:
        self.presenter: Participant | None = None
        self._people = people
        self._tell = tell
        self._change = change
        self._taken_at = 0.0
        self._shown = False

    def take(self, person: Participant, now: float) -> None:
        """Give somebody the floor; who had it loses it."""
        before, self.presenter = self.presenter, person
        self._taken_at, self._shown = now, False
        if before is not person:
            self._lose(before)
        self._change(person, presents=True)
        self.settle()

    def release(self, person: Participant) -> None:
        """Take the floor from somebody; harmless when they do not have it."""
        if self.presenter is person:
            self.presenter = None
            self._lose(person)
            self.settle()

    def seen(self, shows: bool, now: float) -> None:
        """Learn whether slides come from whom the floor belongs to; without them it is lost."""
        person = self.presenter
        if person is None:
            return
        if shows:
            self._shown = True
        elif self._shown or now - self._taken_at > BEGIN_S:
            self.release(person)

    def settle(self) -> None:
        """Tell everybody what they do not know yet; call it when anything has changed."""
        for person in self._people.values():
            wanted = self._for(person)
            if wanted == (person.told_of_slides or ""):
                continue
            person.told_of_slides = wanted
            if wanted:
                self._tell(person, "presentation_start", self._start())
            else:
                self._tell(person, "presentation_stop", {})

    def again(self, person: Participant) -> None:
        """Tell somebody anew: what was told may have been lost, or come before their call."""
        if person.told_of_slides is not None:
            person.told_of_slides = _UNSURE
        self.settle()

    def _for(self, person: Participant) -> str:
        """Whose slides this participant shall know of."""
        presenter = self.presenter
        if presenter is None or presenter is person or person.waits or not person.takes_slides:
            return ""
        return presenter.uuid

    def _start(self) -> dict[str, str]:
        presenter = self.presenter
        if presenter is None:
            return _NOBODY
        return _NOBODY | {
            "presenter_name": presenter.name.reveal(),
            "presenter_uuid": presenter.uuid,
        }

    def _lose(self, person: Participant | None) -> None:
        if person is None or person.gone is not None:
            return
        self._change(person, presents=False)
        if not self._for(person):
            # Their page must stop showing, and there is nobody else to follow.
            self._tell(person, "presentation_start", _NOBODY)
