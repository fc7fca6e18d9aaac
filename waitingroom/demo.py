"""A small, believable clinic for an empty data folder, and the links to try it with.

All names are invented. Passwords and links are made anew for every folder and kept beside it in a
file that only its owner may read, so that a script can try everything a person can.
"""

import os
import secrets
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from waitingroom.core.actors import StaffActor, StaffRole, SystemActor
from waitingroom.core.commands import Configure, ExpectVisit, Invited, OpenQueue
from waitingroom.core.ids import GuestId, OrganisationId, QueueId, StaffId, UnitId, VisitId
from waitingroom.core.model import Role, Rules
from waitingroom.core.value import Private, Value
from waitingroom.directory import Organisation, Person, QueueInfo, StaffInfo, Unit, fresh_id
from waitingroom.house import House
from waitingroom.settings import Settings

FILE = "demo.json"

UNIT = "Lægerne Søtorvet"
SLUG = "laegerne-soetorvet"
PHONE = "+45 12 34 56 78"

STAFF = (
    ("anna", "Anna Test", StaffRole.ADMINISTRATOR),
    ("bo", "Bo Eksempel", StaffRole.CLINICIAN),
    ("siv", "Siv Prøve", StaffRole.SECRETARY),
)

VISITS: tuple[tuple[int, tuple[tuple[Role, Person], ...]], ...] = (
    (
        10,
        (
            (
                Role.PATIENT,
                Person(name="Prøve Pedersen", birth_year=1942, note="Kontrol efter udskrivning"),
            ),
            (Role.RELATIVE, Person(name="Ditte Prøve", note="Datter")),
        ),
    ),
    (25, ((Role.PATIENT, Person(name="Demo Dam", birth_year=1991, note="Svar på blodprøve")),)),
    (
        40,
        (
            (Role.PATIENT, Person(name="Amina Eksempel", birth_year=1975, language="ar")),
            (Role.INTERPRETER, Person(name="Tolk Testesen", language="ar")),
        ),
    ),
    (
        55,
        (
            (Role.PATIENT, Person(name="Solbo Borger", birth_year=1938)),
            (Role.COLLEAGUE, Person(name="Hjemmesygeplejen Solbo")),
        ),
    ),
)
"""Minutes from now, and the party."""

WINDOW = timedelta(days=30)
"""How long the links of the demo can be used."""


class DemoGuest(Value):
    """One personal link and whose it is; in the file it is without our own address."""

    role: Role
    name: str
    link: str


class DemoStaff(Value):
    """One sign-in."""

    login: str
    password: str
    name: str
    role: StaffRole


class Demo(Value):
    """All the ways in."""

    guests: tuple[DemoGuest, ...]
    walk_in: str
    staff_page: str
    staff: tuple[DemoStaff, ...]


def read(settings: Settings) -> Demo | None:
    """The demo of this data folder, with the address it has now; None when it has none."""
    path = settings.data / FILE
    if not path.exists():
        return None
    kept = msgspec.json.decode(path.read_bytes(), type=Demo)
    origin = settings.origin
    return kept.but(
        guests=tuple(each.but(link=origin + each.link) for each in kept.guests),
        walk_in=origin + kept.walk_in,
        staff_page=origin + kept.staff_page,
    )


def as_json(ways: Demo) -> str:
    """The ways in, for a script."""
    return msgspec.json.format(msgspec.json.encode(ways)).decode()


async def fill(house: House) -> None:
    """Make the clinic, open its queue, expect some visits, and write down the ways in.

    Errors: those of the rooms; then part of it may be there, and the folder is best thrown away.
    """
    organisation = Organisation(id=OrganisationId(fresh_id()), name="Demoregionen")
    unit = Unit(
        id=UnitId(fresh_id()), organisation=organisation.id, name=UNIT, slug=SLUG, phone=PHONE
    )
    queue = QueueInfo(id=QueueId(fresh_id()), unit=unit.id, name="Videokonsultation", slug="video")
    await house.directory.add_organisation(organisation)
    await house.directory.add_unit(unit)
    await house.directory.add_queue(queue)
    staff, actor = await _staff(house, unit)
    await house.desk.ask(
        queue.id, None, Configure(rules=Rules()), SystemActor(node=house.keeper.node)
    )
    await house.desk.ask(queue.id, None, OpenQueue(), actor)
    demo = Demo(
        guests=await _guests(house, queue.id, actor),
        walk_in=f"/d/{SLUG}",
        staff_page="/staff",
        staff=staff,
    )
    _write(house.settings.data / FILE, demo)


async def _staff(house: House, unit: Unit) -> tuple[tuple[DemoStaff, ...], StaffActor]:
    made = []
    for login, name, role in STAFF:
        # Hexadecimal, because a password that happens to contain the login is refused.
        password = secrets.token_hex(8)
        id_ = StaffId(fresh_id())
        await house.directory.add_staff(
            StaffInfo(
                id=id_, organisation=unit.organisation, name=name, role=role, units=(unit.id,)
            )
        )
        await house.accounts.add(id_, login, Private(password), house.clock.now())
        made.append((id_, DemoStaff(login=login, password=password, name=name, role=role)))
    first, entry = made[0]
    return tuple(each for _, each in made), StaffActor(staff=first, role=entry.role)


async def _guests(house: House, queue: QueueId, actor: StaffActor) -> tuple[DemoGuest, ...]:
    guests: list[DemoGuest] = []
    for minutes, party in VISITS:
        visit = VisitId(fresh_id())
        due_at = house.clock.now() + timedelta(minutes=minutes)
        invited = tuple(Invited(guest=GuestId(fresh_id()), role=role) for role, _ in party)
        for each, (_, person) in zip(invited, party, strict=True):
            await house.directory.keep_person(
                each.guest, queue, visit, person, house.clock.now(), due_at + WINDOW
            )
            guests.append(await _link(house, queue, visit, each, person))
        expected = ExpectVisit(visit=visit, guests=invited, due_at=due_at)
        await house.desk.ask(queue, None, expected, actor)
    return tuple(guests)


async def _link(
    house: House, queue: QueueId, visit: VisitId, invited: Invited, person: Person
) -> DemoGuest:
    now: datetime = house.clock.now()
    token = await house.links.issue(
        invited.guest, visit, queue, invited.role, now - timedelta(minutes=1), now + WINDOW
    )
    return DemoGuest(role=invited.role, name=person.name, link=f"/l#{token.reveal()}")


def _write(path: Path, demo: Demo) -> None:
    # Passwords and links stand in it: nobody else on the machine may read it.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(demo)))
