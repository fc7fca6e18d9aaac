"""The double of VDX refuses what the real one refuses, so that a green test means something."""

from datetime import timedelta
from typing import Any

import pytest

from tests.fakes.vdx.place import CLINIC, MEETINGS, SECRET, Place
from tests.fakes.vdx.server import TOKEN_PATH
from tests.fakes.vdx.world import PROBLEMS, READY, STOPPED, Client, Organisation, Template

NAME = "46b46a1e-a4d3-4387-87ee-a67dcaa222cb"
OTHER = "56b46a1e-a4d3-4387-87ee-a67dcaa222cb"
WELL = {
    "subject": "Videokonsultation",
    "startTime": "2026-03-02T09:00:00Z",
    "endTime": "2026-03-02T10:00:00Z",
}


async def ask(
    place: Place, method: str, path: str, body: Any = None, client: str = "ventestuen"
) -> tuple[int, str | None]:
    """The status and the number of an answer."""
    form = {
        "grant_type": "client_credentials",
        "client_id": client,
        "client_secret": place.world.clients[client].secret,
    }
    granted = await place.http.post(place.url + TOKEN_PATH, data=form)
    headers = {"Authorization": f"Bearer {granted.json()['access_token']}"}
    answer = await place.http.request(method, place.url + path, json=body, headers=headers)
    told = answer.json() if answer.content else None
    return answer.status_code, told.get("detailed_error_code") if isinstance(told, dict) else None


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ({"subject": None}, "30"),
        ({"startTime": "2026-03-02T09:00:00 +0000"}, "25"),
        ({"startTime": "02-03-2026"}, "25"),
        ({"subject": "x" * 101}, "10"),
        ({"patient": "Anna"}, "10"),
        ({"guestMicrophone": "loud"}, "10"),
        ({"hostPin": 999}, "10"),
        ({"uuid": "adm-9f3"}, "10"),
        ({"externalId": "x" * 201}, "10"),
        ({"meetingType": "POOL", "vmrQuality": "fullhd"}, "20"),
        ({"schedulingInfoReservationId": NAME}, "29"),
        ({"schedulingInfoReservationId": NAME, "hostPin": 4711}, "34"),
        ({"uriWithoutDomain": "klinik"}, "31"),
        ({"schedulingTemplateId": 99, "startTime": "2026-03-02T09:30:00Z"}, "26"),
        ({"schedulingTemplateId": 8, "startTime": "2026-03-02T09:30:00Z"}, "27"),
        (
            {"additionalInformation": [{"key": "a", "value": "1"}, {"key": "a", "value": "2"}]},
            "35",
        ),
    ],
)
async def test_a_booking_with_a_fault_is_refused_by_its_number(
    place: Place, said: dict[str, Any], number: str
) -> None:
    place.world.templates[8] = Template("naboen")
    assert await ask(place, "POST", MEETINGS, WELL | said) == (400, number)
    assert place.world.meetings == {}


async def test_a_booking_without_a_fault_is_taken(place: Place) -> None:
    assert await ask(place, "POST", MEETINGS, WELL) == (200, None)


async def test_addresses_of_ones_own_have_rules(place: Place) -> None:
    place.world.organisations[CLINIC] = Organisation(CLINIC, own_addresses=True)
    own = WELL | {"uriWithoutDomain": "klinik1"}
    assert await ask(place, "POST", MEETINGS, own) == (200, None)
    assert await ask(place, "POST", MEETINGS, own) == (400, "32")
    strange = WELL | {"uriWithoutDomain": "klinik 1"}
    assert await ask(place, "POST", MEETINGS, strange) == (400, "33")


async def test_pins_of_ones_own_never_get_a_pool_room_and_are_logged_there(place: Place) -> None:
    assert await ask(place, "POST", MEETINGS, WELL | {"hostPin": 4711}) == (200, None)
    assert len(place.world.pool) == 2
    assert "4711" in place.world.logged[0]


@pytest.mark.parametrize(
    ("second", "number"),
    [
        ({"uuid": NAME, "externalId": "b"}, "24"),
        ({"uuid": OTHER, "externalId": "a"}, "21"),
        ({"uuid": OTHER, "externalId": "b"}, None),
    ],
)
async def test_both_names_of_a_meeting_are_unique(
    place: Place, second: dict[str, str], number: str | None
) -> None:
    await ask(place, "POST", MEETINGS, WELL | {"uuid": NAME, "externalId": "a"})
    assert (await ask(place, "POST", MEETINGS, WELL | second))[1] == number


async def test_a_pool_room_must_be_old_enough_and_the_meeting_begin_soon(place: Place) -> None:
    place.world.pool.clear()
    place.world.fill_pool(CLINIC, 1, timedelta(seconds=30))
    pooled = WELL | {"meetingType": "POOL"}
    assert await ask(place, "POST", MEETINGS, pooled) == (400, "20")
    place.world.advance(40)
    later = WELL | {"startTime": "2026-03-02T09:30:00Z"}
    assert await ask(place, "POST", MEETINGS, later) == (200, None)
    assert len(place.world.pool) == 1
    assert await ask(place, "POST", MEETINGS, pooled) == (200, None)
    assert place.world.pool == []


@pytest.mark.parametrize("status", [PROBLEMS, STOPPED])
async def test_only_two_states_can_be_changed_and_one_deleted(place: Place, status: str) -> None:
    await ask(place, "POST", MEETINGS, WELL | {"uuid": NAME})
    path = f"{MEETINGS}/{NAME}"
    assert await ask(place, "DELETE", path) == (406, "13")
    place.world.meetings[NAME].room.status = status
    assert await ask(place, "PATCH", path, {"endTime": WELL["endTime"]}) == (406, "12")
    place.world.meetings[NAME].room.status = READY
    assert await ask(place, "PATCH", path, {"subject": "Andet"}) == (200, None)
    assert place.world.meetings[NAME].said["subject"] == "Videokonsultation"


async def test_a_search_must_say_what_for(place: Place) -> None:
    assert await ask(place, "GET", MEETINGS) == (400, "36")
    assert await ask(place, "GET", f"{MEETINGS}?externalId=a") == (400, "36")
    assert await ask(place, "GET", f"{MEETINGS}?from-start-time=2026-03-02") == (400, "28")
    assert await ask(place, "GET", f"{MEETINGS}?subject=x") == (200, None)


async def test_roles_and_organisations_are_kept_apart(place: Place) -> None:
    await ask(place, "POST", MEETINGS, WELL | {"uuid": NAME})
    assert await ask(place, "GET", f"{MEETINGS}/{NAME}", client="nabo") == (403, None)
    assert await ask(place, "GET", f"{MEETINGS}/{OTHER}") == (404, None)
    reserve = "/videoapi/v2/scheduling-info-reserve"
    assert await ask(place, "GET", reserve) == (403, None)
    place.world.clients["nabo"] = Client("nabo-ord", "naboen", ("meeting-admin",))
    assert await ask(place, "GET", reserve, client="nabo") == (400, "23")
    pool = WELL | {"meetingType": "POOL"}
    assert await ask(place, "POST", MEETINGS, pool, client="nabo") == (400, "19")


async def test_without_a_token_nothing_is_answered(place: Place) -> None:
    answer = await place.http.get(f"{place.url}/videoapi/v2/info")
    assert answer.status_code == 401
    wrong = {"grant_type": "password", "client_id": "ventestuen", "client_secret": SECRET}
    answer = await place.http.post(place.url + TOKEN_PATH, data=wrong)
    assert answer.json() == {"error": "unsupported_grant_type"}
