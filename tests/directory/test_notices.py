"""Notices: the texts that the log knows by id."""

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.directory.clinic import ACUTE, ANNA, DAY, NOW, QUEUE
from waitingroom.core.ids import NoticeId
from waitingroom.directory import Directory, InvalidText


async def _restarted(engine: AsyncEngine) -> Directory:
    again = Directory(engine)
    await again.start()
    return again


async def test_a_notice_is_there_at_once_and_after_a_restart(
    directory: Directory, engine: AsyncEngine
) -> None:
    notice = await directory.keep_notice(QUEUE.id, "  Vi er forsinket.\n", ANNA.id, NOW)
    assert len(notice) == 16
    assert directory.notice(notice) == "Vi er forsinket."
    assert (await _restarted(engine)).notice(notice) == "Vi er forsinket."
    assert directory.notice(NoticeId("none")) == ""


async def test_a_notice_of_another_node_is_fetched(directory: Directory, other: Directory) -> None:
    notice = await directory.keep_notice(QUEUE.id, "Vi er forsinket.", ANNA.id, NOW)
    assert other.notice(notice) == ""
    await other.fetch_notices([notice, NoticeId("none")])
    assert other.notice(notice) == "Vi er forsinket."


@pytest.mark.parametrize("words", ["", " \n ", "x" * 501, "Vi er\x00forsinket"])
async def test_a_notice_that_does_not_fit_is_refused(directory: Directory, words: str) -> None:
    with pytest.raises(InvalidText) as refused:
        await directory.keep_notice(QUEUE.id, words, ANNA.id, NOW)
    assert refused.value.field == "text"


async def test_a_replaced_notice_is_erased_and_the_newest_of_each_queue_stays(
    directory: Directory, engine: AsyncEngine
) -> None:
    oldest = await directory.keep_notice(QUEUE.id, "først", ANNA.id, NOW - 30 * DAY)
    older = await directory.keep_notice(QUEUE.id, "så", ANNA.id, NOW - 20 * DAY)
    newest = await directory.keep_notice(QUEUE.id, "nu", ANNA.id, NOW - 2 * DAY)
    alone = await directory.keep_notice(ACUTE.id, "juleferie", ANNA.id, NOW - 30 * DAY)
    # `older` was replaced only two days ago, so somebody may just have read it.
    assert await directory.erase_notices(NOW - 7 * DAY) == 1
    for node in (directory, await _restarted(engine)):
        assert node.notice(oldest) == ""
        assert [node.notice(each) for each in (older, newest, alone)] == ["så", "nu", "juleferie"]
    assert await directory.erase_notices(NOW - DAY) == 1
    assert directory.notice(older) == ""
    assert directory.notice(newest) == "nu"
    assert await directory.erase_notices(NOW - DAY) == 0
