"""From one conference into another: who may send whom, and how the way opens once."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import httpx2
import pytest

from waitingroom.conference import wording

from .client import Client, client
from .house import LOGIN, PARTY, SERVICE, House, open_node_of, until
from .people import GUEST_PIN, HOST_PIN

COMMAND = "/api/admin/command/v1/participant"


class Moving:
    """A host and a guest in one conference, and the next, where a host is."""

    def __init__(self, host: Client, guest: Client, next_host: Client, arriving: Client) -> None:
        self.host = host
        self.guest = guest
        self.next_host = next_host
        self.arriving = arriving

    async def sends(self, **order: Any) -> tuple[int, Any]:
        body = {"conference_alias": "v-next", "role": "guest"} | order
        return await self.host.ask(f"participants/{self.guest.uuid}/transfer", body)

    async def arrives(self, token: str, **more: Any) -> tuple[int, Any]:
        body = {"display_name": "Somebody Else", "call_tag": "made-up", "token": token} | more
        status, value = await self.arriving.ask("request_token", body)
        if status == 200:
            self.arriving.token = value["result"]["token"]
            self.arriving.uuid = value["result"]["participant_uuid"]
        return status, value["result"]


@pytest.fixture
async def moving(house: House) -> AsyncIterator[Moving]:
    first, second = house.opens("v-first"), house.opens("v-next", pin="882201", guest_pin="220188")
    async with AsyncExitStack() as stack:
        url, _ = await stack.enter_async_context(open_node_of(house))
        host, guest, next_host, arriving = [
            await stack.enter_async_context(client(url, alias))
            for alias in (first, first, second, second)
        ]
        await host.enters(HOST_PIN)
        await guest.enters(GUEST_PIN, name="Prøve Pedersen", tag="t.1")
        await guest.listens()
        await next_host.enters("882201")
        yield Moving(host, guest, next_host, arriving)


async def test_a_guest_is_sent_on_and_comes_in_there_without_a_pin(
    house: House, moving: Moving
) -> None:
    assert await moving.sends() == (200, {"status": "success", "result": True})
    told = await moving.guest.comes_to("refer")
    assert set(told) == {"alias", "token"} and told["alias"] == "v-next"
    status, result = await moving.arrives(told["token"])
    assert status == 200
    assert result["participant_uuid"] != moving.guest.uuid and result["role"] == "GUEST"
    # Who they are is what policy knew of them here, not what the client says there.
    assert (result["display_name"], result["call_tag"]) == ("Prøve Pedersen", "t.1")
    await until(lambda: bool(house.happened("participant_disconnected")))
    (left,) = house.happened("participant_disconnected")
    assert left["uuid"] == moving.guest.uuid
    assert not moving.guest.heard("disconnect")


async def test_policy_hears_where_they_come_from_until_their_media_is_there(
    house: House, moving: Moving
) -> None:
    house.asked.clear()
    await moving.sends()
    await moving.arrives((await moving.guest.comes_to("refer"))["token"])
    await moving.arriving.does("calls", "", {"sdp": "v=0"})
    heard = [
        (path, query["local_alias"], query["call_tag"], query["previous_service_name"])
        for path, query in house.asked
    ]
    there = ("v-next", "t.1", "v-first")
    assert heard == [(SERVICE, *there), (SERVICE, *there), (PARTY, *there), (PARTY, *there)]


async def test_the_tag_and_role_that_policy_gives_there_hold_there(
    house: House, moving: Moving
) -> None:
    house.parties["t.1"] = {"preauthenticated_role": "guest", "call_tag": "t.2"}
    await moving.sends(role="host")
    _, result = await moving.arrives((await moving.guest.comes_to("refer"))["token"])
    assert (result["role"], result["call_tag"]) == ("GUEST", "t.2")


async def test_who_is_not_wanted_there_stays_where_they_are(house: House, moving: Moving) -> None:
    await moving.sends()
    token = (await moving.guest.comes_to("refer"))["token"]
    house.parties["t.1"] = {"reject_reason": "ukendt"}
    assert await moving.arrives(token) == (403, wording.REJECTED)
    assert (await moving.guest.ask("participants", method="GET"))[0] == 200


async def test_a_host_can_be_made_of_them(moving: Moving) -> None:
    await moving.sends(role="host")
    _, result = await moving.arrives((await moving.guest.comes_to("refer"))["token"])
    assert result["role"] == "HOST"


async def test_the_token_opens_once_and_nothing_else(moving: Moving) -> None:
    await moving.sends()
    token = (await moving.guest.comes_to("refer"))["token"]
    elsewhere = await moving.guest.ask("request_token", {"display_name": "x", "token": token})
    assert elsewhere[0] == 403 and elsewhere[1]["result"]["pin"] == "required"
    # Most clients leave before they go on.
    assert (await moving.guest.ask("release_token", {}))[0] == 200
    assert (await moving.arrives(token))[0] == 200
    status, result = await moving.arrives(token)
    assert status == 403 and result["pin"] == "required"


async def test_who_is_shown_out_before_they_go_on_does_not_come_in_there(moving: Moving) -> None:
    await moving.sends()
    token = (await moving.guest.comes_to("refer"))["token"]
    assert await moving.host.does("disconnect", "", whom=moving.guest.uuid) is True
    status, result = await moving.arrives(token)
    assert status == 403 and result["pin"] == "required"


@pytest.mark.parametrize(
    ("order", "answer"),
    [
        ({"conference_alias": "v-nowhere"}, wording.NO_TRANSFER),
        ({"conference_alias": "v-first"}, wording.NO_TRANSFER),
        ({"role": "king"}, wording.NO_TRANSFER),
        ({"role": None}, wording.NO_TRANSFER),
        ({"pin": "000000"}, wording.INVALID_PIN),
        ({"pin": "220188", "role": "host"}, wording.INVALID_PIN),
    ],
)
async def test_what_cannot_be_is_refused_and_nobody_is_told(
    moving: Moving, order: dict[str, Any], answer: str
) -> None:
    assert await moving.sends(**order) == (403, {"status": "failed", "result": answer})
    assert not moving.guest.heard("refer")


async def test_a_right_pin_is_taken_and_wrong_ones_are_counted(moving: Moving) -> None:
    assert (await moving.sends(pin="220188"))[0] == 200
    assert (await moving.sends(pin="882201"))[0] == 200
    assert [(await moving.sends(pin="000000"))[0] for _ in range(3)] == [403, 403, 403]
    assert (await moving.sends(pin="220188"))[1]["result"] == wording.INVALID_PIN


async def test_a_guest_sends_nobody(moving: Moving) -> None:
    body = {"conference_alias": "v-next", "role": "guest"}
    for whom in (moving.guest, moving.host):
        path = f"participants/{whom.uuid}/transfer"
        assert await moving.guest.ask(path, body) == (
            403,
            {"status": "failed", "result": wording.INVALID_ROLE},
        )
    path = f"participants/{moving.next_host.uuid}/transfer"
    assert (await moving.host.ask(path, body))[1]["result"] is False


async def test_our_server_may_send_somebody_on_too(moving: Moving) -> None:
    base = moving.host.base.partition("/api/")[0]
    order = {"participant_id": moving.guest.uuid, "conference_alias": "v-next", "role": "guest"}
    async with httpx2.AsyncClient(base_url=base, auth=LOGIN, trust_env=False) as ours:
        answer = await ours.post(f"{COMMAND}/transfer/", json=order)
        assert answer.json() == {"status": "success"}
        for wrong in ({"participant_id": "x"}, {"conference_alias": "v-nowhere"}, {"role": "king"}):
            answer = await ours.post(f"{COMMAND}/transfer/", json=order | wrong)
            assert answer.status_code == 400, wrong
    assert (await moving.arrives((await moving.guest.comes_to("refer"))["token"]))[0] == 200
