"""A thousand admissions on one node, with people who stay too long and events in disorder."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from tests.core.town import ANNA, SYSTEM, Town
from tests.fakes.pexip_node import FakeNode, Person, Refused
from tests.handoff.town import NAMING, again, clinic, lets_in, policy_of
from waitingroom.core import commands as c
from waitingroom.core.ids import GuestId, QueueId, StaffId, VisitId
from waitingroom.handoff import Admitted, Sink, Who
from waitingroom.handoff.naming import Side
from waitingroom.handoff.reports import Report

ADMISSIONS = 1000
STAFF = Who.staff(StaffId("anna"))


def guest(admitted: Admitted) -> Who:
    return Who.guest(GuestId(f"g{admitted.visit}"))


@dataclass
class Clinic:
    """One queue, its node, and who is in which of its rooms."""

    dice: random.Random
    town: Town = field(default_factory=clinic)
    inside: dict[str, tuple[Admitted, Person]] = field(default_factory=dict)
    past: list[Admitted] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.node = FakeNode(policy_of(lambda: self.town.queue), self.dice)
        self.sink = Sink(NAMING, self.tell)

    def tell(self, queue: QueueId, command: Report) -> None:
        self.town.asks(SYSTEM, command)

    def joins(self, admitted: Admitted, who: Who, *, to: Admitted | None = None) -> Person:
        """By what was given out for one admission into it, or, when asked for, into another."""
        own, other = NAMING.alias(admitted), NAMING.alias(to or admitted)
        side = Side.STAFF if who.side is Side.STAFF else Side.GUEST
        return self.node.joins(other, NAMING.pin(own, side).reveal(), NAMING.tag(own, who))

    def enter(self, admitted: Admitted) -> None:
        for who in (STAFF, guest(admitted)):
            person = self.joins(admitted, who)
            self.inside[person.uuid] = (admitted, person)

    def some_leave(self) -> None:
        """Most go at the end; the others stay on, some of them for many visits."""
        for uuid, (_, person) in list(self.inside.items()):
            if self.dice.random() < 0.6:
                self.node.leaves(person)
                del self.inside[uuid]

    def admits(self) -> Iterator[Admitted]:
        """One admission after another, of new visits and of those that were put back."""
        waiting: list[str] = []
        for nth in range(ADMISSIONS):
            if waiting and self.dice.random() < 0.5:
                admitted = again(self.town, waiting.pop(0))
            else:
                admitted = lets_in(self.town, f"v{nth}", f"gv{nth}")
            yield admitted
            if self.dice.random() < 0.3:
                self.town.asks(ANNA, c.PutBack(visit=admitted.visit))
                self.town.connects(guest(admitted).id, admitted.visit)
                waiting.append(admitted.visit)
            else:
                self.town.asks(ANNA, c.End(visit=admitted.visit))
            self.past.append(admitted)


@pytest.mark.parametrize("seed", [1, 2])
def test_two_visits_are_never_in_one_room_and_no_earlier_pin_opens_a_later_one(seed: int) -> None:
    it = Clinic(random.Random(seed))  # noqa: S311 the same thousand at each run
    names = set()
    for admitted in it.admits():
        names.add(NAMING.alias(admitted))
        for earlier in it.past[-3:] + it.past[:1]:
            # By the old way, and by old PIN and old tag on the new address.
            for to in (earlier, admitted):
                refused(it, earlier, to)
            pin = NAMING.pin(NAMING.alias(earlier), Side.GUEST).reveal()
            alias = NAMING.alias(admitted)
            with pytest.raises(Refused, match="Invalid PIN"):
                it.node.joins(alias, pin, NAMING.tag(alias, guest(admitted)))
        it.enter(admitted)
        it.sink.take(it.node.delivers(keeps=it.dice.randint(0, 4)))
        rooms_hold_one_admission(it)
        it.some_leave()
    assert len(names) == ADMISSIONS
    assert any(len(people) > 0 for people in it.node.rooms.values())
    for uuid in list(it.inside):
        it.node.leaves(it.inside.pop(uuid)[1])
    it.sink.take(it.node.delivers())
    assert it.sink.inside() == frozenset()


def refused(it: Clinic, earlier: Admitted, to: Admitted) -> None:
    """Nobody comes in by what was given out for an admission that is over."""
    for who in (STAFF, guest(earlier)):
        with pytest.raises(Refused):
            it.joins(earlier, who, to=to)


def rooms_hold_one_admission(it: Clinic) -> None:
    for alias, people in it.node.rooms.items():
        owners = {it.inside[uuid][0] for uuid in people}
        assert len(owners) <= 1
        assert {NAMING.alias(owner) for owner in owners} <= {alias}


def test_a_pin_alone_and_a_tag_alone_open_nothing() -> None:
    it = Clinic(random.Random(3))  # noqa: S311 the same each time
    admitted = lets_in(it.town, "v1", "gv1")
    alias = NAMING.alias(admitted)
    pin = NAMING.pin(alias, Side.GUEST).reveal()
    tag = NAMING.tag(alias, guest(admitted))
    other = NAMING.tag(alias, Who.guest(GuestId("somebody")))
    for shown in ((pin, ""), (pin, other), ("000000000000", tag), ("", tag)):
        with pytest.raises(Refused):
            it.node.joins(alias, *shown)
    assert it.node.joins(alias, pin, tag).is_host is False


def test_a_clinics_pin_makes_no_host_of_a_guest() -> None:
    it = Clinic(random.Random(3))  # noqa: S311 the same each time
    admitted = lets_in(it.town, "v1", "gv1")
    alias = NAMING.alias(admitted)
    pin = NAMING.pin(alias, Side.STAFF).reveal()
    assert it.node.joins(alias, pin, NAMING.tag(alias, guest(admitted))).is_host is False


@pytest.mark.parametrize("seed", range(20))
def test_an_escalation_loses_nobody_in_whatever_order_it_is_told(seed: int) -> None:
    it = Clinic(random.Random(seed))  # noqa: S311 the same at each run
    admitted = lets_in(it.town, "v1", "gv1")
    person = it.joins(admitted, guest(admitted))
    for _ in range(3):
        person = it.node.escalates(person)
        it.sink.take(it.node.delivers(keeps=2))
    it.sink.take(it.node.delivers())
    (place,) = it.sink.inside()
    assert place == (NAMING.alias(admitted), NAMING.tag(NAMING.alias(admitted), guest(admitted)))
    ada = it.town.visit("v1").guest(GuestId("gv1"))
    assert ada is not None
    assert ada.entered_at is not None
    assert ada.left_at is None
    assert VisitId("v1") == admitted.visit
    it.node.leaves(person)
    it.sink.take(it.node.delivers())
    assert it.sink.inside() == frozenset()
