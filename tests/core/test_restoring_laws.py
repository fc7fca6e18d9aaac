"""Random afternoons, an older copy of each, and all back with their tickets: the laws."""

from collections.abc import Sequence
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.test_laws import walk
from tests.core.test_restoring import FIRST, comes_back, copied, in_line, tickets
from tests.core.town import SYSTEM, Step, Town, steps
from waitingroom.core import commands as c
from waitingroom.core import events as e
from waitingroom.core.evolve import replay
from waitingroom.core.ids import VisitId
from waitingroom.core.model import Queue, Shelf
from waitingroom.core.snapshot import freeze, thaw
from waitingroom.core.stages import shelf_of


@settings(max_examples=100, deadline=None)
@given(steps(), st.floats(0, 1), st.randoms())
def test_all_who_waited_stand_in_the_old_order_again_whoever_comes_first(
    afternoon: Sequence[Step], part: float, chance: Random
) -> None:
    town = walk(afternoon)
    waited = [each for each in town.queue.line if _was_in_turn(town, each)]
    shown = tickets(town)
    chance.shuffle(shown)
    older = copied(town, int(part * len(town.log)))
    for each in shown:
        comes_back(older, each)
    there = in_line(older.queue)
    known_ended = {each.id for each in older.queue.visits.values() if each.ended is not None}
    assert {each for each in waited if each not in known_ended} <= there | _let_in(older)
    again = [each for each in older.queue.line if each in waited]
    assert again == [each for each in waited if each in again]


def _was_in_turn(town: Town, visit: VisitId) -> bool:
    """Whether the place is one that was never moved back: the copy may know it as moved up."""
    moved = (e.VisitMovedUp, e.VisitMovedBack, e.VisitReceived)
    return not any(isinstance(each.event, moved) and each.event.visit == visit for each in town.log)


def _let_in(town: Town) -> set[VisitId]:
    """Who is in a call in the copy, or set aside in it: their place is the one of the copy."""
    shelves = (Shelf.ADMITTED, Shelf.PARKED)
    return {each.id for each in town.queue.visits.values() if shelf_of(each) in shelves}


@settings(max_examples=100, deadline=None)
@given(steps(), st.floats(0, 1))
def test_who_the_copy_knows_as_ended_is_never_revived(
    afternoon: Sequence[Step], part: float
) -> None:
    town = walk(afternoon)
    held = [ticket for log in (len(town.log) // 2, len(town.log)) for ticket in _at(town, log)]
    older = copied(town, int(part * len(town.log)))
    ended = {each.id: each for each in older.queue.visits.values() if each.ended is not None}
    for each in held:
        comes_back(older, each)
    assert {each: older.queue.visits[each].ended for each in ended} == {
        each: visit.ended for each, visit in ended.items()
    }


def _at(town: Town, events: int) -> list[c.Restore]:
    then = Town(queue=replay(Queue(id=town.queue.id), town.log[:events]), now=town.now)
    return tickets(then)


@settings(max_examples=60, deadline=None)
@given(steps())
def test_a_ticket_has_no_force_in_its_own_epoch(afternoon: Sequence[Step]) -> None:
    town = walk(afternoon)
    held = tickets(town)
    before = town.queue
    assert [town.asks(SYSTEM, each) for each in held] == [()] * len(held)
    town.asks(SYSTEM, c.BeginRestoring(epoch=FIRST))
    restoring = town.queue
    assert [town.asks(SYSTEM, each) for each in held] == [()] * len(held)
    assert before.line == restoring.line
    assert set(before.visits) == set(restoring.visits)


@settings(max_examples=60, deadline=None)
@given(steps(), st.floats(0, 1))
def test_a_restoring_queue_is_the_same_from_its_log_and_from_a_snapshot(
    afternoon: Sequence[Step], part: float
) -> None:
    town = walk(afternoon)
    shown = tickets(town)
    older = copied(town, int(part * len(town.log)))
    half = len(older.log)
    kept = freeze(older.queue)
    for each in shown:
        comes_back(older, each)
    assert replay(Queue(id=older.queue.id), older.log) == older.queue
    assert replay(thaw(kept), older.log[half:]) == older.queue
