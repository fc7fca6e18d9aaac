"""Random afternoons through the rules: the laws hold after every step."""

from collections.abc import Sequence

from hypothesis import given, settings

from tests.core.town import NODE, SYSTEM, Names, Step, Town, open_town, resolved, steps
from waitingroom.core import commands as c
from waitingroom.core import events as e
from waitingroom.core.alarms import due_at
from waitingroom.core.board import Board, Window, board
from waitingroom.core.changes import Touched, board_delta, touched
from waitingroom.core.evolve import evolve, replay
from waitingroom.core.ids import VisitId
from waitingroom.core.model import Queue, Shelf, Stage
from waitingroom.core.refusals import Refused
from waitingroom.core.seat import Seat, seat
from waitingroom.core.snapshot import freeze, thaw
from waitingroom.core.stages import shelf_of

NAMES = Names()
WINDOW = Window(first=1, size=3)


CROWD = 18
"""So many wait already, so that the far end of the line is shown in bands."""


def walk(afternoon: Sequence[Step]) -> Town:
    town = open_town()
    for nth in range(CROWD if len(afternoon) % 2 else 3):
        town.walks_in(f"crowd{nth}")
    for step in afternoon:
        if isinstance(step, int):
            town.later(step)
        else:
            actor, command = step
            town.asks(actor, resolved(town, command))
    return town


@settings(max_examples=100, deadline=None)
@given(steps())
def test_the_order_is_the_class_and_then_the_arrival_number(afternoon: Sequence[Step]) -> None:
    queue = walk(afternoon).queue
    waiting = [each for each in queue.visits.values() if shelf_of(each) is Shelf.LINE]
    expected = sorted(waiting, key=lambda each: (each.priority, each.number))
    assert list(queue.line) == [each.id for each in expected]


@settings(max_examples=100, deadline=None)
@given(steps())
def test_replaying_the_log_gives_the_replica_from_a_snapshot_too(afternoon: Sequence[Step]) -> None:
    town = walk(afternoon)
    assert replay(Queue(id=town.queue.id), town.log) == town.queue
    half = len(town.log) // 2
    snapshot = freeze(replay(Queue(id=town.queue.id), town.log[:half]))
    thawed = thaw(snapshot)
    assert replay(thawed, town.log[half:]) == town.queue


@settings(max_examples=100, deadline=None)
@given(steps())
def test_an_arrival_number_is_given_once_and_never_changes(afternoon: Sequence[Step]) -> None:
    town = walk(afternoon)
    arrivals = [
        each.event
        for each in town.log
        if isinstance(each.event, e.VisitArrived | e.VisitReceived) and each.event.number
    ]
    assert [each.number for each in arrivals] == list(range(1, len(arrivals) + 1))
    latest = {each.visit: each.number for each in arrivals}
    for visit in town.queue.visits.values():
        assert visit.number == latest.get(visit.id, 0)


@settings(max_examples=100, deadline=None)
@given(steps())
def test_a_visit_has_one_open_admission_at_most_and_only_staff_or_stated_time_end_it(
    afternoon: Sequence[Step],
) -> None:
    opened: dict[VisitId, int] = {}
    for happened in walk(afternoon).log:
        match happened.event:
            case e.VisitAdmitted() as event:
                assert event.visit not in opened, "admitted twice"
                opened[event.visit] = event.admission
            case e.VisitPutBack() as event:
                assert opened.pop(event.visit) == event.admission
            case e.VisitEnded() as event:
                opened.pop(event.visit, None)


@settings(max_examples=100, deadline=None)
@given(steps())
def test_the_board_after_changes_is_the_board_drawn_anew(afternoon: Sequence[Step]) -> None:
    town = walk(afternoon)
    for window in (WINDOW, Window(search="b1")):
        queue = Queue(id=town.queue.id)
        shown = board(queue, window, NAMES)
        for happened in town.log:
            after = evolve(queue, happened)
            cards = touched(queue, after, happened.event).cards
            shown = applied(shown, after, window, cards)
            assert shown == board(after, window, NAMES)
            queue = after


def applied(shown: Board, queue: Queue, window: Window, cards: frozenset[VisitId]) -> Board:
    delta = board_delta(queue, window, NAMES, shown.cards.keys(), cards)
    kept = {id_: card for id_, card in shown.cards.items() if id_ not in delta.remove}
    return Board(head=delta.head, cards=kept | {card.visit: card for card in delta.put})


@settings(max_examples=100, deadline=None)
@given(steps())
def test_who_is_not_touched_sees_the_same_seat_as_before(afternoon: Sequence[Step]) -> None:
    queue = open_town().queue
    queue = Queue(id=queue.id)
    for happened in walk(afternoon).log:
        after = evolve(queue, happened)
        changed = touched(queue, after, happened.event)
        if not changed.everybody:
            assert unlisted_changes(queue, after, changed) == []
        queue = after


def unlisted_changes(before: Queue, after: Queue, changed: Touched) -> list[VisitId]:
    was, now = seats(before), seats(after)
    return [id_ for id_, seen in now.items() if id_ not in changed.seats and seen != was.get(id_)]


def seats(queue: Queue) -> dict[VisitId, tuple[Seat, ...]]:
    return {
        visit.id: tuple(
            seat(queue, visit, guest, NAMES).but(estimate=None) for guest in visit.guests
        )
        for visit in queue.visits.values()
    }


@settings(max_examples=100, deadline=None)
@given(steps())
def test_a_tick_leaves_no_alarm_that_is_due(afternoon: Sequence[Step]) -> None:
    town = walk(afternoon)
    for _ in range(8):
        town.asks(SYSTEM, c.Tick())
    due = due_at(town.queue)
    assert due is None or due > town.now


@settings(max_examples=100, deadline=None)
@given(steps())
def test_a_lost_connection_never_ends_a_place(afternoon: Sequence[Step]) -> None:
    """Only a stated time may: nothing ends when the clock stands still and only we speak."""
    town = walk(afternoon)
    before = {id_ for id_, visit in town.queue.visits.items() if visit.stage is not Stage.ENDED}
    town.asks(SYSTEM, c.Tick())
    ended_by_time = {
        event.event.visit for event in town.log if isinstance(event.event, e.VisitEnded)
    }
    for visit in list(town.queue.visits.values()):
        for guest in visit.guests:
            node = guest.node or NODE
            town.asks(SYSTEM, c.Away(visit=visit.id, guest=guest.id, node=node))
    after = {id_ for id_, visit in town.queue.visits.items() if visit.stage is not Stage.ENDED}
    assert before - after <= ended_by_time


@settings(max_examples=100, deadline=None)
@given(steps())
def test_asking_a_second_time_is_never_a_crash_and_refusals_change_nothing(
    afternoon: Sequence[Step],
) -> None:
    town = open_town()
    for step in afternoon:
        if isinstance(step, int):
            town.later(step)
            continue
        actor, command = step
        before, command = town.queue, resolved(town, command)
        if isinstance(town.asks(actor, command), Refused):
            assert town.queue is before
        town.asks(actor, command)
