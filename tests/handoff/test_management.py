"""The client to a management interface against a strict one on this machine."""

import asyncio
from bisect import bisect_left
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import httpx2
import pytest

from tests.fakes.pexip_management import LOGIN, FakeManagement
from tests.web.serving import serving
from waitingroom.handoff import VendorFailed
from waitingroom.handoff.budget import AT_ONCE, PER_S, Budget
from waitingroom.handoff.management import PAGES, Declined, Management, declined
from waitingroom.handoff.node import NodeLine

CALLED = "+4520304050"


class Clock:
    """Seconds that pass only by resting."""

    def __init__(self) -> None:
        self.now = 0.0
        self.rested: list[float] = []

    def monotonic(self) -> float:
        return self.now

    async def rest(self, seconds: float) -> None:
        self.rested.append(seconds)
        self.now += seconds


@asynccontextmanager
async def asking(
    fake: FakeManagement, password: str = LOGIN[1], clock: Clock | None = None
) -> AsyncIterator[Management]:
    clock = clock or Clock()
    async with serving(fake.app()) as url, httpx2.AsyncClient(trust_env=False) as client:
        line = NodeLine(url, client, httpx2.BasicAuth(LOGIN[0], password))
        yield Management(line.ask, Budget(), clock.monotonic, clock.rest)


async def test_lists_are_read_to_the_end_page_by_page() -> None:
    people = [{"id": f"p{nth}", "conference": "a" if nth % 2 else "b"} for nth in range(45)]
    fake = FakeManagement(status={"participant": people}, page=10)
    async with asyncio.timeout(20), asking(fake) as management:
        assert await management.participants() == people
        assert len(fake.asked) == 5
        odd = await management.participants("a")
    assert odd == people[1::2]


async def test_each_list_is_where_a_node_has_it() -> None:
    status: dict[str, list[dict[str, Any]]] = {
        "conference": [{"id": "c1", "name": "a"}, {"id": "c2", "name": "b"}],
        "alarm": [{"id": 7, "level": "warning"}],
        "worker_vm": [{"id": 1, "media_load": 12}],
        "licensing": [{"id": 1, "port_count": 2, "port_total": 20}],
    }
    async with asyncio.timeout(20), asking(FakeManagement(status=status)) as management:
        assert await management.conferences() == status["conference"]
        assert await management.conferences("b") == status["conference"][1:]
        assert await management.alarms() == status["alarm"]
        assert await management.workers() == status["worker_vm"]
        assert await management.licensing() == status["licensing"][0]
    async with asyncio.timeout(20), asking(FakeManagement()) as management:
        assert await management.licensing() == {}


async def test_history_is_asked_for_from_a_moment_in_the_nodes_own_spelling() -> None:
    ends = [{"id": nth, "end_time": f"2026-03-02T1{nth}:00:00"} for nth in (3, 1, 2)]
    fake = FakeManagement(history={"participant": ends, "conference": ends})
    since = datetime(2026, 3, 2, 12, tzinfo=UTC)
    async with asyncio.timeout(20), asking(fake) as management:
        assert [each["id"] for each in await management.past_participants(since)] == [2, 3]
        assert [each["id"] for each in await management.past_conferences(since)] == [2, 3]


async def test_commands_are_those_of_a_node() -> None:
    fake = FakeManagement()
    async with asyncio.timeout(20), asking(fake) as management:
        assert await management.dial("v-a", CALLED) == "p-new"
        await management.disconnect_participant("p1")
        await management.transfer("p1", "v-b")
        await management.lock("c1")
        await management.unlock("c1")
        await management.disconnect_conference("c1")
    assert [name for name, _ in fake.commands] == [
        "participant/dial",
        "participant/disconnect",
        "participant/transfer",
        "conference/lock",
        "conference/unlock",
        "conference/disconnect",
    ]
    dialled = fake.commands[0][1]
    assert (dialled["conference_alias"], dialled["destination"]) == ("v-a", CALLED)
    assert (dialled["role"], dialled["routing"]) == ("guest", "manual")
    assert dialled["keep_conference_alive"] == "keep_conference_alive_never"
    assert fake.commands[2][1] == {
        "participant_id": "p1",
        "conference_alias": "v-b",
        "role": "guest",
    }


@pytest.mark.parametrize(
    ("says", "fields"),
    [
        ("fields", ("destination",)),
        ("nested", ("destination",)),
        ("error", ()),
        ("failed", ()),
    ],
)
async def test_what_is_declined_is_told_by_our_own_names_and_quotes_nothing(
    says: str, fields: tuple[str, ...]
) -> None:
    fake = FakeManagement(says=says)
    async with asyncio.timeout(20), asking(fake) as management:
        with pytest.raises(Declined) as caught:
            await management.dial("v-secret", "" if fields else CALLED)
    refused = caught.value
    assert (refused.code, refused.retry, refused.fields) == ("declined", False, fields)
    assert "v-secret" not in str(refused)
    assert CALLED not in str(refused)
    assert fake.commands == []


@pytest.mark.parametrize("answer", [None, [], "no", {}, {"other": ["x"]}, {"a": {"b": {"c": 1}}}])
def test_a_no_that_says_nothing_we_know_is_a_no_all_the_same(answer: object) -> None:
    assert declined({"destination": "x"}, answer).fields == ()
    assert declined(None, answer).fields == ()


async def test_a_wrong_sign_in_does_not_mend_itself() -> None:
    async with asyncio.timeout(20), asking(FakeManagement(), "forkert") as management:
        with pytest.raises(VendorFailed) as caught:
            await management.alarms()
    assert (caught.value.code, caught.value.retry) == ("sign-in", False)


async def test_an_address_without_its_slash_is_not_there() -> None:
    """The fake itself: that our addresses end in one means something."""
    fake = FakeManagement()
    client = httpx2.AsyncClient(trust_env=False, auth=LOGIN)
    async with asyncio.timeout(20), serving(fake.app()) as url, client:
        assert (await client.get(f"{url}/api/admin/status/v1/alarm")).status_code == 404
        assert (await client.get(f"{url}/api/admin/status/v1/alarm/")).status_code == 200


async def test_a_refusal_for_too_many_makes_us_rest_before_the_next() -> None:
    fake, clock = FakeManagement(limit=1), Clock()
    async with asyncio.timeout(20), asking(fake, clock=clock) as management:
        await management.alarms()
        with pytest.raises(VendorFailed) as caught:
            await management.alarms()
        assert (caught.value.code, caught.value.retry) == ("too-fast", True)
        asked = len(fake.asked)
        with pytest.raises(VendorFailed, match="too-fast"):
            await management.alarms()
        assert len(fake.asked) == asked
        clock.now += 5
        fake.limit = 1000
        assert await management.alarms() == []
    assert clock.rested == [pytest.approx(1 / PER_S)]


async def lists(*pages: dict[str, Any]) -> tuple[list[dict[str, Any]], list[str]]:
    """What is read of these pages, and which addresses were asked for."""
    asked: list[str] = []

    async def ask(method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        asked.append(path)
        return pages[min(len(asked), len(pages)) - 1]

    return await Management(ask, monotonic=lambda: 0.0).alarms(), asked


LIST = "/api/admin/status/v1/alarm/"


async def test_an_object_that_moves_to_the_next_page_meanwhile_is_there_once() -> None:
    one, two = {"id": 1}, {"id": 2}
    first = {"meta": {"next": f"{LIST}?offset=2"}, "objects": [one, two]}
    found, asked = await lists(first, {"meta": {"next": None}, "objects": [two, {"id": 3}]})
    assert found == [one, two, {"id": 3}]
    assert asked[1] == f"{LIST}?offset=2"


async def test_a_list_without_an_end_is_left() -> None:
    found, asked = await lists({"meta": {"next": f"{LIST}?offset=0"}, "objects": [{"id": 1}]})
    assert (found, len(asked)) == ([{"id": 1}], PAGES)


@pytest.mark.parametrize(
    "following",
    [
        "https://evil.test/api/admin/status/v1/alarm/?offset=1",
        "@evil.test/api/admin/status/v1/alarm/?offset=1",
        "/api/admin/command/v1/platform/reboot/",
        "/api/admin/status/v1/alarm/../participant/?offset=1",
        7,
    ],
)
async def test_our_sign_in_goes_nowhere_else_whatever_a_page_says(following: object) -> None:
    with pytest.raises(VendorFailed, match="not-a-node"):
        await lists({"meta": {"next": following}, "objects": []})


@pytest.mark.parametrize("objects", [None, "x", [7], {"id": 1}])
async def test_a_page_that_is_none_is_a_failure(objects: object) -> None:
    with pytest.raises(VendorFailed, match="not-a-node"):
        await lists({"objects": objects})


def test_in_no_minute_more_is_asked_than_a_node_takes() -> None:
    budget, now, taken = Budget(), 0.0, []
    for _ in range(3000):
        wait = budget.take(now, patience_s=5.0)
        assert wait is not None
        now += wait
        taken.append(now)
    busiest = max(bisect_left(taken, begin + 60) - first for first, begin in enumerate(taken))
    assert busiest <= AT_ONCE + 60 * PER_S < 1000


def test_who_would_wait_too_long_is_told_so_and_takes_nothing() -> None:
    budget = Budget(per_s=1, at_once=1)
    assert budget.take(0, 5.0) == 0
    assert [budget.take(0, 5.0) for _ in range(5)] == [1, 2, 3, 4, 5]
    assert budget.take(0, 5.0) is None
    assert budget.take(1, 5.0) == 5


def test_a_clock_that_stands_still_gives_nothing_away() -> None:
    budget = Budget(per_s=1, at_once=2)
    assert [budget.take(7.0, 9.0) for _ in range(4)] == [0, 0, 1, 2]
