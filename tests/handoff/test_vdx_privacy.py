"""Nothing about anybody reaches VDX, and no PIN of its rooms reaches a log of ours."""

import logging

import pytest

from tests.fakes.vdx.place import CLINIC, MEETINGS, SECRET, Place
from tests.fakes.vdx.server import Fault
from tests.fakes.vdx.world import Client
from waitingroom.core.ids import QueueId, VisitId
from waitingroom.handoff import Admitted, VendorFailed
from waitingroom.handoff.naming import Side

CANARY = "kanariefugl"
ADMITTED = Admitted(queue=QueueId(f"{CANARY}koe"), visit=VisitId(f"{CANARY}besoeg"), admission=1)

MAY_BE_SAID = {
    *("uuid", "externalId", "subject", "startTime", "endTime", "meetingType"),
    *("guestPinRequired", "endMeetingOnEndTime", "schedulingTemplateId", "projectCode"),
    *("organizedByEmail", "schedulingInfoReservationId"),
}


async def whole_life(place: Place) -> None:
    place.world.clients["ventestuen"] = Client(SECRET, CLINIC, ("meeting-admin",))
    place.vdx.faults = [
        Fault("POST", MEETINGS, "29"),
        Fault("POST", MEETINGS, 500, done=True),
        Fault("GET", MEETINGS, 503),
    ]
    rooms = place.rooms(reserve=True, organiser="video@klinikken.test", project_code="video")
    for _ in range(2):
        try:
            await rooms.prepare(ADMITTED)
        except VendorFailed as problem:
            assert CANARY not in str(problem)
    await rooms.join(ADMITTED, Side.STAFF)
    await rooms.join(ADMITTED, Side.GUEST)
    await rooms.close(ADMITTED)


async def test_no_request_says_whose_visit_it_is(place: Place) -> None:
    await whole_life(place)
    assert len(place.vdx.asked) > 10
    for asked in place.vdx.asked:
        assert CANARY not in f"{asked.path} {asked.query} {asked.body.decode()}"


async def test_a_booking_says_only_what_is_on_the_list(place: Place) -> None:
    await whole_life(place)
    for said in place.booked():
        assert set(said) <= MAY_BE_SAID
        assert said["guestPinRequired"] is True
        assert said["subject"] == "Videokonsultation"


async def test_pins_are_made_by_vdx_and_written_to_no_log(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await whole_life(place)
    room = place.world.booked[-1].room
    secrets = [str(room.host_pin), str(room.guest_pin), room.uri, SECRET, CANARY]
    assert [each for each in secrets if each in caplog.text] == []
    assert place.world.logged == []


async def test_the_names_of_two_admissions_have_nothing_in_common(place: Place) -> None:
    for number in (1, 2):
        await place.rooms().prepare(ADMITTED.but(admission=number))
    first, second = place.booked()
    assert first["uuid"] != second["uuid"]
    assert first["externalId"][:4] != second["externalId"][:4]
