"""How a member of staff gets in and out."""

from waitingroom.core.refusals import Code
from waitingroom.core.value import Private
from waitingroom.directory import Unit
from waitingroom.web.call import Anybody, Call, Colleague
from waitingroom.web.cookies import let_in, let_out
from waitingroom.web.forms import Nothing, StaffLogin
from waitingroom.web.guard import staff_of
from waitingroom.web.guest_me import queue_shown
from waitingroom.web.problems import Answer, Slow, json
from waitingroom.web.rooms import Rooms
from waitingroom.web.shapes import StaffMe, StaffShown, UnitQueues


async def sign_in(call: Call[Anybody, StaffLogin]) -> Answer:
    """Change a login and a password for a cookie; a wrong login and a wrong password are alike."""
    rooms = call.rooms
    login = call.body.login
    wait = await rooms.paces.staff.take(login, call.address)
    if wait:
        return Slow(seconds=wait)
    staff = await rooms.accounts.verify(login, Private(call.body.password), call.at)
    member = staff and rooms.directory.staff_member(staff)
    if not staff or not member:
        return Code.WRONG_SIGN_IN
    rooms.paces.staff.succeeded(login, call.address)
    begun = await rooms.sign_ins.begin(staff, call.at)
    return let_in(rooms, begun, me(rooms, Colleague(sign_in=begun, member=member)))


async def sign_out(call: Call[Anybody, Nothing]) -> Answer:
    """End the sign-in; every line that was opened with it hears of that."""
    sign_in = staff_of(call.rooms, call.cookies)
    if sign_in:
        await call.rooms.sign_ins.end(sign_in.id, call.at)
    return let_out(call.rooms, call.rooms.cookies.staff, call.cookies)


async def who_am_i(call: Call[Colleague, None]) -> Answer:
    """The colleague, with the units and queues they may work in."""
    return me(call.rooms, call.who)


async def queues(call: Call[Colleague, None]) -> Answer:
    """All queues of the colleague's organisation by name: where a visit may be transferred to."""
    directory = call.rooms.directory
    ours = (each for each in directory.units() if each.organisation == call.who.member.organisation)
    return json([_with_queues(call.rooms, each) for each in ours])


def me(rooms: Rooms, colleague: Colleague) -> StaffMe:
    """What the board of this colleague needs to begin."""
    member = colleague.member
    units = (rooms.directory.unit(each) for each in member.units)
    return StaffMe(
        staff=StaffShown(id=member.id, name=member.name, role=member.role, muted=member.muted),
        units=tuple(_with_queues(rooms, unit) for unit in units if unit),
    )


def _with_queues(rooms: Rooms, unit: Unit) -> UnitQueues:
    queues = tuple(queue_shown(each) for each in rooms.directory.queues_of(unit.id))
    return UnitQueues(id=unit.id, name=unit.name, queues=queues)
