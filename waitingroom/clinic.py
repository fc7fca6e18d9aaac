"""Setting a clinic up on the command line: the first administrator, units, queues and staff."""

import getpass
import sys
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from typing import Any

import msgspec
import uvloop

from waitingroom.app import Unsafe, house
from waitingroom.conferences import missing
from waitingroom.core.actors import StaffRole, SystemActor
from waitingroom.core.commands import Configure
from waitingroom.core.ids import OrganisationId, QueueId, StaffId, UnitId
from waitingroom.core.model import Provider, Rules
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
from waitingroom.handoff.options import BadOption, read
from waitingroom.house import House
from waitingroom.identity import InvalidLogin, LoginTaken, WeakPassword
from waitingroom.ledger import Busy, InUse, NotMigrated, own
from waitingroom.settings import BadSetting, Settings


class NotSetUp(ValueError):
    """A queue was to use providers that this installation does not have."""

    def __init__(self, absent: Sequence[Provider]) -> None:
        super().__init__(f"{', '.join(absent)} is not set up for this unit in providers.toml")


WRONG = (
    BadOption,
    BadSetting,
    Busy,
    InUse,
    InvalidLogin,
    InvalidText,
    LoginTaken,
    NotMigrated,
    NotSetUp,
    Taken,
    Unsafe,
    WeakPassword,
)
"""What somebody at the command line reads in one sentence."""


async def begin(opened: House, login: str, password: Private) -> None:
    """An empty clinic with one queue and its first administrator."""
    organisation = Organisation(id=OrganisationId(fresh_id()), name="Min organisation")
    await opened.directory.add_organisation(organisation)
    unit = await _unit(opened, organisation.id, "Min klinik", "klinik", "")
    await _member(opened, unit, login, "Administrator", StaffRole.ADMINISTRATOR, password)


def add_unit(settings: Settings, name: str, slug: str, phone: str) -> int:
    """Add a unit with one queue; gives the exit code and prints the address of its door."""

    async def work() -> str:
        async with house(settings) as opened:
            units = opened.directory.units()
            if units:
                owner = units[0].organisation
            else:
                owner = OrganisationId(fresh_id())
                await opened.directory.add_organisation(Organisation(id=owner, name=name))
            await _unit(opened, owner, name, slug, phone)
            return f"{settings.origin}/d/{slug}"

    return _carried_out(settings, work)


def add_staff(settings: Settings, login: str, name: str, role: str, unit: str) -> int:
    """Add somebody who works in the unit of that slug; asks for the password."""
    password = _password()

    async def work() -> str:
        async with house(settings) as opened:
            found = _found(opened, unit)
            await _member(opened, found, login, name, StaffRole(role), password)
            return f"{settings.origin}/staff"

    return _carried_out(settings, work)


def set_rules(settings: Settings, unit: str, changes: Mapping[str, object]) -> int:
    """Give the queues of a unit other rules; gives the exit code and prints the rules they have.

    Shape: `changes` holds fields of `core.model.Rules`; what is not in it stays as it is.
    """

    return _of_each_queue(settings, unit, lambda opened, each: _set_rules(opened, each, changes))


def set_conference(settings: Settings, unit: str, changes: Mapping[str, object]) -> int:
    """Say what the conferences of a unit's queues are like; gives the exit code and prints them.

    Shape: `changes` holds fields of `handoff.options.Options`; what is not in it stays as it is.
    """

    return _of_each_queue(
        settings, unit, lambda opened, each: _set_conference(opened, each, changes)
    )


async def _set_conference(opened: House, queue: QueueInfo, changes: Mapping[str, object]) -> str:
    wanted = {**opened.directory.conference(queue.id), **changes}
    options = read({name: value for name, value in wanted.items() if value is not None})
    await opened.directory.set_conference(queue.id, msgspec.to_builtins(options))
    said = msgspec.to_builtins(options).items()
    return f"{queue.name}: " + ", ".join(f"{name} {_said(value)}" for name, value in said)


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return "+".join(map(str, value)) or "-"
    return "-" if value in (None, "") else str(value)


async def _set_rules(opened: House, queue: QueueInfo, changes: Mapping[str, object]) -> str:
    rules = (await opened.desk.queue(queue.id)).rules.but(**changes)
    if absent := missing(opened.outer.configured, opened.directory, queue.id, rules.providers):
        raise NotSetUp(absent)
    actor = SystemActor(node=opened.keeper.node)
    await opened.desk.ask(queue.id, None, Configure(rules=rules), actor)
    door = "open to walk-ins" if rules.walk_in else "for invited people only"
    place = "shown" if rules.shows_place else "hidden"
    return (
        f"{queue.name}: {rules.grace_s // 60} min away until set aside, "
        f"{rules.parked_s // 60} min until that expires, places {place}, {door}, "
        f"conferences by {', then '.join(rules.providers)}; "
        f"{_called(rules)}"
    )


def _called(rules: Rules) -> str:
    """What happens to somebody who is called, by these rules."""
    text = " and sent a text message" if rules.texts else ""
    calls_in = "yes" if rules.calls_in else "no"
    return (
        f"called again{text} after {rules.again_s} s, not reached after {rules.unreached_s} s, "
        f"to be chosen about after {rules.choose_s} s; {rules.rings_per_day} telephones a day "
        f"rung for {rules.ring_s} s, calling in: {calls_in}"
    )


def _password() -> Private:
    """Asked for without an echo; from a script, the first line of standard input."""
    if sys.stdin.isatty():
        return Private(getpass.getpass("Adgangskode / password: "))
    return Private(sys.stdin.readline().rstrip("\n"))


def _of_each_queue(
    settings: Settings, unit: str, change: Callable[[House, QueueInfo], Awaitable[str]]
) -> int:
    """Change each queue of a unit; gives the exit code and prints what was said of each."""

    async def work() -> str:
        async with house(settings) as opened:
            found = _found(opened, unit)
            queues = opened.directory.queues_of(found.id)
            return "\n".join([await change(opened, each) for each in queues])

    return _carried_out(settings, work)


def _found(opened: House, unit: str) -> Unit:
    """The unit of that name in its address. Errors: `InvalidText`."""
    found = opened.directory.unit_by_slug(unit)
    if found is None:
        raise InvalidText("unit")
    return found


def _carried_out(settings: Settings, work: Callable[[], Coroutine[Any, Any, str]]) -> int:
    try:
        with own(settings.data / "waitingroom.db"):
            sys.stdout.write(f"{uvloop.run(work())}\n")
    except WRONG as wrong:
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
    await opened.desk.ask(queue.id, None, command, SystemActor(node=opened.keeper.node))
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
