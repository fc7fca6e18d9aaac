"""The little management API of the node, as a server of ours uses it."""

from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest

from waitingroom.conference import wording
from waitingroom.conference.commands import ON_CONFERENCE, ON_PARTICIPANT

from .client import Client, client
from .house import LOGIN, House
from .people import GUEST_PIN, HOST_PIN

STATUS = "/api/admin/status/v1"
COMMAND = "/api/admin/command/v1"
LISTS = ("conference", "participant", "worker_vm", "alarm", "licensing")
COMMANDS = (
    *(f"conference/{name}" for name in (*ON_CONFERENCE, "transform_layout")),
    *(f"participant/{name}" for name in (*ON_PARTICIPANT, "role", "transfer", "dial")),
)


async def test_our_server_finds_ends_and_counts_conferences(house: House, node: str) -> None:
    alias, other = house.opens("v-mine"), house.opens("v-other")
    async with (
        httpx2.AsyncClient(base_url=node, auth=LOGIN, trust_env=False) as ours,
        client(node, alias) as guest,
        client(node, other) as another,
    ):
        await guest.enters(HOST_PIN, tag="t.1")
        await guest.listens()
        await another.enters(HOST_PIN)
        found = (await ours.get(f"{STATUS}/conference/", params={"name": alias})).json()
        (one,) = found["objects"]
        assert found["meta"]["total_count"] == 1 and one["is_started"] is True
        people = (await ours.get(f"{STATUS}/participant/?conference={alias}")).json()["objects"]
        assert [person["call_tag"] for person in people] == ["t.1"]
        (worker,) = (await ours.get(f"{STATUS}/worker_vm/")).json()["objects"]
        assert (worker["media_tokens_used"], worker["max_media_tokens"]) == (2, 8)
        command = "/api/admin/command/v1/conference/disconnect/"
        ended = await ours.post(command, json={"conference_id": one["id"]})
        assert ended.json() == {"status": "success"}
        assert await guest.comes_to("disconnect") == {"reason": wording.ENDED_BY_SERVER}
        for body in (b'{"conference_id":"%s"}' % one["id"].encode(), b"nonsense"):
            assert (await ours.post(command, content=body)).status_code == 400
        assert (await another.ask("participants", method="GET"))[0] == 200


@pytest.fixture
async def ours(node: str) -> AsyncIterator[httpx2.AsyncClient]:
    """Our server, signed in."""
    async with httpx2.AsyncClient(base_url=node, auth=LOGIN, trust_env=False) as line:
        yield line


async def does(ours: httpx2.AsyncClient, command: str, **body: Any) -> int:
    answer = await ours.post(f"{COMMAND}/{command}/", json=body)
    wanted = {"status": "success"} if answer.status_code == 200 else None
    assert wanted is None or answer.json() == wanted
    return answer.status_code


async def state(host: Client) -> dict[str, Any]:
    found: dict[str, Any] = (await host.ask("conference_status", method="GET"))[1]["result"]
    return found


async def guest_of(host: Client, uuid: str) -> dict[str, Any]:
    people = (await host.ask("participants", method="GET"))[1]["result"]
    (found,) = [each for each in people if each["uuid"] == uuid]
    return dict(found)


async def test_our_server_locks_and_mutes_a_conference(
    house: House, node: str, ours: httpx2.AsyncClient
) -> None:
    async with client(node, house.opens("v-mine")) as host:
        await host.enters(HOST_PIN)
        (one,) = (await ours.get(f"{STATUS}/conference/")).json()["objects"]
        for command, name, value in (
            ("lock", "locked", True),
            ("unlock", "locked", False),
            ("mute_guests", "guests_muted", True),
            ("unmute_guests", "guests_muted", False),
        ):
            assert await does(ours, f"conference/{command}", conference_id=one["id"]) == 200
            assert (await state(host))[name] is value


async def test_our_server_does_to_a_participant_what_a_host_may(
    house: House, node: str, ours: httpx2.AsyncClient
) -> None:
    alias = house.opens("v-mine", locked=True)
    async with client(node, alias) as host, client(node, alias) as guest:
        await host.enters(HOST_PIN)
        await guest.enters(GUEST_PIN)
        await guest.listens()
        for command, more, name, value in (
            ("unlock", {}, "service_type", "conference"),
            ("mute", {}, "is_muted", "YES"),
            ("unmute", {}, "is_muted", "NO"),
            ("role", {"role": "chair"}, "role", "chair"),
            ("role", {"role": "guest"}, "role", "guest"),
        ):
            done = await does(ours, f"participant/{command}", participant_id=guest.uuid, **more)
            assert done == 200
            assert (await guest_of(host, guest.uuid))[name] == value
        assert await does(ours, "participant/disconnect", participant_id=guest.uuid) == 200
        assert await guest.comes_to("disconnect") == {"reason": wording.OUT_BY_SERVER}


@pytest.mark.parametrize("command", COMMANDS)
async def test_a_command_about_nobody_is_not_taken(ours: httpx2.AsyncClient, command: str) -> None:
    for body in ({}, {"participant_id": "x", "conference_id": "x", "role": "guest"}):
        assert await does(ours, command, **body) == 400
    assert (await ours.post(f"{COMMAND}/{command}/", content=b"nonsense")).status_code == 400


async def test_a_list_of_nothing_is_a_list(ours: httpx2.AsyncClient) -> None:
    for name in LISTS:
        found = (await ours.get(f"{STATUS}/{name}/")).json()
        assert found["meta"]["total_count"] == len(found["objects"])
    (licences,) = (await ours.get(f"{STATUS}/licensing/")).json()["objects"]
    assert licences == {"port_count": 0, "port_total": 8}


@pytest.mark.parametrize("auth", [None, (LOGIN[0], "x"), ("", "")])
async def test_strangers_do_not_manage(node: str, auth: Any) -> None:
    asked = [("GET", f"{STATUS}/{each}/") for each in LISTS]
    asked += [("POST", f"{COMMAND}/{each}/") for each in COMMANDS]
    async with httpx2.AsyncClient(base_url=node, trust_env=False) as stranger:
        for method, path in asked:
            answer = await stranger.request(method, path, auth=auth)
            assert (answer.status_code, answer.content) == (401, b""), path


async def test_a_node_without_a_telephone_line_says_so(house: House, node: str) -> None:
    body = {"conference_alias": house.opens("v-mine"), "destination": "+4500000001"}
    async with httpx2.AsyncClient(base_url=node, auth=LOGIN, trust_env=False) as ours:
        answer = await ours.post("/api/admin/command/v1/participant/dial/", json=body)
    assert answer.status_code == 400
    assert answer.json() == {"status": "failed", "message": wording.NO_TELEPHONE}
