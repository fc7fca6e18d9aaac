"""What staff do with the line: the door, notices, expecting, moving, removing, claiming."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.core.town import ANNA, BO, QUICK, SECRETARY, SYSTEM, Town, open_town, party
from waitingroom.core import commands as c
from waitingroom.core import events as e
from waitingroom.core.ids import GuestId, NoticeId, VisitId
from waitingroom.core.model import (
    EndReason,
    Kind,
    MoveReason,
    Presence,
    RemoveReason,
    Role,
    Rules,
    Stage,
)
from waitingroom.core.refusals import Code, Refused

ADA, BEN = VisitId("v-ada"), VisitId("v-ben")


def removed(town: Town, visit: VisitId = ADA) -> tuple[e.Event, ...] | Refused:
    return town.asks(BO, c.Remove(visit=visit, reason=RemoveReason.NO_ANSWER))


def reason(town: Town, visit: VisitId = ADA) -> EndReason | None:
    ended = town.visit(visit).ended
    return None if ended is None else ended.reason


# --- the door and the notice


def test_the_door_opens_and_closes_once() -> None:
    town = open_town()
    assert town.asks(BO, c.OpenQueue()) == ()
    assert town.asks(BO, c.CloseQueue()) == (e.QueueClosed(),)
    assert town.asks(BO, c.CloseQueue()) == ()
    assert not town.queue.open


def test_closing_the_door_leaves_those_who_wait_where_they_are() -> None:
    town = open_town()
    town.walks_in("ada")
    town.asks(BO, c.CloseQueue())
    assert town.line() == ["v-ada"]
    town.admits(ANNA, "v-ada")
    assert town.visit("v-ada").stage is Stage.ADMITTED


def test_sending_home_ends_all_who_wait_or_are_set_aside_and_nobody_else() -> None:
    town = open_town()
    for name in ("ada", "ben", "cai"):
        town.walks_in(name)
    town.connects("ben", "v-ben")
    town.loses("ben", "v-ben")
    town.later(61)
    town.asks(SYSTEM, c.Tick())
    town.admits(ANNA, "v-cai")
    town.expects("dea")
    town.asks(BO, c.CloseQueue(send_home=True))
    assert {name: reason(town, VisitId(f"v-{name}")) for name in ("ada", "ben", "cai", "dea")} == {
        "ada": EndReason.CLOSED,
        "ben": EndReason.CLOSED,
        "cai": None,
        "dea": None,
    }
    ended = town.visit("v-ada").ended
    assert ended is not None
    assert ended.by == BO.staff


def test_a_notice_is_shown_replaced_and_taken_down() -> None:
    town = open_town()
    assert town.asks(BO, c.WithdrawNotice()) == ()
    town.asks(BO, c.PostNotice(notice=NoticeId("late")))
    town.asks(SECRETARY, c.PostNotice(notice=NoticeId("later")))
    assert (town.queue.notice, town.queue.notice_at) == (NoticeId("later"), town.now)
    town.asks(BO, c.WithdrawNotice())
    assert (town.queue.notice, town.queue.notice_at) == (None, None)


# --- expecting


def test_a_visit_is_expected_with_its_whole_party() -> None:
    town = open_town()
    visit = town.expects("ada", Role.RELATIVE, due_in_s=60)
    assert (visit.kind, visit.stage, visit.number) == (Kind.BOOKED, Stage.EXPECTED, 0)
    assert [(each.role, each.presence) for each in visit.guests] == [
        (Role.PATIENT, Presence.INVITED),
        (Role.RELATIVE, Presence.INVITED),
    ]
    assert town.visit("v-ada").due_at == town.now + timedelta(seconds=60)
    assert town.line() == []


def test_expecting_the_same_visit_again_changes_nothing() -> None:
    town = open_town()
    town.expects("ada")
    again = c.ExpectVisit(visit=ADA, guests=party(("ada", Role.PATIENT)))
    assert town.asks(SECRETARY, again) == ()


@pytest.mark.parametrize(
    "people",
    [(), ("ben", "ben"), ("ada",)],
    ids=["nobody", "one person twice", "somebody of another visit"],
)
def test_a_party_that_cannot_be_is_refused(people: tuple[str, ...]) -> None:
    town = open_town()
    town.expects("ada")
    guests = party(*((name, Role.PATIENT) for name in people))
    expect = c.ExpectVisit(visit=BEN, guests=guests)
    assert town.asks(SECRETARY, expect) == Refused(code=Code.MALFORMED)


def test_no_more_are_expected_than_the_queue_may_hold() -> None:
    town = open_town(QUICK.but(limit=1))
    town.expects("ada")
    expect = c.ExpectVisit(visit=BEN, guests=party(("ben", Role.PATIENT)))
    assert town.asks(SECRETARY, expect) == Refused(code=Code.QUEUE_FULL)


def test_one_more_is_invited_at_any_time_before_the_end() -> None:
    town = open_town()
    town.walks_in("ada")
    town.admits(ANNA, "v-ada")
    invite = c.InviteGuest(visit=ADA, guest=GuestId("tor"), role=Role.INTERPRETER)
    assert town.asks(SECRETARY, invite)
    assert town.asks(SECRETARY, invite) == ()
    assert town.visit("v-ada").guests[1].presence is Presence.INVITED
    town.comes("tor", "v-ada")
    town.asks(ANNA, c.End(visit=ADA))
    late = c.InviteGuest(visit=ADA, guest=GuestId("rie"), role=Role.RELATIVE)
    gone = Refused(code=Code.ENDED, by=ANNA.staff, at=town.now)
    assert town.asks(SECRETARY, late) == gone


def test_a_guest_of_one_visit_is_not_invited_to_another() -> None:
    town = open_town()
    town.walks_in("ada")
    town.walks_in("ben")
    invite = c.InviteGuest(visit=ADA, guest=GuestId("ben"), role=Role.RELATIVE)
    assert town.asks(SECRETARY, invite) == Refused(code=Code.MALFORMED)


# --- moving


def test_moved_up_is_ahead_of_all_who_were_not_and_behind_who_was_before() -> None:
    town = open_town()
    for name in ("ada", "ben", "cai", "dea"):
        town.walks_in(name)
    for name in ("dea", "cai"):
        town.asks(SECRETARY, c.MoveUp(visit=VisitId(f"v-{name}"), reason=MoveReason.CHILD))
    assert town.line() == ["v-cai", "v-dea", "v-ada", "v-ben"]
    town.asks(SECRETARY, c.MoveBack(visit=VisitId("v-cai")))
    assert town.line() == ["v-dea", "v-ada", "v-ben", "v-cai"]


def test_moving_twice_is_harmless() -> None:
    town = open_town()
    town.walks_in("ada")
    assert town.asks(BO, c.MoveBack(visit=ADA)) == ()
    assert town.asks(BO, c.MoveUp(visit=ADA, reason=MoveReason.URGENT))
    assert town.asks(BO, c.MoveUp(visit=ADA, reason=MoveReason.OTHER)) == ()


# --- removing, and its undo


def test_removing_takes_somebody_off_the_line_with_a_reason() -> None:
    town = open_town()
    town.walks_in("ada")
    assert removed(town)
    ended = town.visit("v-ada").ended
    assert ended is not None
    assert (ended.reason, ended.by, ended.was) == (EndReason.REMOVED, BO.staff, Stage.WAITING)
    assert town.line() == []


def test_removing_an_expected_visit_cancels_it() -> None:
    town = open_town()
    town.expects("ada")
    removed(town)
    assert reason(town) is EndReason.CANCELLED


def test_a_removal_is_undone_to_the_same_place() -> None:
    town = open_town()
    for name in ("ada", "ben"):
        town.walks_in(name)
    town.asks(BO, c.MoveUp(visit=BEN, reason=MoveReason.URGENT))
    removed(town, BEN)
    removed(town, ADA)
    for visit in (ADA, BEN):
        assert town.asks(SECRETARY, c.Reinstate(visit=visit))
        assert town.asks(SECRETARY, c.Reinstate(visit=visit)) == ()
    assert town.line() == ["v-ben", "v-ada"]


def test_a_cancelled_visit_is_expected_again_when_that_is_undone() -> None:
    town = open_town()
    town.expects("ada")
    removed(town)
    town.asks(SECRETARY, c.Reinstate(visit=ADA))
    assert town.visit("v-ada").stage is Stage.EXPECTED
    town.comes("ada", "v-ada")
    assert town.line() == ["v-ada"]


def test_undo_lasts_as_long_as_it_says_and_only_for_removals() -> None:
    town = open_town()
    town.walks_in("ada")
    town.walks_in("ben")
    removed(town)
    removed_at = town.now
    town.later(QUICK.undo_s)
    assert town.asks(SECRETARY, c.Reinstate(visit=ADA))
    removed(town)
    town.later(QUICK.undo_s + 1)
    late = Refused(code=Code.TOO_LATE, by=BO.staff, at=removed_at + timedelta(seconds=60))
    assert town.asks(SECRETARY, c.Reinstate(visit=ADA)) == late
    town.admits(ANNA, "v-ben")
    town.asks(ANNA, c.End(visit=BEN))
    completed = Refused(code=Code.TOO_LATE, by=ANNA.staff, at=town.now)
    assert town.asks(SECRETARY, c.Reinstate(visit=BEN)) == completed


def test_who_went_away_while_removed_is_away_when_that_is_undone() -> None:
    """Or the board would show somebody as present whose page has long been closed."""
    town = open_town()
    town.walks_in("ada")
    town.connects("ada", "v-ada")
    removed(town)
    town.loses("ada", "v-ada")
    away_at = town.now
    town.later(30)
    town.asks(SECRETARY, c.Reinstate(visit=ADA))
    guest = town.visit("v-ada").guests[0]
    assert (guest.presence, guest.since, guest.node) == (Presence.AWAY, away_at, None)
    town.later(31)
    town.asks(SYSTEM, c.Tick())
    assert town.visit("v-ada").parked


def test_presence_of_a_visit_that_nothing_brings_back_is_not_written() -> None:
    town = open_town()
    town.walks_in("ada")
    town.connects("ada", "v-ada")
    town.admits(ANNA, "v-ada")
    town.asks(ANNA, c.End(visit=ADA))
    before = town.kinds()
    town.loses("ada", "v-ada")
    assert town.kinds() == before


# --- claims


def test_a_claim_shows_who_looks_and_tells_the_patient_that_the_clinic_has_seen_them() -> None:
    town = open_town()
    town.walks_in("ada")
    town.asks(BO, c.ClaimVisit(visit=ADA))
    visit = town.visit("v-ada")
    assert visit.claim is not None
    assert (visit.claim.by, visit.seen) == (BO.staff, True)
    town.asks(BO, c.ReleaseClaim(visit=ADA))
    assert town.visit("v-ada").claim is None
    assert town.visit("v-ada").seen


def test_the_first_to_look_stays_the_one_who_looks_until_it_has_run_out() -> None:
    town = open_town()
    town.walks_in("ada")
    town.asks(BO, c.ClaimVisit(visit=ADA))
    town.later(QUICK.claim_s - 1)
    assert town.asks(ANNA, c.ClaimVisit(visit=ADA)) == ()
    assert town.asks(ANNA, c.ReleaseClaim(visit=ADA)) == ()
    town.later(1)
    assert town.asks(ANNA, c.ClaimVisit(visit=ADA))
    assert dict(town.queue.claims) == {ANNA.staff: ADA}


def test_a_claim_is_renewed_only_when_half_of_it_is_gone() -> None:
    town = open_town()
    town.walks_in("ada")
    town.asks(BO, c.ClaimVisit(visit=ADA))
    town.later(QUICK.claim_s / 2 - 1)
    assert town.asks(BO, c.ClaimVisit(visit=ADA)) == ()
    town.later(1)
    assert town.asks(BO, c.ClaimVisit(visit=ADA)) == (e.VisitClaimed(visit=ADA, by=BO.staff),)


def test_one_colleague_looks_at_one_visit() -> None:
    town = open_town()
    town.walks_in("ada")
    town.expects("ben")
    town.asks(BO, c.ClaimVisit(visit=ADA))
    town.asks(BO, c.ClaimVisit(visit=BEN))
    assert town.visit("v-ada").claim is None
    assert dict(town.queue.claims) == {BO.staff: BEN}


def test_nobody_looks_at_a_visit_that_is_let_in_or_over() -> None:
    town = open_town()
    town.walks_in("ada")
    town.admits(ANNA, "v-ada")
    assert town.asks(BO, c.ClaimVisit(visit=ADA)) == ()
    town.asks(ANNA, c.End(visit=ADA))
    assert town.asks(BO, c.ClaimVisit(visit=ADA)) == ()


def test_a_claim_ends_with_its_visit() -> None:
    town = open_town()
    town.walks_in("ada")
    town.asks(BO, c.ClaimVisit(visit=ADA))
    removed(town)
    assert dict(town.queue.claims) == {}


# --- what is not in the line

OnCard = Callable[[VisitId], c.CardCommand]

MOVES: list[OnCard] = [
    lambda visit: c.MoveUp(visit=visit, reason=MoveReason.URGENT),
    lambda visit: c.MoveBack(visit=visit),
]


@pytest.mark.parametrize(
    "move", [*MOVES, lambda visit: c.Remove(visit=visit, reason=RemoveReason.OTHER)]
)
def test_who_is_let_in_or_gone_is_neither_moved_nor_removed(move: OnCard) -> None:
    town = open_town()
    town.walks_in("ada")
    town.admits(ANNA, "v-ada")
    admitted = Refused(code=Code.ALREADY_ADMITTED, by=ANNA.staff, at=town.now)
    assert town.asks(BO, move(ADA)) == admitted
    town.asks(ANNA, c.End(visit=ADA))
    ended = Refused(code=Code.ENDED, by=ANNA.staff, at=town.now)
    assert town.asks(BO, move(ADA)) == ended


@pytest.mark.parametrize("move", MOVES)
def test_who_has_not_come_is_not_moved(move: OnCard) -> None:
    town = open_town()
    town.expects("ada")
    assert town.asks(BO, move(ADA)) == Refused(code=Code.NOT_WAITING)


CARD: list[OnCard] = [
    *MOVES,
    lambda visit: c.Remove(visit=visit, reason=RemoveReason.OTHER),
    lambda visit: c.Reinstate(visit=visit),
    lambda visit: c.ClaimVisit(visit=visit),
    lambda visit: c.ReleaseClaim(visit=visit),
    lambda visit: c.InviteGuest(visit=visit, guest=GuestId("g"), role=Role.RELATIVE),
]


@pytest.mark.parametrize("command", CARD)
def test_a_visit_nobody_knows_is_not_found(command: OnCard) -> None:
    town = open_town(Rules())
    assert town.asks(BO, command(ADA)) == Refused(code=Code.NOT_FOUND)
