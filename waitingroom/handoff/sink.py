"""What a conference node tells us: who came in and who went, made into commands for the queue.

A node may tell things twice and in any order. What counts is who is there now: a guest has left
when none of their participants is in the conference any more, so a reload of the page, which is a
new participant before the old one is gone, is no leaving.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from waitingroom.core.commands import Entered, LeftCall
from waitingroom.core.ids import GuestId, QueueId
from waitingroom.handoff.naming import Naming, Side

Tell = Callable[[QueueId, Entered | LeftCall], None]
"""Passes a command on to the desk, without waiting."""

REMEMBERED = 4096
"""How many participants that are gone are remembered, so that a late word is not believed."""

IN_CALL = ("conference", "waiting_room")
"""What a node calls the service of somebody who is in."""

Place = tuple[str, str]
"""Alias and tag: one person in one conference, however many participants they are."""


class Sink:
    """Takes envelopes of event sinks, of one node or several."""

    def __init__(self, naming: Naming, tell: Tell) -> None:
        self._naming = naming
        self._tell = tell
        self._inside: defaultdict[Place, dict[str, str]] = defaultdict(dict)
        self._gone: dict[str, None] = {}

    def take(self, events: list[dict[str, Any]]) -> None:
        """Take events in the order in which they were sent; what can't be read is left out."""
        for event in events:
            self._one(event, str(event.get("node")))

    def _one(self, event: dict[str, Any], node: str) -> None:
        data = event.get("data")
        if not isinstance(data, dict):
            return
        match event.get("event"):
            case "eventsink_started":
                self._node_started(node)
            case "participant_connected" | "participant_updated":
                self._seen(data, node)
            case "participant_disconnected":
                self._left(data)

    def _node_started(self, node: str) -> None:
        """A node that begins again holds none of its calls any more."""
        for place, uuids in list(self._inside.items()):
            for uuid in [each for each, where in uuids.items() if where == node]:
                self._drop(place, uuid)

    def _seen(self, data: dict[str, Any], node: str) -> None:
        uuid, place = data.get("uuid"), _place(data)
        # Who waits in the conference for the clinician has come in too: they pressed Enter.
        in_call = data.get("service_type") in IN_CALL and data.get("has_media") is True
        if not isinstance(uuid, str) or place is None or uuid in self._gone or not in_call:
            return
        is_new = uuid not in self._inside[place]
        self._inside[place][uuid] = node
        if is_new:
            self._say(place, Entered)

    def _left(self, data: dict[str, Any]) -> None:
        uuid, place = data.get("uuid"), _place(data)
        if not isinstance(uuid, str) or place is None or uuid in self._gone:
            return
        self._gone[uuid] = None
        if len(self._gone) > REMEMBERED:
            self._gone.pop(next(iter(self._gone)))
        if uuid in self._inside.get(place, ()):
            self._drop(place, uuid)

    def _drop(self, place: Place, uuid: str) -> None:
        del self._inside[place][uuid]
        if not self._inside[place]:
            del self._inside[place]
            self._say(place, LeftCall)

    def _say(self, place: Place, command: type[Entered] | type[LeftCall]) -> None:
        alias, tag = place
        admitted = self._naming.admitted(alias)
        who = None if admitted is None else self._naming.who(alias, tag)
        # Staff come and go without a receipt; a tag we did not make says nothing about anybody.
        if admitted is None or who is None or who.side is not Side.GUEST:
            return
        told = command(visit=admitted.visit, guest=GuestId(who.id), admission=admitted.admission)
        self._tell(admitted.queue, told)


def _place(data: dict[str, Any]) -> Place | None:
    conference, tag = data.get("conference"), data.get("call_tag")
    if not isinstance(conference, str) or not isinstance(tag, str):
        return None
    return conference.lower(), tag
