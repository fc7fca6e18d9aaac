"""Connections that are passed on: the same bytes both ways, and nothing is left of them."""

import asyncio
import gc
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from os import urandom
from pathlib import Path

import pytest
from websockets.asyncio.server import ServerConnection, serve

from tests.wire.behind import SWITCHED, Behind, Line, behind
from tests.wire.place import (
    Place,
    RawPage,
    asked,
    connected,
    page,
    request,
    serving,
    until,
    within,
)
from waitingroom.wire import Limits, PassOn, Reject, Upgrade
from waitingroom.wire.passing import HIGH_WATER, Half

MUCH = 24 * 1024 * 1024


@asynccontextmanager
async def passed_on(place: Place, there: Behind) -> AsyncIterator[tuple[RawPage, Line]]:
    """A page and the far end it was passed on to."""
    async with connected(place) as raw:
        raw.write(request())
        line = await there.line()
        line.write(SWITCHED)
        assert await within(raw.reader.readuntil(b"\r\n\r\n")) == SWITCHED
        yield raw, line


async def nothing_is_left(place: Place, there: Behind) -> None:
    await until(lambda: there.ended == there.begun)
    assert not place.switchboard.open
    assert len(place.switchboard.wheel) == 0


async def test_bytes_are_the_same_in_both_directions() -> None:
    async with behind() as there, serving(there) as place, passed_on(place, there) as (raw, line):
        for writing, reading in ((raw, line), (line, raw)):
            for size in (1, 7, 1000, 65_536, 300_000):
                sent = urandom(size)
                writing.write(sent)
                assert await within(reading.reader.readexactly(size)) == sent


async def test_both_may_speak_at_once() -> None:
    one, other = urandom(2_000_000), urandom(2_000_000)
    async with behind() as there, serving(there) as place, passed_on(place, there) as (raw, line):
        raw.write(one)
        line.write(other)
        heard = asyncio.gather(
            line.reader.readexactly(len(one)), raw.reader.readexactly(len(other))
        )
        assert tuple(await within(heard)) == (one, other)


async def test_a_real_websocket_speaks_through_us_in_binary_too() -> None:
    async def echo(line: ServerConnection) -> None:
        async for message in line:
            await line.send(message)

    async with serve(echo, "127.0.0.1", 0, compression=None) as server:
        port = next(iter(server.sockets)).getsockname()[1]

        def gate(_: Upgrade) -> PassOn:
            return PassOn(host="127.0.0.1", port=port, ended=lambda: None)

        async with serving(gate) as place, page(place, max_size=None) as client:
            assert await asked(client, "hej") == "hej"
            sent = urandom(500_000)
            await within(client.send(sent))
            assert await within(client.recv()) == sent


async def test_the_request_arrives_as_it_came_but_without_cookies() -> None:
    async with behind() as there, serving(there) as place, connected(place) as raw:
        sent = request("/wire/probe?a=b%20c", Origin="https://klinik.test", Cookie="__Host-guest=s")
        sent = sent.replace(
            b"\r\n\r\n", "\r\nX-Odd: blåbær\r\ncookie: two=2\r\n\r\n".encode("latin-1")
        )
        raw.write(sent)
        line = await there.line()
    assert line.request.startswith("GET /wire/probe?a=b%20c HTTP/1.1\r\n")
    assert "cookie" not in line.request.lower()
    assert line.headers["connection"] == "Upgrade"
    assert line.headers["upgrade"] == "websocket"
    assert line.headers["sec-websocket-version"] == "13"
    assert line.headers["origin"] == "https://klinik.test"
    assert line.headers["x-odd"] == "blåbær"


@pytest.mark.parametrize(
    ("proxies", "said", "told"),
    [
        ((), None, "127.0.0.1"),
        ((), "198.51.100.7", "127.0.0.1"),
        (("127.0.0.1",), "198.51.100.7", "198.51.100.7"),
        (("127.0.0.1",), "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        (("127.0.0.1", "192.0.2.0/24"), "198.51.100.7, 192.0.2.5", "198.51.100.7"),
        (("127.0.0.1",), "", "127.0.0.1"),
    ],
)
async def test_the_program_is_told_who_calls_and_nobody_can_say_it_for_themselves(
    proxies: tuple[str, ...], said: str | None, told: str
) -> None:
    seen: list[str] = []
    async with behind() as there:

        def gate(upgrade: Upgrade) -> PassOn:
            seen.append(upgrade.address)
            return there(upgrade)

        async with serving(gate, proxies=proxies) as place, connected(place) as raw:
            raw.write(request(X_Forwarded_For=said))
            line = await there.line()
    assert line.headers["x-forwarded-for"] == told
    assert line.request.lower().count("x-forwarded-for") == 1
    assert seen == [told]


@pytest.mark.parametrize("slow_is_page", [True, False])
async def test_who_does_not_read_costs_no_memory_and_gets_all_in_the_end(
    slow_is_page: bool,
) -> None:
    async with behind() as there, serving(there) as place, passed_on(place, there) as (raw, line):
        slow, fast = (raw, line) if slow_is_page else (line, raw)
        slow.writer.transport.pause_reading()  # type: ignore[attr-defined]
        sent = urandom(MUCH)
        sending = asyncio.create_task(_sent(fast, sent))
        await until(lambda: any(each > HIGH_WATER for each in _buffered()))
        # One reading of a socket may come on top of what was there.
        assert max(_buffered()) <= HIGH_WATER + 256 * 1024
        assert not sending.done()
        slow.writer.transport.resume_reading()  # type: ignore[attr-defined]
        assert await within(slow.reader.readexactly(MUCH)) == sent
        await within(sending)


async def _sent(who: RawPage, data: bytes) -> None:
    who.writer.write(data)
    await who.writer.drain()


def _buffered() -> list[int]:
    halves = [each for each in gc.get_objects() if isinstance(each, Half)]
    return [each.transport.get_write_buffer_size() for each in halves]


@pytest.mark.parametrize("first_is_page", [True, False])
async def test_who_says_nothing_more_may_still_hear(first_is_page: bool) -> None:
    sent = urandom(1_000_000)
    async with behind() as there, serving(there) as place, passed_on(place, there) as (raw, line):
        first, other = (raw, line) if first_is_page else (line, raw)
        first.write(b"that was all")
        first.writer.write_eof()
        assert await within(other.reader.read()) == b"that was all"
        other.write(sent)
        other.writer.write_eof()
        assert await within(first.reader.read()) == sent
        await nothing_is_left(place, there)


@pytest.mark.parametrize("dying_is_page", [True, False])
async def test_when_one_side_dies_the_other_is_cut(dying_is_page: bool) -> None:
    async with behind() as there, serving(there) as place, passed_on(place, there) as (raw, line):
        dying, other = (raw, line) if dying_is_page else (line, raw)
        dying.writer.transport.abort()
        assert await other.is_cut()
        await nothing_is_left(place, there)


async def test_what_was_said_before_the_end_still_arrives() -> None:
    sent = urandom(300_000)
    async with behind() as there, serving(there) as place, passed_on(place, there) as (raw, line):
        line.write(sent)
        line.writer.close()
        assert await within(raw.reader.readexactly(len(sent))) == sent
        raw.writer.close()
        await nothing_is_left(place, there)


async def test_a_page_that_stays_when_the_program_has_gone_is_cut() -> None:
    limits = Limits(close_s=0.2)
    async with (
        behind() as there,
        serving(there, limits) as place,
        passed_on(place, there) as (raw, line),
    ):
        line.writer.close()
        assert await within(raw.reader.read()) == b""
        await nothing_is_left(place, there)


async def test_a_page_that_does_not_read_when_the_program_has_gone_is_cut() -> None:
    limits = Limits(close_s=0.2, stall_s=0.2)
    async with (
        behind() as there,
        serving(there, limits) as place,
        passed_on(place, there) as (raw, line),
    ):
        raw.writer.transport.pause_reading()  # type: ignore[attr-defined]
        sending = asyncio.create_task(_sent(line, bytes(MUCH)))
        await until(lambda: any(each > HIGH_WATER for each in _buffered()))
        line.writer.transport.abort()
        await nothing_is_left(place, there)
        await asyncio.gather(sending, return_exceptions=True)


async def test_a_program_that_is_away_is_a_plain_no() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    ended: list[bool] = []

    def gate(_: Upgrade) -> PassOn:
        return PassOn(host="127.0.0.1", port=port, ended=lambda: ended.append(True))

    async with serving(gate) as place, connected(place) as raw:
        raw.write(request())
        answer = await within(raw.reader.read())
        assert answer.startswith(b"HTTP/1.1 503 ")
        assert b"connection: close" in answer.lower()
        await until(lambda: ended == [True])
        assert not place.switchboard.open


async def test_a_program_that_does_not_pick_up_is_a_plain_no(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("waitingroom.wire.passing.CONNECT_S", 0.2)
    with socket.socket() as full:
        # Nobody takes what arrives, and one place in the queue is filled: the next gets no answer.
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        port = full.getsockname()[1]
        waiting = [socket.socket() for _ in range(4)]
        for each in waiting:
            each.setblocking(False)
            each.connect_ex(("127.0.0.1", port))

        def gate(_: Upgrade) -> PassOn:
            return PassOn(host="127.0.0.1", port=port, ended=lambda: None)

        async with serving(gate) as place, connected(place) as raw:
            raw.write(request())
            assert (await within(raw.reader.read())).startswith(b"HTTP/1.1 503 ")
            await until(lambda: not place.switchboard.open)
        for each in waiting:
            each.close()


async def test_a_page_that_leaves_before_the_program_picks_up_leaves_nothing() -> None:
    async with behind() as there, serving(there) as place:
        for _ in range(20):
            async with connected(place) as raw:
                raw.write(request())
                raw.writer.transport.abort()
        await until(lambda: there.begun > 0)
        await nothing_is_left(place, there)


async def test_connections_that_are_passed_on_count_like_all_others() -> None:
    async with (
        behind() as there,
        serving(there, Limits(most=1)) as place,
        passed_on(place, there),
        connected(place) as late,
    ):
        late.write(request())
        assert (await within(late.reader.read())).startswith(b"HTTP/1.1 503 ")
        assert there.begun == 1


async def test_a_handshake_that_is_none_reaches_nobody() -> None:
    async with behind() as there, serving(there) as place, connected(place) as raw:
        raw.write(request(Sec_WebSocket_Version="7"))
        assert (await within(raw.reader.read())).startswith(b"HTTP/1.1 400 ")
    assert there.begun == 0


async def test_draining_ends_what_is_passed_on() -> None:
    async with behind() as there, serving(there) as place, passed_on(place, there) as (raw, line):
        await within(place.switchboard.drain(1012, "restart", 0))
        assert await raw.is_cut()
        assert await line.is_cut()
        await nothing_is_left(place, there)


async def test_a_server_that_stops_ends_what_is_passed_on() -> None:
    async with behind() as there:
        async with serving(there) as place, passed_on(place, there) as (raw, line):
            place.server.should_exit = True
            assert await raw.is_cut()
            assert await line.is_cut()
        assert there.ended == there.begun == 1


async def test_a_gate_that_refuses_lets_nothing_through() -> None:
    async with serving(lambda _: Reject(status=403)) as place, connected(place) as raw:
        raw.write(request())
        assert (await within(raw.reader.read())).startswith(b"HTTP/1.1 403 ")


async def test_a_thousand_passages_leave_nothing() -> None:
    async with behind() as there, serving(there) as place:
        for number in range(1000):
            async with passed_on(place, there) as (raw, line):
                raw.write(b"a")
                assert await within(line.reader.readexactly(1)) == b"a"
                (line if number % 2 else raw).writer.transport.abort()
                assert await (raw if number % 2 else line).is_cut()
            line.writer.close()
        await nothing_is_left(place, there)
        assert there.begun == there.ended == 1000
        await until(_no_halves)
        await until(lambda: _descriptors() < 100)


def _no_halves() -> bool:
    gc.collect()
    return not any(isinstance(each, Half) for each in gc.get_objects())


def _descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))
