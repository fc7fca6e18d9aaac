"""What staff see of a queue: the Board, its figures and the cards in a colleague's window."""

from datetime import datetime

from waitingroom.core.card import Card, card
from waitingroom.core.ids import QueueId, VisitId
from waitingroom.core.model import (
    TELEPHONES,
    Priority,
    Queue,
    Shelf,
)
from waitingroom.core.names import Names, PersonText, ViewNames
from waitingroom.core.value import Value


class Window(Value):
    """What part of a long line a colleague looks at.

    Shape: `size` cards from rank `first`; with a `search` text, the first `size` visits of any
    shelf in which somebody's name or note contains it, whatever the case.
    """

    first: int = 0
    size: int = 60
    search: str = ""


class Head(Value):
    """The figures and switches on top of the board.

    Shape: `waiting` counts the whole line, `arrivals` all who ever came: a card with a larger
    number has come since. `found` counts the visits the search matched (0 without one).
    `restored_at` is when the queue went on from an older copy, with numbers far from those before;
    while it is `restoring` people come back to their places.
    """

    queue: QueueId
    open: bool
    notice: str
    notice_at: datetime | None
    waiting: int
    arrivals: int
    longest_since: datetime | None
    expected: int
    parked: int
    admitted: int
    ended: int
    first: int
    found: int
    call_places: int
    grace_s: int
    rings: bool
    calls_in: bool
    restored_at: datetime | None
    restoring: bool


class Board(Value):
    """All that a colleague's board shows: the figures, the cards in the window and beside it."""

    head: Head
    cards: dict[VisitId, Card]


OTHERS = 50
"""How many cards of each other shelf a board shows; the figures count all of them."""


def board(queue: Queue, window: Window, names: ViewNames) -> Board:
    """What the staff of this queue see through this window."""
    chosen, found = board_visits(queue, window, names)
    return Board(
        head=head(queue, window, found, names),
        cards={each: card(queue, queue.visits[each], names) for each in chosen},
    )


def board_visits(queue: Queue, window: Window, names: Names) -> tuple[list[VisitId], int]:
    """The visits seen through this window, and how many a search found (0 without one)."""
    if not window.search:
        return _plain(queue, window), 0
    found = _found(queue, window, names)
    return found[: window.size], len(found)


def _plain(queue: Queue, window: Window) -> list[VisitId]:
    line = list(queue.line.slice(window.first, window.size))
    others = [shelf for shelf in Shelf if shelf is not Shelf.LINE]
    return line + [each for shelf in others for each in queue.shelf(shelf).slice(0, OTHERS)]


def _found(queue: Queue, window: Window, names: Names) -> list[VisitId]:
    wanted = window.search.casefold()
    return [
        visit
        for shelf in Shelf
        for visit in queue.shelf(shelf)
        if any(_matches(names.person(each.id), wanted) for each in queue.visits[visit].guests)
    ]


def _matches(person: PersonText | None, wanted: str) -> bool:
    return person is not None and (
        wanted in person.name.casefold() or wanted in person.note.casefold()
    )


def head(queue: Queue, window: Window, found: int, names: Names) -> Head:
    """The figures and switches on top of the board; `found` is what a search found."""
    has_telephone = not TELEPHONES.isdisjoint(queue.rules.providers)
    return Head(
        queue=queue.id,
        open=queue.open,
        notice=names.notice(queue.notice) if queue.notice else "",
        notice_at=queue.notice_at,
        waiting=len(queue.line),
        arrivals=queue.next_number - 1,
        longest_since=_longest(queue),
        expected=len(queue.shelf(Shelf.EXPECTED)),
        parked=len(queue.shelf(Shelf.PARKED)),
        admitted=len(queue.shelf(Shelf.ADMITTED)),
        ended=len(queue.shelf(Shelf.ENDED)),
        first=window.first,
        found=found,
        call_places=queue.rules.call_places,
        grace_s=queue.rules.grace_s,
        rings=has_telephone and queue.rules.rings_per_day > 0,
        calls_in=has_telephone and queue.rules.calls_in,
        restored_at=queue.restoration.since if queue.restoration else None,
        restoring=queue.restoring is not None,
    )


def _longest(queue: Queue) -> datetime | None:
    """When the longest wait began: at the front of either class, as numbers rise with time."""
    ordinary = queue.line.rank((float(Priority.ORDINARY), 0.0, VisitId("")))
    fronts = {queue.line.at(0), queue.line.at(ordinary)} - {None}
    arrivals = (queue.visits[each].arrived_at for each in fronts if each is not None)
    return min((at for at in arrivals if at is not None), default=None)
