"""The stages: every stage with every event, and where a visit of each stage stands."""

from datetime import timedelta
from typing import get_args

import pytest

from tests.core.town import ANNA, BO, NODE, NOW, OTHER_QUEUE, Town, open_town
from waitingroom.core import commands as c
from waitingroom.core import events as e
from waitingroom.core.checks import Cause, Outcome
from waitingroom.core.evolve import evolve
from waitingroom.core.ids import GuestId, VisitId
from waitingroom.core.model import (
    EndReason,
    Kind,
    MoveReason,
    Presence,
    Priority,
    RemoveReason,
    Role,
    Shelf,
    Stage,
    Text,
)
from waitingroom.core.stages import RETURNING, STAGES, is_over, next_stage, shelf_key, shelf_of

ADA, GUEST = VisitId("v-ada"), GuestId("ada")
OF_GUEST = {"visit": ADA, "guest": GUEST}
OF_ADMISSION = {"visit": ADA, "admission": 1}

EVENTS: tuple[e.VisitEvent, ...] = (
    e.VisitExpected(visit=ADA, guests=(c.Invited(guest=GUEST, role=Role.PATIENT),)),
    e.GuestInvited(visit=ADA, guest=GuestId("rie"), role=Role.RELATIVE),
    e.VisitArrived(visit=ADA, guest=GUEST, role=Role.PATIENT, number=1, walk_in=True),
    e.GuestArrived(visit=ADA, guest=GUEST),
    e.GuestReadied(visit=ADA, guest=GUEST, ready=True),
    e.GuestConnected(visit=ADA, guest=GUEST, node=NODE),
    e.GuestWentAway(visit=ADA, guest=GUEST),
    e.GuestLeft(visit=ADA, guest=GUEST),
    e.VisitParked(visit=ADA),
    e.VisitClaimed(visit=ADA, by=ANNA.staff),
    e.ClaimEnded(visit=ADA),
    e.VisitMovedUp(visit=ADA, reason=MoveReason.URGENT),
    e.VisitMovedBack(visit=ADA),
    e.VisitAdmitted(visit=ADA, admission=1, by=ANNA.staff, guests=(GUEST,)),
    e.GuestAdmitted(visit=ADA, admission=1, guest=GUEST),
    e.GuestPhoned(visit=ADA, admission=1, guest=GUEST, ring=True),
    e.PhoneUnanswered(visit=ADA, admission=1, guest=GUEST),
    e.StaffJoinedCall(visit=ADA, admission=1, staff=ANNA.staff),
    e.StaffLeftCall(visit=ADA, admission=1, staff=ANNA.staff),
    e.GuestCalledAgain(visit=ADA, admission=1, guest=GUEST),
    e.GuestTexted(visit=ADA, admission=1, guest=GUEST, text=Text.SENT),
    e.GuestNotReached(visit=ADA, admission=1, guest=GUEST),
    e.ConferenceReady(visit=ADA, admission=1),
    e.ConferenceFailed(visit=ADA, admission=1),
    e.ConferenceRetried(visit=ADA, admission=1),
    e.GuestTold(visit=ADA, guest=GUEST, admission=1),
    e.GuestSaw(visit=ADA, guest=GUEST, admission=1),
    e.GuestEntered(visit=ADA, guest=GUEST, admission=1),
    e.GuestLeftCall(visit=ADA, guest=GUEST, admission=1),
    e.GuestChecked(visit=ADA, guest=GUEST, outcome=Outcome.GOOD, causes=(Cause.MIC_QUIET,)),
    e.VisitPutBack(visit=ADA, admission=1),
    e.VisitEnded(visit=ADA, reason=EndReason.REMOVED, by=ANNA.staff),
    e.VisitReinstated(visit=ADA),
    e.VisitReceived(
        visit=ADA,
        origin=OTHER_QUEUE,
        kind=Kind.WALK_IN,
        guests=(c.Handed(guest=GUEST, role=Role.PATIENT, presence=Presence.AWAY),),
        number=7,
    ),
    e.VisitRestored(
        visit=ADA,
        guest=GUEST,
        role=Role.PATIENT,
        kind=Kind.WALK_IN,
        number=7,
        priority=Priority.ORDINARY,
        arrived_at=NOW,
        admissions=0,
    ),
    e.VisitForgotten(visit=ADA),
)

LEADS_ON = {
    (Stage.EXPECTED, "VisitArrived"): Stage.WAITING,
    (Stage.EXPECTED, "VisitRestored"): Stage.WAITING,
    (Stage.EXPECTED, "VisitEnded"): Stage.ENDED,
    (Stage.WAITING, "VisitAdmitted"): Stage.ADMITTED,
    (Stage.WAITING, "VisitEnded"): Stage.ENDED,
    (Stage.ADMITTED, "GuestEntered"): Stage.IN_CALL,
    (Stage.ADMITTED, "VisitPutBack"): Stage.WAITING,
    (Stage.ADMITTED, "VisitEnded"): Stage.ENDED,
    (Stage.IN_CALL, "VisitPutBack"): Stage.WAITING,
    (Stage.IN_CALL, "VisitEnded"): Stage.ENDED,
}
"""Every move there is, written out a second time: what is not here leaves the stage as it is."""


def at(stage: Stage) -> Town:
    """A town in which Ada's visit has come to this stage by what people did."""
    town = open_town()
    if stage is Stage.EXPECTED:
        town.expects("ada")
        return town
    town.walks_in("ada")
    if stage in (Stage.ADMITTED, Stage.IN_CALL):
        town.admits(ANNA, "v-ada")
    if stage is Stage.IN_CALL:
        town.happens(e.GuestEntered(visit=ADA, guest=GUEST, admission=1))
    if stage is Stage.ENDED:
        town.asks(BO, c.Remove(visit=ADA, reason=RemoveReason.OTHER))
    assert town.visit("v-ada").stage is stage
    return town


def test_every_kind_of_event_is_looked_at() -> None:
    assert {type(each) for each in EVENTS} == set(get_args(e.VisitEvent))


@pytest.mark.parametrize("stage", Stage)
def test_every_event_leads_to_the_stage_of_the_table_and_no_other(stage: Stage) -> None:
    expected = {e.kind(each): LEADS_ON.get((stage, e.kind(each)), stage) for each in EVENTS}
    assert {e.kind(each): next_stage(stage, each) for each in EVENTS} == expected


def test_nothing_but_the_undo_of_a_removal_leads_out_of_the_end() -> None:
    assert dict(STAGES[Stage.ENDED]) == {}
    town = at(Stage.ENDED)
    town.happens(e.VisitReinstated(visit=ADA))
    assert town.visit("v-ada").stage is Stage.WAITING


@pytest.mark.parametrize("event", EVENTS, ids=e.kind)
def test_a_queue_follows_the_table_and_notes_when_the_stage_changed(event: e.VisitEvent) -> None:
    """Total: whatever the log says of a visit in any stage, the queue after it can be drawn."""
    for stage in Stage:
        town = at(stage)
        before = town.visit("v-ada")
        town.happens(event)
        if isinstance(event, e.VisitForgotten):
            assert ADA not in town.queue.visits
            continue
        after = town.visit("v-ada")
        assert isinstance(event, RETURNING) or after.stage is next_stage(stage, event)
        moved = after.stage is not before.stage or isinstance(event, e.VisitReceived)
        assert after.revision == (town.queue.version if moved else before.revision)


def test_no_connection_event_leads_anywhere() -> None:
    for stage, rows in STAGES.items():
        assert not rows.keys() & {e.GuestConnected, e.GuestWentAway, e.VisitParked}, stage


# --- shelves


SHELVES = {
    Stage.EXPECTED: Shelf.EXPECTED,
    Stage.WAITING: Shelf.LINE,
    Stage.ADMITTED: Shelf.ADMITTED,
    Stage.IN_CALL: Shelf.ADMITTED,
    Stage.ENDED: Shelf.ENDED,
}


@pytest.mark.parametrize("stage", Stage)
def test_a_visit_stands_on_the_shelf_of_its_stage_and_on_no_other(stage: Stage) -> None:
    town = at(stage)
    assert shelf_of(town.visit("v-ada")) is SHELVES[stage]
    assert {shelf: list(line) for shelf, line in town.queue.shelves.items()} == {
        SHELVES[stage]: ["v-ada"]
    }


def test_who_is_set_aside_stands_apart_from_the_line() -> None:
    town = at(Stage.WAITING)
    town.happens(e.GuestWentAway(visit=ADA, guest=GUEST))
    town.happens(e.VisitParked(visit=ADA))
    assert list(town.queue.shelf(Shelf.PARKED)) == ["v-ada"]
    assert town.line() == []


def test_expected_visits_stand_by_their_time_and_ended_ones_newest_first() -> None:
    town = open_town()
    for name, due in (("ada", 300), ("ben", 100), ("cai", None)):
        town.expects(name, due_in_s=due)
    assert list(town.queue.shelf(Shelf.EXPECTED)) == ["v-cai", "v-ben", "v-ada"]
    for name in ("ben", "ada"):
        town.later(1)
        town.asks(BO, c.Remove(visit=VisitId(f"v-{name}"), reason=RemoveReason.OTHER))
    assert list(town.queue.shelf(Shelf.ENDED)) == ["v-ada", "v-ben"]


def test_admitted_visits_stand_in_the_order_in_which_they_were_let_in() -> None:
    town = open_town()
    for name in ("ada", "ben"):
        town.walks_in(name)
    for name in ("ben", "ada"):
        town.later(1)
        town.admits(ANNA, f"v-{name}")
    assert list(town.queue.shelf(Shelf.ADMITTED)) == ["v-ben", "v-ada"]


def test_no_time_enters_the_order_of_the_line() -> None:
    town = open_town()
    visit = town.walks_in("ada")
    later = visit.but(arrived_at=NOW + timedelta(days=1), due_at=NOW)
    assert shelf_key(later) == shelf_key(visit) == (1.0, 1.0, "v-ada")


# --- what is over


@pytest.mark.parametrize("reason", EndReason)
def test_only_what_staff_took_off_by_hand_may_come_back(reason: EndReason) -> None:
    town = at(Stage.WAITING)
    assert not is_over(town.visit("v-ada"))
    town.happens(e.VisitEnded(visit=ADA, reason=reason))
    by_hand = (EndReason.REMOVED, EndReason.CANCELLED)
    assert is_over(town.visit("v-ada")) is (reason not in by_hand)


# --- the log itself


def test_a_log_with_a_hole_or_a_repeat_is_not_served() -> None:
    town = at(Stage.WAITING)
    for version in (town.queue.version, town.queue.version + 2):
        happened = town.log[-1].but(version=version)
        with pytest.raises(ValueError, match="cannot follow"):
            evolve(town.queue, happened)


def test_a_log_that_speaks_of_an_unknown_visit_is_not_served() -> None:
    town = open_town()
    for event in (e.VisitParked(visit=ADA), e.VisitForgotten(visit=ADA)):
        with pytest.raises(ValueError, match="does not know"):
            town.happens(event)


def test_news_of_an_admission_that_is_not_open_changes_no_visit() -> None:
    town = at(Stage.WAITING)
    before = town.visit("v-ada")
    town.happens(e.ConferenceReady(visit=ADA, admission=1))
    town.happens(e.GuestAdmitted(visit=ADA, admission=1, guest=GUEST))
    assert town.visit("v-ada") == before
