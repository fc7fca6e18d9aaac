"""The rules of one conference, without a network and without a clock."""

from typing import Any

import msgspec
import pytest

from waitingroom.conference import wording
from waitingroom.conference.model import (
    OUTBOX_LIMIT,
    Newcomer,
    Participant,
    Place,
    Role,
    Service,
)
from waitingroom.conference.rooms import Conference
from waitingroom.core.value import Private

EPOCH = 1_790_000_000.0


def given(**changes: Any) -> Conference:
    return Conference(Service(name="v-1", tag="wr:v-1").but(**changes), "10.0.0.1", EPOCH, 0.0)


def joins(room: Conference, role: Role, tag: str = "", now: float = 0.0) -> Participant:
    newcomer = Newcomer(role=role, name=Private(f"Test {tag}"), tag=tag, alias="v-1")
    person = room.join(newcomer, now)
    assert person is not None
    room.stream_opened(person)
    person.outbox.clear()
    return person


def told(person: Participant, kind: str) -> list[Any]:
    return [msgspec.json.decode(told.data) for told in person.outbox if told.kind == kind]


def reported(room: Conference, kind: str) -> list[Any]:
    return [msgspec.json.decode(one.data) for one in room.reports if one.kind == kind]


def waits(person: Participant) -> bool:
    return person.place == Place.WAITING


def test_a_guest_waits_until_a_host_is_there() -> None:
    room = given()
    guest = joins(room, Role.GUEST)
    assert waits(guest) and not room.started
    joins(room, Role.HOST)
    assert not waits(guest)
    assert told(guest, "conference_update")[-1]["started"] is True
    assert told(guest, "participant_update")[-1]["service_type"] == "conference"


def test_from_the_lobby_nobody_is_seen() -> None:
    room = given(locked=True)
    host, guest = joins(room, Role.HOST), joins(room, Role.GUEST)
    assert [one["uuid"] for one in room.roster(guest)] == [guest.uuid]
    assert len(room.roster(host)) == 2
    room.change(host, muted=True)
    room.message(host, "text/plain", "Fortroligt")
    assert told(guest, "participant_update") == []
    assert told(guest, "message_received") == []


def test_who_is_let_in_meets_the_others() -> None:
    room = given(locked=True)
    host, guest = joins(room, Role.HOST), joins(room, Role.GUEST)
    assert room.admit(guest, 1.0)
    assert [one["uuid"] for one in told(guest, "participant_create")] == [host.uuid]
    assert told(host, "participant_update")[-1]["service_type"] == "conference"
    assert not room.admit(guest, 2.0)


def test_opening_the_door_lets_in_all_who_wait_once_it_has_started() -> None:
    room = given(locked=True)
    guest = joins(room, Role.GUEST)
    room.lock(False, 1.0)
    assert waits(guest)
    joins(room, Role.HOST)
    assert not waits(guest)


def test_policy_may_let_a_guest_pass_a_locked_door_but_not_an_empty_room() -> None:
    room = given(locked=True)
    joins(room, Role.HOST)
    newcomer = Newcomer(role=Role.GUEST, name=Private("x"), may_pass_lock=True)
    person = room.join(newcomer, 1.0)
    assert person is not None and person.place == Place.INSIDE
    early = given(locked=True).join(newcomer, 1.0)
    assert early is not None and early.place == Place.WAITING


def test_a_guest_made_host_waits_no_longer() -> None:
    room = given(locked=True)
    joins(room, Role.HOST)
    guest = joins(room, Role.GUEST)
    room.set_role(guest, Role.HOST, 1.0)
    assert guest.place == Place.INSIDE and guest.role == Role.HOST


@pytest.mark.parametrize("limit", [2, 3, 4])
def test_one_more_than_the_limit_finds_no_place(limit: int) -> None:
    room = given(limit=limit)
    for number in range(limit):
        joins(room, Role.GUEST if number else Role.HOST, f"t.{number}")
    late = Newcomer(role=Role.GUEST, name=Private("x"), tag="late")
    back = Newcomer(role=Role.GUEST, name=Private("x"), tag="t.1")
    assert room.join(late, 1.0) is None
    assert len(room.participants) == room.heads_with(late) == room.heads_with(back) == limit


def test_who_comes_back_under_the_same_tag_takes_its_own_place() -> None:
    room = given()
    host, before = joins(room, Role.HOST, "a"), joins(room, Role.GUEST, "b")
    after = joins(room, Role.GUEST, "b", now=5.0)
    assert set(room.participants) == {host.uuid, after.uuid}
    assert before.gone == wording.LEFT
    assert told(before, "disconnect") == [{"reason": wording.LEFT}]
    kinds = [one.kind for one in host.outbox if one.kind.startswith("participant")]
    assert kinds[-2:] == ["participant_delete", "participant_create"]


def test_a_conference_goes_on_when_its_only_participant_comes_back() -> None:
    room = given()
    joins(room, Role.GUEST, "b")
    joins(room, Role.GUEST, "b", now=5.0)
    assert not room.ended and reported(room, "conference_ended") == []


def test_a_guest_cannot_take_the_place_of_a_host_by_its_tag() -> None:
    room = given()
    host = joins(room, Role.HOST, "a")
    joins(room, Role.GUEST, "a")
    assert host.gone is None


def test_the_last_to_leave_ends_the_conference() -> None:
    room = given()
    host, guest = joins(room, Role.HOST, "a"), joins(room, Role.GUEST, "b")
    room.leave(guest, wording.KICKED, 60.0)
    assert told(host, "participant_delete") == [{"uuid": guest.uuid}]
    room.leave(host, wording.LEFT, 90.0, tell=False)
    assert room.ended and told(host, "disconnect") == []
    first, last = reported(room, "participant_disconnected")
    assert (first["call_tag"], first["disconnect_reason"]) == ("b", wording.KICKED)
    assert last["duration"] == 90.0 and last["end_time"] == EPOCH + 90
    assert reported(room, "conference_ended")[0]["end_time"] == EPOCH + 90
    room.leave(host, wording.LEFT, 99.0)
    assert len(reported(room, "conference_ended")) == 1


@pytest.mark.parametrize(
    ("silence", "at", "reason"),
    [
        ("refresh", 120.5, wording.NO_REFRESH),
        ("stream", 30.5, wording.LEFT),
        ("host", 900.5, wording.NO_HOST_CAME),
    ],
)
def test_who_gives_no_sign_of_life_is_taken_out(silence: str, at: float, reason: str) -> None:
    room = given()
    guest = joins(room, Role.GUEST)
    if silence == "stream":
        room.stream_closed(guest, 0.0)
    for second in (at - 1, at):
        if silence == "host":
            room.refresh(guest, second)
        assert guest.gone is None
        room.expire(second)
    assert guest.gone == reason


def test_a_quiet_call_is_reported_every_minute_and_an_ended_one_never() -> None:
    room = given()
    host = joins(room, Role.HOST, "a")
    room.reports.clear()
    for second in range(1, 110):
        room.refresh(host, float(second))
        room.expire(float(second))
    assert [report.kind for report in room.reports] == ["conference_updated"] * 2
    room.leave(host, wording.LEFT, 110.0)
    room.reports.clear()
    room.expire(300.0)
    assert room.reports == []


def test_guests_without_any_host_are_sent_home_after_a_while() -> None:
    room = given()
    host, guest = joins(room, Role.HOST, "a"), joins(room, Role.GUEST, "b")
    room.leave(host, wording.LEFT, 10.0)
    for second in (11.0, 100.0, 130.0):
        room.refresh(guest, second)
        room.expire(second)
    assert guest.gone is None
    room.expire(132.0)
    assert guest.gone == wording.HOSTS_GONE


def test_a_host_who_comes_back_in_time_finds_the_guest_there() -> None:
    room = given()
    host, guest = joins(room, Role.HOST, "a"), joins(room, Role.GUEST, "b")
    room.leave(host, wording.LEFT, 10.0)
    room.expire(11.0)
    joins(room, Role.HOST, "a", now=100.0)
    for second in (110.0, 200.0):
        for person in room.participants.values():
            room.refresh(person, second)
        room.expire(second)
    assert guest.gone is None


def test_muted_guests_stay_muted_when_they_come_later() -> None:
    room = given(mute_guests=True)
    host = joins(room, Role.HOST)
    guest = joins(room, Role.GUEST)
    assert guest.muted and not host.muted
    room.mute_guests(False)
    assert not guest.muted


def test_a_message_is_not_echoed_and_needs_chat() -> None:
    room = given()
    host, guest = joins(room, Role.HOST, "a"), joins(room, Role.GUEST, "b")
    assert room.message(host, "text/plain", "Hej")
    (message,) = told(guest, "message_received")
    assert (message["payload"], message["uuid"]) == ("Hej", host.uuid)
    assert told(host, "message_received") == []
    room.service = room.service.but(chat=False)
    assert not room.message(host, "text/plain", "Hej")


def test_a_new_stream_begins_with_the_whole_roster_and_keeps_a_goodbye() -> None:
    room = given()
    host, guest = joins(room, Role.HOST, "a"), joins(room, Role.GUEST, "b")
    room.change(guest, muted=True)
    room.leave(host, wording.KICKED, 1.0)
    room.stream_opened(host)
    kinds = [one.kind for one in host.outbox]
    assert kinds[:2] == ["conference_update", "participant_sync_begin"]
    assert kinds[-2:] == ["participant_sync_end", "disconnect"]
    assert "participant_update" not in kinds


def test_a_change_that_changes_nothing_is_not_told() -> None:
    room = given()
    host = joins(room, Role.HOST)
    assert room.change(host, muted=True) and not room.change(host, muted=True)
    assert len(told(host, "participant_update")) == 1


def test_an_outbox_that_nobody_empties_stops_growing_but_takes_the_goodbye() -> None:
    room = given()
    host = joins(room, Role.HOST)
    for number in range(OUTBOX_LIMIT + 50):
        room.change(host, muted=number % 2 == 0)
    room.leave(host, wording.KICKED, 1.0)
    assert len(host.outbox) == OUTBOX_LIMIT + 1
    assert host.outbox[-1].kind == "disconnect"


def test_the_sink_hears_of_a_life_in_order() -> None:
    room = given()
    guest = joins(room, Role.GUEST, "b")
    room.change(guest, protocol="webrtc", has_media=True, has_video=True)
    joins(room, Role.HOST, "a")
    kinds = [one.kind for one in room.reports]
    assert kinds[:3] == ["conference_started", "participant_connected", "participant_updated"]
    (first, *_) = reported(room, "participant_connected")
    assert first["service_type"] == "connecting" and first["connect_time"] is None
    admitted = [one for one in reported(room, "participant_updated") if one["call_tag"] == "b"][-1]
    assert admitted["service_type"] == "conference" and admitted["has_media"]
    assert admitted["protocol"] == "WebRTC" and admitted["service_tag"] == "wr:v-1"
