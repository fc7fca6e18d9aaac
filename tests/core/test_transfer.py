"""A visit sent on to another queue: out of this one for good, received there exactly once."""

import pytest

from tests.core.town import (
    ANNA,
    OTHER_QUEUE,
    QUICK,
    SECRETARY,
    SYSTEM,
    Names,
    Town,
    invited,
    open_town,
    walker,
)
from waitingroom.core import commands as c
from waitingroom.core import events as e
from waitingroom.core.card import card
from waitingroom.core.handing import handed_over
from waitingroom.core.ids import GuestId, QueueId, VisitId
from waitingroom.core.model import EndReason, Kind, Presence, Queue, Role, Stage
from waitingroom.core.refusals import Code, Refused
from waitingroom.core.seat import Seat, seat

ADA, V_ADA = GuestId("ada"), VisitId("v-ada")
SEND_ON = c.Transfer(visit=V_ADA, to=OTHER_QUEUE)


def other_town() -> Town:
    town = Town(queue=Queue(id=OTHER_QUEUE))
    town.asks(SYSTEM, c.Configure(rules=QUICK))
    return town


def sent_on(town: Town) -> c.Receive:
    """What the other queue is asked, as the visit was before it was sent on."""
    receive = handed_over(town.visit("v-ada"), town.queue.id)
    assert not isinstance(town.asks(SECRETARY, SEND_ON), Refused)
    return receive


def test_it_goes_on_in_the_other_queue_with_its_party_and_a_number_of_that_line() -> None:
    here, there = open_town(), other_town()
    here.expects("ada", Role.RELATIVE)
    here.comes("ada", "v-ada")
    receive = sent_on(here)
    assert here.line() == []
    ended = here.visit("v-ada").ended
    assert ended is not None
    assert (ended.reason, ended.to) == (EndReason.TRANSFERRED, OTHER_QUEUE)
    there.asks(SYSTEM, receive)
    visit = there.visit("v-ada")
    assert (visit.stage, visit.number, visit.kind) == (Stage.WAITING, 1, Kind.BOOKED)
    assert [(each.role, each.presence) for each in visit.guests] == [
        (Role.PATIENT, Presence.AWAY),
        (Role.RELATIVE, Presence.INVITED),
    ]
    there.connects("ada", "v-ada")
    assert there.visit("v-ada").here[0].presence is Presence.CONNECTED
    assert card(there.queue, there.visit("v-ada"), Names()).came_from == "queue q"


def test_the_guest_reads_where_it_goes_on() -> None:
    town = open_town()
    town.walks_in("ada")
    sent_on(town)
    visit = town.visit("v-ada")
    shown = seat(town.queue, visit, visit.guests[0], Names())
    assert (shown.ended, shown.goes_on_in) == (EndReason.TRANSFERRED, "queue q2")


def test_receiving_twice_is_receiving_once() -> None:
    here, there = open_town(), other_town()
    here.walks_in("ada")
    receive = sent_on(here)
    there.asks(SYSTEM, receive)
    assert there.asks(SYSTEM, receive) == ()
    assert there.line() == ["v-ada"]


def test_a_closed_and_full_queue_receives_all_the_same() -> None:
    here, there = open_town(), other_town()
    there.asks(SYSTEM, c.Configure(rules=QUICK.but(limit=0, walk_in=False)))
    here.walks_in("ada")
    there.asks(SYSTEM, sent_on(here))
    assert there.line() == ["v-ada"]


def test_an_expected_visit_is_expected_there() -> None:
    here, there = open_town(), other_town()
    here.expects("ada", due_in_s=900)
    there.asks(SYSTEM, sent_on(here))
    visit = there.visit("v-ada")
    assert (visit.stage, visit.number, visit.due_at) == (
        Stage.EXPECTED,
        0,
        here.visit("v-ada").due_at,
    )
    there.asks(invited("ada", "v-ada"), c.Join())
    assert there.line() == ["v-ada"]


def test_out_of_a_call_it_closes_the_admission_and_waits_there() -> None:
    here, there = open_town(), other_town()
    here.walks_in("ada")
    here.admits(ANNA, "v-ada")
    here.asks(SYSTEM, c.Entered(visit=V_ADA, guest=ADA, admission=1))
    there.asks(SYSTEM, sent_on(here))
    assert here.visit("v-ada").admission is None
    visit = there.visit("v-ada")
    assert (visit.stage, visit.admission, visit.guests[0].entered_at) == (Stage.WAITING, None, None)


def test_it_can_come_back_with_a_new_number() -> None:
    here, there = open_town(), other_town()
    here.walks_in("ada")
    here.walks_in("ben")
    there.asks(SYSTEM, sent_on(here))
    back = handed_over(there.visit("v-ada"), there.queue.id)
    there.asks(SECRETARY, c.Transfer(visit=V_ADA, to=QueueId("q")))
    here.asks(SYSTEM, back)
    assert here.line() == ["v-ben", "v-ada"]
    assert here.visit("v-ada").ended is None
    assert here.queue.guests[ADA] == V_ADA


def test_no_admission_has_the_number_of_an_earlier_one_however_it_is_sent_about() -> None:
    here, there = open_town(), other_town()
    here.walks_in("ada")
    here.admits(ANNA, "v-ada")
    there.asks(SYSTEM, sent_on(here))
    back = handed_over(there.visit("v-ada"), there.queue.id)
    there.asks(SECRETARY, c.Transfer(visit=V_ADA, to=QueueId("q")))
    here.asks(SYSTEM, back)
    here.admits(ANNA, "v-ada")
    admission = here.visit("v-ada").admission
    assert admission is not None
    assert admission.number == 2


def test_a_transferred_visit_is_over_here() -> None:
    town = open_town()
    town.walks_in("ada")
    sent_on(town)
    assert town.asks(walker("ada"), c.Join()) == Refused(code=Code.ENDED, at=town.now)
    assert town.asks(SECRETARY, SEND_ON) == Refused(
        code=Code.ENDED, by=SECRETARY.staff, at=town.now
    )
    reinstated = town.asks(SECRETARY, c.Reinstate(visit=V_ADA))
    assert isinstance(reinstated, Refused)


@pytest.mark.parametrize("to", [QueueId("q")])
def test_a_queue_does_not_send_to_itself(to: QueueId) -> None:
    town = open_town()
    town.walks_in("ada")
    assert town.asks(SECRETARY, c.Transfer(visit=V_ADA, to=to)) == Refused(code=Code.NOT_FOUND)


def test_it_is_the_events_that_tell_and_not_a_name() -> None:
    town = open_town()
    town.walks_in("ada")
    sent_on(town)
    assert town.log[-1].event == e.VisitEnded(
        visit=V_ADA, reason=EndReason.TRANSFERRED, by=SECRETARY.staff, to=OTHER_QUEUE
    )


def test_who_comes_out_of_a_call_reads_of_the_move_and_of_being_put_back_only_here() -> None:
    here, there = open_town(), other_town()
    here.walks_in("ada")
    here.admits(ANNA, "v-ada")
    here.asks(ANNA, c.PutBack(visit=V_ADA))
    assert shown_to_ada(here).put_back
    there.asks(SYSTEM, sent_on(here))
    assert (shown_to_ada(there).came_from, shown_to_ada(there).put_back) == ("queue q", False)
    there.admits(ANNA, "v-ada")
    there.asks(ANNA, c.PutBack(visit=V_ADA))
    assert shown_to_ada(there).put_back


def shown_to_ada(town: Town) -> Seat:
    visit = town.visit("v-ada")
    return seat(town.queue, visit, visit.guests[0], Names())
