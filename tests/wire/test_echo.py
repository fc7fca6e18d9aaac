"""Messages go in and out whole, however they are cut."""

import asyncio
import tracemalloc
from contextlib import AsyncExitStack

import pytest
import uvloop

from tests.wire.conftest import Shared
from tests.wire.place import (
    CONT,
    PING,
    PONG,
    TEXT,
    Door,
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
from waitingroom.wire import Limits


@pytest.mark.parametrize("length", [0, 1, 125, 126, 127, 4095, 4096])
async def test_a_text_of_any_allowed_length_comes_back(shared: Shared, length: int) -> None:
    async with page(shared.place) as client:
        assert await asked(client, "a" * length) == "a" * length


async def test_a_text_is_utf_8() -> None:
    door = Door()
    async with serving(door) as place, page(place) as client:
        assert await asked(client, "rød grød 🌿") == "rød grød 🌿"
    assert door.handlers[0].texts == ["rød grød 🌿".encode()]


async def test_a_long_text_goes_out_though_none_comes_in() -> None:
    door = Door()
    async with serving(door) as place, page(place) as client:
        await until(lambda: len(door.handlers) == 1)
        door.handlers[0].socket.send(b"x" * 200_000)
        assert await within(client.recv()) == "x" * 200_000


async def test_a_text_in_fragments_is_one_message_and_a_ping_between_them_is_answered(
    shared: Shared,
) -> None:
    text = "blåbær".encode()
    async with raw_page(shared.place) as raw:
        raw.write(frame(TEXT, text[:3], fin=False))
        raw.write(frame(CONT, fin=False) + frame(CONT, text[3:4], fin=False))
        raw.write(frame(PING, b"er du der"))
        assert await raw.read() == (PONG, b"er du der")
        raw.write(frame(CONT, text[4:]))
        assert await raw.read() == (TEXT, text)


async def test_bytes_that_come_one_by_one_are_the_same_messages(shared: Shared) -> None:
    said = frame(TEXT, b"one") + frame(TEXT, b"t", fin=False) + frame(PING) + frame(CONT, b"wo")
    async with raw_page(shared.place) as raw:
        for each in said:
            raw.write(bytes([each]))
            await raw.writer.drain()
        heard = [await raw.read() for _ in range(3)]
    assert (PONG, b"") in heard
    assert [text for opcode, text in heard if opcode == TEXT] == [b"one", b"two"]


async def test_many_messages_in_one_packet_are_heard_in_order_and_before_the_close() -> None:
    door = Door()
    async with serving(door, Limits(close_s=0.3)) as place, raw_page(place) as raw:
        raw.write(b"".join(frame(TEXT, b"%d" % at) for at in range(300)) + closing(1000))
        await until(lambda: door.handlers[0].code == 1000)
    assert door.handlers[0].texts == [b"%d" % at for at in range(300)]


async def test_an_unasked_pong_is_ignored(shared: Shared) -> None:
    async with raw_page(shared.place) as raw:
        raw.write(frame(PONG, b"hej") + frame(TEXT, b"a"))
        assert await raw.read() == (TEXT, b"a")


async def test_no_compression_is_agreed_to_though_a_browser_offers_it(shared: Shared) -> None:
    async with connected(shared.place) as raw:
        raw.write(request(Sec_WebSocket_Extensions="permessage-deflate"))
        head = await within(raw.reader.readuntil(b"\r\n\r\n"))
        assert b" 101 " in head
        assert b"xtensions" not in head


async def test_two_hundred_pages_speak_at_once() -> None:
    door = Door()
    async with serving(door) as place, AsyncExitStack() as stack:
        clients = await asyncio.gather(
            *(stack.enter_async_context(page(place)) for _ in range(200))
        )
        answers = await asyncio.gather(
            *(asked(client, f"side {at}") for at, client in enumerate(clients))
        )
        assert answers == [f"side {at}" for at in range(200)]
        assert len(place.switchboard.open) == 200
    assert len(place.switchboard.open) == 0
    assert len(place.switchboard.wheel) == 0
    assert {each.code for each in door.handlers} == {1000}


async def test_the_memory_of_an_idle_page_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    ours = [tracemalloc.Filter(True, f"*/{each}/*") for each in ("waitingroom/wire", "websockets")]
    async with serving(Door()) as place, AsyncExitStack() as stack:
        await stack.enter_async_context(raw_page(place))
        tracemalloc.start()
        try:
            for _ in range(100):
                await stack.enter_async_context(raw_page(place))
            kept = tracemalloc.take_snapshot().filter_traces(ours).statistics("filename")
        finally:
            tracemalloc.stop()
        assert len(place.switchboard.open) == 101
        with capsys.disabled():
            print(f"\nan idle connection: {sum(each.size for each in kept) / 102400:.1f} KiB")


def test_all_this_works_on_uvloop() -> None:
    async def talk() -> None:
        async with serving(Door()) as place, page(place) as client:
            assert await asked(client, "hej") == "hej"
            assert type(asyncio.get_running_loop()).__module__ == "uvloop"

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(talk())
