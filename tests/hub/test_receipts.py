"""Receipts: told and seen, each once, only by a page that was shown this admission."""

from tests.hub.hall import ANNA, HANDOFF, NODE, Hall, Page, colleague
from waitingroom.core import commands as c
from waitingroom.core.ids import VisitId
from waitingroom.core.model import Role


async def admitted(hall: Hall) -> Page:
    """Ada's page, which has just drawn that she is called."""
    page = await hall.waits("ada")
    await hall.admits("ada")
    await page.sees(called=True)
    return page


async def receipts(hall: Hall) -> list[str]:
    await hall.quiet()
    return [each for each in await hall.kinds() if each in ("GuestTold", "GuestSaw")]


async def test_a_visible_page_that_drew_it_means_told_and_seen(hall: Hall) -> None:
    page = await admitted(hall)
    assert await receipts(hall) == []
    page.pings(visible=True)
    assert await receipts(hall) == ["GuestTold", "GuestSaw"]


async def test_a_hidden_page_means_told_and_nothing_more_until_it_is_looked_at(hall: Hall) -> None:
    page = await admitted(hall)
    page.pings(visible=False)
    assert await receipts(hall) == ["GuestTold"]
    page.pings(visible=True)
    assert await receipts(hall) == ["GuestTold", "GuestSaw"]


async def test_a_receipt_is_written_once_however_often_and_from_however_many_pages(
    hall: Hall,
) -> None:
    page = await admitted(hall)
    other = await hall.again("ada")
    for _ in range(5):
        for each in (page, other):
            each.pings(visible=True)
    assert await receipts(hall) == ["GuestTold", "GuestSaw"]


async def test_a_page_that_has_not_drawn_it_yet_is_no_receipt(hall: Hall) -> None:
    page = await admitted(hall)
    page.pings(version=page.version - 1)
    assert await receipts(hall) == []
    assert hall.person("ada").told_at is None


async def test_a_page_that_was_never_shown_it_is_no_receipt(hall: Hall) -> None:
    page = await hall.waits("ada")
    page.stops_reading()
    await hall.admits("ada")
    await hall.quiet()
    page.pings()
    assert await receipts(hall) == []


async def test_who_is_not_called_gives_no_receipt(hall: Hall) -> None:
    ada, rie = await hall.party("vada", ("ada", Role.PATIENT), ("rie", Role.RELATIVE))
    beside = await hall.greeted(rie)
    await beside.asks("Join")
    page = await hall.greeted(ada)
    await page.asks("Join")
    await hall.admits("ada")
    await beside.sees(stage="admitted")
    beside.pings()
    assert await receipts(hall) == []


async def test_every_admission_has_receipts_of_its_own(hall: Hall) -> None:
    page = await admitted(hall)
    page.pings()
    await receipts(hall)
    await hall.tells(colleague(ANNA), c.PutBack(visit=VisitId("vada")))
    await page.sees(stage="waiting")
    page.pings()
    assert await receipts(hall) == ["GuestTold", "GuestSaw"]
    await hall.admits("ada")
    await page.sees(admission=2, called=True)
    assert hall.person("ada").seen_at is None
    page.pings()
    assert await receipts(hall) == ["GuestTold", "GuestSaw"] * 2


async def test_after_a_put_back_a_heartbeat_asks_the_desk_for_nothing(hall: Hall) -> None:
    """Or every page that was ever called would ask for a receipt that cannot be, for hours."""
    page = await admitted(hall)
    await hall.tells(colleague(ANNA), c.PutBack(visit=VisitId("vada")))
    await page.sees(stage="waiting")
    asked = hall.counts_asks()
    for _ in range(3):
        page.pings()
    await hall.quiet()
    assert [type(each).__name__ for each in asked if not isinstance(each, c.Tick)] == []


async def test_a_receipt_that_could_not_be_written_comes_with_the_next_heartbeat(
    hall: Hall,
) -> None:
    page = await admitted(hall)
    hall.ledger.is_busy = True
    page.pings()
    await hall.ledger.is_asked()
    hall.ledger.is_busy = False
    page.pings()
    assert await receipts(hall) == ["GuestTold", "GuestSaw"]


async def test_the_card_shows_when_somebody_was_told_saw_and_entered(hall: Hall) -> None:
    board = await hall.board()
    page = await admitted(hall)
    hall.clock.passed_s += 3
    page.pings(visible=True)
    entered = c.Entered(visit=VisitId("vada"), guest=hall.person("ada").id, admission=1)
    await hall.tells(HANDOFF, entered)
    await hall.quiet()
    guest = board.last("BoardChange")["put"][0]["guests"][0]
    assert [guest[each] for each in ("told_at", "seen_at", "entered_at")] == [
        "2026-03-28T09:00:03Z"
    ] * 3


async def test_a_receipt_is_written_by_the_node_that_holds_the_page(hall: Hall) -> None:
    page = await admitted(hall)
    page.pings()
    await hall.quiet()
    entries = await hall.ledger.log(hall.queue().id)
    told = next(each for each in entries if each.kind == "GuestTold")
    assert told.actor == f"node:{NODE}"
