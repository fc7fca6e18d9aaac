"""What staff do with a visit through a form: expect, invite one more, a new link, its history."""

from collections.abc import Collection
from datetime import timedelta

from waitingroom.core.commands import ExpectVisit, Invited, InviteGuest
from waitingroom.core.ids import GuestId, OpId, StaffId, VisitId
from waitingroom.core.model import Role, Stage, Visit
from waitingroom.core.refusals import Code, Refused
from waitingroom.directory import fresh_id
from waitingroom.web import derived_ids
from waitingroom.web.call import Call, ColleagueHere
from waitingroom.web.forms import Expect, Invite, Nothing
from waitingroom.web.people import Occasion, keep, person
from waitingroom.web.personal_link import link_for
from waitingroom.web.problems import Answer, Unfit, json
from waitingroom.web.rooms import Rooms
from waitingroom.web.shapes import Fact, VisitExpected

PAST = timedelta(days=1)
FUTURE = timedelta(days=366)
"""How far from now a visit may be due; farther is a slip of the finger."""

OPEN_ENDED = (Code.UNKNOWN, Code.BUSY)
"""Refusals after which the same form may yet succeed: what was written down for it stays."""


async def expect(call: Call[ColleagueHere, Expect]) -> Answer:
    """Expect a visit with its party, and give everybody a link.

    The same `op_id` again is the same visit: it gets new links beside those it has, because the
    first ones may have been lost on the way or may already be with the guests.
    """
    form, who, key = call.body, call.who, call.rooms.id_key
    if form.guests[0].role is not Role.PATIENT:
        return Unfit(field="guests")
    if form.due_at and not call.at - PAST < form.due_at < call.at + FUTURE:
        return Unfit(field="due_at")
    visit = derived_ids.visit_id(key, who, form.op_id)
    guests = tuple(
        Invited(guest=derived_ids.guest_id(key, who, form.op_id, place), role=each.role)
        for place, each in enumerate(form.guests)
    )
    people = dict(zip((each.guest for each in guests), map(person, form.guests), strict=True))
    command = ExpectVisit(visit=visit, guests=guests, due_at=form.due_at)
    occasion = Occasion(queue=who.queue.id, visit=visit, at=call.at, due_at=form.due_at)
    reused = await keep(call.rooms.directory, occasion, people)
    if reused:
        return reused
    refused = await _ask(call, form.op_id, command, people)
    if refused:
        return refused
    links = [await link_for(call, visit, each.guest, each.role, form.due_at) for each in guests]
    return VisitExpected(visit=visit, guests=tuple(links))


async def invite(call: Call[ColleagueHere, Invite]) -> Answer:
    """One more person for a visit, with a link of their own."""
    form, who = call.body, call.who
    visit = await _visit(call)
    if visit is None:
        return Code.NOT_FOUND
    op_id = form.op_id or OpId(fresh_id())
    guest = derived_ids.guest_id(call.rooms.id_key, who, op_id, 0)
    command = InviteGuest(visit=visit.id, guest=guest, role=form.role)
    people = {guest: person(form)}
    occasion = Occasion(queue=who.queue.id, visit=visit.id, at=call.at, due_at=visit.due_at)
    reused = await keep(call.rooms.directory, occasion, people)
    if reused:
        return reused
    refused = await _ask(call, op_id, command, people)
    return refused or await link_for(call, visit.id, guest, form.role, visit.due_at)


async def new_link(call: Call[ColleagueHere, Nothing]) -> Answer:
    """A new link for a guest; the old ones let nobody in any more, and their lines are closed."""
    visit = await _visit(call)
    guest = visit and visit.guest(GuestId(call.path["guest"]))
    if not visit or not guest:
        return Code.NOT_FOUND
    if visit.stage is Stage.ENDED:
        return Code.ENDED
    await call.rooms.links.revoke_guest(guest.id, call.at)
    return await link_for(call, visit.id, guest.id, guest.role, visit.due_at)


async def history(call: Call[ColleagueHere, None]) -> Answer:
    """All that happened to a visit, in plain facts, oldest first."""
    visit = await _visit(call)
    if visit is None:
        return Code.NOT_FOUND
    facts = await call.rooms.desk.history(call.who.queue.id, visit.id)
    return json([Fact(at=each.at, kind=each.kind, by=_name(call.rooms, each.by)) for each in facts])


async def _visit(call: Call[ColleagueHere, object]) -> Visit | None:
    """The visit in the address, if it is one of this very queue."""
    visit = VisitId(call.path["visit"])
    return (await call.rooms.desk.having(call.who.queue.id, visit)).visits.get(visit)


async def _ask(
    call: Call[ColleagueHere, object],
    op_id: OpId,
    command: ExpectVisit | InviteGuest,
    guests: Collection[GuestId],
) -> Refused | None:
    """Ask the desk; after a no, the names that were only written down for this are erased."""
    answer = await call.rooms.desk.ask(call.who.queue.id, op_id, command, call.who.actor)
    if not isinstance(answer, Refused):
        return None
    if answer.code not in OPEN_ENDED:
        await _erase(call, command.visit, guests)
    return answer


async def _erase(
    call: Call[ColleagueHere, object], visit: VisitId, guests: Collection[GuestId]
) -> None:
    """Erase whom the queue does not know, also when the form was sent before and was not done."""
    known = (await call.rooms.desk.having(call.who.queue.id, visit)).visits.get(visit)
    strangers = [each for each in guests if known is None or known.guest(each) is None]
    if strangers:
        await call.rooms.directory.erase(strangers)


def _name(rooms: Rooms, by: str) -> str:
    kind, _, known = by.partition(":")
    return rooms.directory.staff(StaffId(known)) if kind == "staff" else ""
