"""Who a signed-in guest is and what place they have, for their own page."""

from waitingroom.core.refusals import Code
from waitingroom.directory import QueueInfo, Unit
from waitingroom.identity import GuestSignIn
from waitingroom.web.call import Call
from waitingroom.web.cookies import keep_place
from waitingroom.web.forms import Nothing
from waitingroom.web.problems import Answer, Slow
from waitingroom.web.rooms import Rooms
from waitingroom.web.shapes import GuestMe, PlaceShown, QueueShown, UnitShown


async def who_am_i(call: Call[GuestSignIn, None]) -> Answer:
    """The guest's own name and the clinic they wait for by now."""
    at = await call.rooms.desk.whereabouts(call.who.queue, call.who.visit)
    return await me(call.rooms, call.who.but(queue=at))


async def place(call: Call[GuestSignIn, Nothing]) -> Answer:
    """The guest's place ticket, as a cookie and for the page: a live line can set no cookie."""
    rooms, who = call.rooms, call.who
    wait = await rooms.paces.place(who.guest)
    if wait:
        return Slow(seconds=wait)
    at = await rooms.desk.whereabouts(who.queue, who.visit)
    ticket = rooms.hub.place_ticket(who.but(queue=at))
    return keep_place(rooms, ticket, PlaceShown(ticket=ticket)) if ticket else Code.NOT_WAITING


async def me(rooms: Rooms, sign_in: GuestSignIn) -> GuestMe | Code:
    """What the page of this guest shows of themselves; a name that is erased is empty."""
    queue = rooms.directory.queue(sign_in.queue)
    unit = queue and rooms.directory.unit(queue.unit)
    if not queue or not unit:
        return Code.NOT_SIGNED_IN
    person = await rooms.directory.sought(sign_in.guest)
    return GuestMe(
        unit=unit_shown(unit),
        queue=queue_shown(queue),
        role=sign_in.role,
        name=person.name if person else "",
        language=person.language if person else "",
    )


def unit_shown(unit: Unit) -> UnitShown:
    """What anybody may know of a clinic."""
    return UnitShown(name=unit.name, phone=unit.phone)


def queue_shown(queue: QueueInfo) -> QueueShown:
    """A queue by name."""
    return QueueShown(id=queue.id, name=queue.name)
