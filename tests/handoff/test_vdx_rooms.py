"""The life of a VDX meeting against a strict double: booked, made, entered, ended."""

import asyncio
from datetime import timedelta

import pytest

from tests.fakes.vdx.place import ADA, CLINIC, MEETINGS, SCHEDULING, SECRET, Place
from tests.fakes.vdx.server import Fault
from tests.fakes.vdx.world import (
    AWAITS,
    PROBLEMS,
    READY,
    STARTING,
    STOPPED,
    STOPPING,
    Client,
    Organisation,
    Template,
)
from waitingroom.handoff import VendorFailed
from waitingroom.handoff.naming import Side
from waitingroom.handoff.port import Handoff
from waitingroom.handoff.vdx import VdxRooms
from waitingroom.handoff.vdx.rooms import MOST


async def failure(rooms: VdxRooms, verb: str = "prepare") -> VendorFailed:
    with pytest.raises(VendorFailed) as caught:
        await (rooms.prepare(ADA) if verb == "prepare" else rooms.close(ADA))
    return caught.value


def kinds(place: Place) -> list[str]:
    return [each["meetingType"] for each in place.booked()]


async def test_a_room_of_the_pool_is_asked_for_first_and_is_there_at_once(place: Place) -> None:
    rooms: Handoff = place.rooms()
    await rooms.prepare(ADA)
    assert kinds(place) == ["POOL"]
    assert place.slept == []
    assert len(place.world.pool) == 1


async def test_an_empty_pool_leads_to_a_new_room_and_to_waiting_for_it(place: Place) -> None:
    place.world.pool.clear()
    await place.rooms().prepare(ADA)
    assert kinds(place) == ["POOL", "NORMAL"]
    tried = [(each["uuid"], each["externalId"]) for each in place.booked()]
    assert tried[0] == tried[1]
    assert place.slept == [1.0, 1.0, 1.0]
    assert [each.room.status for each in place.world.booked] == [READY]


async def test_an_organisation_without_a_pool_gets_a_new_room(place: Place) -> None:
    place.world.organisations[CLINIC] = Organisation(CLINIC, pool_size=None)
    await place.rooms().prepare(ADA)
    assert kinds(place) == ["POOL", "NORMAL"]


async def test_who_does_not_want_the_pool_is_not_made_to_ask(place: Place) -> None:
    await place.rooms(pool=False).prepare(ADA)
    assert kinds(place) == ["NORMAL"]


async def test_a_meeting_goes_through_all_its_states(place: Place) -> None:
    place.world.pool.clear()
    seen: list[str] = []
    original = place.sleep

    async def watching(seconds: float) -> None:
        seen.append(place.world.booked[0].room.status)
        await original(seconds)

    place.sleep = watching  # type: ignore[method-assign]
    rooms = place.rooms()
    await rooms.prepare(ADA)
    meeting = place.world.booked[0]
    seen.append(meeting.room.status)
    await rooms.close(ADA)
    seen.append(meeting.room.status)
    place.world.advance(60)
    seen.append(meeting.room.status)
    assert seen == [AWAITS, STARTING, STARTING, READY, STOPPING, STOPPED]
    assert meeting.end <= place.world.now
    assert len(place.vdx.of("PATCH", MEETINGS)) == 1


async def test_ending_takes_the_room_down_and_nothing_else_is_changed(place: Place) -> None:
    rooms = place.rooms()
    await rooms.prepare(ADA)
    place.world.advance(600)
    await rooms.close(ADA)
    assert [list(each.said) for each in place.vdx.of("PATCH", MEETINGS)] == [["endTime"]]
    assert place.world.booked[0].room.status == STOPPING
    assert place.world.open_meetings() == []


async def test_preparing_twice_books_once(place: Place) -> None:
    await place.rooms().prepare(ADA)
    await place.rooms().prepare(ADA)
    assert len(place.world.booked) == 1


@pytest.mark.parametrize("uuid_first", [True, False])
@pytest.mark.parametrize("pooled", [2, 1, 0])
async def test_two_that_prepare_at_once_book_once(
    place: Place, uuid_first: bool, pooled: int
) -> None:
    place.world.uuid_is_looked_at_first = uuid_first
    del place.world.pool[pooled:]
    await asyncio.gather(*(place.rooms().prepare(ADA) for _ in range(4)))
    assert len(place.world.booked) == 1


async def test_every_admission_has_a_room_and_pins_of_its_own(place: Place) -> None:
    rooms, again = place.rooms(), ADA.but(admission=2)
    await rooms.prepare(ADA)
    first = await rooms.join(ADA, Side.GUEST)
    await rooms.close(ADA)
    await rooms.prepare(again)
    second = await rooms.join(again, Side.GUEST)
    assert first.uri != second.uri
    assert first.pin != second.pin
    with pytest.raises(VendorFailed, match="not-found"):
        await rooms.join(ADA, Side.GUEST)


async def test_each_side_is_given_its_own_pin(place: Place) -> None:
    rooms = place.rooms(nodes=("node.vdx.test",))
    await rooms.prepare(ADA)
    room = place.world.booked[0].room
    staff, guest = await rooms.join(ADA, Side.STAFF), await rooms.join(ADA, Side.GUEST)
    assert staff.pin.reveal() == str(room.host_pin)
    assert guest.pin.reveal() == str(room.guest_pin)
    assert guest.uri.reveal() == room.uri
    assert guest.nodes == ("node.vdx.test",)
    assert str(room.guest_pin) not in repr(guest)


async def test_nobody_joins_a_room_that_is_not_made_yet(place: Place) -> None:
    place.world.pool.clear()
    place.world.ready_after = timedelta(minutes=5)
    rooms = place.rooms()
    await failure(rooms)
    with pytest.raises(VendorFailed, match="not-yet"):
        await rooms.join(ADA, Side.GUEST)


@pytest.mark.parametrize(
    ("template", "code"),
    [
        (Template(CLINIC, guest_pin=False), "no-guest-pin"),
        (Template(CLINIC, host_pin=False), "no-host-pin"),
        (Template(CLINIC, same_pins=True), "same-pins"),
    ],
)
async def test_a_room_without_two_pins_is_given_to_nobody_and_ended(
    place: Place, template: Template, code: str
) -> None:
    place.world.pool.clear()
    place.world.templates[7] = template
    rooms = place.rooms(template=7)
    failed = await failure(rooms)
    assert (failed.code, failed.retry) == (code, False)
    place.world.advance(2)
    assert place.world.open_meetings() == []


async def test_a_guest_pin_that_goes_missing_later_lets_no_guest_in_as_host(place: Place) -> None:
    rooms = place.rooms()
    await rooms.prepare(ADA)
    room = place.world.booked[0].room
    room.guest_pin = None
    assert str(room.host_pin) in room.portal
    with pytest.raises(VendorFailed, match="no-guest-pin"):
        await rooms.join(ADA, Side.GUEST)


async def test_a_room_that_broke_is_replaced_and_never_used_again(place: Place) -> None:
    place.world.pool.clear()
    place.world.breaking = 1
    rooms = place.rooms()
    failed = await failure(rooms)
    assert (failed.code, failed.retry) == ("provision-problems", True)
    await rooms.prepare(ADA)
    broken, used = place.world.booked
    # VDX mends it after all: whoever joins now must still meet the others.
    broken.room.status = READY
    assert (await rooms.join(ADA, Side.GUEST)).uri.reveal() == used.room.uri
    await rooms.close(ADA)
    assert place.world.open_meetings() == []


async def test_a_broken_room_that_can_not_be_ended_is_tried_until_it_ends_itself(
    place: Place,
) -> None:
    place.world.pool.clear()
    place.world.breaking = 1
    rooms = place.rooms()
    await failure(rooms)
    failed = await failure(rooms, "close")
    assert (failed.code, failed.retry) == ("not-changeable", True)
    place.world.advance(timedelta(hours=3).total_seconds())
    await rooms.close(ADA)
    assert place.world.booked[0].room.status == PROBLEMS


async def test_there_is_an_end_to_replacing_rooms(place: Place) -> None:
    place.world.pool.clear()
    place.world.breaking = 100
    rooms = place.rooms()
    codes = [(await failure(rooms)).code for _ in range(MOST + 1)]
    assert codes == ["provision-problems"] * MOST + ["spent"]
    assert len(place.world.booked) == MOST


async def test_a_slow_room_is_waited_for_try_by_try_and_booked_once(place: Place) -> None:
    place.world.pool.clear()
    place.world.ready_after = timedelta(seconds=40)
    rooms = place.rooms()
    first, second = await failure(rooms), await failure(rooms)
    assert [(each.code, each.retry) for each in (first, second)] == [("not-yet", True)] * 2
    assert place.slept[:8] == [1.0, 1.0, 1.0, 1.0, 1.0, 3.0, 3.0, 3.0]
    place.world.advance(15)
    await rooms.prepare(ADA)
    assert len(place.world.booked) == 1


async def test_a_room_that_takes_too_long_is_put_before_the_clinician(place: Place) -> None:
    place.world.pool.clear()
    place.world.ready_after = timedelta(minutes=10)
    rooms = place.rooms()
    codes = [(await failure(rooms)) for _ in range(5)]
    assert [each.code for each in codes] == ["not-yet"] * 4 + ["too-slow"]
    assert not codes[-1].retry
    place.world.advance(600)
    await rooms.prepare(ADA)
    assert len(place.world.booked) == 1


async def test_faults_of_vdx_while_waiting_are_waited_out(place: Place) -> None:
    place.world.pool.clear()
    place.vdx.faults = [Fault("GET", SCHEDULING, 500, times=2)]
    await place.rooms().prepare(ADA)
    assert place.vdx.faults == []
    assert len(place.world.booked) == 1


async def test_faults_of_vdx_that_do_not_end_are_told(place: Place) -> None:
    place.vdx.faults = [Fault("GET", SCHEDULING, 500, times=100)]
    failed = await failure(place.rooms())
    assert (failed.vendor, failed.code, failed.retry) == ("vdx", "failed", True)


async def test_what_was_booked_and_has_no_room_yet_is_taken_back(place: Place) -> None:
    place.world.pool.clear()
    place.world.starts_after = timedelta(minutes=5)
    rooms = place.rooms()
    await failure(rooms)
    await rooms.close(ADA)
    assert place.world.meetings == {}


async def test_a_room_that_is_just_being_made_is_ended_as_soon_as_that_is_allowed(
    place: Place,
) -> None:
    place.world.pool.clear()
    place.world.ready_after = timedelta(seconds=20)
    rooms = place.rooms()
    await failure(rooms)
    failed = await failure(rooms, "close")
    assert (failed.code, failed.retry) == ("not-changeable", True)
    place.world.advance(20)
    await rooms.close(ADA)
    assert place.world.open_meetings() == []


async def test_a_room_that_is_begun_while_it_is_taken_back_is_ended_instead(place: Place) -> None:
    place.world.pool.clear()
    place.world.starts_after = timedelta(minutes=5)
    rooms = place.rooms()
    await failure(rooms)
    place.vdx.faults = [Fault("DELETE", MEETINGS, "13")]
    await rooms.close(ADA)
    assert place.world.open_meetings() == []
    assert len(place.vdx.of("PATCH", MEETINGS)) == 1


async def test_ending_what_was_never_booked_or_has_ended_changes_nothing(place: Place) -> None:
    rooms = place.rooms()
    await rooms.close(ADA)
    await rooms.prepare(ADA)
    place.world.advance(60)
    await rooms.close(ADA)
    await rooms.close(ADA)
    assert len(place.vdx.of("PATCH", MEETINGS)) == 1


async def test_an_admission_that_ends_while_its_room_is_made_gets_no_room(place: Place) -> None:
    place.world.pool.clear()
    rooms, original = place.rooms(), place.sleep
    closing = place.rooms()

    async def ends(seconds: float) -> None:
        await closing.close(ADA)
        await original(seconds)

    place.sleep = ends  # type: ignore[method-assign]
    rooms = place.rooms()
    assert (await failure(rooms)).code == "not-found"
    assert place.world.open_meetings() == []


async def test_a_reserved_room_is_the_one_that_is_booked(place: Place) -> None:
    place.world.clients["ventestuen"] = Client(SECRET, CLINIC, ("meeting-admin",))
    await place.rooms(reserve=True).prepare(ADA)
    reserved = place.booked()[0]["schedulingInfoReservationId"]
    assert place.world.booked[0].room.reservation == reserved
    assert len(place.vdx.of("GET", f"{SCHEDULING}-reserve")) == 1


@pytest.mark.parametrize("why", ["denied", "none-free", "gone"])
async def test_without_a_reservation_the_patient_gets_a_room_all_the_same(
    place: Place, why: str
) -> None:
    if why != "denied":
        place.world.clients["ventestuen"] = Client(SECRET, CLINIC, ("meeting-admin",))
    if why == "none-free":
        place.world.pool.clear()
    if why == "gone":
        place.vdx.faults = [Fault("POST", MEETINGS, "29")]
    await place.rooms(reserve=True).prepare(ADA)
    assert len(place.world.booked) == 1


async def test_a_meeting_of_somebody_else_is_never_touched(place: Place) -> None:
    neighbour = place.rooms(client_id="nabo", client_secret=place.account().client_secret)
    failed = await failure(neighbour)
    assert (failed.code, failed.retry) == ("sign-in", False)
    await place.rooms().prepare(ADA)
    place.world.clients["nabo"] = Client(SECRET, "naboen")
    failed = await failure(neighbour, "close")
    assert (failed.code, failed.retry) == ("denied", False)
    assert len(place.world.open_meetings()) == 1


async def test_whether_vdx_is_well(place: Place) -> None:
    assert await place.rooms().is_well()
    place.vdx.faults = [Fault("GET", "/videoapi/v2/info", 503)]
    assert not await place.rooms().is_well()
