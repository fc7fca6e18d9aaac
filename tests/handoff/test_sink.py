"""Events of a conference node: doubled, reversed, or of a page that was reloaded."""

from itertools import permutations
from typing import Any

from waitingroom.core.commands import Entered, LeftCall
from waitingroom.core.ids import GuestId, QueueId, StaffId, VisitId
from waitingroom.handoff import Admitted, Naming, Sink, Who
from waitingroom.handoff.sink import REMEMBERED

NAMING = Naming(b"k" * 32)
ALIAS = NAMING.alias(Admitted(queue=QueueId("q"), visit=VisitId("v"), admission=3))
ADA = NAMING.tag(ALIAS, Who.guest(GuestId("ada")))

Told = list[tuple[str, Entered | LeftCall]]


def sink() -> tuple[Sink, Told]:
    told: Told = []
    return Sink(NAMING, lambda queue, command: told.append((queue, command))), told


def event(kind: str, uuid: str, tag: str = ADA, **data: Any) -> dict[str, Any]:
    person = {"uuid": uuid, "conference": ALIAS, "call_tag": tag} | data
    return {"node": "n1", "seq": 1, "event": kind, "data": person}


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
    assert names(told) == ["Entered", "Entered"]
    it.take([leaves("b")])
    assert names(told) == ["Entered", "Entered", "LeftCall"]


def test_any_order_of_one_persons_events_ends_in_one_state() -> None:
    for order in permutations([enters("a"), enters("b"), leaves("a"), leaves("b")]):
        it, told = sink()
        it.take(list(order))
        assert names(told)[-1:] in ([], ["LeftCall"])


def test_a_node_that_starts_anew_holds_nobody() -> None:
    it, told = sink()
    it.take([enters("a"), {"node": "n2", "seq": 1, "event": "eventsink_started", "data": {}}])
    assert names(told) == ["Entered"]
    it.take([{"node": "n1", "seq": 1, "event": "eventsink_started", "data": {}}])
    assert names(told) == ["Entered", "LeftCall"]


def test_staff_strangers_and_nonsense_tell_nothing() -> None:
    it, told = sink()
    staff = NAMING.tag(ALIAS, Who.staff(StaffId("anna")))
    it.take([enters("a", staff), enters("b", "made.up"), enters("c", "")])
    it.take([{}, {"event": "participant_updated"}, {"event": "participant_updated", "data": []}])
    it.take([event("participant_updated", "d", conference=7), {"event": 7, "data": {}}])
    assert told == []


def test_seven_events_in_any_order_end_in_one_state() -> None:
    """Two pages of one person, one of them reported twice: all 5,040 orders."""
    connected = event("participant_connected", "a", service_type="connecting", has_media=False)
    events = [connected, enters("a"), enters("b"), enters("b"), leaves("a"), leaves("a")]
    for order in permutations([*events, leaves("b")]):
        it, told = sink()
        it.take(list(order))
        assert names(told)[-1:] in ([], ["LeftCall"])
        assert names(told).count("LeftCall") <= 2
        it.take([enters("c")])
        assert names(told)[-1] == "Entered"


def test_people_of_one_conference_come_and_go_by_themselves() -> None:
    it, told = sink()
    rie = NAMING.tag(ALIAS, Who.guest(GuestId("rie")))
    it.take([enters("a"), enters("b", rie), leaves("a")])
    assert [(type(each).__name__, each.guest) for _, each in told] == [
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
        it.take([leaves(f"never-seen-{nth}", f"guest.g{nth}.made-up")])
    assert told == []
    assert len(it._gone) == REMEMBERED
    assert len(it._inside) == 0
