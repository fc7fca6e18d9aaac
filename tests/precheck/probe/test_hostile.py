"""Pages that mean harm: what they get, and what is left of them."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path
from time import monotonic

import pytest
from aiortc import RTCPeerConnection, RTCSessionDescription
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from tests.conference.house import until
from waitingroom.precheck.probe import Limits
from waitingroom.precheck.talk import (
    Answer,
    Candidate,
    Connection,
    Echo,
    Finish,
    Judged,
    Offer,
    Plan,
    Refused,
    Why,
)
from waitingroom.rtc import hooks

from .page import Page, page_at, probe_of, ticket
from .process import ProbeProcess, probe_process
from .test_filtering import described

OFFERS, AT_ONCE = 500, 4
GONE_S = 60.0
FILES, MEMORY_KIB = 3, 30 * 1024
"""The slack: what the allocator keeps for itself after so many at once."""

HALF_OPEN = described("application")


def open_files() -> int:
    """How many this process has open."""
    return len(list(Path("/proc/self/fd").iterdir()))


async def offers_in_vain(probe: ProbeProcess, address: str, count: int) -> bool:
    """A page with so many offers that it never follows up, gone without a word.

    False when a probe that has too much to do refused it.
    """
    async with page_at(probe, address) as page:
        await page.knocks()
        first = await page.comes_to(lambda: page.heard and page.heard[0])
        if not isinstance(first, Plan):
            return False
        for number in range(count):
            connection = list(Connection)[number % 4]
            await page.say(Offer(connection=connection, sdp=HALF_OPEN))
        await page.comes_to(lambda: sum(isinstance(x, Answer) for x in page.heard) == count, 60)
        await page.vanishes()
        return True


@pytest.mark.timeout(115)
async def test_five_hundred_offers_that_never_complete_leave_nothing_within_a_minute() -> None:
    async with probe_process() as probe:
        await offers_in_vain(probe, "8.8.8.8", 10)
        base, each = probe.held(), Limits().offers
        numbers, ends = iter(range(OFFERS // each)), monotonic() + GONE_S

        async def some() -> None:
            for number in numbers:
                while not await offers_in_vain(probe, f"9.9.{number}.9", each):
                    assert monotonic() < ends

        async with asyncio.TaskGroup() as group:
            for _ in range(AT_ONCE):
                group.create_task(some())
        ends = monotonic() + GONE_S
        await until(lambda: probe.held().files <= base.files + FILES, ends - monotonic())
        assert probe.held().threads <= base.threads + 1
        assert probe.held().memory_kib <= base.memory_kib + MEMORY_KIB
        async with page_at(probe) as page:
            assert (await page.begins()).deadline_ms == 60_000


async def test_a_way_that_does_not_open_is_closed_though_its_page_stays() -> None:
    async with probe_of(Limits(lag_s=10.0, connect_s=0.2)) as probe, page_at(probe) as page:
        await page.begins()
        files = open_files()
        for connection in list(Connection)[:4]:
            await page.say(Offer(connection=connection, sdp=HALF_OPEN))
        await page.comes_to(lambda: sum(isinstance(x, Answer) for x in page.heard) == 4)
        assert open_files() == files + 4
        await until(lambda: open_files() == files)
        await page.say(Finish())
        await page.hears(Judged)


async def test_pages_that_vanish_in_the_midst_of_it_leave_no_task_and_no_file() -> None:
    async with probe_of() as probe:
        tasks, files = len(asyncio.all_tasks()), open_files()
        for _ in range(5):
            async with page_at(probe) as page:
                await page.begins()
                await page.channel(Connection.MEDIA, ordered=False, maxRetransmits=0)
                await page.vanishes()
        await until(lambda: probe.entrance.places.taken == 0)
        await until(lambda: len(asyncio.all_tasks()) <= tasks and open_files() <= files, 20)


async def test_a_page_that_only_holds_its_line_open_is_gone_when_its_time_is_over() -> None:
    async with probe_of(Limits(lag_s=10.0, ping_s=0.2, pong_s=0.2)) as probe:
        reader, writer = await asyncio.open_connection("127.0.0.1", probe.port)
        writer.write(
            b"GET /wire/probe HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
        )
        # It answers no ping, so it is believed dead long before its first text is due.
        async with asyncio.timeout(3):
            assert b"101 Switching Protocols" in await reader.read()
        writer.close()


@pytest.mark.parametrize(
    ("frames", "code"),
    [
        ([b'{"type":"Finish"}'.decode()], 1000),
        (["no json"], 1000),
        ([bytes(100)], 1000),
        (["x" * 20_000], 1009),
    ],
)
async def test_who_does_not_begin_as_agreed_is_refused(
    frames: list[str | bytes], code: int
) -> None:
    async with probe_of() as probe, page_at(probe) as page:
        for frame in frames:
            await page.socket.send(frame)
        assert await page.closed() == code
        if code == 1000:
            assert page.heard == [Refused(why=Why.PROTOCOL)]


async def test_who_says_nothing_is_refused() -> None:
    async with probe_of(Limits(lag_s=10.0, begin_s=0.2)) as probe, page_at(probe) as page:
        assert await page.hears(Refused) == Refused(why=Why.PROTOCOL)
        await page.closed()


@pytest.mark.parametrize(
    "sdp",
    [
        HALF_OPEN + "a=x:" + "x" * 10_240,
        described("audio"),
        "v=0",
        HALF_OPEN.replace("UDP/DTLS/SCTP webrtc-datachannel", "x"),
        HALF_OPEN.replace("a=setup:actpass", "a=setup:nonsense"),
        described("application", also=("a=max-message-size:1e99",)),
    ],
)
async def test_an_offer_that_is_no_offer_ends_the_check_and_frees_its_ports(sdp: str) -> None:
    async with probe_of() as probe, page_at(probe) as page:
        await page.begins()
        files = open_files()
        await page.say(Offer(connection=Connection.DIRECT, sdp=sdp))
        assert (await page.hears(Refused)).why is Why.PROTOCOL
        await page.closed()
        await until(lambda: open_files() <= files)
        assert probe.entrance.places.taken == 0


async def test_too_many_texts_offers_and_bytes_end_the_check() -> None:
    limits = Limits(lag_s=10.0, texts=50, offers=3)
    async with probe_of(limits) as probe:
        async with page_at(probe) as page:
            await page.begins()
            for number in range(50):
                await page.say(Echo(number=number))
            assert (await page.hears(Refused)).why is Why.PROTOCOL
        async with page_at(probe) as page:
            await page.begins()
            for _ in range(4):
                await page.say(Offer(connection=Connection.DIRECT, sdp=HALF_OPEN))
            assert (await page.hears(Refused)).why is Why.PROTOCOL
        async with page_at(probe) as page:
            await page.begins()
            await page.socket.send(bytes(9000))
            assert (await page.hears(Refused)).why is Why.PROTOCOL


async def test_a_page_that_floods_a_channel_is_cut() -> None:
    limits = Limits(lag_s=10.0, received_bytes=50_000)
    async with probe_of(limits) as probe, page_at(probe) as page:
        await page.begins()
        channel = await page.channel(ordered=False, maxRetransmits=0)
        for _ in range(100):
            channel.sends(bytes(1100))
        assert await page.closed() == 1009
        await until(lambda: probe.entrance.places.taken == 0)


async def test_one_address_has_only_some_of_the_places() -> None:
    limits = Limits(lag_s=10.0, per_address=2)
    async with probe_of(limits) as probe, AsyncExitStack() as stack:
        # All of one IPv6 network are one.
        for host in ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9"):
            page = await stack.enter_async_context(page_at(probe, host))
            await page.begins()
        third = await stack.enter_async_context(page_at(probe, "2001:db8:1:2::3"))
        await third.knocks()
        assert (await third.hears(Refused)).why is Why.BUSY
        other = await stack.enter_async_context(page_at(probe, "2001:db8:1:3::1"))
        assert await other.begins()


async def test_elsewhere_and_beyond_the_last_line_there_is_nobody() -> None:
    async with probe_of(Limits(lag_s=10.0, lines=1)) as probe, page_at(probe) as page:
        await page.begins()
        for path, status in (("/", 404), ("/wire/probe", 503)):
            with pytest.raises(InvalidStatus) as refused:
                await connect(f"ws://127.0.0.1:{probe.port}{path}", proxy=None)
            assert refused.value.response.status_code == status


@contextmanager
def bystander() -> Iterator[tuple[str, int]]:
    """A machine that has nothing to do with it; nothing may reach it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as victim:
        victim.bind(("127.0.0.1", 0))
        victim.setblocking(False)
        yield victim.getsockname()
        with pytest.raises(BlockingIOError):
            victim.recv(1)


async def test_no_packet_goes_to_an_address_that_a_page_wrote_down() -> None:
    with bystander() as (host, port):
        row = f"candidate:1 1 udp 2130706431 {host} {port} typ host"
        async with probe_of() as probe, page_at(probe) as page:
            await page.begins()
            named = described("application", also=(f"a={row}", "a=end-of-candidates"))
            await page.say(Offer(connection=Connection.TURN_UDP, sdp=named))
            await page.hears(Answer)
            for text in (row, row.replace(host, "intra.local"), None):
                await page.say(Candidate(connection=Connection.TURN_UDP, candidate=text, mid="0"))
            # A way that is offered later is open, so there was time enough for a check.
            await page.channel(Connection.DIRECT)


async def reaches(page: Page, public: str) -> RTCPeerConnection:
    """A way by which the page reaches our public address from this very machine."""
    await page.begins()
    way = page.way()
    way.createDataChannel("echo")
    transport = hooks.first_transport(way)
    assert transport is not None
    hooks.announce(transport, ("127.0.0.1",))
    await way.setLocalDescription(await way.createOffer())
    await page.say(Offer(connection=Connection.DIRECT, sdp=way.localDescription.sdp))
    answer = (await page.hears(Answer)).sdp.replace(f" {public} ", " 127.0.0.1 ")
    await way.setRemoteDescription(RTCSessionDescription(answer, "answer"))
    return way


async def test_a_private_address_is_answered_only_for_who_called_from_it() -> None:
    public = "8.8.4.4"
    async with (
        probe_of(addresses=(public,)) as probe,
        page_at(probe, "8.8.8.8") as elsewhere,
        page_at(probe, "127.0.0.1") as here,
    ):
        refused = await reaches(elsewhere, public)
        opened = await reaches(here, public)
        await until(lambda: opened.connectionState == "connected")
        assert refused.connectionState == "connecting"


async def test_a_plan_is_told_to_nobody_without_a_ticket() -> None:
    async with probe_of() as probe, page_at(probe) as page:
        await page.knocks(ticket()[:-1])
        await page.closed()
        assert not any(isinstance(each, Plan) for each in page.heard)
