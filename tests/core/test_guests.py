"""What guests may ask: join, leave, say that they are ready."""

import pytest

from tests.core.town import ANNA, BO, QUICK, SYSTEM, Town, invited, open_town, walker
from waitingroom.core import commands as c
from waitingroom.core import events as e
from waitingroom.core.actors import GuestActor
from waitingroom.core.ids import GuestId, VisitId
from waitingroom.core.model import (
    EndReason,
    Kind,
    Presence,
    Provider,
    RemoveReason,
    Role,
    Stage,
)
from waitingroom.core.refusals import Code, Refused


def presence(town: Town, guest: str, visit: str) -> Presence:
    person = town.visit(visit).guest(GuestId(guest))
    assert person is not None
    return person.presence


# --- join


def test_a_walk_in_gets_the_next_number_at_the_end_of_the_line() -> None:
    town = open_town()
    town.walks_in("ada")
    visit = town.walks_in("ben")
    assert (visit.kind, visit.stage, visit.number) == (Kind.WALK_IN, Stage.WAITING, 2)
    assert visit.arrived_at == town.now
    assert town.line() == ["v-ada", "v-ben"]


def test_joining_again_and_again_is_one_place() -> None:
    town = open_town()
    town.walks_in("ada")
    for _ in range(20):
        assert town.asks(walker("ada"), c.Join()) == ()
    assert town.kinds().count("VisitArrived") == 1


def test_a_walk_in_keeps_the_role_they_said_at_the_door() -> None:
    town = open_town()
    town.asks(walker("rie", Role.RELATIVE), c.Join())
    assert town.visit("v-rie").guests[0].role is Role.RELATIVE


def test_a_closed_queue_takes_no_walk_in_but_whoever_has_a_place_keeps_it() -> None:
    town = open_town()
    town.walks_in("ada")
    town.asks(ANNA, c.CloseQueue())
    assert town.asks(walker("ben"), c.Join()) == Refused(code=Code.QUEUE_CLOSED)
    assert town.asks(walker("ada"), c.Join()) == ()
    assert town.line() == ["v-ada"]


def test_a_queue_without_a_public_door_takes_no_walk_in() -> None:
    town = open_town(QUICK.but(walk_in=False))
    assert town.asks(walker("ada"), c.Join()) == Refused(code=Code.QUEUE_CLOSED)


def test_a_full_queue_says_so() -> None:
    town = open_town(QUICK.but(limit=1))
    town.walks_in("ada")
    assert town.asks(walker("ben"), c.Join()) == Refused(code=Code.QUEUE_FULL)


def test_a_link_never_makes_a_visit_and_never_opens_another() -> None:
    town = open_town()
    town.expects("ada")
    assert town.asks(invited("eve", "v-eve"), c.Join()) == Refused(code=Code.NOT_FOUND)
    assert town.asks(invited("eve", "v-ada"), c.Join()) == Refused(code=Code.NOT_FOUND)


def test_one_guest_has_one_visit() -> None:
    town = open_town()
    town.walks_in("ada")
    twice = GuestActor(guest=GuestId("ada"), visit=VisitId("v-other"), walk_in=True)
    assert town.asks(twice, c.Join()) == Refused(code=Code.NOT_FOUND)


def test_an_expected_patient_takes_the_place_also_while_the_door_is_closed() -> None:
    town = open_town()
    town.expects("ada", Role.RELATIVE)
    town.asks(ANNA, c.CloseQueue())
    visit = town.comes("ada", "v-ada")
    assert (visit.kind, visit.stage, visit.number) == (Kind.BOOKED, Stage.WAITING, 1)
    assert presence(town, "ada-relative", "v-ada") is Presence.INVITED


def test_the_rest_of_the_party_joins_the_same_place() -> None:
    town = open_town()
    town.expects("ada", Role.RELATIVE)
    town.comes("ada-relative", "v-ada")
    town.walks_in("ben")
    visit = town.comes("ada", "v-ada")
    assert visit.number == 1
    assert town.line() == ["v-ada", "v-ben"]
    assert {each.presence for each in visit.guests} == {Presence.CONNECTED}


def test_a_late_relative_joins_while_the_patient_is_in_the_call() -> None:
    town = open_town()
    town.expects("ada", Role.RELATIVE)
    town.comes("ada", "v-ada")
    town.admits(ANNA, "v-ada")
    town.comes("ada-relative", "v-ada")
    assert town.visit("v-ada").stage is Stage.ADMITTED
    assert presence(town, "ada-relative", "v-ada") is Presence.CONNECTED


def test_who_comes_after_the_end_reads_that_it_is_over_and_since_when() -> None:
    town = open_town()
    town.walks_in("ada")
    town.asks(walker("ada"), c.Leave())
    ended_at = town.now
    town.later(10)
    for command in (c.Join(), c.Leave(), c.Ready(), c.SayInside(inside=True)):
        assert town.asks(walker("ada"), command) == Refused(code=Code.ENDED, at=ended_at)


# --- leave


def test_the_last_one_to_leave_ends_the_visit() -> None:
    town = open_town()
    town.expects("ada", Role.RELATIVE)
    town.comes("ada", "v-ada")
    town.comes("ada-relative", "v-ada")
    left = e.GuestLeft(visit=VisitId("v-ada"), guest=GuestId("ada"))
    assert town.asks(invited("ada", "v-ada"), c.Leave()) == (left,)
    assert presence(town, "ada", "v-ada") is Presence.LEFT
    assert town.line() == ["v-ada"]
    town.asks(invited("ada-relative", "v-ada"), c.Leave())
    ended = town.visit("v-ada").ended
    assert ended is not None
    assert ended.reason is EndReason.LEFT


def test_leaving_twice_is_harmless_and_coming_back_is_possible() -> None:
    town = open_town()
    town.expects("ada", Role.RELATIVE)
    town.comes("ada", "v-ada")
    town.comes("ada-relative", "v-ada")
    town.asks(invited("ada-relative", "v-ada"), c.Leave())
    assert town.asks(invited("ada-relative", "v-ada"), c.Leave()) == ()
    town.comes("ada-relative", "v-ada")
    assert presence(town, "ada-relative", "v-ada") is Presence.CONNECTED


def test_who_has_not_come_cannot_leave() -> None:
    town = open_town()
    town.expects("ada")
    assert town.asks(invited("ada", "v-ada"), c.Leave()) == Refused(code=Code.NOT_WAITING)


def test_who_is_called_in_the_same_moment_hears_of_it_before_leaving() -> None:
    town = open_town()
    visit = town.walks_in("ada")
    town.admits(ANNA, "v-ada")
    refused = town.asks(walker("ada"), c.Leave())
    assert refused == Refused(code=Code.ALREADY_ADMITTED, by=ANNA.staff, at=town.now)
    town.asks(SYSTEM, c.Told(visit=visit.id, guest=GuestId("ada"), admission=1))
    town.asks(walker("ada"), c.Leave())
    ended = town.visit("v-ada").ended
    assert ended is not None
    assert (ended.reason, ended.was) == (EndReason.LEFT, Stage.ADMITTED)


# --- ready


def test_ready_is_said_once_and_may_be_taken_back() -> None:
    town = open_town()
    town.walks_in("ada")
    assert town.asks(walker("ada"), c.Ready())
    assert town.asks(walker("ada"), c.Ready()) == ()
    assert town.visit("v-ada").guests[0].ready
    assert town.asks(walker("ada"), c.Ready(ready=False))
    assert not town.visit("v-ada").guests[0].ready


def test_who_has_not_come_or_has_left_is_not_ready() -> None:
    town = open_town()
    town.expects("ada", Role.RELATIVE)
    assert town.asks(invited("ada", "v-ada"), c.Ready()) == Refused(code=Code.NOT_WAITING)
    town.comes("ada", "v-ada")
    town.comes("ada-relative", "v-ada")
    town.asks(invited("ada", "v-ada"), c.Leave())
    assert town.asks(invited("ada", "v-ada"), c.Ready()) == Refused(code=Code.NOT_WAITING)


# --- foreign ids


@pytest.mark.parametrize("command", [c.Join(), c.Leave(), c.Ready()])
def test_another_persons_visit_is_answered_like_one_that_does_not_exist(
    command: c.GuestCommand,
) -> None:
    town = open_town()
    town.walks_in("ada")
    town.expects("ben")
    town.walks_in("cai")
    town.asks(BO, c.Remove(visit=VisitId("v-cai"), reason=RemoveReason.OTHER))
    answers = {
        str(town.asks(invited("eve", visit), command))
        for visit in ("v-ada", "v-ben", "v-cai", "v-nowhere")
    }
    assert answers == {str(Refused(code=Code.NOT_FOUND))}


# --- in a call of others


def called_by(provider: Provider) -> Town:
    town = open_town(QUICK.but(providers=(provider,)))
    town.walks_in("ada")
    town.admits(ANNA, "v-ada")
    return town


def test_where_nobody_else_tells_the_guest_says_that_they_are_inside() -> None:
    town = called_by(Provider.VDX)
    inside, back = c.SayInside(inside=True), c.SayInside(inside=False)
    assert town.asks(walker("ada"), inside) == Refused(code=Code.NOT_READY)
    town.asks(SYSTEM, c.MakeReady(visit=VisitId("v-ada"), admission=1, provider=Provider.VDX))
    assert town.asks(walker("ada"), back) == ()
    assert town.asks(walker("ada"), inside)
    assert town.asks(walker("ada"), inside) == ()
    assert town.visit("v-ada").stage is Stage.IN_CALL
    assert town.visit("v-ada").guests[0].entered_at == town.now
    town.later(5)
    assert town.asks(walker("ada"), back)
    assert town.visit("v-ada").guests[0].left_at == town.now


def test_where_the_conference_tells_no_page_is_believed() -> None:
    for provider in (Provider.EMBEDDED, Provider.PEXIP):
        town = called_by(provider)
        town.asks(SYSTEM, c.MakeReady(visit=VisitId("v-ada"), admission=1, provider=provider))
        assert town.asks(walker("ada"), c.SayInside(inside=True)) == ()
        assert town.visit("v-ada").stage is Stage.ADMITTED


def test_who_is_not_called_is_not_inside() -> None:
    town = called_by(Provider.VDX)
    town.walks_in("ben")
    assert town.asks(walker("ben"), c.SayInside(inside=True)) == Refused(code=Code.NOT_ADMITTED)
