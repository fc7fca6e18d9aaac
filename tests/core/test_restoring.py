"""A queue whose log is that of an older copy: places come back by tickets, and that is all."""

import pytest

from tests.core.town import ANNA, BO, QUICK, SECRETARY, SYSTEM, Town, open_town
from waitingroom.core import commands as c
from waitingroom.core import events as e
from waitingroom.core.alarms import LULL, due_at
from waitingroom.core.decide.restoring import GAP, MOST_REFUSED, RESTORING
from waitingroom.core.evolve import replay
from waitingroom.core.ids import Epoch, GuestId, NodeId, Version, VisitId
from waitingroom.core.model import (
    EndReason,
    Guest,
    MoveReason,
    Presence,
    Priority,
    Queue,
    RemoveReason,
    Role,
    Rules,
    Shelf,
    Stage,
    Text,
    Visit,
)
from waitingroom.core.refusals import Refused
from waitingroom.core.restoration import Flaw
from waitingroom.core.stages import shelf_of

FIRST, SECOND = Epoch("first"), Epoch("second")
AFTER = NodeId("node-after")


def ticket(town: Town, visit: Visit, guest: Guest, epoch: Epoch = FIRST) -> c.Restore:
    """What the ticket of this guest says now."""
    assert visit.arrived_at is not None
    return c.Restore(
        epoch=epoch,
        visit=visit.id,
        guest=guest.id,
        role=guest.role,
        kind=visit.kind,
        number=visit.number,
        priority=visit.priority,
        arrived_at=visit.arrived_at,
        admissions=visit.admissions,
        version=town.queue.version,
    )


def tickets(town: Town) -> list[c.Restore]:
    """The tickets of all who have a place."""
    return [
        ticket(town, visit, guest)
        for visit in town.queue.visits.values()
        if visit.number and visit.ended is None
        for guest in visit.here
    ]


def of(town: Town, visit: str) -> c.Restore:
    known = town.visit(visit)
    return ticket(town, known, known.guests[0])


def copied(town: Town, events: int) -> Town:
    """The same town as an older copy knows it, going on under another epoch."""
    log = town.log[:events]
    older = Town(queue=replay(Queue(id=town.queue.id), log), now=town.now, log=list(log))
    older.asks(SYSTEM, c.BeginRestoring(epoch=SECOND))
    return older


def comes_back(town: Town, shown: c.Restore) -> None:
    town.asks(SYSTEM, shown)
    town.connects(shown.guest, shown.visit, AFTER)


def in_line(queue: Queue) -> set[VisitId]:
    return {each.id for each in queue.visits.values() if shelf_of(each) is Shelf.LINE}


# --- one by one


def afternoon() -> tuple[Town, int]:
    """Five wait; the copy knows two of them."""
    town = open_town()
    for name in ("ada", "ben"):
        town.walks_in(name)
        town.connects(name, f"v-{name}")
    copy_made = len(town.log)
    for name in ("cai", "dea", "eli"):
        town.walks_in(name)
    return town, copy_made


def test_who_came_after_the_copy_has_the_old_number_and_a_mark() -> None:
    town, copy_made = afternoon()
    older = copied(town, copy_made)
    older.walks_in("new")
    for name in ("eli", "cai", "dea"):
        comes_back(older, of(town, f"v-{name}"))
    assert older.line() == ["v-ada", "v-ben", "v-cai", "v-dea", "v-eli", "v-new"]
    back = older.visit("v-cai")
    assert (back.number, back.restored, back.arrived_at) == (
        3,
        True,
        town.visit("v-cai").arrived_at,
    )
    assert back.guests[0].presence is Presence.CONNECTED
    assert not older.visit("v-ada").restored
    assert older.visit("v-new").number == GAP + 3


def test_who_joined_anew_before_showing_the_ticket_gets_the_old_number_all_the_same() -> None:
    town, copy_made = afternoon()
    older = copied(town, copy_made)
    older.walks_in("dea")
    older.walks_in("cai")
    comes_back(older, of(town, "v-cai"))
    assert older.line() == ["v-ada", "v-ben", "v-cai", "v-dea"]


def test_when_the_whole_log_is_lost_the_order_comes_from_tickets_alone() -> None:
    town, _ = afternoon()
    older = copied(town, 0)
    for name in ("dea", "ada", "eli", "cai", "ben"):
        comes_back(older, of(town, f"v-{name}"))
    assert older.line() == ["v-ada", "v-ben", "v-cai", "v-dea", "v-eli"]


def test_an_expected_visit_that_had_come_stands_in_line_again() -> None:
    town = open_town()
    town.expects("ada")
    copy_made = len(town.log)
    town.comes("ada", "v-ada")
    older = copied(town, copy_made)
    comes_back(older, of(town, "v-ada"))
    assert (older.visit("v-ada").stage, older.visit("v-ada").number) == (Stage.WAITING, 1)
    assert older.visit("v-ada").here != ()


def test_a_whole_party_comes_back_whoever_is_first() -> None:
    town = open_town()
    town.expects("ada", Role.RELATIVE)
    town.comes("ada", "v-ada")
    town.comes("ada-relative", "v-ada")
    older = copied(town, 2)
    for guest in reversed(town.visit("v-ada").guests):
        comes_back(older, ticket(town, town.visit("v-ada"), guest))
    back = older.visit("v-ada")
    assert {each.id: each.role for each in back.guests} == {
        GuestId("ada"): Role.PATIENT,
        GuestId("ada-relative"): Role.RELATIVE,
    }
    assert all(each.presence is Presence.CONNECTED for each in back.guests)


def test_one_of_a_known_party_who_had_come_has_come() -> None:
    town = open_town()
    town.expects("ada", Role.RELATIVE)
    town.comes("ada", "v-ada")
    copy_made = len(town.log)
    town.comes("ada-relative", "v-ada")
    older = copied(town, copy_made)
    comes_back(older, ticket(town, town.visit("v-ada"), town.visit("v-ada").guests[1]))
    assert older.visit("v-ada").guests[1].presence is Presence.CONNECTED


def test_who_was_moved_up_after_the_copy_is_moved_up_once_while_all_come_back() -> None:
    town, copy_made = afternoon()
    town.asks(ANNA, c.MoveUp(visit=VisitId("v-ben"), reason=MoveReason.URGENT))
    older = copied(town, copy_made)
    comes_back(older, of(town, "v-ben"))
    assert older.line()[0] == "v-ben"
    older.asks(ANNA, c.MoveBack(visit=VisitId("v-ben")))
    comes_back(older, of(town, "v-ben"))
    assert older.visit("v-ben").priority is Priority.ORDINARY


def test_the_name_of_a_conference_is_not_used_a_second_time() -> None:
    town, copy_made = afternoon()
    town.admits(ANNA, "v-ada")
    held = of(town, "v-ada")
    older = copied(town, copy_made)
    comes_back(older, held)
    older.admits(BO, "v-ada")
    assert older.visit("v-ada").admissions == 2


def test_a_ticket_that_is_older_than_the_copy_changes_nothing() -> None:
    town, _ = afternoon()
    held = of(town, "v-ada")
    town.asks(ANNA, c.MoveUp(visit=VisitId("v-ada"), reason=MoveReason.URGENT))
    town.asks(ANNA, c.MoveBack(visit=VisitId("v-ada")))
    older = copied(town, len(town.log))
    assert older.asks(SYSTEM, held.but(priority=Priority.MOVED_UP)) == ()


def test_who_is_let_in_in_the_copy_stays_let_in() -> None:
    town, _ = afternoon()
    held = of(town, "v-ada")
    town.admits(ANNA, "v-ada")
    older = copied(town, len(town.log))
    assert older.asks(SYSTEM, held) == ()
    assert older.visit("v-ada").stage is Stage.ADMITTED


def test_a_ticket_does_not_take_a_guest_out_of_another_visit() -> None:
    town, copy_made = afternoon()
    older = copied(town, copy_made)
    assert older.asks(SYSTEM, of(town, "v-ada").but(visit=VisitId("v-cai"))) == ()


def test_staff_may_let_in_while_the_queue_is_restoring_and_remove_who_had_ended() -> None:
    town, copy_made = afternoon()
    older = copied(town, copy_made)
    comes_back(older, of(town, "v-cai"))
    assert not isinstance(older.admits(ANNA, "v-cai"), Refused)
    removed = older.asks(SECRETARY, c.Remove(visit=VisitId("v-ben"), reason=RemoveReason.OTHER))
    assert not isinstance(removed, Refused)
    assert older.asks(SYSTEM, of(town, "v-ben")) == ()
    ended = older.visit("v-ben").ended
    assert ended is not None
    assert ended.reason is EndReason.REMOVED


# --- how long


def test_it_is_over_after_a_minute_and_the_queue_asks_to_be_woken_then() -> None:
    town, copy_made = afternoon()
    older = copied(town, copy_made)
    assert due_at(older.queue) == older.now + RESTORING
    older.later(59)
    older.asks(SYSTEM, c.Tick())
    assert older.queue.restoring is not None
    older.later(1)
    older.asks(SYSTEM, c.Tick())
    assert older.queue.restoration is not None
    assert older.queue.restoration.over_at == older.now
    assert older.kinds()[-1] == "QueueRestored"
    comes_back(older, of(town, "v-cai"))
    assert older.visit("v-cai").number == 3


@pytest.mark.parametrize(("back", "over"), [(18, False), (19, True), (20, True)])
def test_it_is_over_when_95_of_100_are_back(back: int, over: bool) -> None:
    town = open_town()
    for nth in range(20):
        town.walks_in(f"p{nth}")
    older = copied(town, len(town.log))
    for nth in range(back):
        older.connects(f"p{nth}", f"v-p{nth}", AFTER)
    assert (older.queue.restoring is None) is over
    assert older.kinds().count("QueueRestored") == over


def test_nobody_who_comes_twice_counts_twice() -> None:
    town, copy_made = afternoon()
    older = copied(town, copy_made)
    for _ in range(2):
        older.connects("ada", "v-ada", AFTER)
        older.loses("ada", "v-ada", AFTER)
    assert list(older.queue.missing) == ["v-ben"]


def test_a_restore_is_begun_once_in_each_epoch() -> None:
    town, copy_made = afternoon()
    older = copied(town, copy_made)
    assert older.asks(SYSTEM, c.BeginRestoring(epoch=SECOND)) == ()
    assert older.asks(SYSTEM, c.BeginRestoring(epoch=Epoch("third"))) != ()


def test_no_absence_is_acted_on_for_two_minutes() -> None:
    town = open_town(QUICK.but(grace_s=30))
    town.walks_in("ada")
    town.loses("ada", "v-ada")
    older = copied(town, len(town.log))
    older.later(LULL.total_seconds() - 1)
    older.asks(SYSTEM, c.Tick())
    assert not older.visit("v-ada").parked
    older.later(1)
    older.asks(SYSTEM, c.Tick())
    assert older.visit("v-ada").parked


def test_nobody_who_was_called_is_sent_a_text_message_that_may_have_gone_already() -> None:
    town = open_town(Rules(texts=True))
    for name in ("ada", "ben"):
        town.walks_in(name)
    town.admits(ANNA, "v-ada")
    older = copied(town, len(town.log))
    assert older.visit("v-ada").guests[0].text is Text.UNKNOWN
    assert older.visit("v-ben").guests[0].text is None
    assert Version(len(older.log)) == older.queue.version


def test_refused_tickets_are_written_down_and_not_without_end() -> None:
    town, copy_made = afternoon()
    refuse = c.RefuseTicket(visit=VisitId("v-x"), guest=GuestId("x"), why=Flaw.FORGED)
    assert town.asks(SYSTEM, refuse) == ()
    older = copied(town, copy_made)
    for _ in range(MOST_REFUSED + 3):
        older.asks(SYSTEM, refuse)
    assert older.kinds().count("TicketRefused") == MOST_REFUSED
    assert older.kinds().count("VisitRestored") == 0


def test_events_of_a_restoring_that_never_began_change_nothing() -> None:
    town = open_town()
    town.happens(e.QueueRestored())
    town.happens(e.TicketRefused(visit=VisitId("v"), guest=GuestId("g"), why=Flaw.EXPIRED))
    assert town.queue.restoration is None


def test_only_we_ourselves_may_give_a_place_back() -> None:
    town, copy_made = afternoon()
    older = copied(town, copy_made)
    assert isinstance(older.asks(ANNA, of(town, "v-cai")), Refused)
