"""A page that does not read harms nobody else, costs little, and is cut."""

import asyncio

from tests.wire.place import (
    PING,
    PONG,
    TEXT,
    Door,
    Echo,
    RawPage,
    asked,
    frame,
    page,
    raw_page,
    serving,
    until,
    within,
)
from waitingroom.wire import Limits, Socket

BLOCK = b"x" * 10_000


def stop_reading(raw: RawPage) -> None:
    raw.writer.transport.pause_reading()  # type: ignore[attr-defined]


def go_on_reading(raw: RawPage) -> None:
    raw.writer.transport.resume_reading()  # type: ignore[attr-defined]


async def fill(handler: Echo) -> int:
    """Sends more than the page's own buffers take; gives the number of messages."""
    count = 0
    while handler.socket.buffered < 100_000:
        handler.socket.send(BLOCK)
        count += 1
        await asyncio.sleep(0)
        assert count < 1000
    assert handler.happened == ["opened", "paused"]
    return count


async def opened(door: Door, number: int = 1) -> Echo:
    await until(lambda: len(door.handlers) == number)
    return door.handlers[number - 1]


async def test_a_page_that_stops_reading_is_cut_and_the_others_do_not_notice() -> None:
    door = Door()
    async with (
        serving(door, Limits(stall_s=0.5)) as place,
        raw_page(place, read_buffer=4096) as raw,
    ):
        slow = await opened(door)
        async with page(place) as other:
            stop_reading(raw)
            await fill(slow)
            began = asyncio.get_running_loop().time()
            longest = 0.0
            while slow.code is None:
                before = asyncio.get_running_loop().time()
                assert await asked(other, "hej") == "hej"
                longest = max(longest, asyncio.get_running_loop().time() - before)
            lasted = asyncio.get_running_loop().time() - began
            assert await asked(other, "hej") == "hej"
        assert slow.code == 1006
        assert slow.happened == ["opened", "paused", "closed"]
        assert 0.45 <= lasted < 3
        assert longest < 0.3


async def test_a_page_that_reads_again_gets_everything() -> None:
    door = Door()
    async with serving(door) as place, raw_page(place, read_buffer=4096) as raw:
        slow = await opened(door)
        stop_reading(raw)
        count = await fill(slow)
        assert slow.socket.buffered > 0
        go_on_reading(raw)
        for _ in range(count):
            assert await raw.read() == (TEXT, BLOCK)
        await until(lambda: slow.happened == ["opened", "paused", "drained"])
        slow.socket.send(b"more")
        assert await raw.read() == (TEXT, b"more")
        assert len(place.switchboard.wheel) == 0


async def test_a_page_that_reads_slowly_is_not_cut() -> None:
    door = Door()
    limits = Limits(stall_s=1.0)
    async with serving(door, limits) as place, raw_page(place, read_buffer=4096) as raw:
        slow = await opened(door)
        stop_reading(raw)
        await fill(slow)
        for _ in range(30):
            slow.socket.send(BLOCK)
        go_on_reading(raw)
        for _ in range(6):
            await within(raw.reader.readexactly(30_000))
            stop_reading(raw)
            await asyncio.sleep(0.5)  # this is the slow page, and not a wait for something
            go_on_reading(raw)
        assert slow.code is None
        assert slow.happened.count("paused") > 3


async def test_the_pings_of_a_page_that_does_not_read_cost_nothing() -> None:
    door = Door()
    async with serving(door) as place, raw_page(place, read_buffer=4096) as raw:
        slow = await opened(door)
        stop_reading(raw)
        count = await fill(slow)
        before = slow.socket.buffered
        for number in range(2000):
            raw.write(frame(PING, b"%0100d" % number))
        raw.write(frame(TEXT, b"heard"))
        await until(lambda: slow.texts == [b"heard"])
        assert slow.socket.buffered <= before + 200
        go_on_reading(raw)
        for _ in range(count):
            assert await raw.read() == (TEXT, BLOCK)
        assert await raw.read() == (TEXT, b"heard")
        assert await raw.read() == (PONG, b"%0100d" % 1999)


async def test_a_handler_that_sends_without_end_is_cut() -> None:
    door = Door()
    async with (
        serving(door, Limits(most_buffered=150_000)) as place,
        raw_page(place, read_buffer=4096) as raw,
    ):
        slow = await opened(door)
        stop_reading(raw)
        await fill(slow)
        for _ in range(20):
            slow.socket.send(BLOCK)
        await until(lambda: slow.code == 1006)
        go_on_reading(raw)
        assert await raw.is_cut()


async def test_a_page_that_is_closed_while_it_does_not_read_is_cut_in_time() -> None:
    door = Door()
    async with (
        serving(door, Limits(close_s=0.3, stall_s=60)) as place,
        raw_page(place, read_buffer=4096) as raw,
    ):
        slow = await opened(door)
        stop_reading(raw)
        await fill(slow)
        slow.socket.close(4413, "too-slow")
        await until(lambda: slow.code == 4413)


class Eager(Echo):
    """Says more than fits before anything was heard."""

    def opened(self, socket: Socket) -> None:
        super().opened(socket)
        for _ in range(60):
            socket.send(BLOCK)


async def test_a_page_that_cannot_take_its_first_messages_is_watched_too() -> None:
    door = Door(Eager)
    async with serving(door, Limits(stall_s=0.5)) as place:
        async with raw_page(place, read_buffer=4096) as raw:
            stop_reading(raw)
            await until(lambda: door.handlers[0].code == 1006)
        assert door.handlers[0].happened == ["opened", "paused", "closed"]
