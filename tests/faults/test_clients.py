"""Clients without browsers come back as pages do, and ask one thing until they know."""

import asyncio
from collections.abc import AsyncIterator
from random import Random

import pytest

from tests.faults.cluster import Cluster, Plan
from tests.faults.crowd import Crowd
from tests.faults.processes import until
from tests.faults.proxy import Flow
from waitingroom.core.model import Shelf, Stage
from waitingroom.protocol.messages import Done, NotDone

pytestmark = [pytest.mark.fault, pytest.mark.timeout(120)]


@pytest.fixture(scope="module")
async def cluster() -> AsyncIterator[Cluster]:
    async with Cluster(Plan(proxies=frozenset({"doors"}))) as started:
        yield started


@pytest.fixture
async def crowd(cluster: Cluster) -> AsyncIterator[Crowd]:
    people = Crowd(cluster, Random(1))  # noqa: S311 - it must be repeatable
    await people.staff_come()
    yield people
    await people.leave()


async def test_a_guest_who_walks_in_is_let_in_put_back_and_done_with(crowd: Crowd) -> None:
    guest = await crowd.walk_in()
    assert isinstance(await guest.join(), Done)
    anna, bo = crowd.staff
    await anna.until(lambda: guest.visit in anna.cards)
    card = anna.cards[guest.visit]
    assert isinstance(await anna.admit(card), Done)
    answer = await bo.admit(card)
    assert isinstance(answer, NotDone)
    assert answer.code == "already-admitted"
    await guest.until(lambda: guest.seat is not None and guest.seat.called)
    assert isinstance(await bo.put_back(guest.visit), Done)
    await anna.until(lambda: anna.cards[guest.visit].shelf is Shelf.LINE)
    assert isinstance(await anna.admit(anna.cards[guest.visit]), Done)
    assert isinstance(await anna.complete(guest.visit), Done)
    await guest.until(lambda: guest.seat is not None and guest.seat.stage is Stage.ENDED)
    calls = crowd.history.of(guest.visit)
    assert [each.code for each in calls] == [None, None, answer.code, None, None, None]


async def test_what_was_asked_over_a_line_that_broke_is_asked_again_and_happens_once(
    crowd: Crowd, cluster: Cluster
) -> None:
    guest = await crowd.appear()
    (door,) = cluster.doors
    door.down.flow = Flow.SWALLOWED
    joining = asyncio.create_task(guest.join())
    await until(lambda: guest.asks_now, 5)
    guest.cut()
    door.down.flow = Flow.PASSES
    assert isinstance(await joining, Done)
    await guest.until(lambda: guest.seat is not None and guest.seat.stage is Stage.WAITING)
    assert guest.lost == 1
    (call,) = crowd.history.of(guest.visit)
    assert call.is_done
    assert call.tries > 1


async def test_what_a_page_is_shown_is_written_down_with_the_node_that_showed_it(
    crowd: Crowd,
) -> None:
    guest = await crowd.appear()
    await guest.join()
    views = [each for each in crowd.history.views if each.page == guest.name]
    assert views[-1].version == guest.version > 0
    assert {(each.epoch, each.node) for each in views} == {(guest.epoch, guest.node)}
    assert guest.node
