"""Events of a conference node: doubled, reversed, or of a page that was reloaded."""

from itertools import count, permutations
from typing import Any

import pytest

from waitingroom.core.commands import Entered, LeftCall
from waitingroom.core.ids import GuestId, QueueId, StaffId, VisitId
from waitingroom.handoff import Admitted, Naming, Sink, Who, roster
from waitingroom.handoff.reports import Report
from waitingroom.handoff.roster import REMEMBERED

NAMING = Naming(b"k" * 32)
ALIAS = NAMING.alias(Admitted(queue=QueueId("q"), visit=VisitId("v"), admission=3))
ADA = NAMING.tag(ALIAS, Who.guest(GuestId("ada")))

Told = list[tuple[str, Report]]


def sink() -> tuple[Sink, Told]:
    told: Told = []
    return Sink(NAMING, lambda queue, command: told.append((queue, command))), told


COUNT = count(1)


def event(kind: str, uuid: str, tag: str = ADA, **data: Any) -> dict[str, Any]:
    """An event a second after the one that was made before it."""
    person = {"uuid": uuid, "conference": ALIAS, "call_tag": tag} | data
    seq = next(COUNT)
    envelope = {"node": "n1", "seq": seq, "version": 2, "time": 1_790_000_000.5 + seq}
    return envelope | {"event": kind, "data": person}


def started(node: str) -> dict[str, Any]:
    return event("eventsink_started", "", data={}) | {"node": node, "data": {}}


def enters(uuid: str, tag: str = ADA) -> dict[str, Any]:
    return event("participant_updated", uuid, tag, service_type="conference", has_media=True)


def leaves(uuid: str, tag: str = ADA) -> dict[str, Any]:
    return event("participant_disconnected", uuid, tag, service_type="conference")


def names(told: Told) -> list[str]:
    return [type(command).__name__ for _, command in told]


def test_entering_and_leaving_are_told_once_with_queue_visit_and_admission() -> None:
    it, told = sink()
    it.take([event("participant_connected", "a", service_type="connecting", has_media=False)])
    assert told == []
    it.take([enters("a"), enters("a"), leaves("a"), leaves("a")])
    assert told == [
        ("q", Entered(visit=VisitId("v"), guest=GuestId("ada"), admission=3)),
        ("q", LeftCall(visit=VisitId("v"), guest=GuestId("ada"), admission=3)),
    ]


def test_who_waits_in_the_conference_for_the_clinician_has_entered() -> None:
    it, told = sink()
    waits = event("participant_updated", "a", service_type="waiting_room", has_media=True)
    it.take([waits, enters("a")])
    assert names(told) == ["Entered"]


def test_a_reloaded_page_is_no_leaving() -> None:
    it, told = sink()
    it.take([enters("a"), enters("b"), leaves("a")])
    assert names(told) == ["Entered"]
    it.take([leaves("b")])
    assert names(told) == ["Entered", "LeftCall"]


def test_any_order_of_one_persons_events_ends_in_one_state() -> None:
    for order in permutations([enters("a"), enters("b"), leaves("a"), leaves("b")]):
        it, told = sink()
        it.take(list(order))
        assert names(told)[:1] + names(told)[-1:] == ["Entered", "LeftCall"]
        assert it.inside() == frozenset()


def test_a_node_that_starts_anew_holds_nobody() -> None:
    it, told = sink()
    it.take([enters("a"), started("n2")])
    assert names(told) == ["Entered"]
    it.take([started("n1")])
    assert names(told) == ["Entered", "LeftCall"]


def test_staff_come_and_go_too() -> None:
    it, told = sink()
    staff = NAMING.tag(ALIAS, Who.staff(StaffId("anna")))
    it.take([enters("a", staff), leaves("a", staff)])
    assert [(type(each).__name__, getattr(each, "staff", "")) for _, each in told] == [
        ("StaffEntered", "anna"),
        ("StaffLeft", "anna"),
    ]


def test_strangers_and_nonsense_tell_nothing() -> None:
    it, told = sink()
    it.take([enters("b", "made.up"), enters("c", "")])
    it.take([{}, {"event": "participant_updated"}, {"event": "participant_updated", "data": []}])
    it.take([event("participant_updated", "d", conference=7), {"event": 7, "data": {}}])
    assert told == []


def test_people_of_one_conference_come_and_go_by_themselves() -> None:
    it, told = sink()
    rie = NAMING.tag(ALIAS, Who.guest(GuestId("rie")))
    it.take([enters("a"), enters("b", rie), leaves("a")])
    assert [(type(each).__name__, getattr(each, "guest", "")) for _, each in told] == [
        ("Entered", "ada"),
        ("Entered", "rie"),
        ("LeftCall", "ada"),
    ]


def test_a_word_that_comes_after_the_end_is_not_believed() -> None:
    it, told = sink()
    it.take([enters("a"), leaves("a"), enters("a")])
    assert names(told) == ["Entered", "LeftCall"]


def test_an_alias_in_capitals_is_the_same_conference() -> None:
    it, told = sink()
    it.take([enters("a") | {"data": enters("a")["data"] | {"conference": ALIAS.upper()}}])
    it.take([leaves("a")])
    assert names(told) == ["Entered", "LeftCall"]


def test_whatever_a_caller_dials_or_claims_to_be_is_no_fault() -> None:
    """A fault here would make the node send the same events again and again."""
    it, told = sink()
    for conference in ("v-q-v-" + "9" * 10_000 + "-x", "v-q-v-1-\ud800", "", "x" * 100_000):
        for tag in (ADA, "guest.ada.\ud800", "", "." * 10_000):
            it.take([enters("a", tag), event("participant_disconnected", "b", tag)])
            it.take([event("participant_updated", "c", tag, conference=conference)])
            seen = event("participant_updated", "d", tag, conference=conference)
            seen["data"] |= {"service_type": "conference", "has_media": True}
            it.take([seen, seen])
    assert names(told) == ["Entered"]


def test_what_is_remembered_of_those_who_are_gone_is_bounded() -> None:
    it, told = sink()
    for nth in range(REMEMBERED + 10):
        tag = NAMING.tag(ALIAS, Who.guest(GuestId(f"g{nth}")))
        it.take([leaves(f"never-seen-{nth}", tag)])
    assert told == []
    assert len(it._roster) == REMEMBERED
    assert len(it._roster._tied) == REMEMBERED
    assert len(it._roster._places) == REMEMBERED


def test_what_is_remembered_in_all_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roster, "MOST", 50)
    it, _ = sink()
    for nth in range(200):
        tied = {"conversation_id": f"c{nth}", "related_uuids": [f"r{nth}"]}
        it.take([event("participant_connected", f"u{nth}", "", **tied)])
    assert len(it._roster) == 50
    assert len(it._roster._tied) == 150


def test_a_hundred_words_about_one_participant_are_kept_as_a_few() -> None:
    it, told = sink()
    it.take([enters("a")])
    it.take([event("participant_updated", "a", is_muted=nth % 2 == 0) for nth in range(100)])
    it.take([leaves("a")])
    assert names(told) == ["Entered", "LeftCall"]
    assert len(it._roster._participants["a"].words) <= roster.WORDS


def test_a_conference_of_somebody_else_is_not_remembered() -> None:
    it, told = sink()
    it.take([event("participant_updated", "a", conference="meet.somebody", has_media=True)])
    assert (told, len(it._roster)) == ([], 0)


def test_a_partial_word_changes_only_what_it_says() -> None:
    it, told = sink()
    connected = event("participant_connected", "a", service_type="connecting", has_media=False)
    in_it = {"uuid": "a", "service_type": "conference"}
    it.take([connected, event("participant_updated", "a") | {"data": in_it}])
    assert told == []
    media = {"uuid": "a", "has_media": True}
    it.take([event("participant_updated", "a") | {"data": media}])
    assert names(told) == ["Entered"]


def test_a_new_id_without_a_tag_is_the_person_it_is_related_to() -> None:
    """After a transfer or an escalation, whichever of the two is heard of first."""
    first = enters("a")
    second = event(
        "participant_updated",
        "b",
        "",
        service_type="conference",
        has_media=True,
        related_uuids=["a"],
    )
    for order in permutations([first, second, leaves("a")]):
        it, told = sink()
        it.take(list(order))
        assert it.inside() == {(ALIAS, ADA)}
        assert names(told)[-1] == "Entered"
        it.take([leaves("b", "")])
        assert it.inside() == frozenset()
        assert names(told)[-1] == "LeftCall"


def test_the_two_halves_of_a_browser_are_one_by_their_conversation() -> None:
    api = event("participant_connected", "a", has_media=False, conversation_id="c")
    media = {"service_type": "conference", "has_media": True, "conversation_id": "c"}
    for order in permutations([api, event("participant_updated", "b", "", **media)]):
        it, told = sink()
        it.take(list(order))
        assert names(told) == ["Entered"]


def test_a_new_id_related_to_two_people_is_nobody() -> None:
    it, _ = sink()
    rie = NAMING.tag(ALIAS, Who.guest(GuestId("rie")))
    tied = {"service_type": "conference", "has_media": True, "related_uuids": ["a", "b"]}
    it.take([enters("a"), enters("b", rie), event("participant_updated", "c", "", **tied)])
    it.take([leaves("a"), leaves("b", rie)])
    assert it.inside() == frozenset()


def test_a_tag_opens_nothing_in_another_conference() -> None:
    it, told = sink()
    other = NAMING.alias(Admitted(queue=QueueId("q"), visit=VisitId("w"), admission=1))
    moved = {"service_type": "conference", "has_media": True, "related_uuids": ["a"]}
    it.take([enters("a"), leaves("a")])
    it.take([event("participant_updated", "b", "", conference=other, **moved)])
    assert names(told) == ["Entered", "LeftCall"]


def test_each_node_that_speaks_is_heard_and_those_with_a_call_are_known() -> None:
    heard: list[str] = []
    it = Sink(NAMING, lambda queue, command: None, heard.append)
    it.take([enters("a"), started("n2"), {"event": "participant_updated", "data": {}}])
    assert heard == ["n1", "n2"]
    assert it.nodes() == {"n1"}
    it.take([leaves("a")])
    assert it.nodes() == frozenset()
