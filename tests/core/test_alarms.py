"""Time: grace, parking, expiry, no-show, claims and forgetting, each at its second."""

from datetime import timedelta

import pytest

from tests.core.town import ANNA, BO, QUICK, SECRETARY, SYSTEM, Town, open_town
from waitingroom.core import commands as c
from waitingroom.core import events as e
from waitingroom.core.alarms import due_at
from waitingroom.core.decide.system import AT_ONCE
from waitingroom.core.ids import GuestId, VisitId
from waitingroom.core.model import EndReason, Presence, RemoveReason, Role, Stage

ADA = VisitId("v-ada")


def ticks(town: Town) -> tuple[e.Event, ...]:
    events = town.asks(SYSTEM, c.Tick())
    assert isinstance(events, tuple)
    return events


def due_in_s(town: Town) -> float | None:
    due = due_at(town.queue)
    return None if due is None else (due - town.now).total_seconds()


def rings_at(town: Town, seconds: float) -> tuple[e.Event, ...]:
    """What a tick brings at that second and not a moment earlier."""
    assert due_in_s(town) == seconds
    town.later(seconds - 0.001)
    assert ticks(town) == ()
    town.later(0.001)
    return ticks(town)


def away(town: Town, name: str = "ada") -> None:
    town.connects(name, f"v-{name}")
    town.loses(name, f"v-{name}")


# --- grace and parking


def test_a_walk_in_who_is_away_for_the_grace_is_set_aside_with_their_number() -> None:
    town = open_town()
    town.walks_in("ada")
    town.walks_in("ben")
    assert due_in_s(town) is None
    away(town)
    assert rings_at(town, QUICK.grace_s) == (e.VisitParked(visit=ADA),)
    assert town.line() == ["v-ben"]
    visit = town.visit("v-ada")
    assert (visit.stage, visit.number, visit.parked) == (Stage.WAITING, 1, True)


def test_who_comes_back_from_the_side_has_the_old_place() -> None:
    town = open_town()
    town.walks_in("ada")
    town.walks_in("ben")
    away(town)
    rings_at(town, QUICK.grace_s)
    town.connects("ada", "v-ada")
    assert town.line() == ["v-ada", "v-ben"]
    assert due_in_s(town) is None


def test_a_place_set_aside_expires_at_the_stated_time() -> None:
    town = open_town()
    town.walks_in("ada")
    away(town)
    rings_at(town, QUICK.grace_s)
    expired = e.VisitEnded(visit=ADA, reason=EndReason.EXPIRED)
    assert rings_at(town, QUICK.parked_s) == (expired,)


def test_coming_back_within_the_grace_begins_it_anew() -> None:
    town = open_town()
    town.walks_in("ada")
    away(town)
    town.later(QUICK.grace_s - 1)
    town.connects("ada", "v-ada")
    assert due_in_s(town) is None
    town.loses("ada", "v-ada")
    assert due_in_s(town) == QUICK.grace_s


def test_a_booked_visit_is_kept_however_long_the_party_is_away() -> None:
    town = open_town()
    town.expects("ada")
    town.comes("ada", "v-ada")
    town.loses("ada", "v-ada")
    assert due_in_s(town) is None
    town.later(24 * 3600)
    assert ticks(town) == ()
    assert town.line() == ["v-ada"]


def test_one_of_a_party_who_is_here_keeps_the_place_for_all() -> None:
    town = open_town()
    town.walks_in("ada")
    invite = c.InviteGuest(visit=ADA, guest=GuestId("rie"), role=Role.RELATIVE)
    town.asks(SECRETARY, invite)
    town.comes("rie", "v-ada")
    away(town)
    assert due_in_s(town) is None
    town.later(5)
    town.loses("rie", "v-ada")
    assert rings_at(town, QUICK.grace_s) == (e.VisitParked(visit=ADA),)
    assert {each.presence for each in town.visit("v-ada").guests} == {Presence.PARKED}


def test_who_was_invited_and_never_came_is_not_set_aside_with_the_others() -> None:
    town = open_town()
    town.walks_in("ada")
    invite = c.InviteGuest(visit=ADA, guest=GuestId("rie"), role=Role.RELATIVE)
    town.asks(SECRETARY, invite)
    away(town)
    rings_at(town, QUICK.grace_s)
    assert [each.presence for each in town.visit("v-ada").guests] == [
        Presence.PARKED,
        Presence.INVITED,
    ]


def test_whoever_is_let_in_is_not_set_aside() -> None:
    town = open_town()
    town.walks_in("ada")
    away(town)
    town.admits(ANNA, "v-ada")
    reached = c.Saw(visit=ADA, guest=GuestId("ada"), admission=1)
    town.asks(SYSTEM, reached)
    assert due_in_s(town) is None
    town.later(QUICK.grace_s)
    assert ticks(town) == ()


# --- no-show


@pytest.mark.parametrize("due_in", [None, 300.0])
def test_who_never_comes_is_a_no_show_after_the_stated_time(due_in: float | None) -> None:
    town = open_town()
    town.expects("ada", due_in_s=due_in)
    missed = e.VisitEnded(visit=ADA, reason=EndReason.NO_SHOW)
    assert rings_at(town, QUICK.no_show_s + (due_in or 0)) == (missed,)


def test_who_came_is_no_no_show() -> None:
    town = open_town()
    town.expects("ada")
    town.comes("ada", "v-ada")
    assert due_in_s(town) is None


# --- claims


def test_a_claim_that_was_not_renewed_ends_by_itself() -> None:
    town = open_town()
    town.walks_in("ada")
    town.asks(BO, c.ClaimVisit(visit=ADA))
    assert rings_at(town, QUICK.claim_s) == (e.ClaimEnded(visit=ADA),)
    assert due_in_s(town) is None


def test_a_claim_on_an_expected_visit_ends_without_the_visit() -> None:
    town = open_town()
    town.expects("ada")
    town.asks(BO, c.ClaimVisit(visit=ADA))
    assert rings_at(town, QUICK.claim_s) == (e.ClaimEnded(visit=ADA),)
    assert town.visit("v-ada").stage is Stage.EXPECTED


def test_a_claim_and_a_no_show_may_ring_at_once() -> None:
    town = open_town()
    town.expects("ada")
    town.asks(BO, c.ClaimVisit(visit=ADA))
    town.later(QUICK.no_show_s)
    missed = e.VisitEnded(visit=ADA, reason=EndReason.NO_SHOW)
    assert ticks(town) == (e.ClaimEnded(visit=ADA), missed)


# --- forgetting


def test_an_ended_visit_is_forgotten_with_its_guests() -> None:
    town = open_town()
    town.walks_in("ada")
    town.asks(BO, c.Remove(visit=ADA, reason=RemoveReason.OTHER))
    assert rings_at(town, QUICK.keep_ended_s) == (e.VisitForgotten(visit=ADA),)
    assert dict(town.queue.visits) == {}
    assert dict(town.queue.guests) == {}
    assert dict(town.queue.shelves) == {}


# --- the bell itself


def test_a_second_tick_finds_nothing_to_do() -> None:
    town = open_town()
    town.walks_in("ada")
    away(town)
    town.later(QUICK.grace_s)
    assert ticks(town)
    assert ticks(town) == ()


def test_the_queue_wants_to_be_woken_for_the_first_of_all_reasons() -> None:
    town = open_town()
    town.expects("ben", due_in_s=10)
    town.walks_in("ada")
    assert due_in_s(town) == QUICK.no_show_s + 10
    town.later(20)
    away(town)
    assert due_in_s(town) == QUICK.grace_s
    town.asks(BO, c.ClaimVisit(visit=ADA))
    assert due_in_s(town) == QUICK.claim_s


def test_a_thousand_alarms_are_answered_in_bounded_steps() -> None:
    town = open_town()
    for nth in range(AT_ONCE + 10):
        town.walks_in(f"g{nth}")
        town.asks(BO, c.Remove(visit=VisitId(f"v-g{nth}"), reason=RemoveReason.OTHER))
    town.later(QUICK.keep_ended_s)
    assert len(ticks(town)) == AT_ONCE
    due = due_at(town.queue)
    assert due is not None
    assert due <= town.now
    assert len(ticks(town)) == 10
    assert due_at(town.queue) is None


def test_what_a_tick_does_late_it_does_at_the_time_it_is_asked() -> None:
    """Nodes may have been down: a place is set aside first, and expires only after that."""
    town = open_town()
    town.walks_in("ada")
    away(town)
    town.later(QUICK.grace_s + QUICK.parked_s + 100)
    assert ticks(town) == (e.VisitParked(visit=ADA),)
    assert ticks(town) == ()
    assert due_at(town.queue) == town.now + timedelta(seconds=QUICK.parked_s)
