"""Who sees what: a seat without anybody else in it, and the board with all that staff need."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from enum import Enum
from types import UnionType
from typing import Any, NewType, Union, get_args, get_origin, get_type_hints

import msgspec
from hypothesis import given, settings

from tests.core.test_laws import CROWD, walk
from tests.core.town import (
    ANNA,
    BO,
    GUESTS,
    QUICK,
    SECRETARY,
    SYSTEM,
    Names,
    Step,
    Text,
    Town,
    invited,
    open_town,
    steps,
)
from waitingroom.core import commands as c
from waitingroom.core import ids
from waitingroom.core.board import OTHERS, Board, Window, board
from waitingroom.core.card import Card, card
from waitingroom.core.estimate import ENOUGH
from waitingroom.core.ids import GuestId, NoticeId, VisitId
from waitingroom.core.model import (
    Conference,
    EndReason,
    MoveReason,
    Presence,
    RemoveReason,
    Role,
    Stage,
)
from waitingroom.core.seat import Companion, Seat, seat, unjoined
from waitingroom.core.value import Private, Value

NAMES = Names()
ADA = VisitId("v-ada")


def seat_of(town: Town, guest: str = "ada", visit: str = "v-ada") -> Seat:
    known = town.visit(visit)
    person = known.guest(GuestId(guest))
    assert person is not None
    return seat(town.queue, known, person, NAMES)


def card_of(town: Town, visit: str = "v-ada") -> Card:
    return card(town.queue, town.visit(visit), NAMES)


def board_of(town: Town, window: Window | None = None) -> Board:
    return board(town.queue, window or Window(), NAMES)


# --- privacy, as a test of types

Field = tuple[str, Any]
"""Where it stands, and its type once containers and unions are taken apart."""


def parts(kind: Any) -> Iterator[Any]:
    """The types inside a container or a union, or the type itself."""
    inside = [each for each in get_args(kind) if each is not Ellipsis]
    if get_origin(kind) is None or not inside:
        yield kind
        return
    assert get_origin(kind) in (tuple, UnionType, Union), kind
    for each in inside:
        yield from parts(each)


def fields(record: type[Value], seen: frozenset[type] = frozenset()) -> Iterator[Field]:
    """Every field that can be reached from a record, down to what is no record."""
    for name, declared in get_type_hints(record).items():
        for kind in parts(declared):
            if isinstance(kind, type) and issubclass(kind, Value) and kind not in seen:
                yield from fields(kind, seen | {record})
            else:
                yield f"{record.__name__}.{name}", kind


def test_a_seat_holds_no_text_but_names_and_the_number_of_the_clinic_and_the_notice() -> None:
    texts = {where for where, kind in fields(Seat) if kind in (str, bytes, Private, object, Any)}
    assert texts == {
        "Seat.clinician",
        "Seat.notice",
        "Seat.came_from",
        "Seat.goes_on_in",
        "Seat.dial_in_number",
    }


def test_a_seat_holds_nobodys_id() -> None:
    names = {name for name, kind in vars(ids).items() if isinstance(kind, NewType)}
    assert {"GuestId", "VisitId", "StaffId"} <= names
    assert not [where for where, kind in fields(Seat) if isinstance(kind, NewType)]


def test_everything_else_in_a_seat_is_a_choice_a_number_or_a_time() -> None:
    plain = (bool, int, datetime, type(None), str)
    other = {
        kind
        for _, kind in fields(Seat)
        if kind not in plain and not (isinstance(kind, type) and issubclass(kind, Enum))
    }
    assert other == set()


def test_the_walk_through_the_types_would_find_a_name_that_was_slipped_in() -> None:
    class Leaky(Value):
        companions: tuple["Whose", ...]

    class Whose(Value):
        guest: GuestId
        name: str | None

    Leaky.__annotations__["companions"] = tuple[Whose, ...]
    found = dict(fields(Leaky))
    assert {"Whose.guest", "Whose.name"} == found.keys()


@settings(max_examples=60, deadline=None)
@given(steps())
def test_nothing_of_anybody_else_is_in_an_encoded_seat(afternoon: Sequence[Step]) -> None:
    town = walk(afternoon)
    for visit in town.queue.visits.values():
        for guest in visit.guests:
            sent = msgspec.json.encode(seat(town.queue, visit, guest, NAMES)).decode()
            assert "name of" not in sent
            for other in town.queue.visits.values():
                assert other.id not in sent
                assert not [each.id for each in other.guests if f'"{each.id}"' in sent]


# --- a guest's view


def test_the_place_is_exact_near_the_front_and_banded_behind() -> None:
    town = open_town()
    for nth in range(CROWD):
        town.walks_in(f"g{nth}")
    seats = [seat_of(town, f"g{nth}", f"v-g{nth}") for nth in range(CROWD)]
    assert [each.ahead for each in seats[:14]] == list(range(14))
    assert [each.ahead for each in seats[14:]] == [14, 14, 16, 16]
    assert [each.exact for each in seats] == [True] * 14 + [False] * 4


def busy_town(*, shows_place: bool = True) -> Town:
    """A town that has let in enough people to know how long it takes."""
    town = open_town(QUICK.but(shows_place=shows_place, keep_ended_s=100_000))
    for nth in range(ENOUGH):
        town.walks_in(f"g{nth}")
        town.admits(ANNA, f"v-g{nth}")
        town.later(300)
        town.asks(ANNA, c.End(visit=VisitId(f"v-g{nth}")))
    town.walks_in("ada")
    return town


def test_a_guest_sees_when_the_turn_is_expected() -> None:
    estimate = seat_of(busy_town()).estimate
    assert estimate is not None
    assert estimate.low_at < estimate.high_at


def test_a_queue_that_hides_places_shows_nothing_of_those_ahead() -> None:
    hidden = seat_of(busy_town(shows_place=False))
    assert (hidden.ahead, hidden.exact, hidden.estimate) == (None, False, None)


def test_nobody_who_does_not_stand_in_line_has_a_place() -> None:
    town = busy_town()
    town.expects("ben")
    town.connects("ada", "v-ada")
    town.loses("ada", "v-ada")
    town.later(61)
    town.asks(SYSTEM, c.Tick())
    for guest, parked in (("ada", True), ("ben", False)):
        seen = seat_of(town, guest, f"v-{guest}")
        assert (seen.ahead, seen.exact, seen.estimate) == (None, False, None)
        assert seen.parked is parked


def test_a_guest_is_told_by_whom_and_how_far_the_call_is() -> None:
    town = open_town()
    town.walks_in("ada")
    assert not seat_of(town).seen
    town.admits(ANNA, "v-ada")
    called = seat_of(town)
    assert (called.stage, called.called, called.admission) == (Stage.ADMITTED, True, 1)
    assert (called.clinician, called.conference) == ("staff anna", Conference.PREPARING)
    town.asks(SYSTEM, c.MakeReady(visit=ADA, admission=1))
    assert seat_of(town).conference is Conference.READY
    town.asks(SYSTEM, c.Entered(visit=ADA, guest=GuestId("ada"), admission=1))
    assert seat_of(town).entered
    town.asks(SYSTEM, c.LeftCall(visit=ADA, guest=GuestId("ada"), admission=1))
    assert not seat_of(town).entered
    town.asks(ANNA, c.PutBack(visit=ADA))
    back = seat_of(town)
    assert (back.stage, back.called, back.put_back, back.seen) == (Stage.WAITING, False, True, True)


def party_in_a_call_of(places: int) -> Town:
    town = open_town(QUICK.but(call_places=places))
    town.expects("ada", Role.RELATIVE, Role.INTERPRETER)
    for guest in ("ada", "ada-relative", "ada-interpreter"):
        town.comes(guest, "v-ada")
    return town


def test_the_rest_of_the_party_is_told_when_the_call_has_no_place_more() -> None:
    town = party_in_a_call_of(2)
    town.admits(ANNA, "v-ada")
    assert not seat_of(town).full
    beside = seat_of(town, "ada-relative")
    assert (beside.called, beside.full, beside.conference) == (False, True, None)
    roomy = party_in_a_call_of(3)
    roomy.admits(ANNA, "v-ada", "ada")
    assert not seat_of(roomy, "ada-relative").full


def test_a_call_has_a_place_again_when_somebody_has_left_for_good() -> None:
    """What the relative reads is what the clinician can do: let them in."""
    town = party_in_a_call_of(2)
    town.admits(ANNA, "v-ada")
    town.asks(SYSTEM, c.Told(visit=ADA, guest=GuestId("ada"), admission=1))
    town.asks(invited("ada", "v-ada"), c.Leave())
    assert not seat_of(town, "ada-relative").full
    assert town.asks(ANNA, c.AdmitGuest(visit=ADA, guest=GuestId("ada-relative")))
    assert seat_of(town, "ada-interpreter").full


def test_companions_are_shown_by_role_and_presence_alone() -> None:
    town = open_town()
    town.expects("ada", Role.RELATIVE)
    town.comes("ada", "v-ada")
    assert seat_of(town).party == (
        Companion(role=Role.RELATIVE, presence=Presence.INVITED, inside=False),
    )
    relative = seat_of(town, "ada-relative")
    assert relative.party == (
        Companion(role=Role.PATIENT, presence=Presence.CONNECTED, inside=False),
    )


def test_the_notice_the_door_and_the_end_reach_the_seat() -> None:
    town = open_town()
    town.walks_in("ada")
    assert (seat_of(town).notice, seat_of(town).notice_at, seat_of(town).open) == ("", None, True)
    town.asks(BO, c.PostNotice(notice=NoticeId("late")))
    town.asks(BO, c.CloseQueue(send_home=True))
    seen = seat_of(town)
    assert (seen.notice, seen.notice_at, seen.open) == ("notice late", town.now, False)
    assert seen.ended is EndReason.CLOSED


def test_who_has_no_place_yet_sees_the_queue_and_nothing_of_anybody() -> None:
    town = open_town()
    town.walks_in("ben")
    town.asks(BO, c.PostNotice(notice=NoticeId("late")))
    seen = unjoined(town.queue, NAMES)
    assert (seen.stage, seen.open, seen.notice) == (Stage.EXPECTED, True, "notice late")
    assert (seen.ahead, seen.estimate, seen.party) == (None, None, ())
    town.asks(BO, c.WithdrawNotice())
    assert unjoined(town.queue, NAMES).notice == ""


def test_ready_and_the_time_of_an_appointment_are_on_the_seat() -> None:
    town = open_town()
    visit = town.expects("ada", due_in_s=60)
    town.comes("ada", "v-ada")
    town.asks(invited("ada", "v-ada"), c.Ready())
    assert (seat_of(town).due_at, seat_of(town).ready) == (visit.due_at, True)


# --- the staff's view


def test_the_head_counts_every_shelf() -> None:
    town = open_town()
    for name in ("ada", "ben", "cai", "dea"):
        town.walks_in(name)
        town.later(1)
    town.expects("eli")
    town.admits(ANNA, "v-cai")
    town.asks(BO, c.Remove(visit=VisitId("v-dea"), reason=RemoveReason.OTHER))
    town.connects("ben", "v-ben")
    town.loses("ben", "v-ben")
    town.later(61)
    town.asks(SYSTEM, c.Tick())
    head = board_of(town).head
    counts = (head.waiting, head.expected, head.parked, head.admitted, head.ended, head.found)
    assert counts == (1, 1, 1, 1, 1, 0)
    assert (head.open, head.call_places, head.grace_s) == (True, 4, QUICK.grace_s)
    assert head.longest_since == town.visit("v-ada").arrived_at


def test_the_longest_wait_is_found_behind_those_who_were_moved_up() -> None:
    town = open_town()
    assert board_of(town).head.longest_since is None
    for name in ("ada", "ben", "cai"):
        town.walks_in(name)
        town.later(1)
    town.asks(SECRETARY, c.MoveUp(visit=VisitId("v-cai"), reason=MoveReason.URGENT))
    assert board_of(town).head.longest_since == town.visit("v-ada").arrived_at
    for name in ("ada", "ben"):
        town.asks(SECRETARY, c.MoveUp(visit=VisitId(f"v-{name}"), reason=MoveReason.URGENT))
    assert board_of(town).head.longest_since == town.visit("v-ada").arrived_at


def test_a_card_shows_the_party_with_names_receipts_and_presence() -> None:
    town = open_town()
    town.expects("ada", Role.RELATIVE, due_in_s=60)
    town.comes("ada", "v-ada")
    town.admits(ANNA, "v-ada")
    town.later(2)
    town.asks(SYSTEM, c.Saw(visit=ADA, guest=GuestId("ada"), admission=1))
    shown = card_of(town)
    patient, relative = shown.guests
    assert (patient.name, patient.called, patient.told_at, patient.seen_at, patient.language) == (
        "name of ada",
        True,
        town.now,
        town.now,
        "da",
    )
    assert (relative.name, relative.called, relative.told_at) == (
        "name of ada-relative",
        False,
        None,
    )
    assert shown.admission is not None
    assert (shown.admission.name, shown.admission.number) == ("staff anna", 1)


def test_a_card_shows_who_looks_and_how_it_ended() -> None:
    town = open_town()
    town.walks_in("ada")
    town.asks(BO, c.ClaimVisit(visit=ADA))
    claim = card_of(town).claim
    assert claim is not None
    assert (claim.by, claim.name) == (BO.staff, "staff bo")
    town.asks(BO, c.Remove(visit=ADA, reason=RemoveReason.OTHER))
    ended = card_of(town).ended
    assert ended is not None
    assert (ended.reason, ended.name) == (EndReason.REMOVED, "staff bo")
    assert ended.undo_until == town.now + timedelta(seconds=QUICK.undo_s)


def test_an_end_that_no_staff_caused_names_nobody_and_cannot_be_undone() -> None:
    town = open_town()
    town.expects("ada")
    town.later(QUICK.no_show_s)
    town.asks(SYSTEM, c.Tick())
    ended = card_of(town).ended
    assert ended is not None
    assert (ended.reason, ended.name, ended.undo_until) == (EndReason.NO_SHOW, "", None)


class Erased(Names):
    """A directory that has erased everybody."""

    def person(self, guest: GuestId) -> Text | None:
        return None


def test_a_card_of_people_who_were_erased_is_still_drawn() -> None:
    town = open_town()
    town.walks_in("ada")
    shown = card(town.queue, town.visit("v-ada"), Erased())
    assert (shown.guests[0].name, shown.guests[0].language, shown.note) == ("", "", "")
    assert board(town.queue, Window(search="ada"), Erased()).head.found == 0


class Noted(Names):
    """A directory with a note about everybody but Ada, who is called Åse Prøve."""

    def person(self, guest: GuestId) -> Text | None:
        if guest == "ada":
            return Text(name="Åse PRØVE")
        return Text(name=f"name of {guest}", note=f"note of {guest}: Straße")


def test_the_note_of_a_card_is_the_first_there_is() -> None:
    town = open_town()
    town.expects("ada", Role.RELATIVE, Role.INTERPRETER)
    shown = card(town.queue, town.visit("v-ada"), Noted())
    assert shown.note == "note of ada-relative: Straße"


def test_a_search_finds_names_and_notes_on_every_shelf_whatever_the_case() -> None:
    town = open_town()
    town.walks_in("ada")
    town.walks_in("ben")
    town.expects("cai")

    def found(text: str, size: int = 60) -> tuple[list[str], int]:
        seen = board(town.queue, Window(search=text, size=size), Noted())
        return list(seen.cards), seen.head.found

    assert found("åse prøve") == (["v-ada"], 1)
    assert found("STRASSE") == (["v-cai", "v-ben"], 2)
    assert found("strasse", size=1) == (["v-cai"], 2)
    assert found("nobody") == ([], 0)


def test_a_window_shows_its_part_of_the_line_and_all_that_is_beside_it() -> None:
    town = open_town()
    for nth in range(5):
        town.walks_in(f"g{nth}")
    town.expects("ada")
    town.admits(ANNA, "v-g0")
    seen = board_of(town, Window(first=1, size=2))
    assert list(seen.cards) == ["v-g2", "v-g3", "v-ada", "v-g0"]
    assert (seen.head.first, seen.head.waiting) == (1, 4)


def test_of_the_other_shelves_a_bounded_number_is_shown_and_all_are_counted() -> None:
    town = open_town()
    for nth in range(OTHERS + 3):
        town.expects(f"g{nth:02}", due_in_s=nth)
    seen = board_of(town)
    assert (len(seen.cards), seen.head.expected) == (OTHERS, OTHERS + 3)


def test_an_unchanged_queue_gives_the_same_board() -> None:
    town = open_town()
    for name in GUESTS:
        town.walks_in(name)
    assert board_of(town) == board_of(town)
    assert board_of(town).head.notice_at is None
    assert datetime(2026, 3, 28, 9, tzinfo=UTC) == board_of(town).head.longest_since
