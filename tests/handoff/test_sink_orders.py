"""Every order of a node's events, with doubles and a start between, ends in one state."""

import copy
import random
from itertools import permutations
from typing import Any

import msgspec
import pytest

from tests.core.town import SYSTEM, Town
from tests.handoff.town import NAMING, clinic, lets_in
from waitingroom.core.ids import GuestId, QueueId
from waitingroom.core.model import Guest
from waitingroom.handoff import Admitted, Sink, Who
from waitingroom.handoff.reports import Report
from waitingroom.web.hooks import unpacked

T0 = 1_790_000_000.0

Event = dict[str, Any]


def told(kind: str, seq: int, version: int, uuid: str = "", **data: Any) -> Event:
    person = {"uuid": uuid, **data} if uuid else {}
    envelope = {"node": "10.1.0.11", "seq": seq, "version": version, "time": T0 + seq}
    return {**envelope, "event": kind, "data": person}


def visit(version: int, alias: str, tag: str, *, is_over: bool) -> list[Event]:
    """Seven events: two pages of one person, the first of which is reloaded away."""
    one = {"conference": alias, "call_tag": tag, "protocol": "API"}
    on = {**one, "protocol": "WebRTC", "service_type": "conference", "has_media": True}
    off = {**on, "disconnect_reason": "Call disconnected", "duration": 2.0, "end_time": T0 + 9}
    media: Event = {"media_streams": []} if version == 1 else {}
    connecting = {"service_type": "connecting", "has_media": False, "connect_time": None}
    last = (
        told("participant_disconnected", 7, version, "b", **off, **media)
        if is_over
        else told("participant_updated", 7, version, "b", uuid_note="partial", is_muted=True)
    )
    return [
        told("participant_connected", 1, version, "a", **one, **connecting),
        told("participant_updated", 2, version, "a", **on),
        told("participant_connected", 3, version, "b", **one, **connecting),
        told("participant_disconnected", 4, version, "a", **off, **media),
        told("participant_updated", 5, version, "b", service_type="conference"),
        told("participant_updated", 6, version, "b", has_media=True),
        last,
    ]


class Case:
    """A queue in which somebody was let in, and the sink that tells it."""

    def __init__(self) -> None:
        self.town: Town = clinic()
        self.admitted: Admitted = lets_in(self.town, "v1", "ada")
        self.alias = NAMING.alias(self.admitted)
        self.tag = NAMING.tag(self.alias, Who.guest(GuestId("ada")))
        self.ready = self.town.queue

    def ends(self, events: list[Event], at_once: int = 1) -> tuple[Any, ...]:
        """The state after these events, in this order, posted so many at once."""
        self.town.queue, self.town.log = self.ready, []
        sink = Sink(NAMING, self.tell)
        for nth in range(0, len(events), at_once):
            sink.take(events[nth : nth + at_once])
        return (*self.ada(), sink.inside(), sink.nodes())

    def tell(self, queue: QueueId, command: Report) -> None:
        self.town.asks(SYSTEM, command)

    def ada(self) -> tuple[Any, ...]:
        guest: Guest = self.town.visit("v1").guests[0]
        stage = self.town.visit("v1").stage
        return stage, guest.entered_at is not None, guest.left_at is not None


@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize("is_over", [True, False], ids=["who-has-left", "who-is-still-in"])
def test_all_5040_orders_of_seven_events_end_in_one_state(version: int, is_over: bool) -> None:
    case = Case()
    events = visit(version, case.alias, case.tag, is_over=is_over)
    expected = case.ends(events)
    assert expected[1:3] == (True, is_over)
    orders = list(permutations(events))
    assert len(orders) == 5040
    assert {case.ends(list(order)) for order in orders} == {expected}


def test_doubles_in_any_order_change_nothing() -> None:
    case, dice = Case(), random.Random(5)  # noqa: S311 the same orders at each run
    events = visit(2, case.alias, case.tag, is_over=True)
    expected = case.ends(events)
    for _ in range(500):
        doubled = [*events, *dice.choices(events, k=dice.randint(1, 20))]
        dice.shuffle(doubled)
        assert case.ends(copy.deepcopy(doubled), dice.randint(1, 9)) == expected


def test_a_start_of_the_node_counts_from_its_time_and_not_from_when_it_is_heard() -> None:
    """It counts from 1 again, so that an old and a new event have the same number."""
    case = Case()
    old = visit(2, case.alias, case.tag, is_over=False)[:3]
    begins = told("eventsink_started", 1, 2) | {"time": T0 + 100}
    new = [
        {**event, "time": T0 + 100 + event["seq"], "data": {**event["data"], "uuid": "c"}}
        for event in old[1:]
    ]
    lost = case.ends([*old, begins])
    back = case.ends([*old, begins, *new])
    assert (lost[1:3], back[1:3]) == ((True, True), (True, False))
    assert {case.ends(list(order)) for order in permutations([*old, begins])} == {lost}
    orders = permutations([*old, begins, *new])
    assert {case.ends(list(order)) for order in orders} == {back}


def test_one_by_one_or_in_a_bundle_is_the_same() -> None:
    case = Case()
    events = visit(2, case.alias, case.tag, is_over=True)
    bundle = {"node": "127.0.0.1", "seq": 0, "version": 2, "event": "eventsink_bulk"}
    read = unpacked(msgspec.json.encode({**bundle, "data": events}))
    assert read == events
    assert case.ends(read, at_once=7) == case.ends(events)


def test_two_nodes_that_tell_of_one_conference_are_one() -> None:
    case, dice = Case(), random.Random(6)  # noqa: S311 the same orders at each run
    events = visit(2, case.alias, case.tag, is_over=True)
    both = [*events, *({**event, "node": "10.1.0.12"} for event in events)]
    expected = case.ends(both)
    for _ in range(300):
        dice.shuffle(both)
        assert case.ends(both)[:4] == expected[:4]
