"""Conferences of three and four over HTTP: who finds a place, what it costs, what is left of it."""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import httpx2
import pytest

from waitingroom.conference import wording
from waitingroom.conference.media import Leg
from waitingroom.conference.media.crossing import Crossing
from waitingroom.conference.switchboard import MIXED_COST, Switchboard
from waitingroom.rtc.opus import Decoder, Encoder

from .client import Client, client, connects, media
from .house import LOGIN, House, node_of, open_node_of, until
from .people import GUEST_PIN, HOST_PIN

STATUS = "/api/admin/status/v1"


@asynccontextmanager
async def callers(url: str, alias: str, count: int) -> AsyncIterator[list[Client]]:
    async with AsyncExitStack() as stack:
        yield [await stack.enter_async_context(client(url, alias)) for _ in range(count)]


async def in_comes(one: Client, number: int) -> tuple[int, object]:
    return await one.enters(GUEST_PIN if number else HOST_PIN, tag=f"t.{number}")


async def test_four_find_a_place_and_the_fifth_does_not(house: House, node: str) -> None:
    alias = house.opens("v-four", participant_limit=8)
    async with callers(node, alias, 5) as (host, *guests, fifth):
        for number, one in enumerate((host, *guests)):
            assert (await in_comes(one, number))[0] == 200
        assert await in_comes(fifth, 9) == (403, wording.FULL)
        # Who comes back under its own tag is no fifth.
        assert (await in_comes(fifth, 2))[0] == 200
        found = await host.ask("participants", method="GET", kind="Participants")
        assert len(found[1]["result"]) == 4


async def test_policy_may_allow_fewer(house: House, node: str) -> None:
    alias = house.opens("v-fewer", participant_limit=3)
    async with callers(node, alias, 4) as (*three, fourth):
        for number, one in enumerate(three):
            assert (await in_comes(one, number))[0] == 200
        assert await in_comes(fourth, 3) == (403, wording.FULL)


async def test_a_third_party_needs_more_of_the_node_than_two(house: House) -> None:
    alias, other = house.opens("v-grows"), house.opens("v-small")
    async with (
        node_of(house, max_calls=MIXED_COST) as node,
        callers(node, alias, 4) as (host, guest, third, fourth),
        client(node, other) as another,
        httpx2.AsyncClient(base_url=node, auth=LOGIN, trust_env=False) as ours,
    ):

        async def used() -> int:
            (worker,) = (await ours.get(f"{STATUS}/worker_vm/")).json()["objects"]
            calls = (await ours.get("/api/client/v2/status")).json()["calls"]
            used = int(worker["media_tokens_used"])
            assert worker["max_media_tokens"] == worker["max_hd_calls"] == MIXED_COST
            assert worker["media_load"] == 100 * used // MIXED_COST
            assert calls["more"] == MIXED_COST - used
            return used

        for number, one in enumerate((host, guest)):
            assert (await in_comes(one, number))[0] == 200
        assert (await another.enters(HOST_PIN))[0] == 200
        assert await used() == 2
        assert await in_comes(third, 2) == (503, wording.OUT_OF_CAPACITY)
        # Who loads the page again asks for nothing more.
        assert (await in_comes(guest, 1))[0] == 200
        await another.ask("release_token", {})
        assert (await in_comes(third, 2))[0] == 200
        assert (await in_comes(fourth, 3))[0] == 200
        assert await used() == MIXED_COST
        assert await another.enters(HOST_PIN) == (503, wording.OUT_OF_CAPACITY)
        for one in (third, fourth):
            await one.ask("release_token", {})
        assert await used() == 1


async def test_a_fault_in_one_conference_silences_no_other(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with (
        open_node_of(house) as (url, node),
        client(url, house.opens("v-broken")) as broken,
        client(url, house.opens("v-whole")) as whole,
    ):
        for one in (broken, whole):
            assert (await one.enters(HOST_PIN))[0] == 200
        first, second = node.switchboard._crossings.values()
        ticked = []

        async def fails() -> None:
            raise ZeroDivisionError

        async def works() -> None:
            ticked.append(True)

        monkeypatch.setattr(first, "tick", fails)
        monkeypatch.setattr(second, "tick", works)
        with pytest.raises(ZeroDivisionError):
            await node.switchboard.tick()
        assert ticked


async def call_of_three(house: House, url: str, board: Switchboard, alias: str) -> None:
    """Three call, each is sent sound, and it ends for all."""
    house.opens(alias)
    async with AsyncExitStack() as stack:
        for place in range(3):
            one = await stack.enter_async_context(client(url, alias))
            connection, offer = await stack.enter_async_context(media())
            assert (await in_comes(one, place))[0] == 200
            found = await one.does("calls", "", {"sdp": offer})
            await connects(connection, found["sdp"])
        calls = [member.call for member in board.members()]
        lines = [call.leg.lines["audio"] for call in calls if call]
        assert len(lines) == 3
        await until(lambda: all(line.outlet._packets > 5 for line in lines))
        (conference,) = board.conferences.values()
        conference.end(wording.ENDED_BY_SERVER, board.clock())
        board.settle(conference)


@pytest.mark.timeout(200)
async def test_thirty_calls_of_three_leave_nothing_behind(house: House) -> None:
    async with open_node_of(house) as (url, node):
        board = node.switchboard
        tasks = len(asyncio.all_tasks())
        for number in range(30):
            await call_of_three(house, url, board, f"v-over-{number}")
        await until(lambda: not board._closing and len(asyncio.all_tasks()) <= tasks)
        left = (board.conferences, board._crossings, board.members(), board.faults)
        assert left == ({}, {}, [], 0) and board.sound_due is None
        gc.collect()
        kinds = (Crossing, Leg, Encoder, Decoder)
        assert [each for each in gc.get_objects() if isinstance(each, kinds)] == []
