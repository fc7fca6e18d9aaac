"""What a change costs: who is shown something new, and nobody who is not."""

import pytest

from tests.core.test_laws import seats
from tests.core.town import ANNA, BO, QUICK, SECRETARY, SYSTEM, Names, Town, open_town
from waitingroom.core import commands as c
from waitingroom.core import events as e
from waitingroom.core.board import Window, board
from waitingroom.core.changes import Touched, board_delta, touched
from waitingroom.core.evolve import evolve
from waitingroom.core.ids import GuestId, NoticeId, Version, VisitId
from waitingroom.core.model import MoveReason, Queue, RemoveReason, Role

NAMES = Names()
ADA, BEN, CAI = (VisitId(f"v-{name}") for name in ("ada", "ben", "cai"))


def line_of(size: int) -> Town:
    town = open_town(QUICK.but(limit=20_000))
    for nth in range(size):
        town.happens(
            e.VisitArrived(
                visit=VisitId(f"v{nth}"),
                guest=GuestId(f"g{nth}"),
                role=Role.PATIENT,
                number=nth + 1,
                walk_in=True,
            )
        )
    return town


def admission_of(town: Town, rank: int) -> tuple[Queue, Queue, Touched]:
    """Somebody admits whoever stands at this rank: the queue before, after, and who is touched."""
    before = town.queue
    visit = before.line.at(rank)
    assert visit is not None
    guests = (before.visits[visit].guests[0].id,)
    event = e.VisitAdmitted(visit=visit, admission=1, by=ANNA.staff, guests=guests)
    version = Version(before.version + 1)
    after = evolve(before, e.Happened(version=version, at=town.now, event=event))
    return before, after, touched(before, after, event)


@pytest.fixture(scope="module")
def ten_thousand() -> Town:
    return line_of(10_000)


def test_one_admit_in_a_line_of_ten_thousand_touches_about_a_hundred_seats(
    ten_thousand: Town,
) -> None:
    _, _, changed = admission_of(ten_thousand, 0)
    assert len(changed.seats) == 85
    assert len(changed.cards) == 1


def test_one_admit_from_the_far_end_touches_almost_nobody(ten_thousand: Town) -> None:
    _, _, changed = admission_of(ten_thousand, 9_000)
    assert len(changed.seats) <= 10


@pytest.mark.parametrize("rank", [0, 1, 500, 999])
def test_in_a_line_of_a_thousand_exactly_those_are_touched_who_read_something_new(
    rank: int,
) -> None:
    before, after, changed = admission_of(line_of(1_000), rank)
    was, now = seats(before), seats(after)
    different = {visit for visit in now if now[visit] != was[visit]}
    assert changed.seats == different
    assert len(changed.seats) <= 60


def test_a_change_within_the_line_touches_those_between_the_two_places_alone() -> None:
    town = line_of(30)
    before = town.queue
    moved = VisitId("v12")
    town.asks(SECRETARY, c.MoveUp(visit=moved, reason=MoveReason.URGENT))
    changed = touched(before, town.queue, town.log[-1].event)
    assert changed.seats == {VisitId(f"v{nth}") for nth in range(13)}
    up = town.queue
    town.asks(SECRETARY, c.MoveBack(visit=moved))
    assert touched(up, town.queue, town.log[-1].event).seats == changed.seats


def test_who_arrives_at_the_end_changes_nobodys_place() -> None:
    town = line_of(30)
    before = town.queue
    town.walks_in("ada")
    assert touched(before, town.queue, town.log[-1].event).seats == {ADA}


def test_a_receipt_touches_its_own_visit_alone() -> None:
    town = line_of(30)
    town.admits(ANNA, "v0")
    before = town.queue
    town.asks(SYSTEM, c.Told(visit=VisitId("v0"), guest=GuestId("g0"), admission=1))
    changed = touched(before, town.queue, town.log[-1].event)
    assert changed == Touched(cards=frozenset({VisitId("v0")}), seats=frozenset({VisitId("v0")}))


def test_a_notice_is_for_everybody_and_changes_no_card() -> None:
    town = line_of(3)
    before = town.queue
    town.asks(BO, c.PostNotice(notice=NoticeId("late")))
    assert touched(before, town.queue, town.log[-1].event) == Touched(everybody=True)


def test_other_rules_change_every_card() -> None:
    town = line_of(3)
    before = town.queue
    town.asks(SYSTEM, c.Configure(rules=QUICK.but(undo_s=1)))
    changed = touched(before, town.queue, town.log[-1].event)
    assert changed.cards == {VisitId(f"v{nth}") for nth in range(3)}


def test_what_two_changes_touched_is_joined() -> None:
    one = Touched(cards=frozenset({ADA}), seats=frozenset({ADA, BEN}))
    two = Touched(seats=frozenset({CAI}), everybody=True)
    assert one | two == Touched(
        cards=frozenset({ADA}), seats=frozenset({ADA, BEN, CAI}), everybody=True
    )
    assert Touched() | one == one


def test_a_board_is_told_what_to_put_and_what_to_take_off() -> None:
    town = line_of(4)
    window = Window(size=2)
    shown = board(town.queue, window, NAMES).cards.keys()
    assert list(shown) == ["v0", "v1"]
    town.asks(BO, c.Remove(visit=VisitId("v0"), reason=RemoveReason.OTHER))
    delta = board_delta(town.queue, window, NAMES, shown, frozenset({VisitId("v0")}))
    assert [card.visit for card in delta.put] == ["v2", "v0"]
    assert delta.remove == ()
    later = board_delta(town.queue, Window(first=2, size=2), NAMES, shown, frozenset())
    assert [card.visit for card in later.put] == ["v3"]
    assert later.remove == ("v1",)
