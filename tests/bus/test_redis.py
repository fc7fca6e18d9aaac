"""The line to Redis: nothing is done twice, nothing is read as the answer to something else."""

import asyncio

import pytest
from redis.asyncio import Redis
from redis.exceptions import ConnectionError

from tests.bus.eater import Eater
from tests.stores import Valkey
from waitingroom.bus.redis import Line, Unheard

COUNT = "return redis.call('INCR', KEYS[1])"


async def test_a_command_whose_answer_is_lost_is_done_once_and_said_to_be_unheard(
    valkey: Valkey,
) -> None:
    async with Eater(valkey.socket) as eater:
        line = Line(eater.url)
        assert await line.run(COUNT, ["count"], []) == 1
        eater.word = b"INCR"
        with pytest.raises(Unheard):
            await line.run(COUNT, ["count"], [])
        eater.word = b""
        assert valkey.say("GET", "count") == b"$1\r\n2\r\n"
        assert eater.eaten == 1
        assert await line.run(COUNT, ["count"], []) == 3
        await line.close()


async def test_the_library_by_itself_would_do_it_again(valkey: Valkey) -> None:
    """Why the line is set as it is: the day this fails, the setting may be looked at anew."""
    async with Eater(valkey.socket) as eater:
        # By an address in one text it would not: what happens hangs on how a client is made.
        client = Redis(unix_socket_path=str(eater.path))
        await client.set("count", 0)
        eater.word = b"INCR"
        with pytest.raises(ConnectionError):
            await client.incr("count")
        eater.word = b""
        await client.aclose()
    count = str(eater.eaten)
    assert eater.eaten > 1
    assert valkey.say("GET", "count") == f"${len(count)}\r\n{count}\r\n".encode()


async def test_publishing_and_marking_are_done_once_when_their_answers_are_lost(
    valkey: Valkey,
) -> None:
    async with Eater(valkey.socket) as eater:
        line = Line(eater.url)
        async with line.hearing() as hearing:
            await hearing.add(["here"])
            eater.word = b"PUBLISH"
            with pytest.raises(Unheard):
                await line.publish([("here", b"1")])
            eater.word = b"NX"
            with pytest.raises(Unheard):
                await line.mark("mark", 60_000)
            eater.word = b""
            assert not await line.mark("mark", 60_000)
        await line.close()
    assert eater.eaten == 2


async def test_a_server_that_stands_still_is_given_up_within_a_second(
    valkey: Valkey, line: Line
) -> None:
    await line.run(COUNT, ["count"], [])
    valkey.freeze()
    async with asyncio.timeout(1.5):
        with pytest.raises(Unheard):
            await line.run(COUNT, ["count"], [])
    valkey.thaw()
    assert isinstance(await line.run(COUNT, ["count"], []), int)


async def test_questions_that_are_cancelled_leave_no_answer_for_others(line: Line) -> None:
    say = "return ARGV[1]"
    for number in range(200):
        asked = [asyncio.create_task(line.run(say, [], [f"{number}.{each}"])) for each in range(3)]
        for _ in range(number % 7):
            await asyncio.sleep(0)
        asked[0].cancel()
        answers = await asyncio.gather(*asked, return_exceptions=True)
        assert answers[1:] == [f"{number}.1".encode(), f"{number}.2".encode()]


async def test_a_server_that_is_gone_is_unheard_and_heard_again_when_it_is_back(
    valkey: Valkey, line: Line
) -> None:
    assert await line.mark("mark", 60_000)
    valkey.stop()
    with pytest.raises(Unheard):
        await line.mark("mark", 60_000)
    valkey.start()
    assert await line.mark("mark", 60_000)
