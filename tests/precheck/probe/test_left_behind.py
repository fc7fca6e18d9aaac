"""What is left of checks that are over, and of pages that stay to the end of their time."""

from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path

import pytest

from tests.conference.house import until
from tests.conference.many import Held
from waitingroom.core.checks import Outcome
from waitingroom.precheck.probe.clips import Shelf
from waitingroom.precheck.probe.drawing import draw
from waitingroom.precheck.talk import Answer, Connection, Judged, Offer

from .page import Page, page_at
from .process import probe_process
from .test_filtering import described
from .whole import whole

CHECKS, WARM, MEDIA_S = 10, 4, 1.2
FILES, THREADS, MEMORY_KIB = 3, 1, 16 * 1024
"""The slack: what the allocator keeps for itself."""


def over(now: Held, base: Held) -> list[str]:
    """In what more is held than the slack allows."""
    allowed = {"files": FILES, "sockets": FILES, "threads": THREADS, "memory_kib": MEMORY_KIB}
    more = {name: getattr(now, name) - getattr(base, name) for name in allowed}
    return [f"{name}: {more[name]} more" for name in allowed if more[name] > allowed[name]]


def all_answered(page: Page) -> bool:
    return sum(isinstance(each, Answer) for each in page.heard) == 4


@pytest.mark.timeout(115)
async def test_ten_checks_leave_a_probe_as_it_was_and_all_find_the_same(tmp_path: Path) -> None:
    clips = await Shelf(str(tmp_path), draw).take()
    async with probe_process(clips=str(tmp_path)) as probe:
        for number in range(WARM):
            await whole(probe, clips, MEDIA_S, f"9.8.{number}.1")
        base = probe.held()
        found = [
            (await whole(probe, clips, MEDIA_S, f"9.9.{number}.1")).verdict
            for number in range(CHECKS)
        ]
        await until(lambda: not over(probe.held(), base), 10)
        assert {verdict.outcome for verdict in found} == {Outcome.GOOD}
        assert all(verdict.numbers.loss_up == 0 for verdict in found)


@pytest.mark.timeout(115)
async def test_pages_that_stay_silent_are_judged_and_gone_after_a_minute() -> None:
    async with probe_process() as probe, AsyncExitStack() as stack:
        base = probe.held()
        pages = [
            await stack.enter_async_context(page_at(probe, f"9.9.{number}.9"))
            for number in range(5)
        ]
        for page in pages:
            await page.begins()
            for connection in list(Connection)[:4]:
                offer = Offer(connection=connection, sdp=described("application"))
                await page.say(offer)
            await page.comes_to(partial(all_answered, page))
        assert probe.held().sockets >= base.sockets + 20
        for page in pages:
            assert (await page.hears(Judged, 70)).verdict.outcome is not Outcome.GOOD
            assert await page.closed() == 1000
        await until(lambda: not over(probe.held(), base), 10)
