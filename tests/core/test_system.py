"""What we ourselves tell a queue: connections, receipts, the conference, rules."""

from datetime import datetime

import pytest

from tests.core.town import ANNA, NODE, NOW, QUICK, SYSTEM, Town, invited, open_town, walker
from waitingroom.core import commands as c
from waitingroom.core import events as e
from waitingroom.core.alarms import due_at
from waitingroom.core.ids import GuestId, NodeId, VisitId
from waitingroom.core.model import Conference, Guest, Presence, Role, Stage

ADA = VisitId("v-ada")
OTHER = NodeId("node-2")


def guest(town: Town, name: str = "ada", visit: str = "v-ada") -> Guest:
    found = town.visit(visit).guest(GuestId(name))
    assert found is not None
    return found


def admitted() -> Town:
    town = open_town()
    town.walks_in("ada")
    town.walks_in("ben")
    town.admits(ANNA, "v-ada")
    return town


# --- rules


def test_rules_are_written_when_they_differ() -> None:
    town = open_town()
    assert town.asks(SYSTEM, c.Configure(rules=QUICK)) == ()
    longer = QUICK.but(grace_s=120)
    assert town.asks(SYSTEM, c.Configure(rules=longer)) == (e.QueueConfigured(rules=longer),)


def test_other_rules_move_every_alarm() -> None:
    town = open_town()
    town.expects("ben")
    town.walks_in("ada")
    town.connects("ada", "v-ada")
    town.loses("ada", "v-ada")
    due = due_at(town.queue)
    town.asks(SYSTEM, c.Configure(rules=QUICK.but(grace_s=120)))
    after = due_at(town.queue)
    assert due is not None
    assert after is not None
    assert (after - due).total_seconds() == 60


# --- connections


def test_a_guest_is_connected_once_and_by_the_node_that_holds_them() -> None:
    town = open_town()
    town.walks_in("ada")
    town.later(5)
    since = guest(town).since
    town.connects("ada", "v-ada")
    town.connects("ada", "v-ada")
    assert town.kinds().count("GuestConnected") == 1
    assert (guest(town).node, guest(town).since) == (NODE, since)


def test_who_came_back_through_another_node_is_not_called_away_by_the_first() -> None:
    town = open_town()
    town.walks_in("ada")
    town.connects("ada", "v-ada")
    town.connects("ada", "v-ada", OTHER)
    town.loses("ada", "v-ada", NODE)
    assert guest(town).presence is Presence.CONNECTED
    town.loses("ada", "v-ada", OTHER)
    assert guest(town).presence is Presence.AWAY


def test_who_was_lost_before_any_node_said_that_it_holds_them_is_away_all_the_same() -> None:
    town = open_town()
    town.walks_in("ada")
    town.loses("ada", "v-ada", OTHER)
    assert guest(town).presence is Presence.AWAY


def test_being_lost_twice_is_one_event_and_keeps_the_first_time() -> None:
    town = open_town()
    town.walks_in("ada")
    town.connects("ada", "v-ada")
    town.loses("ada", "v-ada")
    since = guest(town).since
    town.later(5)
    town.loses("ada", "v-ada")
    assert guest(town).since == since
    assert town.kinds().count("GuestWentAway") == 1


def test_who_has_not_come_has_left_or_is_unknown_has_no_presence() -> None:
    town = open_town()
    town.expects("ada", Role.RELATIVE, Role.INTERPRETER)
    town.comes("ada", "v-ada")
    town.comes("ada-interpreter", "v-ada")
    town.asks(invited("ada-interpreter", "v-ada"), c.Leave())
    before = town.kinds()
    for name in ("ada-relative", "ada-interpreter", "ben"):
        town.connects(name, "v-ada")
        town.loses(name, "v-ada")
    assert town.asks(SYSTEM, c.Away(visit=VisitId("v"), guest=GuestId("g"), node=NODE)) == ()
    assert town.kinds() == before


def test_a_lost_connection_never_ends_a_place_or_an_admission() -> None:
    town = admitted()
    for name in ("ada", "ben"):
        town.connects(name, f"v-{name}")
        town.loses(name, f"v-{name}")
    assert town.visit("v-ada").stage is Stage.ADMITTED
    assert town.line() == ["v-ben"]


# --- receipts


def receipts(town: Town) -> tuple[datetime | None, ...]:
    who = guest(town)
    return (who.told_at, who.seen_at, who.entered_at, who.left_at)


@pytest.mark.parametrize("receipt", [c.Told, c.Saw, c.Entered])
def test_a_receipt_is_written_once(receipt: type[c.Told | c.Saw | c.Entered]) -> None:
    town = admitted()
    said = receipt(visit=ADA, guest=GuestId("ada"), admission=1)
    assert town.asks(SYSTEM, said)
    assert town.asks(SYSTEM, said) == ()


def test_seen_means_told_too_but_told_does_not_mean_seen() -> None:
    town = admitted()
    town.asks(SYSTEM, c.Saw(visit=ADA, guest=GuestId("ada"), admission=1))
    assert receipts(town) == (NOW, NOW, None, None)
    other = admitted()
    other.asks(SYSTEM, c.Told(visit=ADA, guest=GuestId("ada"), admission=1))
    assert receipts(other) == (NOW, None, None, None)
    saw = e.GuestSaw(visit=ADA, guest=GuestId("ada"), admission=1)
    assert other.asks(SYSTEM, c.Saw(visit=ADA, guest=GuestId("ada"), admission=1)) == (saw,)


def test_receipts_of_another_admission_or_another_guest_are_not_believed() -> None:
    town = admitted()
    for visit, name, admission in (
        ("v-ada", "ada", 2),
        ("v-ada", "ben", 1),
        ("v-ben", "ben", 1),
        ("v-nobody", "ada", 1),
    ):
        for kind in (c.Told, c.Saw, c.Entered, c.LeftCall):
            said = kind(visit=VisitId(visit), guest=GuestId(name), admission=admission)
            assert town.asks(SYSTEM, said) == ()
    town.asks(ANNA, c.PutBack(visit=ADA))
    assert town.asks(SYSTEM, c.Saw(visit=ADA, guest=GuestId("ada"), admission=1)) == ()


def test_the_first_to_enter_begins_the_call_and_leaving_does_not_end_it() -> None:
    town = admitted()
    entered = c.Entered(visit=ADA, guest=GuestId("ada"), admission=1)
    left = c.LeftCall(visit=ADA, guest=GuestId("ada"), admission=1)
    assert town.asks(SYSTEM, left) == ()
    town.asks(SYSTEM, entered)
    assert town.visit("v-ada").stage is Stage.IN_CALL
    town.later(9)
    assert town.asks(SYSTEM, left)
    assert town.asks(SYSTEM, left) == ()
    assert town.visit("v-ada").stage is Stage.IN_CALL
    assert guest(town).left_at == town.now
    assert town.asks(SYSTEM, entered)
    assert guest(town).left_at is None


# --- the conference


def test_the_conference_becomes_ready_or_fails_once() -> None:
    for outcome, state in ((c.MakeReady, Conference.READY), (c.GiveUp, Conference.FAILED)):
        town = admitted()
        assert town.asks(SYSTEM, outcome(visit=ADA, admission=1))
        for late in (c.MakeReady, c.GiveUp):
            assert town.asks(SYSTEM, late(visit=ADA, admission=1)) == ()
        admission = town.visit("v-ada").admission
        assert admission is not None
        assert admission.conference is state


def test_the_conference_of_an_admission_that_is_over_makes_nothing_ready() -> None:
    town = admitted()
    town.asks(ANNA, c.PutBack(visit=ADA))
    assert town.asks(SYSTEM, c.MakeReady(visit=ADA, admission=1)) == ()
    town.admits(ANNA, "v-ada")
    assert town.asks(SYSTEM, c.MakeReady(visit=ADA, admission=1)) == ()
    assert town.asks(SYSTEM, c.GiveUp(visit=VisitId("v-nobody"), admission=1)) == ()


def test_what_is_told_of_a_visit_after_its_end_changes_nothing() -> None:
    town = open_town()
    town.walks_in("ada")
    town.asks(walker("ada"), c.Leave())
    before = town.kinds()
    town.connects("ada", "v-ada")
    for kind in (c.Told, c.Saw, c.Entered, c.LeftCall):
        town.asks(SYSTEM, kind(visit=ADA, guest=GuestId("ada"), admission=1))
    assert town.kinds() == before
