"""Units, queues and staff: written through, read back, unique, and kept apart by tenant."""

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.directory.clinic import (
    ACUTE,
    ANNA,
    OTHER_UNIT,
    QUEUE,
    REGION,
    TOWN,
    UNIT,
)
from waitingroom.core.ids import OrganisationId, QueueId, StaffId, UnitId
from waitingroom.directory import Directory, InvalidText, Taken


def _sees_the_clinic(directory: Directory) -> bool:
    return (
        directory.organisation(REGION.id) == REGION
        and directory.unit(UNIT.id) == UNIT
        and directory.unit_by_slug("hjerte") == UNIT
        and directory.units() == (OTHER_UNIT, UNIT)
        and directory.queue(QUEUE.id) == QUEUE
        and directory.queues_of(UNIT.id) == (ACUTE, QUEUE)
        and directory.staff_member(ANNA.id) == ANNA
        and directory.staff(ANNA.id) == "Anna Test"
    )


async def test_what_was_added_is_there_at_once_and_after_a_restart(
    directory: Directory, other: Directory
) -> None:
    assert _sees_the_clinic(directory)
    assert _sees_the_clinic(other)


async def test_what_is_not_known_is_nothing(directory: Directory) -> None:
    assert directory.organisation(OrganisationId("none")) is None
    assert directory.unit(UnitId("none")) is None
    assert directory.unit_by_slug("none") is None
    assert directory.queue(QueueId("none")) is None
    assert directory.queues_of(UnitId("none")) == ()
    assert directory.staff_member(StaffId("none")) is None
    assert directory.staff(StaffId("none")) == ""


async def test_a_door_opens_also_when_its_address_is_typed_in_capitals(
    directory: Directory,
) -> None:
    assert directory.unit_by_slug("HJERTE") == UNIT


async def test_a_unit_may_not_take_the_door_of_another(
    directory: Directory, other: Directory
) -> None:
    taken = OTHER_UNIT.but(id=UnitId("unit-3"), slug="hjerte")
    for node in (directory, other):
        with pytest.raises(Taken):
            await node.add_unit(taken)
        assert node.unit(taken.id) is None
        assert node.unit_by_slug("hjerte") == UNIT


async def test_two_queues_of_a_unit_may_not_share_an_address_but_those_of_two_units_may(
    directory: Directory,
) -> None:
    twin = QUEUE.but(id=QueueId("queue-3"))
    with pytest.raises(Taken):
        await directory.add_queue(twin)
    await directory.add_queue(twin.but(unit=OTHER_UNIT.id))
    assert directory.queue(QUEUE.id) == QUEUE


async def test_nothing_is_added_to_what_is_not_known(directory: Directory) -> None:
    with pytest.raises(Taken):
        await directory.add_queue(QUEUE.but(id=QueueId("queue-3"), unit=UnitId("none")))
    with pytest.raises(Taken):
        await directory.add_unit(
            UNIT.but(id=UnitId("unit-3"), slug="ny", organisation=OrganisationId("none"))
        )
    assert directory.queue(QueueId("queue-3")) is None


@pytest.mark.parametrize("units", [(OTHER_UNIT.id,), (UNIT.id, OTHER_UNIT.id), (UnitId("none"),)])
async def test_nobody_works_in_a_unit_of_another_tenant(
    directory: Directory, engine: AsyncEngine, units: tuple[UnitId, ...]
) -> None:
    intruder = ANNA.but(id=StaffId("staff-2"), units=units)
    with pytest.raises(Taken):
        await directory.add_staff(intruder)
    assert directory.staff_member(intruder.id) is None
    again = Directory(engine)
    await again.start()
    assert again.staff_member(intruder.id) is None


async def test_the_database_itself_holds_nobody_in_a_unit_of_another_tenant(
    directory: Directory, engine: AsyncEngine
) -> None:
    assert directory.unit(OTHER_UNIT.id)
    for tenant in (REGION.id, TOWN.id):
        with pytest.raises(Exception, match=r"(?i)foreign"):
            async with engine.begin() as connection:
                await connection.execute(
                    text("INSERT INTO staff_unit VALUES ('staff-1', 'unit-2', :tenant)"),
                    {"tenant": tenant},
                )


async def test_a_name_that_does_not_fit_is_not_added(directory: Directory) -> None:
    with pytest.raises(InvalidText):
        await directory.add_staff(ANNA.but(id=StaffId("staff-2"), name=""))
    with pytest.raises(InvalidText):
        await directory.add_organisation(REGION.but(id=OrganisationId("org-3"), name="x" * 81))
    assert directory.staff_member(StaffId("staff-2")) is None


async def test_a_board_that_was_silenced_stays_silent_after_a_restart(
    directory: Directory, engine: AsyncEngine
) -> None:
    await directory.set_muted(ANNA.id, True)
    assert directory.staff_member(ANNA.id) == ANNA.but(muted=True)
    again = Directory(engine)
    await again.start()
    assert again.staff_member(ANNA.id) == ANNA.but(muted=True)
    await again.set_muted(ANNA.id, False)
    assert again.staff_member(ANNA.id) == ANNA


async def test_silencing_somebody_unknown_does_nothing(directory: Directory) -> None:
    await directory.set_muted(StaffId("none"), True)
    assert directory.staff_member(StaffId("none")) is None
