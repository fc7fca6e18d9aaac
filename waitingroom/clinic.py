"""Setting a clinic up on the command line: the first administrator, units, queues and staff."""

import argparse
import getpass
import sys
from collections.abc import Callable

import uvloop

from waitingroom.app import House, house
from waitingroom.core.actors import StaffRole, SystemActor
from waitingroom.core.commands import Configure
from waitingroom.core.ids import OrganisationId, QueueId, StaffId, UnitId
from waitingroom.core.model import Rules
from waitingroom.core.value import Private
from waitingroom.directory import (
    InvalidText,
    Organisation,
    QueueInfo,
    StaffInfo,
    Taken,
    Unit,
    fresh_id,
)
from waitingroom.identity import InvalidLogin, LoginTaken, WeakPassword
from waitingroom.ledger import own
from waitingroom.settings import Settings

Common = Callable[[argparse.ArgumentParser], None]


async def begin(opened: House, login: str, password: Private) -> None:
    """An empty clinic with one queue and its first administrator."""
    organisation = Organisation(id=OrganisationId(fresh_id()), name="Min organisation")
    await opened.directory.add_organisation(organisation)
    unit = await _unit(opened, organisation.id, "Min klinik", "klinik", "")
    await _member(opened, unit, login, "Administrator", StaffRole.ADMINISTRATOR, password)


def add_parsers(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", common: Common
) -> None:
    """The commands `add-unit` and `add-staff`."""
    unit = commands.add_parser("add-unit", help="add a unit with one queue")
    common(unit)
    unit.add_argument("name", help="what people call it, such as “Lægerne Søtorvet”")
    unit.add_argument("slug", help="its name in the address of its public door, such as soetorvet")
    unit.add_argument("--phone", default="", help="the number guests can always call")
    unit.set_defaults(run=_add_unit)
    staff = commands.add_parser("add-staff", help="add somebody who works there; asks a password")
    common(staff)
    staff.add_argument("login")
    staff.add_argument("name", help="what patients and colleagues read")
    staff.add_argument("--role", choices=[each.value for each in StaffRole], default="clinician")
    staff.add_argument("--unit", required=True, help="the slug of the unit")
    staff.set_defaults(run=_add_staff)


def _add_unit(settings: Settings, asked: argparse.Namespace) -> int:
    async def work() -> str:
        async with house(settings) as opened:
            units = opened.directory.units()
            if units:
                owner = units[0].organisation
            else:
                owner = OrganisationId(fresh_id())
                await opened.directory.add_organisation(Organisation(id=owner, name=asked.name))
            await _unit(opened, owner, asked.name, asked.slug, asked.phone)
            return f"{settings.origin}/d/{asked.slug}"

    return _carried_out(settings, work)


def _add_staff(settings: Settings, asked: argparse.Namespace) -> int:
    password = Private(getpass.getpass("Adgangskode / password: "))

    async def work() -> str:
        async with house(settings) as opened:
            unit = opened.directory.unit_by_slug(asked.unit)
            if unit is None:
                raise InvalidText("unit")
            role = StaffRole(asked.role)
            await _member(opened, unit, asked.login, asked.name, role, password)
            return f"{settings.origin}/staff"

    return _carried_out(settings, work)


def _carried_out(settings: Settings, work: Callable[[], object]) -> int:
    try:
        with own(settings.data / "waitingroom.db"):
            sys.stdout.write(f"{uvloop.run(work())}\n")  # type: ignore[arg-type]
    except (InvalidText, Taken, InvalidLogin, LoginTaken, WeakPassword) as wrong:
        sys.stderr.write(f"{wrong}\n")
        return 1
    return 0


async def _unit(
    opened: House, organisation: OrganisationId, name: str, slug: str, phone: str
) -> Unit:
    unit = Unit(id=UnitId(fresh_id()), organisation=organisation, name=name, slug=slug, phone=phone)
    queue = QueueInfo(id=QueueId(fresh_id()), unit=unit.id, name=name, slug="video")
    await opened.directory.add_unit(unit)
    await opened.directory.add_queue(queue)
    command = Configure(rules=Rules())
    await opened.desk.ask(queue.id, None, command, SystemActor(node=opened.node))
    return unit


async def _member(
    opened: House, unit: Unit, login: str, name: str, role: StaffRole, password: Private
) -> None:
    member = StaffInfo(
        id=StaffId(fresh_id()),
        organisation=unit.organisation,
        name=name,
        role=role,
        units=(unit.id,),
    )
    await opened.directory.add_staff(member)
    await opened.accounts.add(member.id, login, password, opened.clock.now())
