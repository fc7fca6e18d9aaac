"""The silence of a node that holds calls, and what is found by asking it."""

import logging
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.core.town import ANNA, SYSTEM, Town
from tests.handoff.town import NAMING, Q, again, clinic, lets_in
from waitingroom.core.commands import Entered, PutBack, StaffEntered
from waitingroom.core.ids import GuestId, QueueId, StaffId, VisitId
from waitingroom.handoff import Admitted, VendorFailed, Who
from waitingroom.handoff.reconcile import calls_since, differences, here
from waitingroom.handoff.reports import Report
from waitingroom.handoff.silence import SOME_NODE, Silence
from waitingroom.handoff.watch import AGAIN, Watch

SECONDS = timedelta(seconds=1)


@pytest.fixture
def town() -> Town:
    return clinic()


def listed(admitted: Admitted, guest: str, **more: Any) -> dict[str, Any]:
    alias = NAMING.alias(admitted)
    tag = NAMING.tag(alias, Who.guest(GuestId(guest)))
    person = {"id": guest, "conference": alias, "call_tag": tag}
    return {**person, "service_type": "conference", "has_media": True, **more}


def enters(town: Town, admitted: Admitted, guest: str) -> None:
    entered = Entered(visit=admitted.visit, guest=GuestId(guest), admission=admitted.admission)
    town.asks(SYSTEM, entered)


def missed(town: Town, participants: list[dict[str, Any]]) -> list[tuple[str, str]]:
    found = differences([town.queue], here(participants, NAMING), town.now)
    return [(type(command).__name__, getattr(command, "guest", "")) for _, command in found]


def test_a_node_is_silent_after_two_minutes_of_a_call_without_a_word() -> None:
    silence, began = Silence(), datetime.fromisoformat("2026-03-02T11:00:00+00:00")
    calls = {"n1": began}
    assert silence.silent(calls, began + 120 * SECONDS) == ()
    assert silence.silent(calls, began + 121 * SECONDS) == ("n1",)
    silence.heard("n1", began + 100 * SECONDS)
    assert silence.silent(calls, began + 220 * SECONDS) == ()
    assert silence.silent(calls, began + 221 * SECONDS) == ("n1",)
    assert silence.silent({}, began + 9999 * SECONDS) == ()


def test_a_word_from_one_node_is_none_of_another() -> None:
    silence, began = Silence(), datetime.fromisoformat("2026-03-02T11:00:00+00:00")
    silence.heard("n2", began + 300 * SECONDS)
    late = began + 310 * SECONDS
    assert silence.silent({"n1": began, "n2": began}, late) == ("n1",)
    assert silence.silent({SOME_NODE: began}, late) == ()


def test_a_word_from_long_before_the_call_does_not_count_against_it() -> None:
    silence, began = Silence(), datetime.fromisoformat("2026-03-02T11:00:00+00:00")
    silence.heard("n1", began - timedelta(hours=2))
    assert silence.silent({"n1": began}, began + 60 * SECONDS) == ()


def test_calls_begin_with_the_first_conference_that_can_be_entered(town: Town) -> None:
    assert calls_since([town.queue]) is None
    lets_in(town, "v1", "ada")
    at = town.now
    town.later(60)
    lets_in(town, "v2", "ben")
    assert calls_since([town.queue]) == at


def test_who_is_listed_and_was_not_told_has_entered(town: Town) -> None:
    admitted = lets_in(town, "v1", "ada")
    assert missed(town, []) == []
    assert missed(town, [listed(admitted, "ada")]) == [("Entered", "ada")]
    enters(town, admitted, "ada")
    assert missed(town, [listed(admitted, "ada")]) == []


def test_who_is_not_listed_any_more_has_left_unless_they_only_just_came(town: Town) -> None:
    admitted = lets_in(town, "v1", "ada")
    enters(town, admitted, "ada")
    town.later(29)
    assert missed(town, []) == []
    town.later(2)
    assert missed(town, []) == [("LeftCall", "ada")]


@pytest.mark.parametrize(
    "more",
    [
        {"call_tag": "guest.ada.aaaaaaaaaaaaaaaaaaaaaaaaaa"},
        {"call_tag": None},
        {"conference": "meet.somebody"},
        {"conference": 7},
        {"has_media": False},
        {"has_media": "True"},
        {"service_type": "connecting"},
    ],
)
def test_who_is_not_surely_a_guest_in_the_call_is_passed_over(
    town: Town, more: dict[str, Any]
) -> None:
    admitted = lets_in(town, "v1", "ada")
    assert missed(town, [listed(admitted, "ada", **more)]) == []


def test_those_of_an_earlier_admission_are_not_told(town: Town) -> None:
    first = lets_in(town, "v1", "ada")
    town.asks(ANNA, PutBack(visit=VisitId("v1")))
    town.connects("ada", "v1")
    second = again(town, "v1")
    staff = NAMING.tag(NAMING.alias(second), Who.staff(StaffId("anna")))
    people = [listed(first, "ada"), listed(second, "ada", call_tag=staff)]
    assert missed(town, people) == [("StaffEntered", "")]
    town.asks(SYSTEM, StaffEntered(visit=second.visit, staff=StaffId("anna"), admission=2))
    assert missed(town, people) == []
    assert missed(town, [*people, listed(second, "ada")]) == [("Entered", "ada")]
    assert missed(town, people[:1]) == [("StaffLeft", "")]


class Asked:
    """A management interface that lists what it is told, and a desk that hears."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.people: list[dict[str, Any]] = []
        self.asked = 0
        self.fails = False
        self.told: list[tuple[QueueId, Report]] = []
        self.silence = Silence()
        self.watch = Watch(
            NAMING,
            self.silence,
            lambda: [town.queue],
            lambda: (),
            self.participants,
            lambda queue, command: self.told.append((queue, command)),
        )

    async def participants(self) -> list[dict[str, Any]]:
        self.asked += 1
        if self.fails:
            raise VendorFailed("pexip", "unreachable", retry=True)
        return self.people


async def test_a_silent_node_is_asked_and_what_it_did_not_tell_is_told(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    it = Asked(town)
    admitted = lets_in(town, "v1", "ada")
    it.people = [listed(admitted, "ada")]
    await it.watch.look(town.now + 120 * SECONDS)
    assert (it.asked, it.told) == (0, [])
    with caplog.at_level(logging.WARNING):
        await it.watch.look(town.now + 121 * SECONDS)
    entered = Entered(visit=VisitId("v1"), guest=GuestId("ada"), admission=1)
    assert it.told == [(Q, entered)]
    assert [each.message for each in caplog.records] == [
        "a conference node that should hold calls has not said a word for long",
        "1 who came in or left were found by asking",
    ]


async def test_it_is_asked_again_now_and_then_and_warned_of_once(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    it = Asked(town)
    lets_in(town, "v1", "ada")
    late = town.now + 121 * SECONDS
    for seconds in range(0, 61, 5):
        await it.watch.look(late + seconds * SECONDS)
    assert it.asked == 1 + 60 // (AGAIN // SECONDS)
    assert len(caplog.records) == 1


async def test_a_word_ends_the_silence_and_the_next_one_is_warned_of_anew(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    it = Asked(town)
    lets_in(town, "v1", "ada")
    late = town.now + 121 * SECONDS
    await it.watch.look(late)
    it.silence.heard("n1", late)
    await it.watch.look(late + 4 * SECONDS)
    await it.watch.look(late + 200 * SECONDS)
    assert (it.asked, len(caplog.records)) == (2, 2)


async def test_a_node_that_cannot_be_asked_either_is_no_fault(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    it = Asked(town)
    lets_in(town, "v1", "ada")
    it.fails = True
    await it.watch.look(town.now + 121 * SECONDS)
    assert it.told == []
    assert "pexip: unreachable" in caplog.text
