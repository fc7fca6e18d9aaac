"""Which seats and cards an event touched, so that nothing is sent to those who would see the same.

The law behind it: the board after a change is the board drawn anew, and a guest whose seat is not
named here would be shown what they already see. Only the estimate is left out: it moves with time
and is drawn again with every heartbeat.
"""

from collections.abc import Collection, Iterator

from waitingroom.core import events as e
from waitingroom.core.board import Head, Window, board_visits, head
from waitingroom.core.card import Card, card
from waitingroom.core.ids import VisitId
from waitingroom.core.model import Queue, Shelf
from waitingroom.core.names import ViewNames
from waitingroom.core.order import edges
from waitingroom.core.stages import line_key, shelf_of
from waitingroom.core.value import Value


class Touched(Value):
    """What must be looked at again after some events.

    Shape: `cards` are the visits whose own data changed; `seats` those who see another number,
    the visits of `cards` included; `everybody` when all seats show something of the queue itself.
    """

    cards: frozenset[VisitId] = frozenset()
    seats: frozenset[VisitId] = frozenset()
    everybody: bool = False

    def __or__(self, other: "Touched") -> "Touched":
        return Touched(
            cards=self.cards | other.cards,
            seats=self.seats | other.seats,
            everybody=self.everybody or other.everybody,
        )


def touched(before: Queue, after: Queue, event: e.Event) -> Touched:
    """What this one event changed, `before` and `after` being the queue around it.

    Units: the cost is O(edges x log n): about a hundred seats in a line of ten thousand.
    """
    if isinstance(event, e.TicketRefused):
        return Touched()
    if isinstance(event, e.QueueConfigured):
        # The rules say until when each removal may be undone, which stands on its card.
        return Touched(cards=frozenset(after.visits), everybody=True)
    if isinstance(event, e.QueueEvent):
        return Touched(everybody=True)
    own = frozenset({event.visit})
    return Touched(cards=own, seats=own | frozenset(_shifted(before, after, event.visit)))


def _shifted(before: Queue, after: Queue, visit: VisitId) -> Iterator[VisitId]:
    """Those who stand behind the visit in line and now read another number."""
    was, now = _rank(before, visit), _rank(after, visit)
    if was == now:
        return
    # Between the two places everybody has moved by one; behind both, nobody has.
    stop = len(after.line) if was is None or now is None else max(was, now) + 1
    start = min(rank for rank in (was, now) if rank is not None)
    step = 1 if was is None or (now is not None and now < was) else -1
    for edge in edges(stop + 1):
        # Moved back by one: who stands on an edge stood before it. Moved forward: who stands just
        # before an edge stood on it.
        rank = edge if step == 1 else edge - 1
        if start <= rank < stop:
            yield from after.line.slice(rank, 1)


def _rank(queue: Queue, visit: VisitId) -> int | None:
    known = queue.visits.get(visit)
    if known is None or shelf_of(known) is not Shelf.LINE:
        return None
    return queue.line.rank(line_key(known))


class BoardDelta(Value):
    """From one board to the next: cards to put in place, visits to take off."""

    head: Head
    put: tuple[Card, ...]
    remove: tuple[VisitId, ...]


def board_delta(
    queue: Queue,
    window: Window,
    names: ViewNames,
    shown: Collection[VisitId],
    cards: frozenset[VisitId],
) -> BoardDelta:
    """What a board that shows the visits `shown` must change after `cards` were touched."""
    wanted, found = board_visits(queue, window, names)
    fresh = [each for each in wanted if each in cards or each not in shown]
    kept = frozenset(wanted)
    return BoardDelta(
        head=head(queue, window, found, names),
        put=tuple(card(queue, queue.visits[each], names) for each in fresh),
        remove=tuple(each for each in shown if each not in kept),
    )
