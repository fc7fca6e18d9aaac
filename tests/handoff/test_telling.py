"""What a node reports reaches the desk: in order, and again when it could not write."""

import asyncio
from collections import Counter

import pytest

from tests.web.serving import until
from waitingroom.core.commands import Entered, LeftCall
from waitingroom.core.ids import GuestId, QueueId, VisitId
from waitingroom.handoff.reports import Report
from waitingroom.handoff.telling import TRIES, Teller

Q = QueueId("q")


def entered(visit: str) -> Entered:
    return Entered(visit=VisitId(visit), guest=GuestId("ada"), admission=1)


def left(visit: str) -> LeftCall:
    return LeftCall(visit=VisitId(visit), guest=GuestId("ada"), admission=1)


class Desk:
    """Can't write for some visits until it is mended, and notes what it took."""

    def __init__(self) -> None:
        self.busy: set[str] = set()
        self.taken: list[Report] = []
        self.asked: Counter[str] = Counter()
        self.fails = False

    async def ask(self, queue: QueueId, report: Report) -> bool:
        self.asked[report.visit] += 1
        if self.fails:
            raise RuntimeError("a fault")
        if report.visit in self.busy:
            return False
        self.taken.append(report)
        return True


async def turn(seconds: float) -> None:
    """Let the others have a turn instead of waiting."""
    await asyncio.sleep(0)


async def taken(desk: Desk, count: int) -> list[Report]:
    await until(lambda: len(desk.taken) >= count)
    return desk.taken


async def test_what_comes_of_one_visit_is_told_in_its_order_once_the_desk_can_write() -> None:
    desk, mended = Desk(), asyncio.Event()

    async def until_mended(seconds: float) -> None:
        await mended.wait()

    tell = Teller(desk.ask, until_mended)
    desk.busy.add("v1")
    for report in (entered("v1"), left("v1"), entered("v2")):
        tell(Q, report)
    assert await taken(desk, 1) == [entered("v2")]
    desk.busy.clear()
    mended.set()
    assert await taken(desk, 3) == [entered("v2"), entered("v1"), left("v1")]
    tell(Q, entered("v1"))
    assert (await taken(desk, 4))[-1] == entered("v1")


async def test_a_desk_that_never_can_is_left_in_peace_in_the_end(
    caplog: pytest.LogCaptureFixture,
) -> None:
    desk = Desk()
    tell = Teller(desk.ask, turn)
    desk.busy.add("v1")
    tell(Q, entered("v1"))
    await until(lambda: "was not taken" in caplog.text)
    assert desk.asked["v1"] == TRIES


async def test_a_fault_at_the_desk_ends_one_report_and_not_the_next(
    caplog: pytest.LogCaptureFixture,
) -> None:
    desk = Desk()
    tell = Teller(desk.ask, turn)
    desk.fails = True
    tell(Q, entered("v1"))
    await until(lambda: "could not be told" in caplog.text)
    desk.fails = False
    tell(Q, left("v1"))
    assert await taken(desk, 1) == [left("v1")]


async def test_nothing_is_told_any_more_once_it_is_closed() -> None:
    desk = Desk()
    tell = Teller(desk.ask, turn)
    desk.busy.add("v1")
    tell(Q, entered("v1"))
    await until(lambda: desk.asked["v1"] > 0)
    async with asyncio.timeout(10):
        await tell.close()
    asked = desk.asked["v1"]
    desk.busy.clear()
    await asyncio.sleep(0)
    assert (desk.taken, desk.asked["v1"]) == ([], asked)
