"""Notices: the texts that the log knows by id."""

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.directory.clinic import ACUTE, ANNA, DAY, NOW, QUEUE
from waitingroom.core.ids import NoticeId, QueueId
from waitingroom.directory import Directory, InvalidText, Taken, fresh_id


async def _restarted(engine: AsyncEngine) -> Directory:
    again = Directory(engine)
    await again.start()
    return again


async def _keeps(
    directory: Directory, text: str, queue: QueueId = QUEUE.id, days: int = 0
) -> NoticeId:
    """Write a notice down as so many days ago."""
    notice = NoticeId(fresh_id())
    await directory.keep_notice(notice, queue, text, ANNA.id, NOW - days * DAY)
    return notice


async def test_a_notice_is_there_at_once_and_after_a_restart(
    directory: Directory, engine: AsyncEngine
) -> None:
    notice = await _keeps(directory, "  Vi er forsinket.\n")
    assert directory.notice(notice) == "Vi er forsinket."
    assert (await _restarted(engine)).notice(notice) == "Vi er forsinket."
    assert directory.notice(NoticeId("none")) == ""


async def test_a_notice_of_another_node_is_fetched(directory: Directory, other: Directory) -> None:
    notice = await _keeps(directory, "Vi er forsinket.")
    assert other.notice(notice) == ""
    await other.fetch_notices([notice, NoticeId("none")])
    assert other.notice(notice) == "Vi er forsinket."


async def test_a_notice_is_written_down_once(directory: Directory) -> None:
    notice = await _keeps(directory, "Vi er forsinket.")
    with pytest.raises(Taken):
        await directory.keep_notice(notice, QUEUE.id, "Vi er klar.", ANNA.id, NOW)
    assert directory.notice(notice) == "Vi er forsinket."


@pytest.mark.parametrize("words", ["", " \n ", "x" * 501, "Vi er\x00forsinket"])
async def test_a_notice_that_does_not_fit_is_refused(directory: Directory, words: str) -> None:
    with pytest.raises(InvalidText) as refused:
        await _keeps(directory, words)
    assert refused.value.field == "text"


async def test_a_replaced_notice_is_erased_and_the_newest_of_each_queue_stays(
    directory: Directory, engine: AsyncEngine
) -> None:
    oldest = await _keeps(directory, "først", days=30)
    older = await _keeps(directory, "så", days=20)
    newest = await _keeps(directory, "nu", days=2)
    alone = await _keeps(directory, "juleferie", ACUTE.id, days=30)
    # `older` was replaced only two days ago, so somebody may just have read it.
    assert await directory.erase_notices(NOW - 7 * DAY) == 1
    for node in (directory, await _restarted(engine)):
        assert node.notice(oldest) == ""
        assert [node.notice(each) for each in (older, newest, alone)] == ["så", "nu", "juleferie"]
    assert await directory.erase_notices(NOW - DAY) == 1
    assert directory.notice(older) == ""
    assert directory.notice(newest) == "nu"
    assert await directory.erase_notices(NOW - DAY) == 0
