"""Calls that go past the node, asked for over HTTP by clients that are no browsers."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import pytest

from waitingroom.conference import Node, relay, wording
from waitingroom.core.commands import Entered, LeftCall, StaffEntered
from waitingroom.core.ids import GuestId, QueueId, StaffId, VisitId
from waitingroom.handoff import Admitted, Naming, Sink, Who

from .client import Client, client, connects, media
from .conftest import Refused
from .house import House, until
from .people import GUEST_PIN, HOST_PIN

OFFER = (
    "v=0\r\nm=audio 9 x 111\r\na=sendrecv\r\nm=video 9 x 96\r\na=ice-ufrag:{0}\r\na=sendrecv\r\n"
)
FIRST, SECOND = OFFER.format("Aaaa"), OFFER.format("Bbbb")
SOUND = (
    "v=0\r\nm=audio 9 x 111\r\na=ice-ufrag:Bbbb\r\na=sendrecv\r\nm=video 9 x 96\r\na=recvonly\r\n"
)

NAMING = Naming(b"k" * 32)
ALIAS = NAMING.alias(Admitted(queue=QueueId("q"), visit=VisitId("v"), admission=1))
ADA = NAMING.tag(ALIAS, Who.guest(GuestId("ada")))
SIV = NAMING.tag(ALIAS, Who.staff(StaffId("siv")))
BO = NAMING.tag(ALIAS, Who.staff(StaffId("bo")))


@pytest.fixture
async def two(house: House, inside: tuple[str, Node]) -> AsyncIterator[tuple[Client, Client]]:
    """A host and a guest who listen, and whose media may go past the node."""
    house.opens(ALIAS, direct_media="best_effort", participant_limit=8)
    async with client(inside[0], ALIAS) as host, client(inside[0], ALIAS) as guest:
        for one, pin, tag in ((host, HOST_PIN, SIV), (guest, GUEST_PIN, ADA)):
            assert (await one.enters(pin, tag=tag, direct=True))[0] == 200
            await one.listens()
            await one.comes_to("participant_sync_end")
        yield host, guest


async def calls(one: Client, sdp: str) -> dict[str, Any]:
    found: dict[str, Any] = await one.does("calls", "CallsWebrtcParticipant", {"sdp": sdp})
    return found


async def talking(host: Client, guest: Client, offer: str = SECOND) -> tuple[str, str]:
    """The two calls' ids, of two who have found each other."""
    first = (await calls(host, FIRST))["call_uuid"]
    held = asyncio.create_task(calls(guest, offer))
    await host.does(f"calls/{first}/new_candidate", "", {"candidate": "", "mid": "0"})
    assert await host.comes_to("new_offer") == {"sdp": offer}
    assert await host.does(f"calls/{first}/ack", "Ack", {"sdp": FIRST}) is True
    second = await held
    assert second["sdp"] == FIRST
    return first, second["call_uuid"]


async def test_the_first_waits_and_the_second_is_answered_by_the_first(
    two: tuple[Client, Client],
) -> None:
    host, guest = two
    found = await calls(host, FIRST)
    assert (found["sdp"], found["offer_ignored"]) == ("", True)
    assert (await host.comes_to("splash_screen"))["screen_key"] == "direct_media_welcome"
    await talking(host, guest)
    assert await guest.comes_to("splash_screen") is None
    assert host.heard("splash_screen")[-1] is None


async def test_the_token_and_the_screens_say_that_media_goes_past_the_node(
    house: House, two: tuple[Client, Client], refused: Refused
) -> None:
    host, _ = two
    status, found = await host.enters(HOST_PIN, tag=SIV, direct=True)
    assert status == 200 and found["direct_media"] is True
    assert (found["pex_datachannel_id"], found["client_stats_update_interval"]) == (3, 5000)
    await host.ask("theme/", method="GET", kind="Theme")
    await host.ask("refresh_token", kind="RefreshToken")
    await host.ask("conference_status", method="GET", kind="ConferenceStatus")
    assert [name for name, _ in host.said[-3:]] == [
        "Theme200",
        "RefreshToken200",
        "ConferenceStatus200",
    ]
    assert host.said[-2][1]["result"]["client_stats_update_interval"] == 5000
    assert host.said[-1][1]["result"]["direct_media"] is True
    assert refused(host.said) == []
    picture = await host.http.get(f"{host.base}/theme/background.png?token={host.token}")
    assert picture.content.startswith(b"\x89PNG")


async def test_every_reply_of_a_direct_call_passes_the_official_validators(
    two: tuple[Client, Client], refused: Refused
) -> None:
    host, guest = two
    first, second = await talking(host, guest)
    renewing = asyncio.create_task(guest.does(f"calls/{second}/update", "Update", {"sdp": SECOND}))
    await guest.does(f"calls/{second}/ack", "Ack", {})
    await host.comes_to("update_sdp")
    await host.does(f"calls/{first}/ack", "Ack", {"sdp": FIRST})
    assert (await renewing)["sdp"] == FIRST
    candidate = {"candidate": "candidate:1", "mid": "0", "ufrag": "Aaaa"}
    await host.does(f"calls/{first}/new_candidate", "NewCandidate", candidate)
    await guest.comes_to("new_candidate")
    await host.does(f"calls/{first}/statistics", "Statistics", {"audio": {}, "video": {}})
    await host.does(f"calls/{first}/disconnect", "DisconnectCall")
    assert refused(host.said + guest.said) == []


async def test_candidates_reach_the_other_only_with_their_description(
    two: tuple[Client, Client],
) -> None:
    host, guest = two
    first = (await calls(host, FIRST))["call_uuid"]
    # Those of the offer that was ignored belong to nothing any more.
    stale = {"candidate": "candidate:0", "mid": "0", "ufrag": "Zzzz"}
    await host.does(f"calls/{first}/new_candidate", "", stale)
    held = asyncio.create_task(calls(guest, SECOND))
    await host.comes_to("new_offer")
    early = {"candidate": "candidate:1", "mid": "0", "ufrag": "Aaaa"}
    for each in (stale, early):
        await host.does(f"calls/{first}/new_candidate", "", each)
    assert guest.heard("new_candidate") == []
    await host.does(f"calls/{first}/ack", "", {"sdp": FIRST})
    second = (await held)["call_uuid"]
    await guest.does(f"calls/{second}/ack", "", {})
    assert await guest.comes_to("new_candidate") == early
    assert guest.heard("new_candidate") == [early]
    mine = {"candidate": "candidate:2", "mid": "0", "ufrag": "Bbbb"}
    await guest.does(f"calls/{second}/new_candidate", "", mine)
    assert await host.comes_to("new_candidate") == mine


async def test_who_waits_hears_of_an_offer_only_when_the_reply_was_read(
    two: tuple[Client, Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relay, "READ_S", 60.0)
    host, guest = two
    first = (await calls(host, FIRST))["call_uuid"]
    held = asyncio.create_task(calls(guest, SECOND))
    await host.does("buzz", "")
    await host.comes_to("participant_update")
    assert host.heard("new_offer") == []
    await host.does(f"calls/{first}/new_candidate", "", {"candidate": "", "mid": "0"})
    assert await host.comes_to("new_offer") == {"sdp": SECOND}
    await host.does(f"calls/{first}/ack", "", {"sdp": FIRST})
    assert (await held)["sdp"] == FIRST


async def test_after_too_long_the_second_waits_and_the_first_shall_call(
    two: tuple[Client, Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    host, guest = two
    await calls(host, FIRST)
    with monkeypatch.context() as soon:
        soon.setattr(relay, "HOLD_S", 0.05)
        found = await calls(guest, SECOND)
    assert found["offer_ignored"] is True
    await host.comes_to("peer_disconnect")
    held = asyncio.create_task(calls(host, FIRST))
    assert await guest.comes_to("new_offer") == {"sdp": FIRST}
    await guest.does(f"calls/{found['call_uuid']}/ack", "", {"sdp": SECOND})
    assert (await held)["sdp"] == SECOND


async def test_offers_that_cross_are_dropped_and_the_call_begins_anew(
    two: tuple[Client, Client],
) -> None:
    host, guest = two
    first, second = await talking(host, guest)
    renewals = [
        asyncio.create_task(one.does(f"calls/{call}/update", "", {"sdp": OFFER.format("Cccc")}))
        for one, call in ((host, first), (guest, second))
    ]
    await guest.does(f"calls/{second}/ack", "", {})
    for one in two:
        await one.comes_to("update_sdp")
    ignored = {"sdp": "offer_ignored", "offer_ignored": True}
    assert await guest.does(f"calls/{second}/ack", "Ack", ignored) is True
    assert (await renewals[0])["sdp"] == ""
    await host.comes_to("peer_disconnect")
    await host.does(f"calls/{first}/disconnect", "")
    assert (await renewals[1])["sdp"] == ""
    await guest.comes_to("peer_disconnect")


async def test_who_is_left_hears_of_it_and_calls_again(
    house: House, two: tuple[Client, Client]
) -> None:
    host, guest = two
    _, second = await talking(host, guest)
    await guest.ask("release_token", {})
    await host.comes_to("peer_disconnect")
    assert (await calls(host, FIRST))["offer_ignored"] is True
    assert second and not house.happened("conference_ended")


async def test_who_loses_the_offerer_while_an_offer_is_held_waits_no_longer_for_it(
    two: tuple[Client, Client],
) -> None:
    host, guest = two
    await calls(host, FIRST)
    held = asyncio.create_task(calls(guest, SECOND))
    await host.comes_to("new_offer")
    await host.ask("release_token", {})
    assert (await held)["offer_ignored"] is True
    assert guest.heard("peer_disconnect") == []


async def test_who_sends_no_picture_is_told_to_the_other(two: tuple[Client, Client]) -> None:
    host, guest = two
    await talking(host, guest, SOUND)
    await until(lambda: len(host.heard("splash_screen")) > 1)
    shown = host.heard("splash_screen")[-1]
    assert shown["screen_key"] == "direct_media_other_participants_audio_only"
    people = (await host.ask("participants", method="GET"))[1]["result"]
    assert {one["uuid"]: one["is_video_call"] for one in people} == {
        host.uuid: "YES",
        guest.uuid: "NO",
    }


async def test_nobody_answers_for_another(two: tuple[Client, Client]) -> None:
    host, guest = two
    first, _ = await talking(host, guest)
    path = f"participants/{host.uuid}/calls/{first}"
    update = await guest.ask(f"{path}/update", {"sdp": SECOND})
    assert update[0] == 403
    await guest.ask(f"{path}/ack", {"sdp": "v=0"})
    await guest.ask(f"{path}/disconnect", {})
    assert guest.heard("peer_disconnect") == []


async def test_where_policy_says_always_there_is_no_third(house: House, node: str) -> None:
    alias = house.opens("v-always", direct_media="always")
    async with AsyncExitStack() as stack:
        one, other, third = [await stack.enter_async_context(client(node, alias)) for _ in "123"]
        assert (await one.enters(HOST_PIN, tag="a", direct=True))[1]["direct_media"] is True
        assert (await other.enters(GUEST_PIN, tag="b", direct=True))[0] == 200
        assert await third.enters(GUEST_PIN, tag="c", direct=True) == (403, wording.FULL)


async def test_policy_is_asked_again_about_whoever_is_sent_on(
    house: House, two: tuple[Client, Client], inside: tuple[str, Node]
) -> None:
    host, guest = two
    async with client(inside[0], ALIAS) as third:
        assert (await third.enters(GUEST_PIN, tag=BO))[1]["direct_media"] is False
        sent = await guest.comes_to("refer")
        assert (sent["alias"], sent["target"]) == (ALIAS, "transcoded")
        asked = len(house.asked)
        status, found = await guest.enters("", tag="made up", token=sent["token"], direct=True)
        assert status == 200 and found["role"] == "GUEST" and found["direct_media"] is False
        queries = [query for _, query in house.asked[asked:]]
        assert [query["call_tag"] for query in queries] == [ADA, ADA]
        assert queries[0]["supports_direct_media"] == "True"
        # A one-time token is spent, and without it the PIN is asked for.
        assert (await guest.enters("", token=sent["token"]))[0] == 403
        del house.rooms[ALIAS]
        sent = await host.comes_to("refer")
        assert (await host.enters("", token=sent["token"]))[0] == 404


async def test_to_our_sink_nobody_has_left_the_call_who_goes_to_the_node_and_back(
    house: House,
    two: tuple[Client, Client],
    inside: tuple[str, Node],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("waitingroom.conference.escalation.SETTLE_S", 0.0)
    host, guest = two
    told: list[str] = []
    sink = Sink(NAMING, lambda _, command: told.append(type(command).__name__))
    await talking(host, guest)
    async with AsyncExitStack() as stack:
        third = await stack.enter_async_context(client(inside[0], ALIAS))
        await third.enters(HOST_PIN, tag=BO)
        for one in two:
            await goes_where_it_is_sent(one, stack)
        await third.ask("release_token", {})
        for one in two:
            await goes_where_it_is_sent(one, stack, times=2)
        await talking(host, guest)
        await until(lambda: len(house.happened("participant_disconnected")) == 5)
    sink.take(house.events)
    assert told == [StaffEntered.__name__, Entered.__name__]
    mine = [each["uuid"] for each in house.happened("participant_connected") if _is_ada(each)]
    last = [each for each in house.happened("participant_updated") if _is_ada(each)][-1]
    assert len(mine) == 3 and last["uuid"] == mine[2]
    assert (last["related_uuids"], last["conversation_id"]) == (mine[:2], mine[0])
    seen = len(house.events)
    await guest.ask("release_token", {})
    await until(lambda: len(house.happened("participant_disconnected")) == 6)
    sink.take(house.events[seen:])
    assert told == [StaffEntered.__name__, Entered.__name__, LeftCall.__name__]


async def goes_where_it_is_sent(one: Client, stack: AsyncExitStack, times: int = 1) -> None:
    """What a page does: lets go of its token, comes in with the other, and calls."""
    await until(lambda: len(one.heard("refer")) == times)
    sent = one.heard("refer")[-1]
    await one.deaf()
    await one.ask("release_token", {})
    status, found = await one.enters("", token=sent["token"], direct=True)
    assert status == 200
    await one.listens()
    if found["direct_media"]:
        return
    connection, offer = await stack.enter_async_context(media())
    await connects(connection, (await calls(one, offer))["sdp"])


def _is_ada(data: dict[str, Any]) -> bool:
    return bool(data["call_tag"] == ADA)
