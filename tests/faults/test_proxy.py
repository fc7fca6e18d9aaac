"""The proxy does to a line exactly what it is told, and otherwise nothing."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from time import monotonic

import pytest

from tests.faults.processes import until
from tests.faults.proxy import Flow, Hit, Place, Proxy, Side
from tests.faults.talks import RedisTalk

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class Counter:
    """A server that speaks like Redis and counts what it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while await reader.readline():
            await reader.readexactly(len(b"$4\r\nINCR\r\n"))
            self.asked += 1
            writer.write(b":%d\r\n" % self.asked)


INCR = b"*1\r\n$4\r\nINCR\r\n"


class Served(Proxy):
    """A proxy before a server; it remembers what has to be closed."""

    def __init__(self, server: Place, buffer: int) -> None:
        super().__init__(server, talk=RedisTalk, buffer=buffer)
        self.ends: list[asyncio.StreamWriter] = []


@asynccontextmanager
async def before(serve: Serve, buffer: int = 0) -> AsyncIterator[Served]:
    """A proxy before a server that does this with each connection."""

    async def one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            await serve(reader, writer)
        writer.close()

    server = await asyncio.start_server(one, "127.0.0.1", 0)
    async with Served(server.sockets[0].getsockname()[:2], buffer) as proxy:
        yield proxy
        for each in proxy.ends:
            each.transport.abort()
    server.close()


async def line(proxy: Served) -> Side:
    assert isinstance(proxy.at, tuple)
    reader, writer = await asyncio.open_connection(*proxy.at)
    proxy.ends.append(writer)
    return reader, writer


async def asks(side: Side) -> int:
    """Ask once; the number that is answered."""
    side[1].write(INCR)
    async with asyncio.timeout(5):
        return int((await side[0].readuntil(b"\r\n"))[1:])


async def test_what_is_said_arrives_and_is_answered() -> None:
    async with before(Counter().serve) as proxy:
        side = await line(proxy)
        assert [await asks(side) for _ in range(3)] == [1, 2, 3]
        assert [each.text for each in proxy.questions] == ["INCR"] * 3


async def test_the_answer_of_just_the_third_question_is_lost_after_it_was_carried_out() -> None:
    counter = Counter()
    async with before(counter.serve) as proxy:
        side = await line(proxy)
        proxy.nth(3, Hit.ANSWER_LOST)
        assert [await asks(side) for _ in range(2)] == [1, 2]
        with pytest.raises(OSError):
            await asks(side)
        assert counter.asked == 3
        assert await asks(await line(proxy)) == 4


async def test_of_questions_asked_together_the_answers_before_the_lost_one_arrive() -> None:
    async with before(Counter().serve) as proxy:
        reader, writer = await line(proxy)
        proxy.nth(2, Hit.ANSWER_LOST)
        writer.write(INCR * 2)
        with pytest.raises(OSError):
            while True:
                assert await reader.readuntil(b"\r\n") == b":1\r\n"


async def test_a_question_that_is_cut_off_before_it_arrives_is_not_carried_out() -> None:
    counter = Counter()
    async with before(counter.serve) as proxy:
        side = await line(proxy)
        proxy.next(Hit.CUT_BEFORE)
        with pytest.raises(OSError):
            await asks(side)
        assert counter.asked == 0


async def test_a_cut_is_a_reset_on_both_sides() -> None:
    ended: asyncio.Future[type[BaseException] | None] = asyncio.get_running_loop().create_future()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.read()
            ended.set_result(None)
        except OSError as error:
            ended.set_result(type(error))

    async with before(serve) as proxy:
        reader, writer = await line(proxy)
        writer.write(INCR)
        await until(lambda: any(line.stands for line in proxy.lines), 5)
        assert proxy.cut() == 1
        with pytest.raises(ConnectionResetError):
            await reader.read()
        assert await asyncio.wait_for(ended, 5) is ConnectionResetError


async def test_a_half_open_line_takes_everything_and_says_nothing() -> None:
    counter = Counter()
    async with before(counter.serve) as proxy:
        side = await line(proxy)
        assert await asks(side) == 1
        proxy.down.flow = Flow.SWALLOWED
        side[1].write(INCR)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(side[0].read(1), 0.2)
        assert counter.asked == 2
        proxy.up.flow = Flow.SWALLOWED
        side[1].write(INCR)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(side[0].read(1), 0.2)
        assert counter.asked == 2


async def test_what_nobody_reads_fills_the_sender_and_is_not_lost() -> None:
    stuck = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        bare = writer.get_extra_info("socket")
        bare.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 8192)
        writer.transport.set_write_buffer_limits(high=1024)
        for _ in range(50):
            writer.write(b":1000\r\n" * 1000)
            try:
                await asyncio.wait_for(writer.drain(), 0.5)
            except TimeoutError:
                stuck.set()
                await writer.drain()

    async with before(serve, buffer=4096) as proxy:
        proxy.down.flow = Flow.UNREAD
        reader, _ = await line(proxy)
        await asyncio.wait_for(stuck.wait(), 10)
        proxy.down.flow = Flow.PASSES
        async with asyncio.timeout(30):
            total = 0
            while part := await reader.read(1 << 20):
                total += len(part)
        assert total == 50 * 1000 * len(b":1000\r\n")


async def test_a_delay_is_at_least_as_long_as_asked() -> None:
    async with before(Counter().serve) as proxy:
        side = await line(proxy)
        assert await asks(side) == 1
        proxy.up.delay_s = proxy.down.delay_s = 0.1
        began = monotonic()
        assert await asks(side) == 2
        assert monotonic() - began >= 0.2


async def test_a_slow_reader_takes_as_many_bytes_a_second_as_asked() -> None:
    async with before(Counter().serve) as proxy:
        side = await line(proxy)
        proxy.up.bytes_per_s = len(INCR) * 10
        began = monotonic()
        assert [await asks(side) for _ in range(3)] == [1, 2, 3]
        assert monotonic() - began >= 0.3


async def test_a_server_that_ends_a_line_in_order_is_heard_to_the_end() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b":1\r\n" * 100_000)

    async with before(serve) as proxy:
        reader, _ = await line(proxy)
        assert len(await asyncio.wait_for(reader.read(), 10)) == 400_000
