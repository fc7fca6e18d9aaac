"""Who is in which conference, from words about participants that come doubled and in any order.

What is known is a function of the set of words and not of their order: the words about one
participant are put in the order of the node's clock and read from the first. Participants that a
node ties together, because one is the other after a transfer or an escalation, lend each other the
tag that tells who they are; where two tags meet, nobody is guessed.
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from waitingroom.core.value import Value

REMEMBERED = 4096
"""How many participants that are gone are remembered, so that a late word is not believed."""

MOST = 20_000
"""How many participants are remembered in all; of more, the first heard of is forgotten."""

WORDS = 64
"""How many words about one participant are kept apart; older ones become one."""

IN_CALL = ("conference", "waiting_room")
"""What a node calls the service of somebody who is in; who waits there for the clinician has come
in too, because they pressed Enter."""

Place = tuple[str, str]
"""Alias and tag: one person in one conference, however many participants they are."""


class Word(Value):
    """What a node said of a participant at one moment; what it left out is None.

    Shape: `seq` is the node's own count. Units: `at` in Unix seconds.
    """

    at: float
    seq: int
    node: str
    alias: str | None = None
    tag: str | None = None
    place: str | None = None
    has_media: bool | None = None
    is_over: bool = False
    was_in: bool = False

    def then(self, later: "Word") -> "Word":
        """What is known when this is followed by a later word."""
        place = self.place if later.place is None else later.place
        has_media = self.has_media if later.has_media is None else later.has_media
        return later.but(
            alias=later.alias or self.alias,
            tag=later.tag or self.tag,
            place=place,
            has_media=has_media,
            is_over=self.is_over or later.is_over,
            was_in=self.was_in or later.was_in or (place in IN_CALL and has_media is True),
        )


NOTHING = Word(at=-math.inf, seq=0, node="")


@dataclass
class _Participant:
    words: list[Word] = field(default_factory=list)
    known: Word = NOTHING

    def hear(self, word: Word) -> None:
        """Take a word in at its time."""
        when = _when(word)
        first = bisect_left(self.words, when, key=_when)
        end = bisect_right(self.words, when, lo=first, key=_when)
        if word in self.words[first:end]:
            return
        self.words.insert(end, word)
        if self.words[-1] is word:
            self.known = self.known.then(word)
            self._shorten()
        else:
            self._shorten()
            self.known = NOTHING
            for each in self.words:
                self.known = self.known.then(each)

    def _shorten(self) -> None:
        if len(self.words) > WORDS:
            self.words[:2] = [NOTHING.then(self.words[0]).then(self.words[1])]


def _when(word: Word) -> tuple[float, int, str]:
    return word.at, word.seq, word.node


class Change(Value):
    """A person came in or went out."""

    place: Place
    is_in: bool


class Roster:
    """Takes words and says what they change."""

    def __init__(self) -> None:
        self._participants: dict[str, _Participant] = {}
        self._gone: dict[str, None] = {}
        self._tied: dict[str, set[str]] = {}
        self._started: dict[str, float] = {}
        self._places: dict[Place, set[str]] = {}
        self._placed: dict[str, Place] = {}
        self._told: dict[Place, bool] = {}

    def hear(self, uuid: str, word: Word, ties: Iterable[str] = ()) -> list[Change]:
        """One word about a participant, with the names a node ties it to."""
        participant = self._participants.setdefault(uuid, _Participant())
        participant.hear(word)
        group = self._tie(uuid, ties)
        changes = list(self._look_at(group))
        if participant.known.is_over:
            self._gone[uuid] = None
        self._forget()
        return changes

    def started(self, node: str, at: float) -> list[Change]:
        """A node that begins again holds none of the calls it had before."""
        self._started[node] = max(at, self._started.get(node, -math.inf))
        held = [uuid for uuid, each in self._participants.items() if each.known.node == node]
        return list(self._look_at(held))

    def inside(self) -> frozenset[Place]:
        """Everybody who is in a conference."""
        return frozenset(place for place, is_in in self._told.items() if is_in)

    def nodes(self) -> frozenset[str]:
        """The nodes that hold somebody who is in."""
        there = (uuid for place in self.inside() for uuid in self._places[place])
        return frozenset(self._participants[each].known.node for each in there if self._is_in(each))

    def was_in(self, uuid: str) -> bool:
        """Whether this participant was in a conference at any time, as far as is remembered."""
        participant = self._participants.get(uuid)
        return participant is not None and participant.known.was_in

    def __len__(self) -> int:
        return len(self._participants)

    def _look_at(self, uuids: Iterable[str]) -> Iterator[Change]:
        touched = {place: None for uuid in uuids for place in self._put(uuid)}
        for place in touched:
            yield from self._changed(place)

    def _put(self, uuid: str) -> list[Place]:
        """Put a participant at the place it belongs to by now; both places it may concern."""
        before, after = self._placed.get(uuid), self._place(uuid)
        if before is not None and before != after:
            self._take_away(uuid, before)
        if after is not None:
            self._placed[uuid] = after
            self._places.setdefault(after, set()).add(uuid)
        return [place for place in (before, after) if place is not None]

    def _take_away(self, uuid: str, place: Place) -> None:
        del self._placed[uuid]
        self._places[place].discard(uuid)

    def _changed(self, place: Place) -> Iterator[Change]:
        uuids = self._places.get(place, set())
        is_in, told = any(map(self._is_in, uuids)), self._told.get(place)
        # Who was in and is gone by now has been here all the same: both are told.
        if told is None and any(self._participants[each].known.was_in for each in uuids):
            self._told[place] = told = True
            yield Change(place=place, is_in=True)
        if told is not None and told != is_in:
            self._told[place] = is_in
            yield Change(place=place, is_in=is_in)
        if not uuids:
            self._places.pop(place, None)
            self._told.pop(place, None)

    def _is_in(self, uuid: str) -> bool:
        known = self._participants[uuid].known
        is_of_now = known.at >= self._started.get(known.node, -math.inf)
        return known.was_in and not known.is_over and is_of_now

    def _place(self, uuid: str) -> Place | None:
        participant = self._participants.get(uuid)
        tag = self._tag(uuid)
        if participant is None or not participant.known.alias or not tag:
            return None
        return participant.known.alias, tag

    def _tag(self, uuid: str) -> str | None:
        own = self._participants[uuid].known.tag if uuid in self._participants else None
        if own:
            return own
        tied = (self._participants.get(each) for each in self._tied.get(uuid, ()))
        tags = {each.known.tag for each in tied if each is not None and each.known.tag}
        return tags.pop() if len(tags) == 1 else None

    def _tie(self, uuid: str, ties: Iterable[str]) -> set[str]:
        """Everything that is tied to this participant by now, itself included."""
        group = self._tied.setdefault(uuid, {uuid})
        for name in ties:
            other = self._tied.setdefault(name, {name})
            if other is not group:
                group |= other
                self._tied.update(dict.fromkeys(other, group))
        return group

    def _forget(self) -> None:
        if len(self._gone) > REMEMBERED:
            self._drop(next(iter(self._gone)))
        if len(self._participants) > MOST:
            self._drop(next(iter(self._participants)))

    def _drop(self, uuid: str) -> None:
        self._gone.pop(uuid, None)
        place = self._placed.get(uuid)
        if place is not None:
            self._take_away(uuid, place)
        self._participants.pop(uuid, None)
        if place is not None and not self._places[place]:
            del self._places[place]
            self._told.pop(place, None)
        group = self._tied.pop(uuid)
        group.discard(uuid)
        if not any(each in self._participants for each in group):
            for each in group:
                del self._tied[each]
