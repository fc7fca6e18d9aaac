"""What a queue keeps of a pre-check: the last result, when it was found, and nothing twice."""

import msgspec
import pytest

from tests.core.town import (
    ANNA,
    BO,
    OTHER_QUEUE,
    QUICK,
    SECRETARY,
    SYSTEM,
    Names,
    Town,
    open_town,
)
from waitingroom.core import commands as c
from waitingroom.core import eventlog
from waitingroom.core import events as e
from waitingroom.core.card import card
from waitingroom.core.changes import Touched, touched
from waitingroom.core.checks import (
    MOST_CAUSES,
    SAME_FOR,
    SHOWN_FOR,
    Cause,
    Checked,
    LastCheck,
    Outcome,
)
from waitingroom.core.handing import handed_over
from waitingroom.core.ids import GuestId, VisitId
from waitingroom.core.model import Queue, RemoveReason, Role, Stage
from waitingroom.core.seat import seat
from waitingroom.core.snapshot import freeze, thaw

V_ADA, ADA = VisitId("v-ada"), GuestId("ada")
GOOD = c.Check(visit=V_ADA, guest=ADA, outcome=Outcome.GOOD)
NO_CAMERA = GOOD.but(outcome=Outcome.SOUND_ONLY, causes=(Cause.CAM_NONE, Cause.NET_DELAY))


def waiting() -> Town:
    """Ada waits, and her relative has come too."""
    town = open_town()
    town.expects("ada", Role.RELATIVE)
    town.comes("ada", "v-ada")
    town.comes("ada-relative", "v-ada")
    return town


def checked(town: Town) -> Checked | None:
    guest = town.visit("v-ada").guest(ADA)
    assert guest is not None
    return guest.checked


def test_the_result_stands_on_the_card_and_on_their_own_seat_alone() -> None:
    town = waiting()
    town.asks(SYSTEM, NO_CAMERA)
    visit = town.visit("v-ada")
    shown = LastCheck(
        outcome=Outcome.SOUND_ONLY,
        causes=(Cause.CAM_NONE, Cause.NET_DELAY),
        at=town.now,
        until=town.now + SHOWN_FOR,
    )
    assert [each.checked for each in card(town.queue, visit, Names()).guests] == [shown, None]
    seats = [seat(town.queue, visit, each, Names()).checked for each in visit.guests]
    assert seats == [shown, None]


def test_whoever_is_expected_may_test_days_before() -> None:
    town = open_town()
    town.expects("ada")
    assert town.asks(SYSTEM, GOOD) == (
        e.GuestChecked(visit=V_ADA, guest=ADA, outcome=Outcome.GOOD),
    )
    assert town.visit("v-ada").stage is Stage.EXPECTED


def test_a_result_of_nobody_we_know_or_of_a_visit_that_is_over_changes_nothing() -> None:
    town = waiting()
    assert town.asks(SYSTEM, GOOD.but(visit=VisitId("v-ben"))) == ()
    assert town.asks(SYSTEM, GOOD.but(guest=GuestId("ben"))) == ()
    town.asks(BO, c.Remove(visit=V_ADA, reason=RemoveReason.OTHER))
    assert town.asks(SYSTEM, GOOD) == ()


def test_the_same_result_again_is_no_news_for_an_hour() -> None:
    town = waiting()
    town.asks(SYSTEM, NO_CAMERA)
    for _ in range(11):
        town.later(300)
        assert town.asks(SYSTEM, NO_CAMERA) == ()
    town.later(SAME_FOR.total_seconds() - 11 * 300 - 1)
    assert town.asks(SYSTEM, NO_CAMERA) == ()
    town.later(1)
    assert town.asks(SYSTEM, NO_CAMERA) != ()
    assert town.asks(SYSTEM, NO_CAMERA) == ()


@pytest.mark.parametrize(
    "other",
    [NO_CAMERA.but(outcome=Outcome.UNUSABLE), NO_CAMERA.but(causes=(Cause.CAM_NONE,)), GOOD],
)
def test_another_result_is_news_at_once(other: c.Check) -> None:
    town = waiting()
    town.asks(SYSTEM, NO_CAMERA)
    town.later(1)
    town.asks(SYSTEM, other)
    assert checked(town) == Checked(outcome=other.outcome, causes=other.causes, at=town.now)


def test_no_more_causes_are_kept_than_anybody_reads_and_the_same_is_still_the_same() -> None:
    town = waiting()
    many = NO_CAMERA.but(causes=tuple(Cause))
    town.asks(SYSTEM, many)
    known = checked(town)
    assert known is not None
    assert known.causes == tuple(Cause)[:MOST_CAUSES]
    assert town.asks(SYSTEM, many) == ()


def test_it_touches_the_card_of_the_visit_and_nobody_elses() -> None:
    town = waiting()
    for nth in range(30):
        town.walks_in(f"crowd{nth}")
    before = town.queue
    town.asks(SYSTEM, GOOD)
    own = frozenset({V_ADA})
    assert touched(before, town.queue, town.log[-1].event) == Touched(cards=own, seats=own)
    assert town.visit("v-ada").revision == before.visits[V_ADA].revision, "no Admit is outdated"


def test_it_is_no_receipt_of_an_admission_and_outlasts_one() -> None:
    town = waiting()
    town.asks(SYSTEM, NO_CAMERA)
    found = checked(town)
    town.admits(ANNA, "v-ada")
    town.asks(ANNA, c.PutBack(visit=V_ADA))
    assert checked(town) == found


def test_it_goes_along_to_another_queue_with_the_time_at_which_it_was_found() -> None:
    here, there = waiting(), Town(queue=Queue(id=OTHER_QUEUE))
    there.asks(SYSTEM, c.Configure(rules=QUICK))
    here.asks(SYSTEM, NO_CAMERA)
    found = checked(here)
    here.later(600)
    receive = handed_over(here.visit("v-ada"), here.queue.id)
    here.asks(SECRETARY, c.Transfer(visit=V_ADA, to=OTHER_QUEUE))
    there.later(600)
    there.asks(SYSTEM, receive)
    assert found is not None
    assert checked(there) == found


def test_a_snapshot_keeps_it() -> None:
    town = waiting()
    town.asks(SYSTEM, NO_CAMERA)
    assert thaw(freeze(town.queue)) == town.queue


def test_a_log_and_a_snapshot_of_before_there_were_checks_are_read() -> None:
    old = (
        b'{"type":"VisitReceived","visit":"v-ada","origin":"q2","kind":"walk-in","guests":'
        b'[{"guest":"ada","role":"patient","presence":"away"}],"number":1,"due_at":null}'
    )
    town = open_town()
    town.happens(eventlog.decode(old))
    assert checked(town) is None
    frozen = msgspec.json.decode(freeze(town.queue))
    for visit in frozen["visits"]:
        for guest in visit["guests"]:
            del guest["checked"]
    assert thaw(msgspec.json.encode(frozen)) == town.queue


def test_a_short_look_makes_nothing_better_that_it_did_not_look_at() -> None:
    slow = GOOD.but(outcome=Outcome.USABLE, causes=(Cause.NET_SLOW_UP, Cause.CAM_DARK))
    lossy = slow.but(causes=(Cause.NET_LOSS_UP, Cause.CAM_DARK))
    short = GOOD.but(again=True)
    for before, is_taken in ((slow, False), (lossy, True)):
        town = waiting()
        town.asks(SYSTEM, before)
        assert bool(town.asks(SYSTEM, short)) is is_taken
        worse = short.but(outcome=Outcome.UNUSABLE, causes=(Cause.PATH_NONE,))
        assert town.asks(SYSTEM, worse)
        assert town.asks(SYSTEM, GOOD)
