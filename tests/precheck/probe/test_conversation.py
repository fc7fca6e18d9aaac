"""The conversation of a page and the probe: the ticket, the ways, the speeds, the verdict."""

import asyncio
from contextlib import AsyncExitStack
from itertools import pairwise

import pytest
from aiortc import MediaStreamTrack
from aiortc.contrib.media import MediaPlayer
from av import AudioFrame, VideoFrame

from waitingroom.core.checks import Outcome
from waitingroom.precheck.measured import Path, Way
from waitingroom.precheck.measured import Probe as Counts
from waitingroom.precheck.probe import Limits
from waitingroom.precheck.talk import (
    Answer,
    Connection,
    Counted,
    Counting,
    Depth,
    Echo,
    Finish,
    Judged,
    Phase,
    Queued,
    Refused,
    SpeedDone,
    SpeedMeasured,
    SpeedTest,
    Toward,
    Tried,
    Why,
)

from .page import ANSWERED, old_ticket, page_at, probe_of, ticket


async def test_a_page_is_planned_for_echoed_and_judged() -> None:
    async with probe_of() as probe, page_at(probe) as page:
        plan = await page.begins()
        assert (plan.clip_height, plan.uplink_kbps, plan.deadline_ms) == (720, 1200, 60_000)
        await page.say(Echo(number=7))
        assert (await page.hears(Echo)).number == 7
        await page.say(Finish())
        assert (await page.hears(Judged)).verdict.outcome is not Outcome.GOOD
        assert await page.closed() == 1000


async def test_a_ticket_opens_once_and_only_in_its_time() -> None:
    text = ticket()
    async with probe_of() as probe:
        async with page_at(probe) as page:
            await page.begins(text)
        for wrong in (text, old_ticket(), "nonsense", ticket() + "0"):
            async with page_at(probe) as page:
                await page.knocks(wrong)
                assert (await page.hears(Refused)).why is Why.TICKET
                await page.closed()
        assert probe.entrance.places.taken == 0


async def test_small_messages_come_back_with_what_was_counted() -> None:
    async with probe_of() as probe, page_at(probe) as page:
        await page.begins(depth=Depth.AGAIN)
        channel = await page.channel(ordered=False, maxRetransmits=0)
        for number in range(50):
            channel.asks(number)
        back = [ANSWERED.unpack(each) for each in await channel.has(50)]
        assert [each[0] for each in back] == list(range(50))
        assert [each[2] for each in back] == list(range(1, 51))
        assert all(b[4] >= a[4] for a, b in pairwise(back))
        await page.say(Counted(phase=Phase.IDLE, probe=Counts(sent=50, arrived=60, returned=50)))
        await page.say(Tried(path=Path(way=Way.DIRECT, works=True, connect_ms=50.0, rtt_ms=1.0)))
        await page.say(Finish())
        assert (await page.hears(Judged)).verdict.numbers.loss_up == 0.0


async def test_an_ordered_channel_gives_back_what_it_is_sent_and_no_long_message() -> None:
    async with probe_of() as probe, page_at(probe) as page:
        await page.begins()
        channel = await page.channel()
        channel.sends("five echoes")
        channel.sends(bytes(5000))
        channel.sends(b"and the last")
        assert [str(each) for each in await channel.has(2)] == ["five echoes", "b'and the last'"]


async def test_the_way_down_is_as_fast_as_the_page_reads_and_ends_at_its_bytes() -> None:
    limits = Limits(lag_s=10.0, speed_bytes=400_000)
    async with probe_of(limits) as probe, page_at(probe) as page:
        await page.begins()
        await page.say(SpeedTest(toward=Toward.DOWN))
        measured = await page.hears(SpeedMeasured)
        assert measured.toward is Toward.DOWN
        assert measured.mbps is not None and measured.mbps > 10
        assert 400_000 <= page.frames * 8192 < 400_000 + 8192
        await page.say(SpeedDone(toward=Toward.DOWN, mbps=1.0))
        await page.say(Finish())
        # What the probe counted wins over what the page says.
        assert (await page.hears(Judged)).verdict.numbers.down_mbps == measured.mbps


async def test_the_way_up_is_cut_at_its_bytes_and_told() -> None:
    limits = Limits(lag_s=10.0, speed_bytes=400_000)
    async with probe_of(limits) as probe, page_at(probe) as page:
        await page.begins()
        await page.say(SpeedTest(toward=Toward.UP))
        for _ in range(60):
            await page.socket.send(bytes(8192))
        measured = await page.hears(SpeedMeasured)
        assert measured.toward is Toward.UP
        assert measured.mbps is not None and measured.mbps > 10


async def test_a_page_that_stops_early_has_its_way_up_measured() -> None:
    async with probe_of() as probe, page_at(probe) as page:
        await page.begins()
        await page.say(SpeedTest(toward=Toward.UP))
        for _ in range(5):
            await page.socket.send(bytes(8192))
        await page.say(SpeedDone(toward=Toward.UP, mbps=None))
        assert (await page.hears(SpeedMeasured)).mbps is not None


async def test_sound_and_picture_of_the_page_are_counted_and_the_clip_is_sent() -> None:
    player = MediaPlayer("testsrc2=size=320x180:rate=15", format="lavfi")
    assert player.video is not None
    tracks: dict[str, MediaStreamTrack] = {}
    try:
        async with probe_of() as probe, page_at(probe) as page:
            await page.begins()
            way = page.way()
            way.on("track", lambda track: tracks.setdefault(track.kind, track))
            way.addTrack(player.video)
            way.addTransceiver("audio", direction="recvonly")
            await page.offers(way, Connection.MEDIA)
            uplink = (await page.hears(Counting, 20)).uplink
            assert uplink.received > 5 and uplink.lost == 0
            async with asyncio.timeout(20):
                picture, sound = await tracks["video"].recv(), await tracks["audio"].recv()
            assert isinstance(picture, VideoFrame) and picture.height == 720
            assert isinstance(sound, AudioFrame)
    finally:
        player.video.stop()


async def test_who_comes_when_all_places_are_taken_waits_and_is_told_where() -> None:
    async with probe_of(slots=1) as probe, AsyncExitStack() as stack:
        first = await stack.enter_async_context(page_at(probe))
        await first.begins()
        pages = [await stack.enter_async_context(page_at(probe)) for _ in range(3)]
        for page, depth in zip(pages, (Depth.AGAIN, Depth.FULL, Depth.FULL), strict=True):
            await page.knocks(depth=depth)
            await page.hears(Queued)
        # A check that is only done again waits behind all others.
        await pages[0].comes_to(lambda: pages[0].heard[-1] == Queued(position=3, eta_s=60))
        await first.say(Finish())
        assert await pages[1].comes_to(lambda: len(pages[1].heard) == 2)
        await pages[1].leaves()
        await pages[2].comes_to(lambda: len(pages[2].heard) == 3)
        assert probe.entrance.places.taken == 1


async def test_who_gives_up_in_the_line_leaves_it() -> None:
    async with probe_of(slots=1) as probe, page_at(probe) as first, page_at(probe) as last:
        await first.begins()
        async with page_at(probe) as second:
            await second.knocks()
            await second.hears(Queued)
            await last.knocks()
            assert (await last.hears(Queued)).position == 2
        await last.comes_to(lambda: last.heard[-1] == Queued(position=1, eta_s=20))


async def test_a_visit_has_one_check_at_a_time_and_six_an_hour() -> None:
    async with probe_of() as probe:
        async with page_at(probe) as page, page_at(probe) as other:
            await page.begins(ticket("v-1"))
            await other.knocks(ticket("v-1"))
            assert (await other.hears(Refused)).why is Why.BUSY
        for _ in range(5):
            async with page_at(probe) as page:
                await page.begins(ticket("v-1"))
                await page.say(Finish())
                await page.closed()
        async with page_at(probe) as page:
            await page.knocks(ticket("v-1"))
            refused = await page.hears(Refused)
            assert refused.why is Why.TOO_OFTEN and 3000 < refused.retry_s <= 3600


async def test_a_probe_that_is_late_itself_begins_no_check() -> None:
    async with probe_of(Limits(lag_s=-1.0)) as probe, page_at(probe) as page:
        await page.knocks()
        assert (await page.hears(Refused)).why is Why.BUSY


async def test_a_check_that_takes_too_long_is_judged_by_what_is_known() -> None:
    async with probe_of(Limits(lag_s=10.0, whole_s=0.3)) as probe, page_at(probe) as page:
        await page.begins()
        assert (await page.hears(Judged)).verdict.outcome is not None
        assert await page.closed() == 1000


@pytest.mark.parametrize("second", [Connection.DIRECT, Connection.MEDIA])
async def test_an_offer_is_answered_with_the_addresses_that_are_allowed(
    second: Connection,
) -> None:
    async with probe_of() as probe, page_at(probe) as page:
        await page.begins()
        await page.channel(second)
        rows = (await page.hears(Answer)).sdp.splitlines()
        found = {row.split()[4] for row in rows if row.startswith("a=candidate:")}
        assert found == {"127.0.0.1"}
