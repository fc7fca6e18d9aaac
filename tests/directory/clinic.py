"""A small invented clinic, and the people in it."""

from datetime import UTC, datetime, timedelta

from waitingroom.core.actors import StaffRole
from waitingroom.core.ids import GuestId, OrganisationId, QueueId, StaffId, UnitId, VisitId
from waitingroom.directory import Directory, Organisation, Person, QueueInfo, StaffInfo, Unit

NOW = datetime(2026, 3, 2, 10, 0, 0, 123456, tzinfo=UTC)
DAY = timedelta(days=1)

REGION = Organisation(id=OrganisationId("org-1"), name="Region Prøve")
TOWN = Organisation(id=OrganisationId("org-2"), name="Prøveby Kommune")

UNIT = Unit(
    id=UnitId("unit-1"),
    organisation=REGION.id,
    name="Hjerteklinikken",
    slug="hjerte",
    phone="+4512345678",
    languages=("da", "en", "ar"),
)
OTHER_UNIT = Unit(
    id=UnitId("unit-2"),
    organisation=TOWN.id,
    name="Familiehuset",
    slug="familie",
    asks_reason=False,
)
QUEUE = QueueInfo(id=QueueId("queue-1"), unit=UNIT.id, name="Kontrol", slug="kontrol")
ACUTE = QueueInfo(id=QueueId("queue-2"), unit=UNIT.id, name="akut", slug="akut", walk_in=False)
ANNA = StaffInfo(
    id=StaffId("staff-1"),
    organisation=REGION.id,
    name="Anna Test",
    role=StaffRole.CLINICIAN,
    units=(UNIT.id,),
)

PETER = Person(name="Prøve Pedersen", phone="+4587654321", note="Ondt i brystet", birth_year=1954)
GUEST = GuestId("guest-1")
VISIT = VisitId("visit-1")


async def furnish(directory: Directory) -> None:
    """Put the clinic into the directory."""
    for organisation in (REGION, TOWN):
        await directory.add_organisation(organisation)
    for unit in (UNIT, OTHER_UNIT):
        await directory.add_unit(unit)
    for queue in (QUEUE, ACUTE):
        await directory.add_queue(queue)
    await directory.add_staff(ANNA)


async def keep(
    directory: Directory,
    guest: str = GUEST,
    person: Person = PETER,
    now: datetime = NOW,
    due_at: datetime | None = None,
) -> GuestId:
    """Write a person down for the first queue; the guest."""
    await directory.keep_person(GuestId(guest), QUEUE.id, VISIT, person, now, due_at)
    return GuestId(guest)
