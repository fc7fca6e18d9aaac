"""Ends of lines: who is closed, with which code, and that nobody else notices."""

import asyncio
from datetime import datetime

import pytest

from tests.hub.hall import ANNA, BO, QUEUE, SIV, Hall, Page, colleague
from waitingroom.core import commands as c
from waitingroom.core.ids import GuestId, LinkId, NoticeId, QueueId, VisitId
from waitingroom.core.model import Presence, Role
from waitingroom.core.names import PersonText
from waitingroom.hub import spread_s
from waitingroom.ledger import Busy
from waitingroom.protocol import CloseCode, limits


async def test_a_guest_who_speaks_like_staff_is_closed_and_nothing_happens(hall: Hall) -> None:
    page, other = await hall.waits("ada"), await hall.waits("ben")
    admit = {"type": "Admit", "visit": "vada", "seen": hall.visit("vada").revision}
    page.says("Ask", ref=9, op_id="op-bad", command=admit)
    assert page.code == CloseCode.MALFORMED
    assert page.frames[-1] == {"type": "Bye", "reason": "malformed", "after_ms": 0}
    await hall.quiet()
    assert hall.visit("vada").admission is None
    assert other.code is None


@pytest.mark.parametrize("text", [b"", b"{}", b"\xff", b'{"type":"Look"}', b'{"type":"Hello"}'])
async def test_nonsense_closes_its_own_line_alone(hall: Hall, text: bytes) -> None:
    page, other = await hall.waits("ada"), await hall.waits("ben")
    page.speaks(text)
    assert page.code == CloseCode.MALFORMED
    assert other.code is None


async def test_a_page_that_says_no_hello_is_closed_after_five_seconds(hall: Hall) -> None:
    page, board = hall.opens(await hall.guest("ada")), hall.opens_board(ANNA)
    hall.passes(limits.HELLO_S - 0.1)
    codes = [page.code, board.code]
    hall.passes(0.1)
    assert (codes, page.code, board.code) == ([None, None], 4408, 4408)


# --- sign-ins


async def test_a_sign_in_that_expires_closes_its_lines(hall: Hall) -> None:
    ada = await hall.waits("ada")
    board = hall.opens_board(ANNA, hours=1)
    board.hello()
    await board.hears(type="Board")
    hall.passes(0)
    for page in (ada, board):
        page.pings()
    hall.clock.passed_s += 3600
    for page in (ada, board):
        page.pings()
    hall.hub.tick()
    assert (ada.code, board.code) == (None, 4401)
    hall.clock.passed_s += 11 * 3600
    ada.pings()
    hall.hub.tick()
    assert ada.code == 4401
    assert ada.last("Bye")["reason"] == "signed-out"


async def test_a_link_that_is_taken_back_closes_the_lines_it_opened_and_no_others(
    hall: Hall,
) -> None:
    ada, rie = await hall.party("vada", ("ada", Role.PATIENT), ("rie", Role.RELATIVE))
    pages = [await hall.greeted(each) for each in (ada, ada, rie)]
    unsaid = hall.opens(ada)
    hall.hub.close_guest_link(LinkId("linkada"))
    assert [page.code for page in (*pages, unsaid)] == [4401, 4401, None, 4401]


async def test_a_sign_in_of_staff_that_is_ended_closes_its_boards_alone(hall: Hall) -> None:
    pages = [await hall.board(staff) for staff in (ANNA, ANNA, BO)]
    ada = await hall.waits("ada")
    hall.hub.close_staff("in-anna")
    assert [page.code for page in (*pages, ada)] == [4401, 4401, None, None]


async def test_who_may_not_work_here_any_more_is_told_so(hall: Hall) -> None:
    pages = [await hall.board(staff) for staff in (ANNA, BO)]
    hall.hub.close_member(BO)
    assert [page.code for page in pages] == [None, 4403]


async def test_a_board_of_a_colleague_at_work_counts_as_use_of_the_sign_in(hall: Hall) -> None:
    page = await hall.board()
    assert hall.used == []
    page.pings()
    page.says("Look", window={"first": 0, "size": 5, "search": ""})
    assert hall.used == []
    await page.asks("CloseQueue")
    assert hall.used == ["in-anna"]
    await page.enters(visit="vnobody")
    assert hall.used == ["in-anna"] * 2


async def test_a_sign_in_that_is_over_asks_for_nothing_any_more(hall: Hall) -> None:
    await hall.waits("ada")
    page = await hall.board()
    hall.over.add("in-anna")
    page.says("Ask", ref=1, op_id="op-late", command={"type": "CloseQueue"})
    assert await page.ends() == 4401
    await hall.quiet()
    assert hall.queue().open


async def test_a_sign_in_that_is_over_gets_no_pass(hall: Hall) -> None:
    await hall.waits("ada")
    page = await hall.board()
    await hall.admits("ada", ready=True)
    hall.over.add("in-anna")
    page.says("Enter", ref=1, visit="vada")
    assert await page.ends() == 4401
    assert page.all("Pass") == []


# --- too many pages


async def test_the_fifth_page_closes_the_one_that_was_hidden_longest(hall: Hall) -> None:
    """Hidden pages say that they are alive too: only when one was last visible counts."""
    pages = [await hall.waits("ada")]
    pages += [await hall.again("ada") for _ in range(3)]
    _, hidden_later, hidden_longest, _ = pages
    for hidden in ([hidden_longest], [hidden_longest, hidden_later]):
        hall.passes(10)
        for page in pages:
            page.pings(visible=page not in hidden)
    hall.passes(1)
    hidden_longest.pings(visible=False)
    pages.append(await hall.again("ada"))
    assert hidden_longest.code == 4409
    assert hidden_longest.last("Bye")["after_ms"] == 0
    assert [page.code for page in pages if page is not hidden_longest] == [None] * 4
    assert hall.person("ada").presence is Presence.CONNECTED


async def test_of_pages_that_are_all_visible_the_newest_is_never_the_one_to_go(hall: Hall) -> None:
    pages = [await hall.waits("ada")]
    for _ in range(6):
        hall.passes(1)
        pages.append(await hall.again("ada"))
    assert [page.code for page in pages] == [4409] * 3 + [None] * 4


async def test_a_page_that_does_not_answer_its_close_does_not_count_twice(hall: Hall) -> None:
    sign_in = await hall.guest("ada")
    pages: list[Page] = []
    for _ in range(7):
        page = hall.opens(sign_in, answers_close=False)
        page.hello()
        await page.hears(type="Seat")
        pages.append(page)
        hall.passes(1)
    assert [page.code for page in pages] == [4409] * 3 + [None] * 4


# --- faults of ours


class Broken:
    """A directory in which one person cannot be read."""

    def __init__(self, hall: Hall, guest: str) -> None:
        self._inner = hall.directory.person
        self._guest = guest

    def __call__(self, guest: GuestId) -> PersonText | None:
        if guest == self._guest:
            raise RuntimeError("this name cannot be read")
        return self._inner(guest)


async def test_a_view_that_cannot_be_drawn_closes_its_own_line_alone(
    hall: Hall, caplog: pytest.LogCaptureFixture
) -> None:
    ada = await hall.waits("ada")
    broken, other = await hall.board(ANNA), await hall.board(BO)
    other.says("Look", window={"first": 0, "size": 1, "search": ""})
    await other.hears(type="Board")
    await hall.guest("ben")
    hall.directory.person = Broken(hall, "ben")  # type: ignore[method-assign,assignment]
    page = await hall.again("ben")
    await page.asks("Join")
    await hall.quiet()
    assert broken.code == CloseCode.FAULT
    assert broken.last("Bye")["reason"] == "fault"
    assert other.code is None
    assert other.last("BoardChange")["head"]["waiting"] == 2
    await hall.tells(colleague(ANNA), c.CloseQueue())
    assert (await ada.sees(open=False))["stage"] == "waiting"
    assert "could not be" in caplog.text
    assert "Prøve" not in caplog.text


async def test_a_heartbeat_that_fails_stops_no_other(
    hall: Hall, caplog: pytest.LogCaptureFixture
) -> None:
    pages = [await hall.waits(name) for name in ("ada", "ben", "cai")]
    sound = hall.desk.confirmed_at
    answers = iter([RuntimeError("broken"), RuntimeError("broken"), None])

    def confirmed_at(queue: QueueId) -> datetime:
        problem = next(answers)
        if problem is not None:
            raise problem
        return sound(queue)

    hall.desk.confirmed_at = confirmed_at  # type: ignore[method-assign]
    hall.passes(limits.PING_S)
    codes = [page.code for page in pages]
    assert (codes.count(1011), codes.count(None)) == (2, 1)
    (left,) = (page for page in pages if page.code is None)
    assert len(left.all("Pong")) == 1
    assert "could not be" in caplog.text


async def test_a_page_whose_queue_cannot_be_read_is_told_to_come_back(hall: Hall) -> None:
    page = await hall.waits("ada")
    assert page.code is None
    hall.desk.queue = _busy  # type: ignore[method-assign,assignment]
    early = hall.opens(await hall.guest("ben"))
    early.hello()
    assert await early.ends() == 1013
    assert early.last("Bye")["after_ms"] >= 5000


async def _busy(queue: object) -> None:
    raise Busy


async def test_a_page_whose_greeting_fails_is_closed_and_not_left_hanging(
    hall: Hall, caplog: pytest.LogCaptureFixture
) -> None:
    async def fails(queue: object) -> None:
        raise RuntimeError("a log nobody can read")

    hall.desk.queue = fails  # type: ignore[method-assign,assignment]
    page = hall.opens(await hall.guest("ada"))
    page.hello()
    assert await page.ends() == CloseCode.FAULT
    assert "could not be" in caplog.text


async def test_a_command_that_breaks_closes_its_page_without_details(hall: Hall) -> None:
    page = await hall.waits("ada")

    async def fails(*_: object) -> None:
        raise RuntimeError("secret details")

    hall.desk.ask = fails  # type: ignore[method-assign,assignment]
    page.says("Ask", ref=7, op_id="op-x", command={"type": "Leave"})
    assert await page.ends() == CloseCode.FAULT
    assert "secret" not in page.text


# --- the node stops


async def test_a_node_that_stops_tells_everybody_when_to_come_back_spread_out(hall: Hall) -> None:
    pages = [await hall.waits(name) for name in ("ada", "ben", "cai", "dea")]
    boards = [await hall.board()]
    await hall.hub.leave(spread_s=0.5)
    assert {page.code for page in (*pages, *boards)} == {1012}
    byes = [page.all("Bye") for page in (*pages, *boards)]
    assert [len(each) for each in byes] == [1] * 5
    after = [each[0]["after_ms"] for each in byes]
    assert all(0 <= each <= 500 for each in after)
    assert len(set(after)) > 1
    await hall.quiet()
    assert "GuestWentAway" not in await hall.kinds()


async def test_what_was_asked_before_a_node_stops_is_answered_on_the_same_line(hall: Hall) -> None:
    page = await hall.waits("ada")
    hall.ledger.gate = asyncio.Event()
    asked = hall.ledger.is_asked()
    answer = asyncio.create_task(page.asks("Leave"))
    await asked
    leaving = asyncio.create_task(hall.hub.leave(spread_s=0.0))
    bye = await page.hears(type="Bye")
    assert (bye["reason"], page.code) == ("restart", None)
    hall.ledger.gate.set()
    assert (await answer)["type"] == "Done"
    await leaving
    assert page.code == 1012
    assert len(page.all("Bye")) == 1


def test_pages_come_back_no_faster_than_a_node_lets_them_in_and_within_twenty_seconds() -> None:
    assert [spread_s(lines) for lines in (0, 200, 3000, 5000)] == [0, 1, 15, 20]


async def test_a_page_whose_sign_in_ends_while_the_node_stops_is_told_that_it_ended(
    hall: Hall,
) -> None:
    page = hall.opens(await hall.guest("ada", "vada"))
    leaving = asyncio.create_task(hall.hub.leave(spread_s=60))
    await page.hears(type="Bye", reason="restart")
    hall.hub.close_guest_link(LinkId("linkada"))
    assert page.code == 4401
    assert page.last("Bye")["reason"] == "signed-out"
    leaving.cancel()


async def test_nothing_is_sent_to_a_page_that_was_closed(hall: Hall) -> None:
    page = await hall.waits("ada")
    hall.hub.close_guest_link(LinkId("none"))
    page.speaks(b"nonsense")
    frames = len(page.frames)
    await hall.tells(colleague(SIV), c.ClaimVisit(visit=VisitId("vada")))
    await hall.tells(colleague(ANNA), c.PostNotice(notice=NoticeId("n")))
    hall.hub.renamed(QUEUE, VisitId("vada"))
    hall.passes(60)
    await hall.quiet()
    assert len(page.frames) == frames
