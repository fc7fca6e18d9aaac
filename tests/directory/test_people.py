"""The erasable people: kept, changed, fetched from other nodes, and gone when they must be."""

import asyncio
import logging
import traceback
from datetime import datetime

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.directory.clinic import ANNA, DAY, GUEST, NOW, PETER, QUEUE, VISIT, keep
from tests.directory.held import Held
from waitingroom.core.ids import GuestId, NoticeId, QueueId
from waitingroom.core.names import Names
from waitingroom.directory import Directory, InvalidText, Person, Taken, metadata
from waitingroom.ledger import Busy

NEW = Person(name="Nyt Navn", language="en")


async def _restarted(engine: AsyncEngine) -> Directory:
    again = Directory(engine)
    await again.start()
    return again


async def _rows(engine: AsyncEngine) -> int:
    async with engine.connect() as connection:
        return int((await connection.execute(text("SELECT count(*) FROM person"))).scalar_one())


async def test_a_person_is_there_at_once_and_after_a_restart(
    directory: Directory, engine: AsyncEngine
) -> None:
    await keep(directory)
    assert directory.person(GUEST) == PETER
    assert (await _restarted(engine)).person(GUEST) == PETER


async def test_the_directory_gives_the_names_that_views_ask_for(directory: Directory) -> None:
    await keep(directory)
    names: Names = directory
    person = names.person(GUEST)
    assert person is not None
    assert (person.name, person.note, person.language) == ("Prøve Pedersen", "Ondt i brystet", "da")
    assert names.staff(ANNA.id) == "Anna Test"


async def test_a_person_is_tidied_before_being_kept(directory: Directory) -> None:
    await keep(directory, person=PETER.but(name="  Prøve   Pedersen ", phone="87 65 43 21"))
    assert directory.person(GUEST) == PETER.but(phone="87654321")


async def test_a_person_who_does_not_fit_is_kept_nowhere(
    directory: Directory, engine: AsyncEngine
) -> None:
    with pytest.raises(InvalidText):
        await keep(directory, person=PETER.but(name=""))
    assert directory.person(GUEST) is None
    assert await _rows(engine) == 0


async def test_a_guest_is_one_person(directory: Directory, other: Directory) -> None:
    await keep(directory)
    for node in (directory, other):
        with pytest.raises(Taken):
            await keep(node, person=NEW)
    assert directory.person(GUEST) == PETER
    assert other.person(GUEST) is None


async def test_a_person_of_an_unknown_queue_is_kept_nowhere(directory: Directory) -> None:
    with pytest.raises(Taken):
        await directory.keep_person(GUEST, QueueId("none"), VISIT, PETER, NOW)
    assert directory.person(GUEST) is None


async def test_a_changed_person_stays_changed(directory: Directory, engine: AsyncEngine) -> None:
    await keep(directory)
    assert await directory.change_person(GUEST, NEW)
    assert directory.person(GUEST) == NEW
    assert (await _restarted(engine)).person(GUEST) == NEW


async def test_a_person_can_be_changed_on_a_node_that_has_not_heard_of_them(
    directory: Directory, other: Directory, engine: AsyncEngine
) -> None:
    await keep(directory)
    assert await other.change_person(GUEST, NEW)
    await other.fetch([GUEST])
    assert other.person(GUEST) == NEW
    assert (await _restarted(engine)).person(GUEST) == NEW


async def test_what_another_node_wrote_is_fetched_however_many_they_are(
    directory: Directory, engine: AsyncEngine
) -> None:
    guests = [GuestId(f"guest-{number}") for number in range(1200)]
    texts = {name: getattr(PETER, name) for name in PETER.__struct_fields__}
    row = texts | {"queue": QUEUE.id, "visit": VISIT, "created_at": NOW, "needed_at": NOW}
    async with engine.begin() as connection:
        person = metadata.tables["person"]
        await connection.execute(person.insert(), [row | {"guest": each} for each in guests])
    await directory.fetch([*guests, GuestId("none")])
    assert all(directory.person(each) == PETER for each in guests)
    assert directory.person(GuestId("none")) is None
    await directory.prolong(guests, NOW + DAY)
    assert await directory.erase(guests) == 1200


async def test_whom_another_node_erased_is_gone_when_fetched(
    directory: Directory, other: Directory
) -> None:
    await keep(directory)
    await other.fetch([GUEST])
    await directory.erase([GUEST])
    assert other.person(GUEST) == PETER
    await other.fetch([GUEST])
    assert other.person(GUEST) is None


async def test_fetching_nobody_asks_nothing(directory: Directory) -> None:
    await directory.fetch([])
    assert directory.person(GUEST) is None


# --- erasing


async def test_people_are_erased_when_their_days_are_over(
    directory: Directory, engine: AsyncEngine
) -> None:
    await keep(directory, "old", now=NOW - 8 * DAY)
    await keep(directory, "new", now=NOW - 6 * DAY)
    assert await directory.erase_people(NOW - 7 * DAY) == 1
    for node in (directory, await _restarted(engine)):
        assert node.person(GuestId("old")) is None
        assert node.person(GuestId("new")) == PETER
    assert await directory.erase_people(NOW - 7 * DAY) == 0


async def test_a_person_invited_for_next_month_has_a_name_next_month(
    directory: Directory, engine: AsyncEngine
) -> None:
    guest = await keep(directory, due_at=NOW + 30 * DAY)
    assert await directory.erase_people(NOW + 30 * DAY) == 0
    assert directory.person(guest) == PETER
    assert await directory.erase_people(NOW + 31 * DAY) == 1
    assert directory.person(guest) is None
    assert await _rows(engine) == 0


async def test_an_appointment_in_the_past_does_not_shorten_the_days(directory: Directory) -> None:
    await keep(directory, due_at=NOW - 30 * DAY)
    assert await directory.erase_people(NOW) == 0


async def test_the_days_are_counted_anew_when_the_visit_ends(
    directory: Directory, engine: AsyncEngine
) -> None:
    guest = await keep(directory)
    await directory.prolong([guest, GuestId("none")], NOW + 5 * DAY)
    for node in (directory, await _restarted(engine)):
        assert await node.erase_people(NOW + 5 * DAY) == 0
        assert node.person(guest) == PETER
    assert await directory.erase_people(NOW + 6 * DAY) == 1


async def test_a_change_does_not_prolong_the_days(directory: Directory) -> None:
    guest = await keep(directory)
    await directory.change_person(guest, NEW)
    assert await directory.erase_people(NOW + DAY) == 1


async def test_a_person_who_asks_for_it_is_erased_at_once(
    directory: Directory, engine: AsyncEngine
) -> None:
    await keep(directory)
    await keep(directory, "guest-2")
    assert await directory.erase([GUEST, GuestId("none")]) == 1
    assert directory.person(GUEST) is None
    assert directory.person(GuestId("guest-2")) == PETER
    assert await _rows(engine) == 1


async def test_an_erased_person_cannot_be_changed_back_to_life(
    directory: Directory, other: Directory, engine: AsyncEngine
) -> None:
    await keep(directory)
    await other.fetch([GUEST])
    await directory.erase([GUEST])
    assert not await other.change_person(GUEST, NEW)
    assert other.person(GUEST) is None
    assert await _rows(engine) == 0


async def test_the_memory_of_a_node_forgets_also_whom_another_node_erased_first(
    directory: Directory, other: Directory
) -> None:
    await keep(directory)
    await other.fetch([GUEST])
    assert await directory.erase_people(NOW + DAY) == 1
    assert await other.erase_people(NOW + DAY) == 0
    assert other.person(GUEST) is None


# --- what happens between a read and its answer


async def test_whom_somebody_erases_while_they_are_fetched_is_gone(
    directory: Directory, engine: AsyncEngine
) -> None:
    await keep(directory)
    held = Held(engine)
    node = Directory(held)
    fetching = asyncio.create_task(node.fetch([GUEST]))
    await held.has_read()
    erasing = asyncio.create_task(node.erase([GUEST]))
    await held.meanwhile(erasing)
    await fetching
    assert node.person(GUEST) is None


async def test_whom_somebody_changes_while_they_are_fetched_is_changed(
    directory: Directory, engine: AsyncEngine
) -> None:
    await keep(directory)
    held = Held(engine)
    node = Directory(held)
    fetching = asyncio.create_task(node.fetch([GUEST]))
    await held.has_read()
    changing = asyncio.create_task(node.change_person(GUEST, NEW))
    await held.meanwhile(changing)
    await fetching
    assert node.person(GUEST) == NEW


async def test_who_is_kept_while_they_are_fetched_stays_in_memory(
    directory: Directory, engine: AsyncEngine
) -> None:
    assert directory.person(GUEST) is None
    held = Held(engine)
    node = Directory(held)
    fetching = asyncio.create_task(node.fetch([GUEST]))
    await held.has_read()
    await keep(node)
    held.go_on()
    await fetching
    assert node.person(GUEST) == PETER


async def test_who_is_kept_while_everything_is_read_stays_in_memory(
    directory: Directory, engine: AsyncEngine
) -> None:
    await keep(directory, "old")
    held = Held(engine, number=READS_OF_A_START)
    node = Directory(held)
    starting = asyncio.create_task(node.start())
    await held.has_read()
    await keep(node)
    held.go_on()
    await starting
    assert node.person(GUEST) == node.person(GuestId("old")) == PETER


READS_OF_A_START = 7
"""Organisations, units, queues, staff and their units, notices, and last the people."""


# --- nothing private leaks


CANARY = "kanariefugl-7391"
SECRET = Person(name=CANARY, phone="70717273", note=CANARY, language="da")


def _told(error: BaseException) -> str:
    return "".join(traceback.format_exception(error)) + repr(error) + repr(vars(error))


async def test_no_refusal_of_the_database_tells_a_person(
    directory: Directory, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    await keep(directory, person=SECRET)
    with pytest.raises(Taken) as twice:
        await keep(directory, person=SECRET)
    _tells_nothing(twice.value, caplog.text)


async def test_no_failure_of_the_database_tells_a_person_or_changes_the_memory(
    bare_engine: AsyncEngine, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    directory = Directory(bare_engine)
    for attempt in (
        lambda: keep(directory, person=SECRET),
        lambda: directory.change_person(GUEST, SECRET),
        lambda: directory.erase([GUEST]),
        lambda: directory.fetch([GUEST]),
        lambda: directory.keep_notice(NoticeId("n1"), QUEUE.id, CANARY, ANNA.id, NOW),
        lambda: directory.add_staff(ANNA.but(name=CANARY)),
    ):
        with pytest.raises((Busy, RuntimeError)) as failed:
            await attempt()
        _tells_nothing(failed.value, caplog.text)
    assert directory.person(GUEST) is None
    assert directory.staff_member(ANNA.id) is None


def _tells_nothing(error: BaseException, logged: str) -> None:
    assert error.__cause__ is None and error.__context__ is None
    for secret in (CANARY, "70717273"):
        assert secret not in _told(error) + logged


async def test_an_instant_without_a_time_zone_is_a_bug_and_keeps_nothing(
    directory: Directory, engine: AsyncEngine
) -> None:
    with pytest.raises(RuntimeError) as failed:
        await keep(directory, person=SECRET, now=datetime(2026, 3, 2, 10, 0))
    assert CANARY not in _told(failed.value)
    assert directory.person(GUEST) is None
    assert await _rows(engine) == 0


async def test_a_printed_directory_shows_nobody(directory: Directory) -> None:
    await keep(directory, person=SECRET)
    kept = vars(directory)
    assert CANARY not in f"{directory!r} {kept}"
    assert QUEUE.name in str(kept)
