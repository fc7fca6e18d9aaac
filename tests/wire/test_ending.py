"""How a connection ends: in kind, with the right code, and never for the others."""

import asyncio
import logging
from contextlib import AsyncExitStack

import pytest
from websockets.exceptions import ConnectionClosed

from tests.wire.conftest import Shared
from tests.wire.place import (
    BINARY,
    CLOSE,
    CONT,
    PING,
    TEXT,
    Door,
    Echo,
    asked,
    closing,
    connected,
    frame,
    page,
    raw_page,
    request,
    serving,
    until,
    within,
)
from waitingroom.wire import Limits, Reject, Socket
from waitingroom.wire.frames import Frames

QUICK = Limits(close_s=0.3)


# --- the page ends it


@pytest.mark.parametrize("code", [1000, 1001, 3000, 4999])
async def test_a_page_that_says_goodbye_is_answered_in_kind(code: int) -> None:
    door = Door()
    async with serving(door) as place:
        async with raw_page(place) as raw:
            raw.write(closing(code, "farvel"))
            assert await raw.read_close() == (code, "farvel")
        await until(lambda: door.handlers[0].code is not None)
    assert door.handlers[0].code == code
    assert door.handlers[0].happened == ["opened", "closed"]


async def test_a_goodbye_without_a_code_is_a_goodbye() -> None:
    door = Door()
    async with serving(door, QUICK) as place, raw_page(place) as raw:
        raw.write(frame(CLOSE))
        assert await raw.read_close() == (1005, "")
        await until(lambda: door.handlers[0].code == 1005)


async def test_a_page_that_is_gone_without_a_word_is_lost() -> None:
    door = Door()
    async with serving(door) as place:
        async with raw_page(place) as raw:
            raw.writer.transport.abort()
            await until(lambda: door.handlers[0].code == 1006)
        async with raw_page(place) as raw:
            raw.writer.write_eof()
            await until(lambda: door.handlers[1].code == 1006)


async def test_a_goodbye_inside_a_fragmented_message_is_a_goodbye() -> None:
    door = Door()
    async with serving(door, QUICK) as place, raw_page(place) as raw:
        raw.write(frame(TEXT, b"half", fin=False) + closing(1000) + frame(CONT, b"rest"))
        assert await raw.read_close() == (1000, "")
        await until(lambda: door.handlers[0].code == 1000)
    assert door.handlers[0].texts == []


# --- the page breaks a rule

RULES = {
    "binary": (frame(BINARY, b"abc"), 1003),
    "the beginning of binary": (frame(BINARY, b"abc", fin=False), 1003),
    "no utf-8": (frame(TEXT, b"\xff\xfe"), 1007),
    "a surrogate": (frame(TEXT, b"\xed\xa0\x80"), 1007),
    "no utf-8 once it is whole": (frame(TEXT, b"\xc3", fin=False) + frame(CONT, b"a"), 1007),
    "one byte too many": (frame(TEXT, b"a" * 4097), 1009),
    "one byte too many in fragments": (
        frame(TEXT, b"a" * 4096, fin=False) + frame(CONT, b"a"),
        1009,
    ),
    "far too many bytes": (frame(TEXT, b"a" * 2_000_000), 1009),
    "no mask": (frame(TEXT, b"abc", mask=False), 1002),
    "a reserved bit": (bytes([0xC1]) + frame(TEXT, b"abc")[1:], 1002),
    "an unknown opcode": (frame(3, b"abc"), 1002),
    "a continuation of nothing": (frame(CONT, b"abc"), 1002),
    "a new message inside another": (frame(TEXT, b"a", fin=False) + frame(TEXT, b"b"), 1002),
    "a ping in fragments": (frame(PING, b"a", fin=False), 1002),
    "a ping too long": (frame(PING, b"a" * 126), 1002),
    "a close code nobody may send": (closing(1006), 1002),
    "half a close code": (frame(CLOSE, b"\x03"), 1002),
    "a close reason that is no utf-8": (frame(CLOSE, b"\x03\xe8\xff"), 1007),
}


@pytest.mark.parametrize(("sent", "code"), RULES.values(), ids=RULES)
async def test_a_page_that_breaks_a_rule_is_closed_and_reads_why(
    shared: Shared, sent: bytes, code: int
) -> None:
    async with raw_page(shared.place) as raw:
        handler = shared.door.handlers[-1]
        raw.write(sent)
        raw.write(frame(TEXT, b"never heard"))
        assert (await raw.read_close())[0] == code
    await until(lambda: handler.code is not None)
    assert handler.texts == []
    assert handler.happened == ["opened", "closed"]


async def test_a_page_that_was_closed_for_a_rule_and_stays_is_cut() -> None:
    door = Door()
    async with serving(door, QUICK) as place, raw_page(place) as raw:
        raw.write(frame(BINARY, b"abc"))
        await until(lambda: door.handlers[0].code == 1003)


# --- we end it


async def test_a_handler_closes_with_its_code_and_nothing_more_is_heard_or_sent() -> None:
    door = Door()
    async with serving(door) as place, raw_page(place) as raw:
        await until(lambda: len(door.handlers) == 1)
        handler = door.handlers[0]
        handler.socket.close(4403, "denied")
        handler.socket.close(1000)
        handler.socket.send(b"too late")
        raw.write(frame(TEXT, b"too late") + frame(BINARY, b"x"))
        opcode, payload = await raw.read()
        assert (opcode, payload) == (CLOSE, b"\x11\x33denied")
        raw.write(closing(4403))
        assert await within(raw.reader.read()) == b""
        raw.writer.close()
        await until(lambda: handler.code == 4403)
    assert handler.texts == []


async def test_a_page_that_does_not_answer_a_goodbye_is_cut() -> None:
    door = Door()
    async with serving(door, QUICK) as place, raw_page(place) as raw:
        await until(lambda: len(door.handlers) == 1)
        door.handlers[0].socket.close(4401, "signed-out")
        assert await raw.read() == (CLOSE, b"\x11\x31signed-out")
        await until(lambda: door.handlers[0].code == 4401)
        assert await raw.is_cut()


async def test_a_handler_may_cut_at_once() -> None:
    door = Door()
    async with serving(door) as place, raw_page(place) as raw:
        await until(lambda: len(door.handlers) == 1)
        door.handlers[0].socket.abort()
        assert await raw.is_cut()
        await until(lambda: door.handlers[0].code == 1006)
        door.handlers[0].socket.send(b"too late")
        door.handlers[0].socket.close(1000)
        door.handlers[0].socket.abort()
    assert door.handlers[0].happened == ["opened", "closed"]


# --- a handler fails


class Failing(Echo):
    """Fails where it is told to, with a name in the exception."""

    def __init__(self, where: str) -> None:
        super().__init__()
        self._where = where

    def _fail(self, where: str) -> None:
        if where == self._where:
            raise ValueError("Prøve Pedersen 12345678")

    def opened(self, socket: Socket) -> None:
        super().opened(socket)
        self._fail("opened")

    def heard(self, text: bytes) -> None:
        self._fail("heard")
        super().heard(text)

    def paused(self) -> None:
        super().paused()
        self._fail("paused")

    def closed(self, code: int) -> None:
        super().closed(code)
        self._fail("closed")


def blamed(caplog: pytest.LogCaptureFixture) -> str:
    """The one line that our log has."""
    (record,) = [each for each in caplog.records if each.name == "waitingroom.wire"]
    assert "Prøve" not in caplog.text
    assert "12345678" not in caplog.text
    assert "\n" not in record.getMessage()
    return record.getMessage()


@pytest.mark.parametrize("where", ["opened", "heard"])
async def test_a_handler_that_fails_closes_its_own_page_and_no_other(
    where: str, caplog: pytest.LogCaptureFixture
) -> None:
    door = Door()
    async with serving(door) as place, page(place) as other:
        await until(lambda: len(door.handlers) == 1)
        door._made = lambda: Failing(where)
        async with page(place) as client:
            with pytest.raises(ConnectionClosed) as closed:
                await asked(client, "hej")
            assert closed.value.rcvd is not None
            assert (closed.value.rcvd.code, closed.value.rcvd.reason) == (1011, "fault")
        await until(lambda: door.handlers[1].code == 1011)
        assert await asked(other, "hej") == "hej"
    assert f"a handler's {where} failed" in blamed(caplog)
    assert "ValueError in _fail:" in blamed(caplog)


async def test_a_handler_that_fails_at_the_end_is_only_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    door = Door(lambda: Failing("closed"))
    async with serving(door) as place:
        async with page(place) as client:
            assert await asked(client, "hej") == "hej"
        await until(lambda: door.handlers[0].code == 1000)
        async with page(place) as again:
            assert await asked(again, "hej") == "hej"
            caplog.clear()
        await until(lambda: len(caplog.records) > 0)
    assert "a handler's closed failed" in blamed(caplog)


async def test_a_handler_that_fails_when_its_page_is_slow_closes_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    door = Door(lambda: Failing("paused"))
    async with serving(door, QUICK) as place, raw_page(place, read_buffer=4096) as raw:
        await until(lambda: len(door.handlers) == 1)
        raw.writer.transport.pause_reading()  # type: ignore[attr-defined]
        with caplog.at_level(logging.ERROR, "waitingroom.wire"):
            while "paused" not in door.handlers[0].happened:
                door.handlers[0].socket.send(b"x" * 10_000)
                await asyncio.sleep(0)
        await until(lambda: door.handlers[0].code == 1011)
    assert "a handler's paused failed" in blamed(caplog)


async def test_a_mistake_of_ours_in_reading_a_frame_closes_that_page_only(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_: Frames, frame: object) -> None:
        raise RuntimeError("Prøve Pedersen")

    door = Door()
    async with serving(door) as place, raw_page(place) as raw:
        monkeypatch.setattr(Frames, "recv_frame", fail)
        raw.write(frame(TEXT, b"hej"))
        assert await raw.read_close() == (1011, "")
    assert "a frame failed" in blamed(caplog)


# --- the server ends it


async def test_a_page_that_was_refused_and_stays_does_not_keep_the_server_from_stopping() -> None:
    async with AsyncExitStack() as stack:
        async with serving(lambda _: Reject(status=403), Limits(close_s=60)) as place:
            raw = await stack.enter_async_context(connected(place))
            raw.write(request())
            assert b" 403 " in await within(raw.reader.readuntil(b"\r\n\r\n"))
            assert len(place.server.server_state.connections) == 1
        assert place.server.server_state.connections == set()


async def test_a_page_that_was_refused_and_stays_is_cut() -> None:
    async with serving(lambda _: Reject(status=403), QUICK) as place, connected(place) as raw:
        raw.write(request())
        await within(raw.reader.readuntil(b"\r\n\r\n"))
        await until(lambda: not place.server.server_state.connections)


async def test_when_the_server_stops_all_pages_are_told_to_come_back() -> None:
    door = Door()
    async with AsyncExitStack() as stack:
        async with serving(door) as place:
            clients = [await stack.enter_async_context(page(place)) for _ in range(20)]
        for client in clients:
            with pytest.raises(ConnectionClosed) as closed:
                await within(client.recv())
            assert closed.value.rcvd is not None
            assert (closed.value.rcvd.code, closed.value.rcvd.reason) == (1012, "restart")
    assert {each.code for each in door.handlers} == {1012}


async def test_a_page_that_ignores_it_does_not_keep_the_server_from_stopping() -> None:
    door = Door()
    async with AsyncExitStack() as stack:
        async with serving(door, QUICK) as place:
            for _ in range(3):
                await stack.enter_async_context(raw_page(place))
        assert [each.code for each in door.handlers] == [1012, 1012, 1012]


async def test_pages_are_sent_away_in_batches_and_no_new_one_is_let_in() -> None:
    door = Door()
    async with serving(door, QUICK) as place, AsyncExitStack() as stack:
        raws = [await stack.enter_async_context(raw_page(place)) for _ in range(10)]
        closed_at: list[float] = []

        async def leave(at: int) -> None:
            assert (await raws[at].read())[0] == CLOSE
            closed_at.append(asyncio.get_running_loop().time())
            raws[at].write(closing(1012))

        leaving = [asyncio.create_task(leave(at)) for at in range(10)]
        await within(place.switchboard.drain(1012, "restart", 0.5))
        await within(asyncio.gather(*leaving))
        assert closed_at[-1] - closed_at[0] >= 0.35
        assert not place.switchboard.has_room
        await until(lambda: len(place.switchboard.open) == 0)
    assert {each.code for each in door.handlers} == {1012}


async def test_draining_an_empty_place_is_done_at_once() -> None:
    async with serving(Door()) as place:
        await within(place.switchboard.drain(1012, "restart", 30))
        assert not place.switchboard.has_room
