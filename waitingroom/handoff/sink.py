"""What a conference node tells us: who came in and who went, made into commands for the queue.

A node may tell things twice and in any order, as one event or in a bundle, in version 1 or 2. What
counts is who is there now: a guest has left when none of their participants is in the conference
any more, so a reload of the page, which is a new participant before the old one is gone, is no
leaving.
Source: Pexip's event sinks.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from waitingroom.core.ids import QueueId
from waitingroom.handoff.naming import Naming
from waitingroom.handoff.reports import Report, report, unanswered
from waitingroom.handoff.roster import Change, Place, Roster, Word
from waitingroom.handoff.telephone import PROTOCOLS

Tell = Callable[[QueueId, Report], None]
"""Passes a command on to the desk, without waiting."""

HEARD = 8192
"""How many events are remembered as heard."""

TIES = 16
"""How many other names of a participant are read."""

NAME_LENGTH = 250

PARTICIPANT = ("participant_connected", "participant_updated", "participant_disconnected")


def _nobody_listens(node: str) -> None:
    """Nobody wants to know that a node has said something."""


class Sink:
    """Takes envelopes of event sinks, of one node or several.

    Shape: `word` is told which node has just said something.
    """

    def __init__(
        self, naming: Naming, tell: Tell, word: Callable[[str], None] = _nobody_listens
    ) -> None:
        self._naming = naming
        self._tell = tell
        self._word = word
        self._roster = Roster()
        self._heard: dict[tuple[str, int, float], None] = {}
        self._newest: defaultdict[str, float] = defaultdict(float)

    def take(self, events: list[dict[str, Any]]) -> None:
        """Take events in the order in which they were sent; what can't be read is left out."""
        for event in events:
            node = _text(event.get("node")) or ""
            if node:
                self._word(node)
            for change in self._changes(event, node):
                self._say(change)

    def inside(self) -> frozenset[Place]:
        """Everybody who is in a conference, by alias and tag."""
        return self._roster.inside()

    def nodes(self) -> frozenset[str]:
        """The nodes that hold a call of ours."""
        return self._roster.nodes()

    def _changes(self, event: dict[str, Any], node: str) -> list[Change]:
        data, kind = event.get("data"), event.get("event")
        if not isinstance(data, dict) or self._is_known(event, node):
            return []
        if kind == "eventsink_started":
            return self._roster.started(node, self._began(event, node))
        if kind not in PARTICIPANT:
            return []
        return self._participant(data, event, node)

    def _participant(self, data: dict[str, Any], event: dict[str, Any], node: str) -> list[Change]:
        uuid, alias = _text(data.get("uuid")), self._ours(data)
        # A node tells of all its conferences. One that is not ours is not remembered.
        if uuid is None or alias is None:
            return []
        media = data.get("has_media")
        word = Word(
            at=self._at(event, node),
            seq=_count(event.get("seq")),
            node=node,
            alias=alias or None,
            tag=self._tag(data, alias),
            place=_text(data.get("service_type")),
            has_media=media if isinstance(media, bool) else None,
            is_over=event.get("event") == "participant_disconnected",
        )
        changes = self._roster.hear(uuid, word, _ties(data))
        if word.is_over and word.tag and _is_telephone(data) and not self._roster.was_in(uuid):
            self._say_unanswered(alias, word.tag)
        return changes

    def _ours(self, data: dict[str, Any]) -> str | None:
        """The alias an event is about, empty when it leaves that out, None when it is not ours."""
        said = data.get("conference")
        if said is None:
            return ""
        alias = _text(said)
        return alias.lower() if alias and self._naming.admitted(alias) else None

    def _tag(self, data: dict[str, Any], alias: str) -> str | None:
        """The tag of an event; one that we did not make for its conference is none."""
        tag = _text(data.get("call_tag"))
        is_made_up = tag and alias and self._naming.who(alias, tag) is None
        return None if is_made_up else tag

    def _is_known(self, event: dict[str, Any], node: str) -> bool:
        """Whether this very event was heard before.

        A node counts from 1 again when it starts. Its time tells the counts apart, so that it does
        not matter whether the news of the start comes before or after what follows it.
        """
        seq, at = event.get("seq"), _time(event)
        if type(seq) is not int or at is None:
            return False
        key = (node, seq, at)
        is_known = key in self._heard
        self._heard[key] = None
        if len(self._heard) > HEARD:
            del self._heard[next(iter(self._heard))]
        return is_known

    def _at(self, event: dict[str, Any], node: str) -> float:
        """When it was; without a time, when it came among the others of its node."""
        at = _time(event)
        at = self._newest[node] if at is None else at
        self._newest[node] = max(at, self._newest[node])
        return at

    def _began(self, event: dict[str, Any], node: str) -> float:
        if _time(event) is None:
            self._newest[node] = math.nextafter(self._newest[node], math.inf)
        return self._at(event, node)

    def _say(self, change: Change) -> None:
        alias, tag = change.place
        admitted = self._naming.admitted(alias)
        who = None if admitted is None else self._naming.who(alias, tag)
        # A tag we did not make says nothing about anybody.
        if admitted is not None and who is not None:
            self._tell(admitted.queue, report(admitted, who, is_in=change.is_in))

    def _say_unanswered(self, alias: str, tag: str) -> None:
        """A telephone that is gone and was never in the conference: busy, or nobody took it."""
        admitted, who = self._naming.admitted(alias), self._naming.who(alias, tag)
        told = unanswered(admitted, who) if admitted and who else None
        if admitted is not None and told is not None:
            self._tell(admitted.queue, told)


def _is_telephone(data: dict[str, Any]) -> bool:
    protocol = _text(data.get("protocol")) or ""
    return protocol.lower() in PROTOCOLS


def _ties(data: dict[str, Any]) -> Iterator[str]:
    """The other names of a participant: those it had before, and its conversation."""
    related = data.get("related_uuids")
    for each in related[:TIES] if isinstance(related, list) else ():
        if uuid := _text(each):
            yield uuid
    if conversation := _text(data.get("conversation_id")):
        yield f"conversation {conversation}"


def _text(value: object) -> str | None:
    """A text that is there and not too long to be kept."""
    return value if isinstance(value, str) and 0 < len(value) <= NAME_LENGTH else None


def _time(event: dict[str, Any]) -> float | None:
    at = event.get("time")
    return float(at) if isinstance(at, int | float) and abs(at) < 1e12 else None


def _count(value: object) -> int:
    return value if type(value) is int else 0
