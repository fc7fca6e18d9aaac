"""SQL restored from an older copy: pages come back to their places, announced or not."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

import pytest

from tests.engines import Databases, sqlite_url
from tests.engines import kind as kind
from tests.hub.conftest import opened
from tests.hub.hall import ANNA, HANDOFF, NINE, QUEUE, Hall, Page, colleague
from waitingroom.core import commands as c
from waitingroom.core.ids import Epoch, NodeId, OrganisationId
from waitingroom.core.model import EndReason, RemoveReason, Stage
from waitingroom.core.refusals import Code, Refused
from waitingroom.identity import GuestSignIn
from waitingroom.identity.places import Place, PlaceTickets
from waitingroom.keys import Keys
from waitingroom.ledger import SqlLedger, open_engine
from waitingroom.protocol import CloseCode

IN_THE_COPY, SINCE, ENDED = 120, 80, 20


@dataclass
class Past:
    """A database of which an older copy is put in place."""

    databases: Databases
    kind: str
    url: str
    copy: str = ""
    held: dict[str, str] = field(default_factory=dict)
    people: dict[str, GuestSignIn] = field(default_factory=dict)

    @asynccontextmanager
    async def hall(self, url: str, *, is_new: bool = False) -> AsyncIterator[Hall]:
        node = NodeId(f"node of {url == self.copy}")
        async with opened(url, 60.0, is_new=is_new, node=node) as hall:
            yield hall

    async def come(self, hall: Hall, *names: str) -> None:
        """These people take a place, and their browsers are given a ticket of it."""
        pages = {name: await hall.greeted(await hall.guest(name)) for name in names}
        for page in pages.values():
            assert (await page.asks("Join"))["type"] == "Done"
            await page.sees(stage="waiting")
        await hall.quiet()
        self.people |= hall.signed_in
        self.held |= {name: ticket(hall, self.people[name]) for name in names}

    def make_copy(self) -> None:
        """While nobody uses the database."""
        if self.kind == "sqlite":
            file = self.databases.file()
            shutil.copy(self.url.removeprefix("sqlite+aiosqlite:///"), file)
            self.copy = sqlite_url(file)
        else:
            name = self.databases.database(self.url.split("@/")[1].split("?")[0])
            self.copy = self.databases.postgresql.url(name)

    async def is_announced(self) -> None:
        """What the command `restored` does to the database."""
        engine = open_engine(self.copy)
        ledger = SqlLedger(engine)
        await ledger.begin_life(NINE, dropped=(), tried=())
        await ledger.end()
        await engine.dispose()

    def at(self, name: str) -> tuple[GuestSignIn, str]:
        return self.people[name], self.held[name]


async def shows(hall: Hall, sign_in: GuestSignIn, *, place: str = "", cookie: str = "") -> Page:
    """A page that shows a place ticket: from its memory, or by the cookie of its browser."""
    page = Page(hall.hub.guest(sign_in, cookie))
    held = {"place": place} if place else {}
    page.hello(0, "", **held)
    await page.hears(type="Seat")
    return page


def ticket(hall: Hall, sign_in: GuestSignIn) -> str:
    """The place ticket that the browser of this guest would be given now."""
    given = hall.hub.place_ticket(sign_in)
    assert given is not None
    return given


@pytest.fixture
def past(databases: Databases, kind: str, database_url: str) -> Past:
    return Past(databases, kind, database_url)


@pytest.fixture
def database_url(databases: Databases, kind: str) -> str:
    return databases.migrated(kind)


async def lost(past: Past, before: tuple[str, ...], since: tuple[str, ...]) -> None:
    """A small past: some had come when the copy was made, others came since."""
    async with past.hall(past.url, is_new=True) as hall:
        await past.come(hall, *before)
    past.make_copy()
    async with past.hall(past.url) as hall:
        await past.come(hall, *since)


@pytest.mark.timeout(300)
async def test_of_two_hundred_all_are_back_in_the_old_order_and_nobody_who_had_ended(
    past: Past,
) -> None:
    known = [f"k{nth:03}" for nth in range(IN_THE_COPY)]
    over = [f"e{nth:03}" for nth in range(ENDED)]
    later = [f"l{nth:03}" for nth in range(SINCE)]
    async with past.hall(past.url, is_new=True) as hall:
        await past.come(hall, *over, *known)
        for each in over:
            await hall.tells(colleague(ANNA), removal(past.people[each]))
    past.make_copy()
    async with past.hall(past.url) as hall:
        await past.come(hall, *later)
        order = list(hall.queue().line)
    assert len(order) == IN_THE_COPY + SINCE
    await past.is_announced()
    async with past.hall(past.copy) as hall:
        assert hall.queue().restoring is not None
        returning = [*known, *over, *later]
        Random(7).shuffle(returning)  # noqa: S311
        for nth, each in enumerate(returning):
            sign_in, mine = past.at(each)
            # Half of them by the memory of their page, half by the cookie of their browser.
            await shows(hall, sign_in, **{"place" if nth % 2 else "cookie": mine})
        await hall.quiet()
        forged = forgeries(past, hall)
        for sign_in, false in forged:
            page = await shows(hall, sign_in, place=false)
            assert page.last("Seat")["seat"]["stage"] == "expected"
        await hall.quiet()
        assert list(hall.queue().line) == order
        ends = {hall.visit(f"v{each}").ended for each in over}
        assert {each.reason for each in ends if each} == {EndReason.REMOVED}
        assert None not in ends
        assert (await hall.kinds()).count("TicketRefused") == len(forged) == 10
        restored = {each.id for each in hall.queue().visits.values() if each.restored}
        assert restored == {past.people[each].visit for each in later}
        assert hall.queue().restoring is None


def removal(sign_in: GuestSignIn) -> c.Remove:
    return c.Remove(visit=sign_in.visit, reason=RemoveReason.OTHER)


def forgeries(past: Past, hall: Hall) -> list[tuple[GuestSignIn, str]]:
    """Ten tickets for people who never had a place."""
    stranger = past.people["l000"].but(guest="stranger", visit="vstranger")
    place = Place(
        tenant=OrganisationId("org1"),
        queue=QUEUE,
        visit=stranger.visit,
        guest=stranger.guest,
        role=stranger.role,
        kind=hall.visit("vl000").kind,
        priority=hall.visit("vl000").priority,
        number=1,
        arrived_at=NINE,
        admissions=0,
        epoch=Epoch("before"),
        version=hall.queue().version,
    )
    ours = tickets()
    good = ours.write(place, NINE)
    head, body, mark = good.split(".")
    return [
        (stranger, each)
        for each in (
            "nothing",
            f"{head}.{body}.",
            f"{head}.{body}.{mark[::-1]}",
            PlaceTickets(Keys(b"x" * 32).key, "https://venter.example.dk").write(place, NINE),
            PlaceTickets(Keys(b"k" * 32).key, "https://other.example.dk").write(place, NINE),
            ours.write(place, NINE - timedelta(hours=25)),
            ours.write(place.but(tenant="org2"), NINE),
            ours.write(place.but(queue="queue2"), NINE),
            ours.write(place.but(visit="vl001"), NINE),
            past.held["l001"],
        )
    ]


def tickets() -> PlaceTickets:
    return PlaceTickets(Keys(b"k" * 32).key, "https://venter.example.dk")


async def test_staff_see_who_was_restored_and_let_them_in(past: Past) -> None:
    await lost(past, ("ada",), ("ben",))
    await past.is_announced()
    async with past.hall(past.copy) as hall:
        board = await hall.board()
        assert board.last("Board")["head"]["restoring"] is True
        page = await shows(hall, past.people["ben"], place=past.held["ben"])
        await hall.quiet()
        put = [each for change in board.all("BoardChange") for each in change["put"]]
        card = [each for each in put if each["visit"] == "vben"][-1]
        assert (card["restored"], card["number"]) == (True, 2)
        await hall.admits("ben")
        await page.sees(called=True)


async def test_a_ticket_of_this_life_gives_nothing(past: Past) -> None:
    async with past.hall(past.url, is_new=True) as hall:
        await past.come(hall, "ada", "ben")
        await hall.tells(colleague(ANNA), removal(past.people["ada"]))
        version = hall.queue().version
        sign_in, mine = past.at("ada")
        await shows(hall, sign_in, place=mine)
        await shows(hall, sign_in.but(guest="other", visit="vother"), place=mine)
        await shows(hall, sign_in.but(guest="other", visit="vother"), cookie="nothing")
        await hall.quiet()
        assert hall.queue().version == version


async def test_a_restore_that_nobody_announced_is_proved_by_a_ticket(past: Past) -> None:
    await lost(past, ("ada",), ("ben",))
    async with past.hall(past.copy) as hall, past.hall(past.copy) as other:
        board = await hall.board()
        await shows(hall, past.people["ben"], place=past.held["ben"])
        visit = hall.visit("vada")
        refused = await board.asks("Admit", visit="vada", seen=visit.revision)
        assert (refused["type"], refused["code"]) == ("Refused", "log-behind")
        join = await (await hall.greeted(await hall.guest("cai"))).asks("Join")
        assert (join["type"], join["code"]) == ("Refused", "log-behind")
        assert hall.hub.place_ticket(past.people["ada"]) is None
        # The other node hears of it within the second in which it looks.
        assert not other.desk.is_behind(QUEUE)
        await other.desk.catch_up()
        reply = await other.tells(colleague(ANNA), c.Admit(visit=visit.id, seen=visit.revision))
        assert reply == Refused(code=Code.LOG_BEHIND)
        assert (await other.desk.queue(QUEUE)).version == hall.queue().version
    await past.is_announced()
    async with past.hall(past.copy) as hall:
        page = await shows(hall, past.people["ben"], cookie=past.held["ben"])
        await page.sees(stage=Stage.WAITING.value)
        assert await hall.admits("ada") == 1


async def test_nodes_that_run_on_begin_anew_with_the_new_life_and_send_their_pages_back(
    past: Past,
) -> None:
    await lost(past, ("ada",), ("ben",))
    async with past.hall(past.copy) as hall:
        page = await shows(hall, past.people["ada"], place=past.held["ada"])
        epoch = page.last("Welcome")["epoch"]
        await past.is_announced()
        await hall.desk.catch_up()
        assert await page.ends() == CloseCode.RESTART
        again = Page(hall.hub.guest(past.people["ben"], past.held["ben"]))
        again.hello()
        # Until the queue has heard of it a ticket would give nothing, so the page comes later.
        assert await again.ends() == CloseCode.OVERLOADED
        life = hall.desk.life
        assert life is not None
        await hall.desk.ask(QUEUE, None, c.BeginRestoring(epoch=life.epoch), HANDOFF)
        back = await shows(hall, past.people["ben"], place=past.held["ben"])
        assert back.last("Welcome")["epoch"] != epoch
        await back.sees(stage="waiting")
