"""The tallies: one node alone, nodes together over a real Valkey, and together when it fails."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tests.bus.eater import Eater
from tests.stores import Ear, Valkey
from waitingroom.bus.redis import Line
from waitingroom.tally import Bucket, OwnTally, Rate, Tally, opened_tally
from waitingroom.tally.shared import BUDGET_S, SharedTally

KEY = b"a key that both nodes have, 32 b"
TEN = Rate(count=10, per_s=600)
FIVE = Rate(count=5, per_s=600)
ADDRESS, LOGIN = "192.0.2.77", "anna.klinik"


def tries(key: str = ADDRESS, rate: Rate = TEN) -> Bucket:
    return Bucket(kind=f"tries {rate.count}", key=key, rate=rate)


@asynccontextmanager
async def node(
    url: str, break_s: float = 0.2, budget_s: float = BUDGET_S
) -> AsyncIterator[SharedTally]:
    line = Line(url)
    tally = SharedTally(line, OwnTally(), KEY, break_s=break_s, budget_s=budget_s)
    try:
        yield tally
    finally:
        await line.close()


@pytest.fixture(params=["own", "shared"])
async def tally(request: pytest.FixtureRequest, valkey: Valkey) -> AsyncIterator[Tally]:
    async with opened_tally(valkey.url if request.param == "shared" else "", KEY) as opened:
        yield opened


async def passed(tally: Tally, *buckets: Bucket, tries: int = 40) -> int:
    return [await tally.take(*buckets) for _ in range(tries)].count(0.0)


async def test_a_burst_passes_and_the_rest_is_told_how_long_to_wait(tally: Tally) -> None:
    assert [await tally.take(tries()) for _ in range(10)] == [0.0] * 10
    assert await tally.take(tries()) == pytest.approx(60.0, abs=1)
    assert await tally.wait(tries()) == pytest.approx(60.0, abs=1)
    assert await tally.take(tries("another")) == 0.0


async def test_the_bucket_fills_again_with_time(tally: Tally) -> None:
    quick = Bucket(kind="quick", key=ADDRESS, rate=Rate(count=2, per_s=0.4))
    assert [await tally.take(quick) == 0.0 for _ in range(3)] == [True, True, False]
    async with asyncio.timeout(5):
        while await tally.take(quick) > 0.0:
            assert await tally.wait(quick) <= 0.2


async def test_looking_takes_nothing(tally: Tally) -> None:
    assert [await tally.wait(tries()) for _ in range(50)] == [0.0] * 50
    assert await passed(tally, tries()) == 10


async def test_of_several_buckets_all_are_taken_from_or_none(tally: Tally) -> None:
    few, many = tries(LOGIN, FIVE), tries()
    assert await passed(tally, few, many) == 5
    assert await passed(tally, many) == 5


async def test_a_thing_is_used_once(tally: Tally) -> None:
    assert await tally.once("ticket", "nonce", 60)
    assert not await tally.once("ticket", "nonce", 60)
    assert await tally.once("ticket", "another", 60)
    assert await tally.once("another kind", "nonce", 60)


async def test_two_nodes_have_one_bucket_and_one_memory(valkey: Valkey) -> None:
    async with node(valkey.url, budget_s=5) as one, node(valkey.port_url, budget_s=5) as two:
        nodes = [one, two] * 20
        waits = await asyncio.gather(*(each.take(tries()) for each in nodes))
        assert waits.count(0.0) == 10
        firsts = await asyncio.gather(*(each.once("ticket", "nonce", 60) for each in nodes))
        assert firsts.count(True) == 1


async def test_an_emptied_server_gives_nobody_back_what_they_took_here(valkey: Valkey) -> None:
    async with node(valkey.url) as one, node(valkey.url) as two:
        assert await passed(one, tries()) == 10
        assert await one.once("ticket", "nonce", 60)
        valkey.empty()
        assert await passed(one, tries()) == 0
        assert not await one.once("ticket", "nonce", 60)
        assert await passed(two, tries()) == 10


@pytest.mark.parametrize("how", ["frozen", "stopped"])
async def test_without_the_server_each_node_counts_alone_and_nobody_waits(
    valkey: Valkey, how: str
) -> None:
    async with node(valkey.url, break_s=30) as one, node(valkey.url, break_s=30) as two:
        assert await passed(one, tries(), tries=4) == 4
        valkey.freeze() if how == "frozen" else valkey.stop()
        began = time.perf_counter()
        assert await passed(one, tries()) == 6
        assert await passed(two, tries()) == 10
        assert await one.once("ticket", "nonce", 60)
        assert not await one.once("ticket", "nonce", 60)
        assert time.perf_counter() - began < 2 * BUDGET_S + 0.3


async def test_nodes_count_together_again_when_the_server_is_back(valkey: Valkey) -> None:
    async with node(valkey.url, break_s=0.05) as one, node(valkey.url, break_s=0.05) as two:
        valkey.stop()
        assert await one.take(tries("before")) == 0.0
        valkey.start()
        async with asyncio.timeout(5):
            while valkey.say("DBSIZE") == b":0\r\n":
                assert await one.take(tries(f"{time.perf_counter()}")) == 0.0
        assert await passed(one, tries()) == 10
        assert await passed(two, tries()) == 0


async def test_an_answer_that_is_lost_counts_once_and_refuses_nobody(valkey: Valkey) -> None:
    async with (
        Eater(valkey.socket) as eater,
        node(eater.url, break_s=0.0) as one,
        node(valkey.url) as two,
    ):
        eater.word = b"EVAL"
        assert await one.take(tries()) == 0.0
        eater.word = b"NX"
        assert await one.once("ticket", "nonce", 60)
        eater.word = b""
        assert eater.eaten == 2
        assert await passed(two, tries()) == 9
        assert not await two.once("ticket", "nonce", 60)


async def test_nothing_in_the_server_or_on_the_way_names_anybody_and_all_of_it_expires(
    valkey: Valkey,
) -> None:
    async with node(valkey.url) as one:
        with Ear(valkey) as ear:
            await one.take(tries(), tries(LOGIN, FIVE))
            await one.wait(tries())
            await one.once("ticket", "nonce-of-a-ticket", 60)
            said = ear.heard()
    keys = [each for each in valkey.say("KEYS", "*").split(b"\r\n") if each.startswith(b"w")]
    assert len(keys) == 3
    for each in keys:
        assert int(valkey.say("PTTL", each.decode())[1:]) > 0
        said += each + valkey.say("GET", each.decode())
    for personal in (ADDRESS, LOGIN, "192.0", "anna", "nonce-of"):
        assert personal.encode() not in said


async def test_a_key_that_holds_nonsense_limits_nobody_for_ever(valkey: Valkey) -> None:
    async with node(valkey.url) as one:
        await one.take(tries())
        key = next(
            each for each in valkey.say("KEYS", "*").decode().split("\r\n") if each[:1] == "w"
        )
        for nonsense in ("inf", "-1", "no number", "9" * 300):
            valkey.say("SET", key, nonsense)
            assert await one.take(tries()) <= 60.0
