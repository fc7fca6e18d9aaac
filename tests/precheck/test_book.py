"""The equipment book on both databases: what is kept, that it counts once, and that it forgets."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from waitingroom.core.checks import Cause, Outcome
from waitingroom.core.ids import GuestId, QueueId, UnitId, VisitId
from waitingroom.precheck.book import (
    FEWEST,
    KEPT,
    REPEATED_FOR,
    SHOWN,
    EquipmentBook,
    NameTaken,
)
from waitingroom.precheck.measured import Browser, System
from waitingroom.precheck.tables import metadata
from waitingroom.precheck.telling import Told
from waitingroom.precheck.tickets import Audience

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)
NORTH, SOUTH = UnitId("unit-north"), UnitId("unit-south")


def told(check: str, audience: Audience = Audience.STAFF) -> Told:
    return Told(
        check=check,
        audience=audience,
        outcome=Outcome.SOUND_ONLY,
        causes=(Cause.CAM_NONE, Cause.MIC_QUIET),
        browser=Browser.CHROMIUM,
        major=140,
        system=System.WINDOWS,
        unit=NORTH,
    )


def by_guest(check: str, **what: object) -> Told:
    ids = {"queue": QueueId("q"), "visit": VisitId("visit-1"), "guest": GuestId("guest-1")}
    return told(check, Audience.GUEST).but(**ids, **what)


def by_device(check: str, device: str = "Stue 3", **what: object) -> Told:
    return told(check).but(device=device, **what)


@pytest.fixture
def book(engine: AsyncEngine) -> EquipmentBook:
    return EquipmentBook(engine)


async def test_a_device_is_known_by_its_unit_and_name_with_its_last_check(
    book: EquipmentBook,
) -> None:
    await book.seen(by_device("1"), NOON)
    await book.seen(by_device("2", outcome=Outcome.GOOD, causes=(), major=141), NOON + DAY)
    await book.seen(by_device("3", " Stue 4 "), NOON)
    await book.seen(by_device("4", unit=SOUTH), NOON)
    there, beside = (await book.of(NORTH, NOON + DAY)).devices
    assert (there.name, there.outcome, there.causes) == ("Stue 3", Outcome.GOOD, ())
    assert (there.browser, there.major, there.system) == (Browser.CHROMIUM, 141, System.WINDOWS)
    assert there.seen_at == NOON + DAY
    assert (beside.name, beside.causes) == ("Stue 4", (Cause.CAM_NONE, Cause.MIC_QUIET))


async def test_what_comes_late_does_not_take_the_place_of_what_is_newer(
    book: EquipmentBook,
) -> None:
    await book.seen(by_device("2", outcome=Outcome.GOOD), NOON)
    await book.seen(by_device("1"), NOON - DAY)
    (device,) = (await book.of(NORTH, NOON)).devices
    assert (device.outcome, device.seen_at) == (Outcome.GOOD, NOON)


async def test_a_device_is_called_something_else_by_its_own_unit_alone(
    book: EquipmentBook,
) -> None:
    await book.seen(by_device("1"), NOON)
    assert not await book.rename(SOUTH, "Stue 3", "Kontoret")
    assert await book.rename(NORTH, "Stue 3", "Kontoret")
    await book.seen(by_device("2"), NOON)
    with pytest.raises(NameTaken):
        await book.rename(NORTH, "Stue 3", "Kontoret")
    names = [each.name for each in (await book.of(NORTH, NOON)).devices]
    assert names == ["Kontoret", "Stue 3"]


async def test_a_device_can_be_removed_by_its_own_unit_alone(book: EquipmentBook) -> None:
    await book.seen(by_device("1"), NOON)
    await book.remove(SOUTH, "Stue 3")
    assert len((await book.of(NORTH, NOON)).devices) == 1
    await book.remove(NORTH, "Stue 3")
    await book.remove(NORTH, "Stue 3")
    assert (await book.of(NORTH, NOON)).devices == ()


async def test_browsers_of_guests_are_counted_and_a_few_are_not_told_by_number(
    book: EquipmentBook,
) -> None:
    for nth in range(FEWEST - 1):
        await book.seen(by_guest(f"few-{nth}", browser=Browser.SAFARI, system=System.IOS), NOON)
    for nth in range(FEWEST):
        # Over two weeks: the smallest number that is told is that of all that is shown.
        await book.seen(by_guest(f"many-{nth}"), NOON - nth * 2 * DAY)
    counts = [(each.browser, each.count) for each in (await book.of(NORTH, NOON)).browsers]
    assert counts == [(Browser.CHROMIUM, FEWEST), (Browser.SAFARI, None)]


async def test_causes_are_counted_by_day_and_shown_for_four_weeks(book: EquipmentBook) -> None:
    await book.seen(by_guest("1"), NOON)
    await book.seen(by_device("2", causes=(Cause.CAM_NONE, Cause.CAM_NONE)), NOON - DAY)
    await book.seen(by_guest("3"), NOON - SHOWN)
    await book.seen(by_guest("4", unit=SOUTH), NOON)
    counts = [(each.cause, each.count) for each in (await book.of(NORTH, NOON)).causes]
    assert counts == [(Cause.CAM_NONE, 2), (Cause.MIC_QUIET, 1)]


async def test_a_check_that_is_told_again_counts_once(book: EquipmentBook) -> None:
    for _ in range(3):
        await book.seen(by_guest("1"), NOON)
    assert [each.count for each in (await book.of(NORTH, NOON)).causes] == [1, 1]


async def test_all_are_counted_when_many_are_told_at_once(book: EquipmentBook) -> None:
    # Each twice, because the first rows of all are made at the same moment.
    checks = [by_guest(str(nth // 2)) for nth in range(12)]
    await asyncio.gather(*(book.seen(each, NOON) for each in checks))
    found = await book.of(NORTH, NOON)
    assert [each.count for each in found.causes] == [6, 6]
    assert [each.count for each in found.browsers] == [6]


async def test_nothing_is_kept_of_who_a_guest_is_or_of_a_network(
    book: EquipmentBook, engine: AsyncEngine
) -> None:
    await book.seen(by_guest("1", device="Annas telefon"), NOON)
    await book.seen(told("2", Audience.NETWORK), NOON)
    async with engine.connect() as connection:
        rows = [
            str(tuple(row))
            for table in metadata.sorted_tables
            for row in (await connection.execute(select(table))).all()
        ]
    assert len(rows) == 4
    for secret in ("guest-1", "visit-1", "Annas", "'q'"):
        assert not any(secret in row for row in rows)


async def test_all_is_forgotten_after_its_days(book: EquipmentBook, engine: AsyncEngine) -> None:
    await book.seen(by_guest("1"), NOON)
    await book.seen(by_device("2"), NOON)
    assert await book.forget(NOON + REPEATED_FOR - DAY) == 0
    assert await book.forget(NOON + REPEATED_FOR) == 2
    assert await book.forget(NOON + KEPT - DAY) == 0
    await book.forget(NOON + KEPT + timedelta(days=7))
    async with engine.connect() as connection:
        left = [(await connection.execute(select(each))).all() for each in metadata.sorted_tables]
    assert left == [[], [], [], []]
