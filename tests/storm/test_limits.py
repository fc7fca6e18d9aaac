"""What a page may do to a node: each limit met on a real socket, and nobody else notices."""

import asyncio
import zlib
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest
import pytest_asyncio
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.storm.place import URL, Page, Place, served, unhurried
from tests.web.serving import until
from tests.wire.place import MASK, connected, request, within
from waitingroom.protocol import limits


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    async with served(tmp_path, unhurried(most=400)) as made:
        yield made


async def is_well(page: Page) -> bool:
    """Whether this line is answered."""
    await page.says("Ping", version=0, visible=True)
    return bool(await page.hears("Pong"))


ASK = '{"type":"Ask","ref":1,"op_id":"op","command":{"type":"Leave"}'

NONSENSE = {
    "depth 1,000": "[" * 1000 + "]" * 1000,
    "a key twice": ASK + ',"ref":2}',
    "NaN": '{"type":"Ping","version":NaN,"visible":true}',
    "half a surrogate pair": r'{"type":"Ask","ref":1,"op_id":"\ud800","command":{"type":"Leave"}}',
    "2^53 + 1": '{"type":"Ping","version":9007199254740993,"visible":true}',
    "a byte order mark": "\ufeff" + ASK + "}",
    "an unknown field": ASK + ',"admin":true}',
}


@pytest.mark.parametrize("text", NONSENSE.values(), ids=NONSENSE.keys())
async def test_nonsense_ends_its_own_line_with_at_most_a_line_in_the_log(
    place: Place, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    cookies = await place.waiting(2)
    page, other = [await Page.comes(place, each) for each in cookies]
    caplog.clear()
    await page.connection.send(text)
    assert await page.ends() == 4400
    assert len(caplog.records) <= 1
    assert await is_well(other)


async def test_a_message_of_four_kibibytes_is_taken_and_one_more_byte_is_not(place: Place) -> None:
    cookies = await place.waiting(2)
    page, other = [await Page.comes(place, each) for each in cookies]
    ping = '{"type":"Ping","version":0,"visible":true}'
    await page.connection.send(ping.ljust(limits.MAX_BYTES))
    await page.hears("Pong")
    await page.connection.send(ping.ljust(limits.MAX_BYTES + 1))
    assert await page.ends() == 1009
    assert await is_well(other)


async def test_what_is_compressed_is_never_unpacked(place: Place) -> None:
    (cookie,) = await place.waiting(1)
    zeros = zlib.compressobj(wbits=-15)
    packed = zeros.compress(bytes(16 * 2**20)) + zeros.flush()
    head = bytes([0xC1, 0x80 | 126]) + len(packed).to_bytes(2, "big") + MASK
    body = bytes(each ^ MASK[at % 4] for at, each in enumerate(packed))
    offer = {"Sec-WebSocket-Extensions": "permessage-deflate"}
    asked = request("/wire/guest", **_headers(cookie), **offer)
    async with connected(place) as raw:  # type: ignore[arg-type]
        raw.write(asked)
        answer = await within(raw.reader.readuntil(b"\r\n\r\n"))
        assert answer.startswith(b"HTTP/1.1 101 ")
        assert b"deflate" not in answer
        raw.write(head + body)
        code, _ = await raw.read_close()
    assert code in (1002, 1009)


def _headers(cookie: str) -> dict[str, str]:
    return {"Origin": URL, "Sec-WebSocket-Protocol": limits.SUBPROTOCOL, "Cookie": cookie}


async def test_lines_that_say_nothing_are_closed_and_others_do_not_notice(place: Place) -> None:
    cookie, own = await place.waiting(2)
    other = await Page.comes(place, own)
    silent = [await Page.knocks(place, cookie, f"203.0.113.{nth}") for nth in range(39)]
    assert await is_well(other)
    assert place.rooms.doorstep.silent == 39
    assert await asyncio.gather(*(page.ends() for page in silent)) == [4408] * 39
    assert await is_well(other)
    await until(lambda: place.rooms.doorstep.silent == 0)


async def refused_with(place: Place, cookie: str, address: str) -> int | None:
    """The HTTP status of a line that may not be opened, None for one that may."""
    try:
        await Page.knocks(place, cookie, address)
    except InvalidStatus as refused:
        return refused.response.status_code
    return None


async def test_one_address_has_twenty_silent_lines_and_one_household_of_ipv6_is_one(
    place: Place,
) -> None:
    (cookie,) = await place.waiting(1)
    tries = [await refused_with(place, cookie, f"2001:db8:0:1::{nth:x}") for nth in range(1, 23)]
    assert tries == [None] * 20 + [429] * 2
    assert await refused_with(place, cookie, "2001:db8:0:2::1") is None


async def test_who_has_said_hello_counts_no_more(place: Place) -> None:
    cookies = await place.waiting(25)
    pages = [await Page.comes(place, each, "203.0.113.7") for each in cookies]
    assert len(pages) == place.rooms.doorstep.inside == 25
    assert place.rooms.doorstep.silent == 0


async def test_silent_lines_of_all_take_a_tenth_of_the_node_at_most(tmp_path: Path) -> None:
    async with served(tmp_path, unhurried(most=100)) as place:
        (cookie,) = await place.waiting(1)
        tries = [await refused_with(place, cookie, f"203.0.113.{nth}") for nth in range(12)]
        assert tries == [None] * 10 + [503] * 2


async def test_an_address_that_only_says_it_is_another_is_counted_as_itself(
    tmp_path: Path,
) -> None:
    async with served(tmp_path, unhurried(), proxies=()) as place:
        (cookie,) = await place.waiting(1)
        tries = [await refused_with(place, cookie, f"203.0.113.{nth}") for nth in range(21)]
        assert tries == [None] * 20 + [429]


async def test_a_page_that_asks_too_fast_is_told_how_long_to_wait_and_may_ping_until_then(
    place: Place,
) -> None:
    cookies = await place.waiting(2)
    page, other = [await Page.comes(place, each) for each in cookies]
    # Hello was the first of those that may come at once.
    for _ in range(limits.BURST - 1):
        await page.asks("Ready")
    for _ in range(limits.BURST - 1):
        await page.hears("Done", "Refused")
    assert await is_well(page)
    # The pace gives one a second back while this runs.
    with suppress(ConnectionClosed):
        for _ in range(limits.PACE_GUEST - limits.BURST + 1):
            await page.asks("Ready")
    assert await page.ends() == 4429
    assert page.bye is not None
    assert page.bye["after_ms"] >= 5000
    assert page.bye["reason"] == "too-fast"
    assert await is_well(other)
