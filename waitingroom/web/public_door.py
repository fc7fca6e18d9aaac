"""A unit's public door: who may come in now, and how somebody without a link gets a place."""

from datetime import timedelta

from waitingroom.core.ids import GuestId, VisitId
from waitingroom.core.model import Role, Stage
from waitingroom.core.refusals import Code
from waitingroom.directory import (
    Person,
    QueueInfo,
    Unit,
    checked,
    checked_reason,
    fresh_id,
)
from waitingroom.identity import GuestSignIn
from waitingroom.web.call import Anybody, Call
from waitingroom.web.cookies import let_in
from waitingroom.web.forms import WalkIn
from waitingroom.web.guard import guest_of
from waitingroom.web.guest_me import me, queue_shown, unit_shown
from waitingroom.web.problems import Answer, Slow, Unfit
from waitingroom.web.rooms import Rooms
from waitingroom.web.shapes import DoorShown

LASTS = timedelta(hours=12)
"""How long somebody who walked in stays signed in: longer than any opening day."""

AT_THE_DOOR = (Role.PATIENT, Role.RELATIVE)
"""Who may say of themselves what they are. An interpreter or a colleague is somebody staff invite:
their sign on a card must not be worn by a stranger."""


async def look(call: Call[Anybody, None]) -> Answer:
    """What stands on the door; changes nothing."""
    unit = call.rooms.directory.unit_by_slug(call.path["slug"])
    if unit is None:
        return Code.NOT_FOUND
    queues = await _open_queues(call.rooms, unit)
    return DoorShown(
        unit=unit_shown(unit),
        open=bool(queues),
        queues=tuple(queue_shown(each) for each in queues),
        asks_reason=unit.asks_reason,
        languages=unit.languages,
    )


async def walk_in(call: Call[Anybody, WalkIn]) -> Answer:
    """Sign in somebody whom nobody expected.

    Their name is written down; their place begins when their page says Join over its line. A queue
    that is closed, that is no public one, or that is not there is refused alike.
    """
    unit = call.rooms.directory.unit_by_slug(call.path["slug"])
    if unit is None:
        return Code.NOT_FOUND
    if call.body.role not in AT_THE_DOOR:
        return Unfit(field="role")
    queues = await _open_queues(call.rooms, unit)
    if all(each.id != call.body.queue for each in queues):
        return Code.QUEUE_CLOSED
    person = _person(call.body)
    sign_in = await _again(call, person) or await _new(call, person)
    if isinstance(sign_in, Slow | Code):
        return sign_in
    shown = await me(call.rooms, sign_in)
    return shown if isinstance(shown, Code) else let_in(call.rooms, sign_in, shown)


def _person(form: WalkIn) -> Person:
    return checked(Person(name=form.name, note=checked_reason(form.reason), language=form.language))


async def _again(call: Call[Anybody, WalkIn], person: Person) -> GuestSignIn | None:
    """The sign-in this browser has, when the same person pressed twice or came back.

    Another name in the same browser is another person, who must not get the first one's place.
    """
    rooms = call.rooms
    sign_in = guest_of(rooms, call.cookies)
    if not sign_in or not sign_in.walk_in or sign_in.queue != call.body.queue:
        return None
    known = await rooms.directory.sought(sign_in.guest)
    visit = (await rooms.desk.queue(sign_in.queue)).visits.get(sign_in.visit)
    if not known or known.name != person.name or (visit and visit.stage is Stage.ENDED):
        return None
    if not await rooms.directory.change_person(sign_in.guest, person):
        return None
    rooms.hub.renamed(sign_in.queue, sign_in.visit)
    return sign_in.but(expires_at=call.at + LASTS)


async def _new(call: Call[Anybody, WalkIn], person: Person) -> GuestSignIn | Slow | Code:
    rooms = call.rooms
    newcomers, now = rooms.paces.newcomers, rooms.monotonic()
    if not newcomers.has_room(await rooms.desk.queue(call.body.queue), now):
        return Code.QUEUE_FULL
    wait = await rooms.paces.walk_ins.take(call.address)
    if wait:
        return Slow(seconds=wait)
    sign_in = GuestSignIn(
        guest=GuestId(fresh_id()),
        visit=VisitId(fresh_id()),
        queue=call.body.queue,
        role=call.body.role,
        walk_in=True,
        link=None,
        expires_at=call.at + LASTS,
    )
    newcomers.comes(sign_in.queue, sign_in.visit, now)
    await rooms.directory.keep_person(sign_in.guest, sign_in.queue, sign_in.visit, person, call.at)
    return sign_in


async def _open_queues(rooms: Rooms, unit: Unit) -> list[QueueInfo]:
    return [
        each
        for each in rooms.directory.queues_of(unit.id)
        if each.walk_in and await _takes_walk_ins(rooms, each)
    ]


async def _takes_walk_ins(rooms: Rooms, info: QueueInfo) -> bool:
    queue = await rooms.desk.queue(info.id)
    return queue.open and queue.rules.walk_in
