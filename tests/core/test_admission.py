"""Opening and closing the door: of two who admit at once one wins, and put back keeps the place."""

from collections.abc import Callable

import pytest

from tests.core.town import ANNA, BO, QUICK, SYSTEM, Town, invited, open_town, walker
from waitingroom.core import commands as c
from waitingroom.core import events as e
from waitingroom.core.decide.admission import is_called
from waitingroom.core.ids import GuestId, Version, VisitId
from waitingroom.core.model import (
    Conference,
    EndReason,
    MoveReason,
    Priority,
    RemoveReason,
    Role,
    Stage,
)
from waitingroom.core.refusals import Code, Refused

ADA = VisitId("v-ada")


def party_of_three(places: int = 2) -> Town:
    """Ada with a relative and an interpreter, all here, in a queue whose calls have `places`."""
    town = open_town(QUICK.but(call_places=places))
    town.expects("ada", Role.RELATIVE, Role.INTERPRETER)
    for guest in ("ada-relative", "ada", "ada-interpreter"):
        town.comes(guest, "v-ada")
    return town


def called(town: Town, visit: str = "v-ada") -> tuple[str, ...]:
    admission = town.visit(visit).admission
    assert admission is not None
    return admission.guests


# --- admit


def test_of_two_who_admit_at_once_one_wins_and_the_other_reads_who_and_when() -> None:
    town = open_town()
    visit = town.walks_in("ada")
    admit = c.Admit(visit=visit.id, seen=visit.revision)
    assert town.asks(ANNA, admit)
    admitted_at = town.now
    town.later(1)
    refused = Refused(code=Code.ALREADY_ADMITTED, by=ANNA.staff, at=admitted_at)
    assert town.asks(BO, admit) == refused
    assert town.asks(ANNA, admit) == refused
    assert town.kinds().count("VisitAdmitted") == 1


def test_who_looked_at_an_older_stage_is_told_that_it_has_changed() -> None:
    town = open_town()
    visit = town.walks_in("ada")
    town.admits(ANNA, "v-ada")
    town.asks(ANNA, c.PutBack(visit=ADA))
    late = c.Admit(visit=visit.id, seen=visit.revision)
    assert town.asks(BO, late) == Refused(code=Code.CHANGED)
    assert town.visit("v-ada").stage is Stage.WAITING


def test_nobody_is_admitted_who_has_not_come_or_is_gone() -> None:
    town = open_town()
    town.expects("ada")
    town.walks_in("ben")
    assert town.admits(ANNA, "v-ada") == Refused(code=Code.NOT_WAITING)
    town.asks(walker("ben"), c.Leave())
    assert town.admits(ANNA, "v-ben") == Refused(code=Code.ENDED, at=town.now)
    unknown = c.Admit(visit=VisitId("v-nobody"), seen=Version(0))
    assert town.asks(ANNA, unknown) == Refused(code=Code.NOT_FOUND)


def test_the_patient_is_called_first_and_alone_when_a_call_is_of_two() -> None:
    town = party_of_three()
    town.admits(ANNA, "v-ada")
    assert called(town) == ("ada",)


def test_a_larger_call_takes_the_party_in_the_order_of_their_roles() -> None:
    town = party_of_three(places=4)
    town.admits(ANNA, "v-ada")
    assert called(town) == ("ada", "ada-interpreter", "ada-relative")


def test_who_is_connected_is_called_before_a_patient_who_is_away() -> None:
    town = party_of_three()
    town.loses("ada", "v-ada")
    town.admits(ANNA, "v-ada")
    assert called(town) == ("ada-interpreter",)


def test_a_patient_who_is_away_can_be_called_all_the_same() -> None:
    town = open_town()
    town.walks_in("ada")
    town.connects("ada", "v-ada")
    town.loses("ada", "v-ada")
    town.later(61)
    town.asks(SYSTEM, c.Tick())
    assert town.visit("v-ada").parked
    town.admits(ANNA, "v-ada")
    assert called(town) == ("ada",)


def test_a_chosen_part_of_the_party_is_called_once_each() -> None:
    town = party_of_three(places=3)
    town.admits(ANNA, "v-ada", "ada-relative", "ada", "ada-relative")
    assert called(town) == ("ada-relative", "ada")


def test_more_than_the_call_has_places_for_is_refused() -> None:
    town = party_of_three()
    assert town.admits(ANNA, "v-ada", "ada", "ada-relative") == Refused(code=Code.CALL_FULL)


def test_who_is_not_of_the_party_or_not_here_cannot_be_called() -> None:
    town = open_town()
    town.expects("ada", Role.RELATIVE)
    town.comes("ada", "v-ada")
    town.walks_in("ben")
    for guest in ("ada-relative", "ben", "nobody"):
        assert town.admits(ANNA, "v-ada", guest) == Refused(code=Code.NOBODY_HERE)


def test_a_party_of_whom_nobody_is_here_any_more_cannot_be_called() -> None:
    town = open_town(QUICK.but(call_places=1))
    town.walks_in("ada")
    assert town.admits(ANNA, "v-ada") == Refused(code=Code.NOBODY_HERE)


def test_admitting_ends_the_claim_and_counts_as_having_seen_the_patient() -> None:
    town = open_town()
    town.walks_in("ada")
    town.asks(BO, c.ClaimVisit(visit=ADA))
    town.admits(ANNA, "v-ada")
    visit = town.visit("v-ada")
    assert (visit.claim, visit.seen) == (None, True)
    assert BO.staff not in town.queue.claims


# --- one more of the party


def test_a_late_relative_enters_the_running_call() -> None:
    town = party_of_three(places=3)
    town.admits(ANNA, "v-ada", "ada")
    relative = c.AdmitGuest(visit=ADA, guest=GuestId("ada-relative"))
    assert town.asks(ANNA, relative)
    assert called(town) == ("ada", "ada-relative")
    assert town.asks(ANNA, relative) == ()
    third = c.AdmitGuest(visit=ADA, guest=GuestId("ada-interpreter"))
    assert town.asks(ANNA, third) == Refused(code=Code.CALL_FULL)


def test_who_left_for_good_gives_their_place_in_the_call_free() -> None:
    town = party_of_three()
    town.admits(ANNA, "v-ada", "ada-relative")
    town.asks(SYSTEM, c.Told(visit=ADA, guest=GuestId("ada-relative"), admission=1))
    town.asks(invited("ada-relative", "v-ada"), c.Leave())
    assert town.asks(ANNA, c.AdmitGuest(visit=ADA, guest=GuestId("ada")))
    assert called(town) == ("ada",)


def test_who_left_for_good_and_comes_back_is_called_only_when_let_in_again() -> None:
    """Somebody else may be in their place by now, and a call must not be of more than it is for."""
    town = party_of_three()
    town.admits(ANNA, "v-ada", "ada-relative")
    relative = GuestId("ada-relative")
    for receipt in (c.Saw, c.Entered):
        town.asks(SYSTEM, receipt(visit=ADA, guest=relative, admission=1))
    town.asks(invited("ada-relative", "v-ada"), c.Leave())
    assert not is_called(town.queue, ADA, relative, 1)
    town.asks(ANNA, c.AdmitGuest(visit=ADA, guest=GuestId("ada")))
    town.comes("ada-relative", "v-ada")
    assert not is_called(town.queue, ADA, relative, 1)
    guest = town.visit("v-ada").guest(relative)
    assert guest is not None
    assert (guest.told_at, guest.seen_at, guest.entered_at) == (None, None, None)
    again = c.AdmitGuest(visit=ADA, guest=relative)
    assert town.asks(ANNA, again) == Refused(code=Code.CALL_FULL)


def test_one_more_is_called_only_from_the_party_and_only_into_an_open_call() -> None:
    town = party_of_three(places=4)
    ada = c.AdmitGuest(visit=ADA, guest=GuestId("ada"))
    assert town.asks(ANNA, ada) == Refused(code=Code.NOT_ADMITTED)
    town.admits(ANNA, "v-ada", "ada")
    stranger = c.AdmitGuest(visit=ADA, guest=GuestId("ben"))
    assert town.asks(ANNA, stranger) == Refused(code=Code.NOBODY_HERE)


# --- put back


def test_put_back_gives_the_same_place_back() -> None:
    town = open_town()
    for name in ("ada", "ben", "cai"):
        town.walks_in(name)
    town.asks(BO, c.MoveUp(visit=VisitId("v-cai"), reason=MoveReason.URGENT))
    for name in ("cai", "ada"):
        town.admits(ANNA, f"v-{name}")
    assert town.line() == ["v-ben"]
    for name in ("ada", "cai"):
        assert town.asks(BO, c.PutBack(visit=VisitId(f"v-{name}")))
    assert town.line() == ["v-cai", "v-ada", "v-ben"]
    assert town.visit("v-cai").priority is Priority.MOVED_UP


def test_put_back_takes_the_receipts_along_and_the_next_admission_has_a_new_number() -> None:
    town = open_town()
    town.walks_in("ada")
    town.admits(ANNA, "v-ada")
    for receipt in (c.Saw, c.Entered, c.LeftCall):
        town.asks(SYSTEM, receipt(visit=ADA, guest=GuestId("ada"), admission=1))
    town.asks(ANNA, c.PutBack(visit=ADA))
    guest = town.visit("v-ada").guests[0]
    receipts = (guest.told_at, guest.seen_at, guest.entered_at, guest.left_at)
    assert receipts == (None, None, None, None)
    town.admits(BO, "v-ada")
    assert not is_called(town.queue, ADA, GuestId("ada"), 1)
    assert is_called(town.queue, ADA, GuestId("ada"), 2)


def test_a_pass_is_only_for_who_is_called_to_the_open_admission() -> None:
    town = party_of_three()
    assert not is_called(town.queue, ADA, GuestId("ada"), 1)
    town.admits(ANNA, "v-ada")
    assert is_called(town.queue, ADA, GuestId("ada"), 1)
    assert not is_called(town.queue, ADA, GuestId("ada-relative"), 1)
    assert not is_called(town.queue, VisitId("v-nobody"), GuestId("ada"), 1)


def test_who_was_set_aside_and_is_put_back_stands_in_line_and_does_not_expire_at_once() -> None:
    """The hour may have passed while the door was open; a clinician who puts back ends no place."""
    town = open_town()
    town.walks_in("ada")
    town.walks_in("ben")
    town.connects("ada", "v-ada")
    town.loses("ada", "v-ada")
    town.later(QUICK.grace_s)
    town.asks(SYSTEM, c.Tick())
    assert town.line() == ["v-ben"]
    town.admits(ANNA, "v-ada")
    town.later(QUICK.parked_s + 1)
    town.asks(ANNA, c.PutBack(visit=ADA))
    town.asks(SYSTEM, c.Tick())
    assert town.line() == ["v-ada", "v-ben"]
    town.later(QUICK.grace_s)
    town.asks(SYSTEM, c.Tick())
    assert town.visit("v-ada").parked


# --- end, and try again


def test_ending_the_conversation_completes_the_visit_and_is_learned_from() -> None:
    town = open_town()
    town.walks_in("ada")
    town.admits(ANNA, "v-ada")
    admitted_at = town.now
    town.later(300)
    assert town.asks(BO, c.End(visit=ADA))
    ended = town.visit("v-ada").ended
    assert ended is not None
    assert (ended.reason, ended.by) == (EndReason.COMPLETED, BO.staff)
    (served,) = town.queue.served
    assert (served.by, served.admitted_at, served.ended_at) == (ANNA.staff, admitted_at, town.now)


def test_the_conference_is_tried_again_only_after_it_failed() -> None:
    town = open_town()
    town.walks_in("ada")
    town.admits(ANNA, "v-ada")
    assert town.asks(ANNA, c.TryAgain(visit=ADA)) == ()
    town.asks(SYSTEM, c.GiveUp(visit=ADA, admission=1))
    retried = e.ConferenceRetried(visit=ADA, admission=1)
    assert town.asks(BO, c.TryAgain(visit=ADA)) == (retried,)
    admission = town.visit("v-ada").admission
    assert admission is not None
    assert admission.conference is Conference.PREPARING


Closing = Callable[[VisitId], c.AdmissionCommand]


@pytest.mark.parametrize(
    "command",
    [
        lambda visit: c.PutBack(visit=visit),
        lambda visit: c.End(visit=visit),
        lambda visit: c.TryAgain(visit=visit),
        lambda visit: c.AdmitGuest(visit=visit, guest=GuestId("ada")),
    ],
    ids=["put back", "end", "try again", "one more"],
)
def test_what_needs_an_open_door_is_refused_without_one(command: Closing) -> None:
    town = open_town()
    town.walks_in("ada")
    assert town.asks(ANNA, command(ADA)) == Refused(code=Code.NOT_ADMITTED)
    town.asks(BO, c.Remove(visit=ADA, reason=RemoveReason.OTHER))
    gone = Refused(code=Code.ENDED, by=BO.staff, at=town.now)
    assert town.asks(ANNA, command(ADA)) == gone
    assert town.asks(ANNA, command(VisitId("v-nobody"))) == Refused(code=Code.NOT_FOUND)
