"""Who is here: any page of a guest counts, short drops are not told, and nothing is told twice."""

import asyncio

import pytest

from tests.hub.conftest import MakeHall
from tests.hub.hall import HANDOFF, QUEUE, SIV, Hall, colleague
from waitingroom.core import commands as c
from waitingroom.core.ids import NodeId, VisitId
from waitingroom.core.model import Presence, RemoveReason
from waitingroom.hub import hub
from waitingroom.protocol import limits


def is_away(hall: Hall, name: str) -> bool:
    return hall.person(name).presence is Presence.AWAY


async def test_a_guest_is_connected_through_this_node_as_soon_as_they_have_a_place(
    hall: Hall,
) -> None:
    await hall.waits("ada")
    guest = hall.person("ada")
    assert (guest.presence, guest.node) == (Presence.CONNECTED, "node1")


async def test_a_page_without_a_place_writes_nothing(make_hall: MakeHall) -> None:
    hall = await make_hall(closed_s=0.0)
    before = await hall.kinds()
    page = await hall.greeted(await hall.guest("ada"))
    page.leaves()
    await hall.quiet()
    assert await hall.kinds() == before


# --- closing, and coming back


async def test_a_closed_page_waits_before_its_guest_counts_as_away(make_hall: MakeHall) -> None:
    hall = await make_hall(closed_s=0.3)
    page = await hall.waits("ada")
    await hall.waits("ben")
    now = asyncio.get_running_loop().time
    began = now()
    page.leaves()
    await hall.until(lambda: is_away(hall, "ada"))
    assert now() - began >= 0.29
    assert not is_away(hall, "ben")


async def test_coming_back_in_time_writes_nothing(make_hall: MakeHall) -> None:
    hall = await make_hall(closed_s=0.3)
    pages = [await hall.waits(name) for name in ("ada", "ben")]
    before = await hall.kinds()
    for page in pages:
        page.leaves()
    await hall.again("ada")
    await hall.until(lambda: is_away(hall, "ben"))
    await hall.quiet()
    assert await hall.kinds() == [*before, "GuestWentAway"]


async def test_coming_back_later_is_one_event_and_the_old_place(make_hall: MakeHall) -> None:
    hall = await make_hall(closed_s=0.0)
    page = await hall.waits("ada")
    page.leaves()
    await hall.until(lambda: is_away(hall, "ada"))
    await hall.again("ada")
    await hall.until(lambda: not is_away(hall, "ada"))
    assert hall.visit("vada").number == 1
    assert (await hall.kinds())[-1] == "GuestConnected"


async def test_twenty_reloads_are_one_visit_and_one_connection(hall: Hall) -> None:
    page = await hall.waits("ada")
    for _ in range(20):
        page.leaves()
        page = await hall.again("ada")
        assert (await page.asks("Join"))["type"] == "Done"
    await hall.quiet()
    kinds = await hall.kinds()
    assert (kinds.count("VisitArrived"), kinds.count("GuestConnected")) == (1, 1)
    assert kinds.count("GuestWentAway") == 0


async def test_one_page_that_is_left_keeps_the_guest_here(make_hall: MakeHall) -> None:
    hall = await make_hall(closed_s=0.0)
    one = await hall.waits("ada")
    two = await hall.again("ada")
    other = await hall.waits("ben")
    one.leaves()
    other.leaves()
    await hall.until(lambda: is_away(hall, "ben"))
    await hall.quiet()
    assert not is_away(hall, "ada")
    two.leaves()
    await hall.until(lambda: is_away(hall, "ada"))


async def test_a_page_closed_before_its_join_was_answered_leaves_nobody_behind(
    make_hall: MakeHall,
) -> None:
    """Or the board would show, until the next restart, somebody who came and went in a second."""
    hall = await make_hall(closed_s=0.0)
    page = await hall.greeted(await hall.guest("ada"))
    hall.ledger.gate = asyncio.Event()
    page.says("Ask", ref=1, op_id="op-early", command={"type": "Join"})
    for _ in range(5):
        await asyncio.sleep(0)
    page.leaves()
    hall.ledger.gate.set()
    await hall.until(lambda: VisitId("vada") in hall.queue().visits and is_away(hall, "ada"))
    await hall.quiet()
    assert is_away(hall, "ada")


# --- silence


async def test_a_page_that_is_silent_for_thirty_five_seconds_is_away_at_once(hall: Hall) -> None:
    """It has waited already: the time a closed page gets comes on top for nobody."""
    page = await hall.waits("ada")
    hall.passes(limits.DEAD_S - 1)
    assert page.code is None
    hall.passes(1)
    assert page.last("Bye")["reason"] == "silent"
    await hall.until(lambda: is_away(hall, "ada"))


async def test_who_pings_is_not_silent(hall: Hall) -> None:
    page = await hall.waits("ada")
    for _ in range(10):
        hall.passes(limits.PING_S)
        page.pings()
    assert page.code is None
    assert not is_away(hall, "ada")


# --- nothing gets lost on the way


async def test_a_loss_that_could_not_be_written_is_written_when_the_ledger_is_back(
    make_hall: MakeHall,
) -> None:
    hall = await make_hall(closed_s=0.0)
    page = await hall.waits("ada")
    hall.ledger.is_busy = True
    page.leaves()
    await hall.ledger.is_asked()
    await hall.ledger.is_asked()
    hall.ledger.is_busy = False
    await hall.until(lambda: is_away(hall, "ada"))


async def test_a_return_that_could_not_be_written_is_written_when_the_ledger_is_back(
    make_hall: MakeHall,
) -> None:
    hall = await make_hall(closed_s=0.0)
    page = await hall.waits("ada")
    page.leaves()
    await hall.until(lambda: is_away(hall, "ada"))
    hall.ledger.is_busy = True
    await hall.again("ada")
    await hall.ledger.is_asked()
    await hall.ledger.is_asked()
    hall.ledger.is_busy = False
    await hall.until(lambda: not is_away(hall, "ada"))


async def test_who_comes_back_while_the_loss_is_being_written_is_here(
    make_hall: MakeHall,
) -> None:
    hall = await make_hall(closed_s=0.0)
    page = await hall.waits("ada")
    hall.ledger.gate = asyncio.Event()
    page.leaves()
    await hall.ledger.is_asked()
    await hall.again("ada")
    hall.ledger.gate.set()
    await hall.until(lambda: is_away(hall, "ada"))
    await hall.until(lambda: not is_away(hall, "ada"))


async def test_who_goes_while_the_return_is_being_written_is_away(make_hall: MakeHall) -> None:
    hall = await make_hall(closed_s=0.0)
    page = await hall.waits("ada")
    page.leaves()
    await hall.until(lambda: is_away(hall, "ada"))
    hall.ledger.gate = asyncio.Event()
    again = await hall.again("ada")
    await hall.ledger.is_asked()
    again.leaves()
    hall.ledger.gate.set()
    await hall.until(lambda: not is_away(hall, "ada"))
    await hall.until(lambda: is_away(hall, "ada"))


async def test_who_is_here_through_another_node_by_now_is_not_called_away(
    make_hall: MakeHall,
) -> None:
    hall = await make_hall(closed_s=0.0)
    page, other = await hall.waits("ada"), await hall.waits("ben")
    seen = c.Connected(visit=VisitId("vada"), guest=hall.person("ada").id, node=NodeId("node2"))
    await hall.tells(HANDOFF, seen)
    for each in (page, other):
        each.leaves()
    await hall.until(lambda: is_away(hall, "ben"))
    assert not is_away(hall, "ada")


async def test_who_leaves_while_removed_is_away_when_that_is_undone(make_hall: MakeHall) -> None:
    hall = await make_hall(closed_s=0.0)
    page = await hall.waits("ada")
    removal = c.Remove(visit=VisitId("vada"), reason=RemoveReason.NO_ANSWER)
    await hall.tells(colleague(SIV), removal)
    page.leaves()
    await hall.until(lambda: is_away(hall, "ada"))
    await hall.tells(colleague(SIV), c.Reinstate(visit=VisitId("vada")))
    assert is_away(hall, "ada")


# --- the node stops


async def test_a_node_that_stops_calls_nobody_away(make_hall: MakeHall) -> None:
    hall = await make_hall(closed_s=0.0)
    pages = [await hall.waits(name) for name in ("ada", "ben")]
    before = await hall.kinds()
    await hall.hub.close()
    assert [await page.ends() for page in pages] == [1012, 1012]
    await hall.quiet()
    assert await hall.kinds() == before


async def test_a_node_that_stops_gives_up_telling_who_went(make_hall: MakeHall) -> None:
    hall = await make_hall(closed_s=0.0)
    page = await hall.waits("ada")
    before = await hall.kinds()
    hall.ledger.is_busy = True
    page.leaves()
    await hall.ledger.is_asked()
    stopping = asyncio.create_task(hall.hub.close())
    await asyncio.sleep(0)
    hall.ledger.is_busy = False
    await stopping
    await hall.quiet()
    assert await hall.kinds() == before


async def test_also_a_page_that_closes_only_after_the_stop_is_not_called_away(
    make_hall: MakeHall,
) -> None:
    hall = await make_hall(closed_s=0.0)
    slow = hall.opens(await hall.guest("ada"), answers_close=False)
    slow.hello()
    await slow.hears(type="Seat")
    await slow.asks("Join")
    await hall.quiet()
    before = await hall.kinds()
    await hall.hub.close()
    slow.leaves(1006)
    await hall.quiet()
    assert await hall.kinds() == before
    assert hall.desk.known(QUEUE) is not None


# --- a node that was taken for dead


async def test_a_node_that_starts_anew_closes_everybody_and_tells_nothing_of_them(
    make_hall: MakeHall,
) -> None:
    hall = await make_hall(closed_s=0.0)
    pages = [await hall.waits(name) for name in ("ada", "ben")]
    board = await hall.board()
    before = await hall.kinds()
    await hall.hub.start_anew()
    assert {await page.ends() for page in (*pages, board)} == {1012}
    hall.hub.go_on()
    await hall.quiet()
    assert await hall.kinds() == before


async def test_a_node_that_starts_anew_waits_for_nothing_and_spreads_who_comes_back(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub, "spread_s", lambda lines: lines * 20.0)
    pages = [await hall.waits(name) for name in ("ada", "ben", "cid")]
    hall.ledger.gate = asyncio.Event()
    asked = hall.ledger.is_asked()
    pages[0].says("Ask", ref=9, op_id="op-late", command={"type": "Leave"})
    await asked
    async with asyncio.timeout(1):
        await hall.hub.start_anew()
    assert {page.code for page in pages} == {1012}
    byes = [page.last("Bye") for page in pages]
    assert {each["reason"] for each in byes} == {"restart"}
    after = [each["after_ms"] for each in byes]
    assert all(0 <= each <= 60_000 for each in after)
    assert len(set(after)) > 1
    hall.ledger.gate.set()


async def test_who_comes_while_a_node_starts_anew_is_told_once_it_goes_on(hall: Hall) -> None:
    await hall.waits("ada")
    away = c.Away(visit=VisitId("vada"), guest=hall.person("ada").id, node=NodeId("node1"))
    await hall.hub.start_anew()
    await hall.tells(HANDOFF, away)
    await hall.again("ada")
    assert is_away(hall, "ada")
    hall.hub.go_on()
    await hall.until(lambda: not is_away(hall, "ada"))
