"""The health check of VDX: a meeting of its own, tried from sign-in to end, and always ended."""

from datetime import timedelta

import pytest

from tests.fakes.vdx.place import CLINIC, MEETINGS, SCHEDULING, Place
from tests.fakes.vdx.server import TOKEN_PATH, Fault
from tests.fakes.vdx.world import Template

STEPS = ["access-token", "video-api", "template", "meeting", "room", "end"]


async def test_all_is_well_and_nothing_is_left(place: Place) -> None:
    place.world.pool.clear()
    done = await place.health().check()
    assert [(each.name, each.code) for each in done] == [(each, "") for each in STEPS]
    assert all(each.is_well for each in done)
    assert {each.name: each.took_ms for each in done}["room"] == 3000
    assert place.world.open_meetings() == []
    (said,) = place.booked()
    assert (said["projectCode"], said["subject"]) == ("healthcheck", "healthcheck")
    assert place.world.booked[0].said["endTime"] == "2026-03-02T10:00:00Z"


@pytest.mark.parametrize(
    ("fault", "steps", "code"),
    [
        (Fault("POST", TOKEN_PATH, 500), STEPS[:1], "sign-in-away"),
        (Fault("GET", "/videoapi/v2/info", 503), STEPS[:2], "failed"),
        (Fault("POST", MEETINGS, "22"), [*STEPS[:4], "end"], "no-organisation"),
        (Fault("GET", SCHEDULING, 403), STEPS, "denied"),
    ],
)
async def test_the_first_step_that_fails_is_the_last_and_says_why(
    place: Place, fault: Fault, steps: list[str], code: str
) -> None:
    place.vdx.faults = [fault]
    done = await place.health().check()
    assert [each.name for each in done] == steps
    assert [each.code for each in done if not each.is_well] == [code]
    assert place.world.open_meetings() == []


async def test_a_booking_without_an_answer_is_ended_all_the_same(place: Place) -> None:
    place.vdx.faults = [Fault("POST", MEETINGS, 500, done=True)]
    done = await place.health().check()
    assert [each.name for each in done if not each.is_well] == ["meeting"]
    assert len(place.world.booked) == 1
    assert place.world.open_meetings() == []


async def test_a_room_that_is_not_made_in_time_is_told(place: Place) -> None:
    place.world.pool.clear()
    place.world.starts_after = timedelta(minutes=5)
    done = await place.health().check()
    assert [(each.name, each.code) for each in done if each.code] == [("room", "not-yet")]
    assert place.world.open_meetings() == []


@pytest.mark.parametrize(
    ("template", "faults"),
    [
        (Template(CLINIC, portal="https://vent.test/d/klinik"), ()),
        (Template(CLINIC, portal="https://vent.test/d/klinik?c=%uri-with-domain%"), ()),
        (Template(CLINIC, portal="https://vent.test/?pin=%pin%"), ("portal-with-pin",)),
        (Template(CLINIC, portal="https://vent.test/?pin=__pin__"), ("portal-with-pin",)),
        (Template(CLINIC, portal="https://portal.vdx.test/"), ("portal-elsewhere",)),
        (Template(CLINIC), ("portal-elsewhere",)),
        (Template(CLINIC, guest_pin=False, portal="https://vent.test/"), ("guest-pin-off",)),
        (Template(CLINIC, host_pin=False, portal="https://vent.test/"), ("host-pin-off",)),
    ],
)
async def test_a_template_is_looked_through(
    place: Place, template: Template, faults: tuple[str, ...]
) -> None:
    place.world.templates[7] = template
    health = place.health(template=7, portal="https://vent.test/")
    assert await health.template_faults() == faults
    done = {each.name: each.code for each in await health.check()}
    assert done["template"] == "".join(faults)


async def test_a_template_that_is_not_there_or_not_ours_is_told(place: Place) -> None:
    place.world.templates[8] = Template("naboen")
    missing = {each.name: each.code for each in await place.health(template=7).check()}
    assert missing["template"] == "no-template"
    others = {each.name: each.code for each in await place.health(template=8).check()}
    assert others["template"] == "others-template"


async def test_no_template_named_is_no_fault(place: Place) -> None:
    assert await place.health().template_faults() == ()
