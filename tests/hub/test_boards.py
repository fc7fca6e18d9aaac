"""A colleague's board: whole on arrival, then what is different, and whole again after a stall."""

import json
from datetime import datetime

from tests.hub.hall import ANNA, BO, QUEUE, SIV, Frame, Hall, Page, colleague
from waitingroom.core import commands as c
from waitingroom.core.board import OTHERS, Window, board
from waitingroom.core.ids import VisitId
from waitingroom.core.model import MoveReason, RemoveReason
from waitingroom.hub import Passes
from waitingroom.hub.names import JoinedNames
from waitingroom.protocol import encode
from waitingroom.protocol.messages import BoardShown


def shown_by(page: Page) -> tuple[Frame, dict[str, Frame]]:
    """What the page shows: its last whole board and every change after it."""
    head: Frame = {}
    cards: dict[str, Frame] = {}
    for frame in page.frames:
        if frame["type"] == "Board":
            head, cards = frame["head"], {each["visit"]: each for each in frame["cards"]}
        if frame["type"] == "BoardChange":
            head = frame["head"]
            gone = frame["remove"]
            cards = {visit: card for visit, card in cards.items() if visit not in gone}
            cards |= {each["visit"]: each for each in frame["put"]}
    return head, cards


def drawn_anew(hall: Hall, window: Window) -> tuple[Frame, dict[str, Frame]]:
    queue = hall.queue()
    passes = Passes(hall.directory, {})
    fresh = board(queue, window, JoinedNames(hall.directory, passes))
    sent = encode(
        BoardShown(
            version=queue.version,
            confirmed_at=hall.clock.now(),
            head=fresh.head,
            cards=tuple(fresh.cards.values()),
        )
    )
    read = json.loads(sent)
    return read["head"], {each["visit"]: each for each in read["cards"]}


async def test_a_board_is_whole_on_arrival_with_names(hall: Hall) -> None:
    await hall.waits("ada", note="Ondt i halsen")
    page = await hall.board()
    first = page.frames[1]
    assert [each["type"] for each in page.frames] == ["Welcome", "Board"]
    (card,) = first["cards"]
    assert (card["visit"], card["note"]) == ("vada", "Ondt i halsen")
    assert card["guests"][0]["name"] == "Prøve Ada"
    assert (first["head"]["waiting"], first["head"]["open"]) == (1, True)


async def test_every_arrival_is_on_the_board_at_once(hall: Hall) -> None:
    page = await hall.board()
    for nth in range(3):
        await hall.waits(f"g{nth}")
        _, cards = shown_by(page)
        assert f"vg{nth}" in cards


async def test_after_any_changes_the_page_shows_what_a_fresh_board_would(hall: Hall) -> None:
    pages = {Window(): await hall.board(), Window(first=1, size=2): await hall.board(BO)}
    pages[Window(first=1, size=2)].says("Look", window={"first": 1, "size": 2, "search": ""})
    await pages[Window(first=1, size=2)].hears(type="Board")
    for nth in range(5):
        await hall.waits(f"g{nth}")
    await hall.tells(colleague(SIV), c.MoveUp(visit=VisitId("vg4"), reason=MoveReason.URGENT))
    await hall.admits("g0")
    await hall.admits("g2", BO)
    await hall.tells(colleague(BO), c.End(visit=VisitId("vg2")))
    removal = c.Remove(visit=VisitId("vg1"), reason=RemoveReason.OTHER)
    await hall.tells(colleague(SIV), removal)
    await hall.tells(colleague(ANNA), c.PutBack(visit=VisitId("vg0")))
    await hall.tells(colleague(BO), c.ClaimVisit(visit=VisitId("vg3")))
    await hall.tells(colleague(ANNA), c.CloseQueue())
    await hall.quiet()
    for window, page in pages.items():
        assert shown_by(page) == drawn_anew(hall, window)


async def test_a_change_that_a_window_does_not_show_sends_nothing(hall: Hall) -> None:
    for nth in range(4):
        await hall.waits(f"g{nth}")
    page = await hall.board()
    page.says("Look", window={"first": 0, "size": 1, "search": ""})
    await page.hears(type="Board")
    before = len(page.frames)
    await hall.tells(colleague(SIV), c.ClaimVisit(visit=VisitId("vg3")))
    await hall.quiet()
    assert len(page.frames) == before


async def test_a_search_is_answered_with_whoever_it_finds(hall: Hall) -> None:
    await hall.waits("ada", note="Ondt i knæet")
    await hall.waits("ben")
    page = await hall.board()
    page.says("Look", window={"first": 0, "size": 60, "search": "KNÆ"})
    found = await page.hears(type="Board")
    assert [each["visit"] for each in found["cards"]] == ["vada"]
    assert (found["head"]["found"], found["head"]["waiting"]) == (1, 2)


async def test_the_loser_of_a_race_reads_who_won_and_when(hall: Hall) -> None:
    await hall.waits("ada")
    anna, bo = await hall.board(ANNA), await hall.board(BO)
    seen = hall.visit("vada").revision
    won = await anna.asks("Admit", visit="vada", seen=seen)
    lost = await bo.asks("Admit", visit="vada", seen=seen)
    assert won["type"] == "Done"
    assert (lost["type"], lost["code"]) == ("Refused", "already-admitted")
    assert (lost["by"], lost["name"]) == ("anna", "Anna Test")
    assert datetime.fromisoformat(lost["at"]) == hall.clock.now()
    assert lost["retry_ms"] == 0


async def test_a_secretary_who_asks_to_admit_is_denied(hall: Hall) -> None:
    await hall.waits("ada")
    page = await hall.board(SIV)
    answer = await page.asks("Admit", visit="vada", seen=hall.visit("vada").revision)
    assert answer["code"] == "denied"
    moved = await page.asks("MoveUp", visit="vada", reason="urgent")
    assert moved["type"] == "Done"


async def test_a_role_that_was_taken_away_is_gone_with_the_next_command(hall: Hall) -> None:
    await hall.waits("ada")
    page = await hall.board()
    member = hall.directory.staff_member(ANNA)
    assert member is not None
    hall.directory._staff.clear()
    page.says("Ask", ref=1, op_id="op-late", command={"type": "CloseQueue"})
    assert await page.ends() == 4401
    assert hall.queue().open


async def test_a_board_that_does_not_read_gets_one_whole_board_when_it_does(hall: Hall) -> None:
    page, other = await hall.board(), await hall.board(BO)
    page.stops_reading()
    before = len(page.frames)
    for nth in range(5):
        await hall.waits(f"g{nth}")
    await hall.admits("g0")
    await hall.quiet()
    assert len(page.frames) == before
    assert len(other.all("BoardChange")) >= 6
    page.reads_again()
    assert [each["type"] for each in page.frames[before:]] == ["Board"]
    assert shown_by(page) == drawn_anew(hall, Window())
    await hall.tells(colleague(ANNA), c.PutBack(visit=VisitId("vg0")))
    await hall.quiet()
    assert page.frames[-1]["type"] == "BoardChange"
    assert shown_by(page) == shown_by(other) == drawn_anew(hall, Window())


async def test_an_answer_is_never_dropped_because_its_page_does_not_read(hall: Hall) -> None:
    page = await hall.board()
    page.stops_reading()
    page.says("Ask", ref=1, op_id="op-kept", command={"type": "CloseQueue"})
    await hall.until(lambda: not hall.queue().open)
    await hall.quiet()
    assert page.all("Done") == []
    page.reads_again()
    assert [each["type"] for each in page.frames[-2:]] == ["Done", "Board"]


async def test_a_board_shows_no_more_beside_the_line_than_it_says(hall: Hall) -> None:
    page = await hall.board()
    for nth in range(OTHERS + 2):
        await hall.waits(f"g{nth}")
        removal = c.Remove(visit=VisitId(f"vg{nth}"), reason=RemoveReason.OTHER)
        await hall.tells(colleague(SIV), removal)
    await hall.quiet()
    head, cards = shown_by(page)
    assert (head["ended"], len(cards)) == (OTHERS + 2, OTHERS)
    assert hall.queue().id == QUEUE
