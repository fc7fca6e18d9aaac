"""The bus between nodes, over a real Valkey that is emptied, frozen, stopped and cut off."""

import asyncio
import json
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tests.stores import Ear, Valkey, until
from waitingroom.bus import Bus, LocalBus, Nudge
from waitingroom.bus.redis import Line
from waitingroom.bus.shared import MOST, SHARDS, SILENT_S, SharedBus, channel
from waitingroom.core.ids import QueueId, Version

QUEUE = QueueId("kuufrfrewkwpxpgy")


def nudge(version: int, queue: QueueId = QUEUE) -> Nudge:
    return Nudge(queue=queue, version=Version(version))


@asynccontextmanager
async def node(url: str, *queues: QueueId) -> AsyncIterator[SharedBus]:
    """A node's bus that hears."""
    line = Line(url)
    bus = SharedBus(line)
    for each in queues or (QUEUE,):
        bus.follow(each)
    bus.open()
    try:
        await until(lambda: bus.hears)
        yield bus
    finally:
        await bus.close()
        await line.close()


@pytest.fixture(params=["local", "shared"])
async def bus(request: pytest.FixtureRequest, valkey: Valkey) -> AsyncIterator[Bus]:
    if request.param == "local":
        yield LocalBus()
        return
    async with node(valkey.url) as opened:
        yield opened


async def test_who_listens_here_has_heard_when_publishing_is_over(bus: Bus) -> None:
    heard: list[Nudge] = []
    end = bus.subscribe(heard.append)
    bus.follow(QUEUE)
    await bus.publish(nudge(7))
    assert heard == [nudge(7)]
    end()
    end()
    await bus.publish(nudge(8))
    assert heard == [nudge(7)]


async def test_a_listener_that_fails_harms_no_other(
    bus: Bus, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[Nudge] = []

    def fail(each: Nudge) -> None:
        raise RuntimeError(f"version {each.version}")

    bus.subscribe(fail)
    bus.subscribe(heard.append)
    with caplog.at_level(logging.ERROR):
        await bus.publish(nudge(7))
    assert heard == [nudge(7)]
    assert "a listener failed at version 7" in caplog.text


async def test_nobody_hears_after_closing_and_publishing_still_harms_nobody(bus: Bus) -> None:
    heard: list[Nudge] = []
    bus.subscribe(heard.append)
    await bus.close()
    await bus.close()
    await bus.publish(nudge(7))
    assert heard == []


async def test_another_node_hears_once_and_we_do_not_hear_ourselves_again(valkey: Valkey) -> None:
    async with node(valkey.url) as one, node(valkey.port_url) as two:
        here: list[Nudge] = []
        there: list[Nudge] = []
        one.subscribe(here.append)
        two.subscribe(there.append)
        await one.publish(nudge(7))
        await until(lambda: there == [nudge(7)])
        await two.publish(nudge(8))
        await until(lambda: here == [nudge(7), nudge(8)])


async def test_a_node_hears_only_of_shards_it_follows_until_a_pulse(valkey: Valkey) -> None:
    other = next(
        each for each in map(QueueId, "abcdefghijklmnop") if channel(each) != channel(QUEUE)
    )
    async with node(valkey.url) as one, node(valkey.url, other) as two:
        heard: list[Nudge] = []
        two.subscribe(heard.append)
        await one.publish(nudge(7))
        await one.publish(nudge(9, other))
        await until(lambda: bool(heard))
        assert heard[0] == nudge(9, other)
        two.follow(QUEUE)
        await until(lambda: nudge(7) in heard)


async def test_a_nudge_that_was_lost_is_said_again_with_the_pulse(valkey: Valkey) -> None:
    async with node(valkey.url) as one, node(valkey.url) as two:
        heard: list[Nudge] = []
        two.subscribe(heard.append)
        valkey.say("CLIENT", "KILL", "TYPE", "pubsub")
        await one.publish(nudge(7))
        await until(lambda: nudge(7) in heard)


async def test_publishing_takes_no_time_while_the_server_stands_still_and_nothing_piles_up(
    valkey: Valkey,
) -> None:
    async with node(valkey.url) as one, node(valkey.url) as two:
        heard: list[Nudge] = []
        two.subscribe(heard.append)
        valkey.freeze()
        longest = 0.0
        for version in range(1, 5_001):
            began = time.perf_counter()
            await one.publish(nudge(version))
            longest = max(longest, time.perf_counter() - began)
        assert longest < 0.1
        await until(lambda: not one.hears and not two.hears, SILENT_S + 2)
        valkey.thaw()
        await until(lambda: one.hears and two.hears and nudge(5_000) in heard)
        assert len(heard) < 50


async def test_after_a_restart_both_hear_again_and_of_what_was_published_meanwhile(
    valkey: Valkey, caplog: pytest.LogCaptureFixture
) -> None:
    async with node(valkey.url) as one, node(valkey.port_url) as two:
        heard: list[Nudge] = []
        two.subscribe(heard.append)
        with caplog.at_level(logging.WARNING, "waitingroom.bus"):
            valkey.stop()
            for version in range(1, 200):
                await one.publish(nudge(version))
            await until(lambda: "does not answer" in caplog.text)
            valkey.start()
            await until(lambda: nudge(199) in heard)
        # Each end of each node tells it once, and once that it is over.
        assert len([each for each in caplog.records if "does not" in each.message]) <= 4


async def test_emptying_the_server_changes_nothing(valkey: Valkey) -> None:
    async with node(valkey.url) as one, node(valkey.url) as two:
        heard: list[Nudge] = []
        two.subscribe(heard.append)
        valkey.empty()
        await one.publish(nudge(7))
        await until(lambda: heard == [nudge(7)])


async def test_a_node_begins_without_a_server_and_ends_without_one(valkey: Valkey) -> None:
    valkey.stop()
    line = Line(valkey.url)
    bus = SharedBus(line)
    bus.open()
    await bus.publish(nudge(7))
    assert not bus.hears
    valkey.start()
    await until(lambda: bus.hears)
    valkey.freeze()
    async with asyncio.timeout(2):
        await bus.close()
        await line.close()


async def test_what_nobody_of_ours_said_is_passed_over(valkey: Valkey) -> None:
    async with node(valkey.url) as one:
        heard: list[Nudge] = []
        one.subscribe(heard.append)
        for odd in ("", "{", "[]", '{"by":"x","versions":{"q":"7"}}', "\udcff", "9" * 10_000):
            said = odd.encode("utf-8", "surrogateescape").decode("latin-1")
            valkey.say("PUBLISH", channel(QUEUE), said)
        valkey.say("PUBLISH", channel(QUEUE), f'{{"by":"x","versions":{{"{QUEUE}":8}}}}')
        await until(lambda: bool(heard))
        assert heard == [nudge(8)]


async def test_no_message_is_large_however_many_queues_move(valkey: Valkey) -> None:
    many = [QueueId(f"queue{number:011d}") for number in range(10_000)]
    async with node(valkey.url) as one, node(valkey.url, *many) as two:
        heard: set[QueueId] = set()
        two.subscribe(lambda each: heard.add(each.queue))
        with Ear(valkey) as ear:
            for each in many:
                await one.publish(nudge(10_000, each))
            await until(lambda: len(heard) == len(many))
            said = ear.heard()
        lines = [each for each in said.splitlines() if b'"PUBLISH"' in each]
        assert len(lines) <= 3 * SHARDS + 10
        assert max(map(len, lines)) < 2 * 60 * MOST


async def test_on_the_way_are_ids_and_numbers_only_and_nothing_stays(valkey: Valkey) -> None:
    async with node(valkey.url) as one, node(valkey.url):
        with Ear(valkey) as ear:
            await one.publish(nudge(7))
            await until(lambda: not one._unsent)
            said = ear.heard().decode()
    published = [json.loads(json.loads(f'"{each}"')) for each in _bodies(said)]
    assert published
    assert all(set(each) == {"by", "versions"} for each in published)
    assert all(each["versions"] in ({}, {QUEUE: 7}) for each in published)
    assert valkey.say("DBSIZE") == b":0\r\n"


def _bodies(said: str) -> list[str]:
    lines = [each for each in said.splitlines() if '"PUBLISH"' in each]
    return [each.split('" "', 2)[2].removesuffix('"') for each in lines]
