"""Taking part by telephone: off unless the queue says so, counted, and a full party on the card."""

from datetime import timedelta

from tests.core.town import ANNA, QUICK, SECRETARY, SYSTEM, Names, Town, open_town
from waitingroom.core import commands as c
from waitingroom.core import events as e
from waitingroom.core.alarms import due_at
from waitingroom.core.board import Window, head
from waitingroom.core.card import card
from waitingroom.core.ids import GuestId, VisitId
from waitingroom.core.model import Phone, Provider, Role, Stage
from waitingroom.core.names import DialIn
from waitingroom.core.refusals import Code, Refused

V_ADA, RIE = VisitId("v-ada"), GuestId("ada-relative")
RING = c.AdmitByPhone(visit=V_ADA, guest=RIE)
CALLS_IN = RING.but(ring=False)
READY = c.MakeReady(visit=V_ADA, admission=1, provider=Provider.PEXIP)
BY_PHONE = QUICK.but(call_places=3, rings_per_day=2, providers=(Provider.PEXIP,))
SAW = c.Saw(visit=V_ADA, guest=GuestId("ada"), admission=1)
UNANSWERED = c.Unanswered(visit=V_ADA, guest=RIE, admission=1)


def in_call(**rules: object) -> Town:
    """Ada is let in; her relative was invited and has no page."""
    town = open_town(BY_PHONE.but(**rules))
    town.expects("ada", Role.RELATIVE)
    town.comes("ada", "v-ada")
    town.admits(ANNA, "v-ada")
    town.asks(SYSTEM, READY)
    return town


def phone_of(town: Town) -> Phone | None:
    return card(town.queue, town.visit("v-ada"), Names()).guests[1].phone


def test_nobody_is_rung_unless_the_queue_allows_it() -> None:
    town = in_call(rings_per_day=0)
    assert town.asks(ANNA, RING) == Refused(code=Code.NO_PHONE)
    assert town.asks(ANNA, CALLS_IN) == Refused(code=Code.NO_PHONE)


def test_a_secretary_rings_nobody_into_a_conversation() -> None:
    assert in_call().asks(SECRETARY, RING) == Refused(code=Code.DENIED)


def test_who_is_rung_up_is_called_and_comes_in_like_anybody() -> None:
    town = in_call()
    assert town.asks(ANNA, RING) != ()
    assert phone_of(town) is Phone.RUNG
    admission = town.visit("v-ada").admission
    assert admission is not None
    assert RIE in admission.guests
    assert town.asks(ANNA, RING) == (), "it rings already"
    town.asks(SYSTEM, c.Entered(visit=V_ADA, guest=RIE, admission=1))
    assert town.visit("v-ada").stage is Stage.IN_CALL
    assert town.asks(SYSTEM, UNANSWERED) == ()


def test_nobody_takes_it_and_it_may_ring_again() -> None:
    town = in_call()
    town.asks(ANNA, RING)
    town.asks(SYSTEM, UNANSWERED)
    assert phone_of(town) is Phone.UNANSWERED
    assert town.asks(ANNA, RING) != ()


def test_so_many_a_day_and_no_more() -> None:
    town = in_call()
    for _ in range(2):
        town.asks(ANNA, RING)
        town.asks(SYSTEM, UNANSWERED)
    assert town.asks(ANNA, RING) == Refused(code=Code.TOO_MANY_RINGS)
    town.later(timedelta(days=1).total_seconds())
    assert town.asks(ANNA, RING) != ()
    assert len(town.queue.rung) == 1, "what no longer counts is not kept"


def test_somebody_may_call_in_where_that_is_possible() -> None:
    town = in_call(calls_in=True)
    assert town.asks(ANNA, CALLS_IN) != ()
    assert phone_of(town) is Phone.CALLS_IN
    assert town.queue.rung == ()


def test_a_full_call_and_a_stranger_are_refused() -> None:
    town = in_call(call_places=2)
    assert town.asks(ANNA, RING) == Refused(code=Code.CALL_FULL)
    assert town.asks(ANNA, RING.but(guest=GuestId("x"))) == Refused(code=Code.NOT_FOUND)


def test_before_the_door_is_open_nobody_is_rung() -> None:
    town = open_town(BY_PHONE)
    town.expects("ada", Role.RELATIVE)
    town.comes("ada", "v-ada")
    assert town.asks(ANNA, RING) == Refused(code=Code.NOT_ADMITTED)


def test_a_telephone_is_not_looked_for_on_a_page() -> None:
    town = in_call(calls_in=True)
    town.asks(SYSTEM, SAW)
    town.asks(ANNA, CALLS_IN)
    town.later(3600)
    assert town.asks(SYSTEM, c.Tick()) == ()


def test_a_telephone_that_rings_for_a_minute_counts_as_not_answered() -> None:
    town = in_call()
    town.asks(SYSTEM, SAW)
    town.asks(ANNA, RING)
    town.later(QUICK.ring_s - 1)
    assert town.asks(SYSTEM, c.Tick()) == ()
    town.later(1)
    unanswered = e.PhoneUnanswered(visit=V_ADA, admission=1, guest=RIE)
    assert town.asks(SYSTEM, c.Tick()) == (unanswered,)
    assert phone_of(town) is Phone.UNANSWERED
    assert due_at(town.queue) is None


def test_a_telephone_that_is_answered_is_not_looked_after() -> None:
    town = in_call()
    town.asks(SYSTEM, SAW)
    town.asks(ANNA, RING)
    town.asks(SYSTEM, c.Entered(visit=V_ADA, guest=RIE, admission=1))
    assert due_at(town.queue) is None


def test_who_has_hung_up_may_be_rung_up_once_more() -> None:
    town = in_call()
    town.asks(ANNA, RING)
    for receipt in (c.Entered, c.LeftCall):
        town.asks(SYSTEM, receipt(visit=V_ADA, guest=RIE, admission=1))
    again = e.GuestPhoned(visit=V_ADA, admission=1, guest=RIE, ring=True)
    assert town.asks(ANNA, RING) == (again,)
    assert phone_of(town) is Phone.RUNG


def test_nobody_is_rung_up_into_a_conference_that_is_not_there_yet() -> None:
    town = open_town(BY_PHONE.but(calls_in=True))
    town.expects("ada", Role.RELATIVE)
    town.comes("ada", "v-ada")
    town.admits(ANNA, "v-ada")
    assert town.asks(ANNA, RING) == Refused(code=Code.NOT_READY)
    assert town.asks(ANNA, CALLS_IN) != ()
    town.asks(SYSTEM, READY)
    assert town.asks(ANNA, RING) != ()


def test_where_nobody_can_telephone_the_board_says_so_and_nobody_is_asked_to() -> None:
    own, pexip = (
        in_call(calls_in=True, providers=(each,)) for each in (Provider.EMBEDDED, Provider.PEXIP)
    )
    switches = [head(town.queue, Window(), 0, Names()) for town in (own, pexip)]
    assert [(each.rings, each.calls_in) for each in switches] == [(False, False), (True, True)]
    assert own.asks(ANNA, RING) == Refused(code=Code.NO_PHONE)
    assert own.asks(ANNA, CALLS_IN) == Refused(code=Code.NO_PHONE)


def test_staff_read_number_and_code_of_who_calls_in_and_of_nobody_else() -> None:
    town = in_call(calls_in=True)
    town.asks(ANNA, CALLS_IN)
    shown = card(town.queue, town.visit("v-ada"), Names()).guests
    code = DialIn(number="+45 00 00 00 00", code="code of ada-relative in v-ada 1")
    assert [each.dial_in for each in shown] == [None, code]
    town.asks(ANNA, c.PutBack(visit=V_ADA))
    shown = card(town.queue, town.visit("v-ada"), Names()).guests
    assert [each.dial_in for each in shown] == [None, None]
