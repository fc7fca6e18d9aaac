"""What the participants of a conference and the event sink are told of it.

Pure: it gathers in each participant's outbox and in `reports`, and is sent from elsewhere.
"""

from collections.abc import Mapping
from typing import Any

import msgspec

from waitingroom.conference import shapes
from waitingroom.conference.model import OUTBOX_LIMIT, Participant, Report, Told


class News:
    """The news of one conference. Shape: `node` is the name under which it reports."""

    def __init__(self, room: shapes.Room, people: Mapping[str, Participant], node: str) -> None:
        self.reports: list[Report] = []
        self._room = room
        self._people = people
        self._node = node

    def tell(self, person: Participant, kind: str, data: Any) -> None:
        """Put one event into a participant's stream."""
        if kind == "disconnect" or len(person.outbox) < OUTBOX_LIMIT:
            person.outbox.append(Told(kind=kind, data=_raw(data)))

    def came(self, person: Participant) -> None:
        """Somebody has come in."""
        self._tell_of("participant_create", person, to_self=False)
        data = shapes.reported_participant(person, self._room, self._node)
        self.report("participant_connected", shapes.connected(data))

    def changed(self, person: Participant) -> None:
        """Something is different about somebody."""
        self._tell_of("participant_update", person, to_self=True)
        data = shapes.reported_participant(person, self._room, self._node)
        self.report("participant_updated", data)

    def went(self, person: Participant, reason: str, ended_at: float) -> Report:
        """Somebody has left; gives the farewell, which may have to wait. Units: Unix seconds."""
        self._tell_of("participant_delete", person, to_self=False)
        data = shapes.reported_participant(person, self._room, self._node)
        gone = shapes.disconnected(data, reason, ended_at)
        return Report(kind="participant_disconnected", data=_raw(gone))

    def room_changed(self) -> None:
        """Something is different about the conference."""
        for person in self._people.values():
            self.tell(person, "conference_update", shapes.conference(self._room))
        self.report_room("conference_updated")

    def report_room(self, kind: str, ended_at: float | None = None) -> None:
        """Let the event sink hear of the conference alone; `ended_at` is monotonic seconds."""
        self.report(kind, shapes.reported_conference(self._room, ended_at))

    def report(self, kind: str, data: dict[str, Any]) -> None:
        """Let the event sink hear of something."""
        self.reports.append(Report(kind=kind, data=_raw(data)))

    def _tell_of(self, kind: str, about: Participant, *, to_self: bool) -> None:
        data: dict[str, Any] = {"uuid": about.uuid}
        if kind != "participant_delete":
            data = shapes.participant(about, self._room.epoch)
        for person in self._people.values():
            mine = person is about
            if (mine and to_self) or (not mine and not person.waits):
                self.tell(person, kind, data)


def _raw(data: Any) -> msgspec.Raw:
    return msgspec.Raw(msgspec.json.encode(data))
