"""Many who come back at once: what it costs, and how those are answered who come too fast."""

import asyncio
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed

from tests.storm.place import Page, Place, served, statements, unhurried
from tests.web.serving import until
from waitingroom.core.actors import SystemActor
from waitingroom.core.commands import Tick
from waitingroom.protocol import limits
from waitingroom.web import Doorstep
from waitingroom.web.doorstep import Handshakes

MANY = 200


async def test_two_hundred_pages_that_come_back_ask_no_database(tmp_path: Path) -> None:
    async with served(tmp_path, unhurried()) as place:
        cookies = await place.waiting(MANY)
        pages = [await _in_turn(place, nth, cookie) for nth, cookie in enumerate(cookies)]
        await place.settled()
        with statements() as said:
            # What writes is seen, or the nothing below would mean nothing.
            await place.house.desk.ask(
                place.queue, None, Tick(), SystemActor(node=place.house.node)
            )
            await place.house.ledger.epoch()
            assert said
            said.clear()
            for page in pages:
                page.is_cut()
            await until(lambda: place.house.hub.lines == 0)
            again = await asyncio.gather(
                *(_in_turn(place, nth, cookie) for nth, cookie in enumerate(cookies))
            )
            await place.settled()
            assert said == []
        assert {page.heard[-1]["seat"]["stage"] for page in again} == {"waiting"}
        assert "GuestWentAway" not in await place.kinds()


async def _in_turn(place: Place, nth: int, cookie: str) -> Page:
    # Everybody sits at an address of their own.
    return await Page.comes(place, cookie, f"203.0.113.{nth}")


async def test_who_comes_too_fast_is_told_a_turn_of_their_own_and_then_gets_in(
    tmp_path: Path,
) -> None:
    doorstep = Doorstep(handshakes=Handshakes(per_s=20))
    async with served(tmp_path, doorstep) as place:
        cookies = await place.waiting(60)
        tries = await asyncio.gather(
            *(_try(place, nth, cookie) for nth, cookie in enumerate(cookies))
        )
        turned = [page for page, code in tries if code is not None]
        assert {code for _, code in tries} == {None, 1013}
        assert len(turned) >= 20
        byes = [page.bye or {} for page in turned]
        assert {each["reason"] for each in byes} == {"overloaded"}
        after = [each["after_ms"] for each in byes]
        assert min(after) >= 1000
        assert len(set(after)) == len(after)
        for page, code in tries:
            if code is None:
                await page.connection.close()
        back = await asyncio.gather(
            *(_until_let_in(place, nth, cookie) for nth, cookie in enumerate(cookies))
        )
        assert all(page.heard[-1]["type"] == "Seat" for page in back)


async def _try(place: Place, nth: int, cookie: str) -> tuple[Page, int | None]:
    page = await Page.knocks(place, cookie, f"203.0.113.{nth}")
    try:
        await page.says("Hello", protocol=limits.PROTOCOL, locale="da", tab="t")
        await page.hears("Seat")
    except ConnectionClosed:
        # The goodbye may stand unread behind a Hello that came too late.
        return page, await page.ends()
    return page, None


async def _until_let_in(place: Place, nth: int, cookie: str) -> Page:
    """As a page does: it comes back when it was told to."""
    while True:
        page, code = await _try(place, nth, cookie)
        if code is None:
            return page
        assert page.bye is not None
        await asyncio.sleep(page.bye["after_ms"] / 1000)


async def test_when_the_node_is_full_the_next_page_reads_so_in_its_line(tmp_path: Path) -> None:
    async with served(tmp_path, unhurried(most=40)) as place:
        cookies = await place.waiting(41)
        pages = [await _in_turn(place, nth, cookie) for nth, cookie in enumerate(cookies[:40])]
        page, code = await _try(place, 41, cookies[40])
        assert code == 1013
        assert page.bye is not None
        assert page.bye["after_ms"] >= 5000
        await pages[0].connection.close()
        await until(lambda: place.rooms.doorstep.inside == 39)
        assert (await _try(place, 41, cookies[40]))[1] is None


@pytest.mark.parametrize("many", [1, 30])
async def test_who_is_alone_in_a_storm_is_answered_as_well(tmp_path: Path, many: int) -> None:
    """Their commands do not wait behind the first views of the others."""
    async with served(tmp_path, unhurried()) as place:
        cookies = await place.waiting(many + 1)
        alone = await _in_turn(place, 250, cookies[many])
        storm = [
            asyncio.create_task(_in_turn(place, nth, cookie))
            for nth, cookie in enumerate(cookies[:many])
        ]
        ref = await alone.asks("Leave")
        assert (await alone.hears("Done", "Refused")) == {"type": "Done", "ref": ref}
        await asyncio.gather(*storm)
