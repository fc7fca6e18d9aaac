"""Whoever is called and does not see it: called again, counted as not reached, never taken off."""

from tests.core.town import ANNA, QUICK, SYSTEM, Names, Town, open_town
from waitingroom.core import commands as c
from waitingroom.core import events as e
from waitingroom.core.alarms import due_at
from waitingroom.core.card import CardGuest, card
from waitingroom.core.ids import GuestId, VisitId
from waitingroom.core.model import Role, Stage, Text
from waitingroom.core.seat import Seat, seat

ADA, V_ADA = GuestId("ada"), VisitId("v-ada")
AGAIN = e.GuestCalledAgain(visit=V_ADA, admission=1, guest=ADA)
NOT_REACHED = e.GuestNotReached(visit=V_ADA, admission=1, guest=ADA)


def called() -> Town:
    town = open_town()
    town.walks_in("ada")
    town.admits(ANNA, "v-ada")
    return town


def tick_after(town: Town, seconds: float) -> object:
    town.later(seconds)
    return town.asks(SYSTEM, c.Tick())


def shown(town: Town) -> CardGuest:
    return card(town.queue, town.visit("v-ada"), Names()).guests[0]


def seen_by_ada(town: Town) -> Seat:
    visit = town.visit("v-ada")
    guest = visit.guest(ADA)
    assert guest is not None
    return seat(town.queue, visit, guest, Names())


def test_who_has_not_seen_it_is_called_again_and_then_counts_as_not_reached() -> None:
    town = called()
    assert tick_after(town, QUICK.again_s - 1) == ()
    assert not seen_by_ada(town).again
    assert tick_after(town, 1) == (AGAIN,)
    assert seen_by_ada(town).again
    assert shown(town).unreached_at is None
    assert tick_after(town, QUICK.unreached_s - QUICK.again_s) == (NOT_REACHED,)
    assert shown(town).unreached_at == town.now
    assert due_at(town.queue) is None, "nothing that is automatic takes them off the line"
    assert tick_after(town, 24 * 3600) == ()
    assert town.visit("v-ada").stage is Stage.ADMITTED


def test_who_is_called_again_late_has_the_same_time_to_see_it() -> None:
    """After a start no alarm rings for a while, and a message takes its time as well."""
    town = called()
    assert tick_after(town, 3600) == (AGAIN,)
    assert tick_after(town, QUICK.unreached_s - QUICK.again_s - 1) == ()
    assert tick_after(town, 1) == (NOT_REACHED,)


def test_being_told_is_not_having_seen() -> None:
    town = called()
    town.asks(SYSTEM, c.Told(visit=V_ADA, guest=ADA, admission=1))
    assert tick_after(town, QUICK.again_s) == (AGAIN,)


def test_whoever_sees_it_is_left_alone_and_was_reached_after_all() -> None:
    town = called()
    tick_after(town, QUICK.again_s)
    tick_after(town, QUICK.unreached_s)
    town.asks(SYSTEM, c.Saw(visit=V_ADA, guest=ADA, admission=1))
    assert shown(town).unreached_at is None
    assert not seen_by_ada(town).again
    assert tick_after(town, 3600) == ()


def test_one_who_is_called_later_has_their_own_time() -> None:
    town = open_town(QUICK.but(call_places=3))
    town.expects("ada", Role.RELATIVE)
    town.comes("ada", "v-ada")
    town.comes("ada-relative", "v-ada")
    town.admits(ANNA, "v-ada", "ada")
    town.asks(SYSTEM, c.Saw(visit=V_ADA, guest=ADA, admission=1))
    town.later(100)
    relative = GuestId("ada-relative")
    town.asks(ANNA, c.AdmitGuest(visit=V_ADA, guest=relative))
    assert tick_after(town, QUICK.again_s - 1) == ()
    again = e.GuestCalledAgain(visit=V_ADA, admission=1, guest=relative)
    assert tick_after(town, 1) == (again,)


def test_put_back_begins_anew_at_the_old_place() -> None:
    town = called()
    tick_after(town, QUICK.again_s)
    tick_after(town, QUICK.unreached_s)
    town.asks(ANNA, c.PutBack(visit=V_ADA))
    assert (town.visit("v-ada").number, shown(town).unreached_at) == (1, None)
    town.admits(ANNA, "v-ada")
    second = e.GuestCalledAgain(visit=V_ADA, admission=2, guest=ADA)
    assert tick_after(town, QUICK.again_s) == (second,)


def test_there_is_one_text_message_an_admission_and_its_fate_is_shown() -> None:
    town = called()
    texted = c.Texted(visit=V_ADA, guest=ADA, admission=1, text=Text.UNKNOWN)
    assert town.asks(SYSTEM, texted) != ()
    assert town.asks(SYSTEM, texted.but(text=Text.SENT)) == ()
    assert shown(town).text is Text.UNKNOWN


def test_the_clinician_is_asked_to_choose_after_the_stated_time() -> None:
    town = called()
    admission = card(town.queue, town.visit("v-ada"), Names()).admission
    assert admission is not None
    assert (admission.choose_at - admission.at).total_seconds() == QUICK.choose_s


def test_before_people_had_time_to_come_back_only_calls_are_looked_at() -> None:
    town = called()
    town.walks_in("ben")
    town.connects("ben", "v-ben")
    town.loses("ben", "v-ben")
    town.later(QUICK.grace_s)
    assert town.asks(SYSTEM, c.Tick(absences=False)) == (AGAIN,)
    assert town.asks(SYSTEM, c.Tick(absences=False)) == ()
    town.later(QUICK.unreached_s - QUICK.again_s)
    assert town.asks(SYSTEM, c.Tick(absences=False)) == (NOT_REACHED,)
    assert town.asks(SYSTEM, c.Tick(absences=False)) == ()
    assert town.asks(SYSTEM, c.Tick()) == (e.VisitParked(visit=VisitId("v-ben")),)
