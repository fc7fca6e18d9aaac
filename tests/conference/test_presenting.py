"""The floor for slides: who gets it, who is told, who loses it. No network and no clock."""

import pytest

from waitingroom.conference.model import Kind, Newcomer, Participant, Place, Role
from waitingroom.conference.presenting import BEGIN_S
from waitingroom.conference.rooms import Conference
from waitingroom.core.value import Private

from .test_rooms import given, joins, told

NOBODY = {"presenter_name": "", "presenter_uri": "", "presenter_uuid": ""}


@pytest.fixture
def room() -> Conference:
    return given()


@pytest.fixture
def host(room: Conference) -> Participant:
    return joins(room, Role.HOST, "anna")


@pytest.fixture
def guest(room: Conference, host: Participant) -> Participant:
    return joins(room, Role.GUEST, "per")


def started_by(person: Participant) -> dict[str, str]:
    name = person.name.reveal()
    return {"presenter_name": name, "presenter_uri": "", "presenter_uuid": person.uuid}


def test_all_others_are_told_who_presents_and_when_it_stops(
    room: Conference, host: Participant, guest: Participant
) -> None:
    assert room.present(host, 1.0)
    assert told(guest, "presentation_start") == [started_by(host)]
    assert told(host, "presentation_start") == []
    assert told(guest, "participant_update")[-1]["is_presenting"] == "YES"
    room.presenting.release(host)
    assert told(guest, "presentation_stop") == [{}]
    assert told(guest, "participant_update")[-1]["is_presenting"] == "NO"
    room.presenting.release(host)
    assert told(guest, "presentation_stop") == [{}]


def test_a_second_presenter_takes_over_and_the_first_follows(
    room: Conference, host: Participant, guest: Participant
) -> None:
    third = joins(room, Role.GUEST, "ida")
    room.present(host, 1.0)
    room.present(guest, 2.0)
    assert told(host, "presentation_start") == [started_by(guest)]
    assert told(third, "presentation_start") == [started_by(host), started_by(guest)]
    # The first one's page lets go of what it no longer has.
    room.presenting.release(host)
    assert room.presenting.presenter is guest
    assert told(third, "presentation_stop") == []


def test_a_guest_presents_only_where_policy_allows_it() -> None:
    room = given(guests_can_present=False)
    host, guest = joins(room, Role.HOST), joins(room, Role.GUEST)
    assert not room.present(guest, 1.0)
    assert room.present(host, 1.0)
    room.set_role(guest, Role.HOST, 2.0)
    assert room.present(guest, 2.0)
    room.set_role(guest, Role.GUEST, 3.0)
    assert room.presenting.presenter is None
    assert told(guest, "presentation_start")[-1] == NOBODY
    assert told(host, "presentation_stop") == [{}]


def test_a_host_takes_the_slides_from_guests_and_gives_them_back(
    room: Conference, host: Participant, guest: Participant
) -> None:
    assert room.present(guest, 1.0)
    room.let_guests_present(False)
    assert room.presenting.presenter is None
    assert not room.present(guest, 2.0)
    assert room.present(host, 3.0)
    room.let_guests_present(True)
    assert room.present(guest, 4.0)


@pytest.mark.parametrize("kind", [Kind.PICTURES, Kind.SOUND])
def test_where_slides_are_not_carried_nobody_presents(kind: Kind) -> None:
    room = given(kind=kind)
    assert not room.present(joins(room, Role.HOST), 1.0)


def test_who_comes_later_is_told_after_the_roster_and_again_with_the_media(
    room: Conference, host: Participant
) -> None:
    room.present(host, 1.0)
    late = room.join(Newcomer(role=Role.GUEST, name=Private("Per")), 2.0)
    assert late is not None
    room.stream_opened(late)
    kinds = [event.kind for event in late.outbox]
    assert kinds[-2:] == ["participant_sync_end", "presentation_start"]
    room.change(late, has_media=True)
    assert told(late, "presentation_start") == [started_by(host)] * 2


def test_who_lost_the_stream_learns_what_is_true_now(
    room: Conference, host: Participant, guest: Participant
) -> None:
    room.present(host, 1.0)
    room.stream_closed(guest, 2.0)
    room.presenting.release(host)
    room.stream_opened(guest)
    assert [told(guest, kind) for kind in ("presentation_start", "presentation_stop")] == [[], [{}]]
    room.stream_closed(guest, 3.0)
    room.present(host, 4.0)
    room.stream_opened(guest)
    assert told(guest, "presentation_start") == [started_by(host)]


def test_in_the_lobby_nobody_hears_of_slides(room: Conference, host: Participant) -> None:
    room.lock(True, 0.0)
    guest = joins(room, Role.GUEST)
    assert guest.place is Place.WAITING
    room.present(host, 1.0)
    assert told(guest, "presentation_start") == []
    room.admit(guest, 2.0)
    assert told(guest, "presentation_start") == [started_by(host)]


def test_who_takes_no_slides_is_told_of_none(
    room: Conference, host: Participant, guest: Participant
) -> None:
    room.change(guest, takes_slides=False)
    room.present(host, 1.0)
    assert told(guest, "presentation_start") == []
    room.change(guest, takes_slides=True)
    assert told(guest, "presentation_start") == [started_by(host)]
    room.change(guest, takes_slides=False)
    assert told(guest, "presentation_stop") == [{}]
    # Who presents and takes none must be told to stop when another begins.
    room.present(guest, 2.0)
    room.present(host, 3.0)
    assert told(guest, "presentation_start")[-1] == NOBODY


def test_slides_stop_when_the_presenter_leaves(
    room: Conference, host: Participant, guest: Participant
) -> None:
    room.present(guest, 1.0)
    room.leave(guest, "x", 2.0)
    assert told(host, "presentation_stop") == [{}]
    assert told(guest, "presentation_start") == []


def test_slides_stop_when_the_line_is_lost_or_never_opened(
    room: Conference, host: Participant, guest: Participant
) -> None:
    room.present(host, 1.0)
    room.presenting.seen(False, 1.0 + BEGIN_S)
    room.presenting.seen(True, 2.0 + BEGIN_S)
    assert room.presenting.presenter is host
    room.presenting.seen(False, 3.0 + BEGIN_S)
    assert told(guest, "presentation_stop") == [{}]
    room.present(host, 100.0)
    room.presenting.seen(False, 101.0 + BEGIN_S)
    assert told(guest, "presentation_stop") == [{}, {}]
    assert told(host, "presentation_start")[-1] == NOBODY


def test_the_event_sink_hears_who_presents(room: Conference, host: Participant) -> None:
    room.reports.clear()
    room.present(host, 1.0)
    assert [b'"is_presenting":true' in bytes(each.data) for each in room.reports] == [True]
