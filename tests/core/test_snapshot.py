"""A queue as bytes and back: the same queue, also where it was put together anew."""

import msgspec
import pytest

from tests.core.town import ANNA, BO, SECRETARY, SYSTEM, Town, open_town
from waitingroom.core import commands as c
from waitingroom.core.ids import GuestId, NoticeId, QueueId, VisitId
from waitingroom.core.model import MoveReason, Queue, RemoveReason, Role
from waitingroom.core.snapshot import freeze, thaw


def full_town() -> Town:
    """A queue with somebody on every shelf, a claim, a notice, and a finished conversation."""
    town = open_town()
    for name in ("ada", "ben", "cai", "dea", "eli"):
        town.walks_in(name)
    town.expects("fie", Role.RELATIVE, due_in_s=60)
    town.asks(SECRETARY, c.MoveUp(visit=VisitId("v-ada"), reason=MoveReason.CHILD))
    town.asks(BO, c.ClaimVisit(visit=VisitId("v-ada")))
    town.asks(BO, c.PostNotice(notice=NoticeId("late")))
    town.admits(ANNA, "v-ben")
    town.admits(ANNA, "v-cai")
    town.asks(ANNA, c.End(visit=VisitId("v-cai")))
    town.asks(BO, c.Remove(visit=VisitId("v-dea"), reason=RemoveReason.OTHER))
    town.connects("eli", "v-eli")
    town.loses("eli", "v-eli")
    town.later(61)
    town.asks(SYSTEM, c.Tick())
    town.asks(SYSTEM, c.Saw(visit=VisitId("v-ben"), guest=GuestId("ben"), admission=1))
    return town


def test_a_thawed_queue_is_the_queue_that_was_frozen() -> None:
    queue = full_town().queue
    assert len(queue.shelves) == 5
    assert thaw(freeze(queue)) == queue


def test_an_empty_queue_survives_too() -> None:
    queue = Queue(id=QueueId("q"))
    assert thaw(freeze(queue)) == queue


def test_the_same_queue_is_always_the_same_bytes() -> None:
    queue = full_town().queue
    assert freeze(thaw(freeze(queue))) == freeze(queue)


def test_a_thawed_queue_goes_on_where_it_stopped() -> None:
    town, other = full_town(), full_town()
    other.queue = thaw(freeze(other.queue))
    for each in (town, other):
        each.walks_in("gry")
        each.asks(ANNA, c.PutBack(visit=VisitId("v-ben")))
        each.later(10_000)
        each.asks(SYSTEM, c.Tick())
    assert town.queue == other.queue


@pytest.mark.parametrize("body", [b"", b"{}", b"[1]", b"\xff"])
def test_bytes_that_are_no_queue_are_refused(body: bytes) -> None:
    with pytest.raises((msgspec.DecodeError, UnicodeDecodeError)):
        thaw(body)
