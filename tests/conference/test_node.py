"""The node over HTTP, asked by clients that are no browsers."""

import asyncio
import importlib.metadata
import logging
import re
from typing import Any

import httpx2
import pytest
from aiortc.rtp import RtcpByePacket, RtpPacket

from waitingroom.conference import shapes, wording
from waitingroom.conference.media import MediaUnfit
from waitingroom.conference.switchboard import HALF_OPEN_S
from waitingroom.rtc import hooks

from .client import client, connects, media
from .house import House, node_of, open_node_of, until

HOST_PIN, GUEST_PIN = "739201", "110284"


async def test_a_stream_begins_with_the_roster_and_a_newer_one_ends_it(
    house: House, node: str
) -> None:
    alias = house.opens("v-stream")
    async with client(node, alias) as one:
        await one.enters(HOST_PIN)
        await one.listens()
        await one.comes_to("participant_sync_end")
        assert [kind for kind, _ in one.events] == [
            "conference_update",
            "participant_sync_begin",
            "participant_create",
            "participant_sync_end",
        ]
        first = one._listening
        await one.listens()
        await one.comes_to("closed")
        assert first is not None and first.done()
        assert len(one.heard("participant_sync_end")) == 2


async def test_a_lost_stream_is_noticed_and_a_new_one_forgives_it(house: House) -> None:
    alias = house.opens("v-lost")
    async with open_node_of(house) as (url, node), client(url, alias) as one:
        await one.enters(HOST_PIN)
        (member,) = node.switchboard.members()

        def streamless() -> bool:
            return member.person.streamless_since is not None

        assert streamless()
        await one.listens()
        assert not streamless()
        await one.deaf()
        await until(streamless)
        await one.listens()
        assert not streamless()


async def test_who_is_shown_out_hears_why_and_may_say_goodbye(house: House, node: str) -> None:
    alias = house.opens("v-out")
    async with client(node, alias) as host, client(node, alias) as guest:
        await host.enters(HOST_PIN)
        await guest.enters(GUEST_PIN)
        await guest.listens()
        assert await host.does("disconnect", "", whom=guest.uuid) is True
        assert await guest.comes_to("disconnect") == {"reason": wording.KICKED}
        await guest.comes_to("closed")
        assert (await guest.ask("conference_status", method="GET"))[0] == 403
        assert (await guest.ask("release_token", {})) == (
            200,
            {"status": "success", "result": True},
        )


async def test_a_token_is_renewed_and_a_dead_one_is_sent_away(house: House, node: str) -> None:
    alias = house.opens("v-token")
    async with client(node, alias) as one:
        await one.enters(HOST_PIN)
        old = one.token
        _, value = await one.ask("refresh_token")
        assert value["result"]["token"] != old and value["result"]["expires"] == "120"
        assert (await one.ask("participants", method="GET"))[0] == 200
        assert (await one.ask("refresh_token", token="dead"))[0] == 403
        assert (await one.ask("refresh_token", token="dead"))[0] == 429


async def test_a_token_opens_one_alias_only(house: House, node: str) -> None:
    first, second = house.opens("v-first"), house.opens("v-second")
    async with client(node, first) as one, client(node, second) as other:
        await one.enters(HOST_PIN)
        assert (await other.ask("participants", method="GET", token=one.token))[0] == 403


async def test_an_alias_may_hold_any_letters(house: House, node: str) -> None:
    house.opens("mødet @ 3/4")
    async with client(node, "m%C3%B8det%20@%203%2F4") as one:
        status, _ = await one.enters(HOST_PIN)
        assert status == 200
        await one.listens()
        await one.comes_to("participant_sync_end")


async def test_three_wrong_pins_are_followed_by_a_rest(house: House, node: str) -> None:
    alias = house.opens("v-guess")
    async with client(node, alias) as one:
        said = [(await one.enters("000000"))[1] for _ in range(4)]
        assert said == [wording.INVALID_PIN] * 3 + [wording.PIN_TRIES]
        assert (await one.enters(HOST_PIN))[1] == wording.PIN_TRIES


@pytest.mark.parametrize(
    "function", ["lock", "unlock", "disconnect", "muteguests", "start_conference", "dial"]
)
async def test_a_guest_is_no_host(house: House, node: str, function: str) -> None:
    alias = house.opens("v-roles")
    async with client(node, alias) as host, client(node, alias) as guest:
        await host.enters(HOST_PIN)
        await guest.enters(GUEST_PIN)
        refused = (403, {"status": "failed", "result": wording.INVALID_ROLE})
        # A client takes a 403 about the conference for a broken node, and reads a plain false.
        answer = await guest.ask(function)
        assert answer == (200, {"status": "success", "result": [] if function == "dial" else False})
        for deed in ("disconnect", "mute", "role", "video_muted"):
            assert await guest.ask(f"participants/{host.uuid}/{deed}") == refused
        async with media() as (_, offer):
            path = f"participants/{host.uuid}/calls"
            assert await guest.ask(path, {"sdp": offer}) == refused
        assert (await host.ask("conference_status", method="GET"))[1]["result"]["locked"] is False


async def test_from_the_lobby_nothing_reaches_the_inside(house: House, node: str) -> None:
    alias = house.opens("v-lobby", locked=True)
    async with client(node, alias) as host, client(node, alias) as guest:
        await host.enters(HOST_PIN)
        await host.listens()
        assert (await guest.enters(GUEST_PIN))[1]["current_service_type"] == "waiting_room"
        message = {"type": "text/plain", "payload": "Hej"}
        assert (await guest.ask("message", message))[1]["result"] is False
        assert (await guest.ask(f"participants/{guest.uuid}/unlock"))[0] == 403
        assert (await guest.ask(f"participants/{host.uuid}/message", message))[0] == 403
        assert await guest.does("client_mute", "") is True
        assert await host.does("unlock", "", whom=guest.uuid) is True
        assert not host.heard("message_received")
        assert (await guest.ask("message", message))[1]["result"] is True
        await host.comes_to("message_received")


async def test_guests_may_be_kept_muted(house: House, node: str) -> None:
    alias = house.opens("v-quiet", mute_all_guests=True)
    async with client(node, alias) as host, client(node, alias) as guest:
        await host.enters(HOST_PIN)
        await guest.enters(GUEST_PIN)
        assert (await guest.ask(f"participants/{guest.uuid}/unmute"))[0] == 200
        await host.ask("set_guests_can_unmute", {"setting": False})
        await host.ask("muteguests")
        assert (await guest.ask(f"participants/{guest.uuid}/unmute"))[0] == 403
        assert await host.does("unmute", "", whom=guest.uuid) is True


async def test_policy_has_the_last_word_on_names_roles_and_entry(house: House, node: str) -> None:
    alias = house.opens("v-policy")
    house.parties["t.1"] = {"preauthenticated_role": "chair", "remote_display_name": "Læge Test"}
    house.parties["t.2"] = {"reject_reason": "ukendt"}
    async with client(node, alias) as one, client(node, alias) as other:
        _, entered = await one.enters(GUEST_PIN, tag="t.1")
        assert (entered["role"], entered["display_name"]) == ("HOST", "Læge Test")
        assert await other.enters(GUEST_PIN, tag="t.2") == (403, wording.REJECTED)
    kinds = [query.get("participant_type") for _, query in house.asked]
    assert kinds == [None, "api", None, "api"]


async def test_policy_is_asked_again_when_the_media_comes(house: House, node: str) -> None:
    alias = house.opens("v-again")
    async with client(node, alias) as one, media() as (_, offer):
        await one.enters(HOST_PIN, tag="t.1")
        house.parties["t.1"] = {"reject_reason": "lukket"}
        assert (await one.ask(f"participants/{one.uuid}/calls", {"sdp": offer}))[0] == 403
        assert (await one.ask("participants", method="GET"))[0] == 403
    assert house.asked[-1][1]["participant_type"] == "standard"
    assert house.asked[-1][1]["participant_uuid"] == one.uuid


@pytest.mark.parametrize("offer", ["", "nonsense", "v=0\r\nm=audio 9 x 1\r\n", 7])
async def test_an_offer_that_is_none_frees_the_place(house: House, node: str, offer: Any) -> None:
    alias = house.opens("v-bad")
    async with client(node, alias) as one, client(node, alias) as other:
        await one.enters(HOST_PIN)
        await other.enters(GUEST_PIN)
        await other.listens()
        status, value = await one.ask(f"participants/{one.uuid}/calls", {"sdp": offer})
        assert (status, value["result"]) == (403, wording.REJECTED)
        await other.comes_to("participant_delete")


async def test_a_call_that_never_connects_is_freed_and_may_be_renewed(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    alias = house.opens("v-half")
    async with open_node_of(house) as (url, node), client(url, alias) as one:
        await one.enters(HOST_PIN)
        board = node.switchboard
        async with media() as (_, offer):
            found = await one.does("calls", "", {"sdp": offer})
            (member,) = board.members()
            assert member.call is not None
            before, start = member.call.leg, board.clock()
            for later, busy in ((HALF_OPEN_S - 1, True), (HALF_OPEN_S + 1, False)):
                now = start + later
                monkeypatch.setattr(board, "clock", lambda now=now: now)
                board.sweep()
                assert board.busy is busy
            await until(lambda: before.lost)
            assert member.person.gone is None
        async with media() as (connection, offer):
            path = f"participants/{one.uuid}/calls/{found['call_uuid']}/update"
            status, value = await one.ask(path, {"sdp": offer})
            assert status == 200
            await connects(connection, value["result"]["sdp"])
            await until(lambda: member.person.has_media)


async def test_sound_passes_between_two_calls_and_the_sink_hears_of_the_media(
    house: House, node: str
) -> None:
    alias = house.opens("v-media")
    async with client(node, alias) as host, media() as (connection, offer):
        await host.enters(HOST_PIN, tag="t.1")
        await host.listens()
        found = await host.does("calls", "", {"sdp": offer})
        assert "a=fmtp:96 minptime=10;useinbandfec=1" in found["sdp"]
        assert "H264" not in found["sdp"] and "PCMU" not in found["sdp"]
        await connects(connection, found["sdp"])
        await until(lambda: any(x["has_media"] for x in host.heard("participant_update")))
        await until(lambda: any(x["has_media"] for x in house.happened("participant_updated")))
        await host.does(f"calls/{found['call_uuid']}/disconnect", "")
        await until(lambda: not host.heard("participant_update")[-1]["has_media"])
        assert (await host.ask("participants", method="GET"))[0] == 200


async def test_new_names_in_an_update_renew_the_way_and_keep_the_call(
    house: House, node: str
) -> None:
    alias = house.opens("v-renew")
    async with client(node, alias) as one, media() as (connection, offer):
        await one.enters(HOST_PIN)
        found = await one.does("calls", "", {"sdp": offer})
        await connects(connection, found["sdp"])
        path = f"calls/{found['call_uuid']}/update"
        same = await one.does(path, "", {"sdp": offer})
        renamed = re.sub("a=ice-(ufrag|pwd):.*", r"a=ice-\1:another0name0of0the0browser", offer)
        other = await one.does(path, "", {"sdp": renamed})
        names = [re.findall("a=ice-ufrag:(.*)\r", x["sdp"])[0] for x in (found, same, other)]
        assert names[0] == names[1] != names[2]
        keys = [re.findall("a=fingerprint:(.*)\r", x["sdp"])[0] for x in (found, same, other)]
        assert keys[0] == keys[1] == keys[2]


async def test_a_browser_without_a_common_codec_is_told_so(house: House, node: str) -> None:
    alias = house.opens("v-codec")
    async with client(node, alias) as one, media() as (_, offer):
        await one.enters(HOST_PIN)
        path = f"participants/{one.uuid}/calls"
        status, value = await one.ask(path, {"sdp": offer.replace("VP8", "VP7")})
        assert (status, value["result"]) == (403, wording.REJECTED)


async def test_calls_that_are_over_leave_nothing_behind(house: House) -> None:
    async with open_node_of(house) as (url, node):
        before = len(asyncio.all_tasks())
        for number in range(3):
            alias = house.opens(f"v-over-{number}")
            async with client(url, alias) as one, media() as (connection, offer):
                await one.enters(HOST_PIN)
                await one.listens()
                found = await one.does("calls", "", {"sdp": offer})
                await connects(connection, found["sdp"])
                await one.ask("release_token", {})
        board = node.switchboard
        await until(lambda: not board._closing and len(asyncio.all_tasks()) <= before)
        left = (board.conferences, board._crossings, board.members(), board.faults)
        assert left == ({}, {}, [], 0)


@pytest.mark.parametrize(
    ("addresses", "announced"),
    [
        (("127.0.0.1",), {"127.0.0.1"}),
        (("203.0.113.9", "127.0.0.1"), {"203.0.113.9", "127.0.0.1"}),
    ],
)
async def test_exactly_the_addresses_that_were_set_are_announced(
    house: House, addresses: tuple[str, ...], announced: set[str]
) -> None:
    alias = house.opens("v-address")
    async with (
        node_of(house, addresses=addresses) as url,
        client(url, alias) as one,
        media() as (connection, offer),
    ):
        await one.enters(HOST_PIN)
        found = await one.does("calls", "", {"sdp": offer})
        rows = [row for row in found["sdp"].splitlines() if row.startswith("a=candidate")]
        assert {row.split()[4] for row in rows} == announced
        assert {row.split()[7] for row in rows} == {"host"}
        await connects(connection, found["sdp"])


async def test_without_a_setting_loopback_is_announced_too_and_nobody_is_asked(
    house: House,
) -> None:
    alias = house.opens("v-loopback")
    async with (
        open_node_of(house) as (url, node),
        client(url, alias) as one,
        media() as (_, offer),
    ):
        await one.enters(HOST_PIN)
        found = await one.does("calls", "", {"sdp": offer})
        assert " 127.0.0.1 " in found["sdp"]
        (member,) = node.switchboard.members()
        assert member.call is not None
        ice = hooks._ice(member.call.leg._transceivers()[0].receiver.transport)
        assert ice.stun_server is None and ice.turn_server is None


async def test_the_node_tells_that_it_is_well_and_what_it_does_not_know(node: str) -> None:
    async with httpx2.AsyncClient(base_url=node, trust_env=False) as anyone:
        answer = await anyone.get("/api/client/v2/status")
        calls = {"running": 0, "more": 8}
        assert answer.json() == {"status": "success", "result": "OK", "calls": calls}
        assert answer.headers["content-type"] == "application/json"
        assert (await anyone.get("/")).status_code == 404
        path = "/api/client/v2/conferences/v/request_token"
        assert (await anyone.post(path, content=b"x" * 70_000)).status_code == 413
        asked = await anyone.options(path)
        assert asked.status_code == 204
        assert "token" in asked.headers["access-control-allow-headers"]
        managed = await anyone.options("/api/admin/status/v1/conference/")
        assert "access-control-allow-origin" not in managed.headers


async def test_a_fault_is_one_log_line_without_what_a_client_sent(
    house: House, node: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("Prøve Pedersen")

    alias = house.opens("v-fault")
    monkeypatch.setattr(shapes, "token", broken)
    async with client(node, alias) as one:
        status, text = await one.ask("request_token", {"display_name": "x"}, pin=HOST_PIN)
    assert status == 500 and text.startswith("error ")
    (line,) = [record.getMessage() for record in caplog.records]
    assert "RuntimeError" in line and text.removeprefix("error ") in line
    assert "Pedersen" not in line


async def test_no_name_pin_tag_or_token_is_ever_logged(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    alias = house.opens("v-silent")
    with caplog.at_level(logging.DEBUG):
        async with (
            node_of(house) as url,
            client(url, alias) as one,
            media() as (connection, offer),
        ):
            await one.enters("000111", name="Prøve Pedersen", tag="guest-canary")
            await one.enters(HOST_PIN, name="Prøve Pedersen", tag="guest-canary")
            await one.listens()
            found = await one.does("calls", "", {"sdp": offer})
            await connects(connection, found["sdp"])
            await one.does(f"calls/{found['call_uuid']}/update", "", {"sdp": offer})
            await one.ask("refresh_token")
            await one.ask("message", {"type": "text/plain", "payload": "Fortroligt"})
        secrets = ["Pedersen", "guest-canary", HOST_PIN, GUEST_PIN, "000111", one.token]
    # The client of this test and the loop log too; what is asked is what the node says.
    lines = [r.getMessage() for r in caplog.records if r.name not in ("httpcore2", "asyncio")]
    assert not [line for line in lines for secret in [*secrets, "Fortroligt"] if secret in line]


async def test_who_takes_part_is_told_when_the_node_stops(house: House) -> None:
    alias = house.opens("v-stop")
    async with client("http://unset", alias) as one:
        async with node_of(house) as url:
            one.base = f"{url}/api/client/v2/conferences/{alias}"
            await one.enters(HOST_PIN)
            await one.listens()
        assert await one.comes_to("disconnect") == {"reason": wording.NODE_STOPPED}
    assert house.happened("conference_ended")


def test_other_versions_of_the_media_libraries_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(importlib.metadata, "version", lambda name: "9.9")
    with pytest.raises(MediaUnfit, match=r"1\.16\.0 is needed, 9\.9"):
        hooks.check()


async def test_a_fault_in_one_packet_is_counted_and_ends_nothing() -> None:
    async def broken(*_: object) -> None:
        raise ValueError("bad packet")

    ears = hooks.Ears(broken, broken)
    await ears.take_rtp(RtpPacket())
    await ears.take_rtcp(RtcpByePacket(sources=[1]))
    assert ears.faults == 2
