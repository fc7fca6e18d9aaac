"""When two talk past the node and when not: without a network and without a clock."""

from typing import Any

import msgspec
import pytest

from waitingroom.conference import wording
from waitingroom.conference.escalation import SETTLE_S
from waitingroom.conference.model import (
    REFERRED_S,
    DirectMedia,
    Newcomer,
    Participant,
    Role,
    Service,
)
from waitingroom.conference.rooms import Conference
from waitingroom.core.value import Private

from .test_rooms import EPOCH, reported, told


def given(**changes: Any) -> Conference:
    service = Service(name="v-1", tag="wr:v-1", direct_media=DirectMedia.BEST_EFFORT)
    return Conference(service.but(**changes), "10.0.0.1", EPOCH, 0.0)


def joins(
    room: Conference, tag: str, now: float = 0.0, *, speaks: bool = True, earlier: str = ""
) -> Participant:
    role = Role.HOST if tag == "anna" else Role.GUEST
    newcomer = Newcomer(
        role=role,
        name=Private(tag),
        tag=tag,
        alias="v-1",
        speaks_direct=speaks,
        earlier=earlier,
    )
    person = room.join(newcomer, now)
    assert person is not None
    room.stream_opened(person)
    person.outbox.clear()
    return person


def in_call(room: Conference, *people: Participant) -> None:
    for person in people:
        room.change(person, protocol="webrtc", has_media=True)


def goes_on(room: Conference, person: Participant, now: float) -> Participant:
    """What a page does that is sent on: it lets go, and comes in with its token."""
    room.leave(person, wording.LEFT, now, tell=False)
    return joins(room, person.tag, now, earlier=person.uuid)


def of_three(room: Conference) -> tuple[Participant, Participant, Participant]:
    """Two who talked past the node, and a third; all are carried by the node now."""
    two = [joins(room, "anna"), joins(room, "per")]
    in_call(room, *two)
    third = joins(room, "ida", 1.0)
    anna, per = (goes_on(room, one, 2.0) for one in two)
    in_call(room, anna, per, third)
    room.moves.clear()
    return anna, per, third


def test_two_who_can_talk_past_the_node() -> None:
    room = given()
    assert joins(room, "anna").direct and joins(room, "per").direct
    assert room.direct and not room.moves


@pytest.mark.parametrize("direct", list(DirectMedia))
def test_only_where_policy_says_so(direct: DirectMedia) -> None:
    room = given(direct_media=direct)
    assert joins(room, "anna").direct is (direct is not DirectMedia.NEVER)


def test_one_who_cannot_is_carried_and_brings_the_other() -> None:
    room = given()
    anna = joins(room, "anna")
    per = joins(room, "per", speaks=False)
    assert not per.direct and room.moves == [anna]
    assert told(anna, "conference_update")[-1]["direct_media"] is False


def test_policy_that_has_changed_its_mind_brings_whoever_is_there() -> None:
    room = given()
    anna = joins(room, "anna")
    room.service = room.service.but(direct_media=DirectMedia.NEVER)
    assert not joins(room, "per").direct and room.moves == [anna]


def test_who_loads_the_page_again_is_no_third() -> None:
    room = given()
    joins(room, "anna")
    joins(room, "per")
    assert joins(room, "per", 1.0).direct and not room.moves


def test_a_third_brings_both_and_each_goes_on_as_another() -> None:
    room = given()
    anna, per = joins(room, "anna"), joins(room, "per")
    room.change(per, muted=True)
    third = joins(room, "ida", 1.0)
    assert not third.direct and room.moves == [anna, per]
    later = goes_on(room, per, 2.0)
    assert (later.tag, later.before, later.muted) == ("per", (per.uuid,), True)
    assert not later.direct and later.uuid != per.uuid
    assert reported(room, "participant_connected")[-1]["related_uuids"] == [per.uuid]
    assert reported(room, "participant_connected")[-1]["conversation_id"] == per.uuid


def test_the_place_of_who_is_on_the_way_is_kept() -> None:
    room = given(limit=3)
    _, per = joins(room, "anna"), joins(room, "per")
    joins(room, "ida", 1.0)
    room.leave(per, wording.LEFT, 2.0, tell=False)
    assert room.heads == 3
    other = Newcomer(role=Role.GUEST, name=Private("x"), tag="bo", alias="v-1")
    assert room.join(other, 2.0) is None
    assert goes_on(room, per, 3.0).before == (per.uuid,)


def test_a_leaving_is_told_when_the_next_has_media() -> None:
    room = given()
    _, per = joins(room, "anna"), joins(room, "per")
    in_call(room, per)
    joins(room, "ida", 1.0)
    later = goes_on(room, per, 2.0)
    assert reported(room, "participant_disconnected") == []
    in_call(room, later)
    assert [one["uuid"] for one in reported(room, "participant_disconnected")] == [per.uuid]


def test_who_never_arrives_has_left_after_a_minute() -> None:
    room = given()
    _, per = joins(room, "anna"), joins(room, "per")
    joins(room, "ida", 1.0)
    room.leave(per, wording.LEFT, 2.0, tell=False)
    room._settle_media(2.0 + REFERRED_S)
    assert reported(room, "participant_disconnected") == [] and room.heads == 3
    room._settle_media(2.1 + REFERRED_S)
    assert [one["uuid"] for one in reported(room, "participant_disconnected")] == [per.uuid]
    assert room.heads == 2


def test_who_is_shown_out_on_the_way_has_left_at_once() -> None:
    room = given()
    _, per = joins(room, "anna"), joins(room, "per")
    joins(room, "ida", 1.0)
    room.leave(per, wording.KICKED, 2.0)
    assert len(reported(room, "participant_disconnected")) == 1 and room.heads == 2


def test_who_does_not_go_where_they_are_sent_is_let_go() -> None:
    room = given()
    anna = joins(room, "anna")
    joins(room, "per", 0.0)
    joins(room, "ida", 1.0)
    room.refresh(anna, 61.0)
    room.expire(1.0 + REFERRED_S)
    assert anna.gone is None
    room.expire(1.1 + REFERRED_S)
    assert anna.gone == wording.NOT_MOVED_TO_NODE


def test_a_conference_does_not_end_while_all_are_on_the_way() -> None:
    room = given()
    anna, per, third = of_three(room)
    room.leave(third, wording.LEFT, 3.0)
    room.expire(3.0)
    room.expire(3.0 + SETTLE_S)
    assert room.moves == [anna, per] and room.direct
    for one in (anna, per):
        room.leave(one, wording.LEFT, 4.0 + SETTLE_S, tell=False)
    assert not room.ended and reported(room, "conference_ended") == []
    again = joins(room, "anna", 5.0 + SETTLE_S, earlier=anna.uuid)
    assert again.direct and again.before == (*anna.before, anna.uuid)


def test_a_conference_ends_when_nobody_arrives() -> None:
    room = given()
    anna, per, third = of_three(room)
    room.leave(third, wording.LEFT, 3.0)
    room.expire(3.0)
    room.expire(3.0 + SETTLE_S)
    for one in (anna, per):
        room.leave(one, wording.LEFT, 40.0, tell=False)
    room.expire(101.0)
    assert room.ended and len(reported(room, "conference_ended")) == 1
    gone = [one["uuid"] for one in reported(room, "participant_disconnected")]
    assert gone[-2:] == [anna.uuid, per.uuid]


def test_two_are_sent_past_the_node_again_only_when_it_lasts() -> None:
    room = given()
    anna, per, third = of_three(room)
    room.leave(third, wording.LEFT, 3.0)
    room.expire(3.0)
    joins(room, "ida", 4.0)
    room.expire(3.0 + SETTLE_S)
    assert not room.moves
    (ida,) = (each for each in room.participants.values() if each.tag == "ida")
    room.leave(ida, wording.LEFT, 40.0)
    room.expire(40.0)
    room.expire(39.9 + SETTLE_S)
    assert not room.moves
    room.expire(40.0 + SETTLE_S)
    assert room.moves == [anna, per]


def test_two_are_sent_past_the_node_once_and_not_to_and_fro() -> None:
    room = given()
    anna, per, third = of_three(room)
    room.leave(third, wording.LEFT, 3.0)
    room.expire(3.0)
    room.expire(3.0 + SETTLE_S)
    two = [goes_on(room, one, 34.0) for one in (anna, per)]
    in_call(room, *two)
    room.moves.clear()
    third = joins(room, "ida", 35.0)
    assert room.moves == two
    two = [goes_on(room, one, 36.0) for one in two]
    in_call(room, *two)
    room.moves.clear()
    room.leave(third, wording.LEFT, 37.0)
    for now in (37.0, 38.0 + SETTLE_S, 39.0 + 2 * SETTLE_S):
        room.expire(now)
    assert not room.moves and not room.direct


def test_what_is_told_while_the_stream_is_away_is_kept() -> None:
    room = given()
    anna, _ = joins(room, "anna"), joins(room, "per")
    joins(room, "ida", 1.0)
    room.refer(anna, "once")
    room.stream_opened(anna)
    kinds = [each.kind for each in anna.outbox]
    assert kinds[-2:] == ["splash_screen", "refer"] and "participant_sync_end" in kinds
    assert msgspec.json.decode(anna.outbox[-1].data) == {
        "alias": "v-1",
        "token": "once",
        "target": "transcoded",
    }
