"""The book of a queue: shelves, alarms and indexes, which follow each visit as it changes."""

from immutables import Map

from waitingroom.core.alarms import alarm_key
from waitingroom.core.ids import GuestId, StaffId, VisitId
from waitingroom.core.model import Queue, Shelf, Visit
from waitingroom.core.order import Key, Line
from waitingroom.core.stages import shelf_key, shelf_of


def filed(queue: Queue, id_: VisitId, before: Visit | None, after: Visit | None) -> Queue:
    """The queue with one visit in place of what it was: shelves, alarms and indexes follow."""
    rings = None if before is None else alarm_key(queue, before)
    will_ring = None if after is None else alarm_key(queue, after)
    return queue.but(
        visits=queue.visits.delete(id_) if after is None else queue.visits.set(id_, after),
        guests=_owners(queue.guests, before, after),
        claims=_claims(queue.claims, before, after),
        shelves=_shelves(queue.shelves, before, after),
        alarms=_moved(queue.alarms, rings, will_ring),
    )


def _owners(
    owners: Map[GuestId, VisitId], before: Visit | None, after: Visit | None
) -> Map[GuestId, VisitId]:
    had = {} if before is None else {each.id: before.id for each in before.guests}
    has = {} if after is None else {each.id: after.id for each in after.guests}
    if had == has:
        return owners
    for guest in had.keys() - has.keys():
        owners = owners.delete(guest)
    return owners.update(has)


def _claims(
    claims: Map[StaffId, VisitId], before: Visit | None, after: Visit | None
) -> Map[StaffId, VisitId]:
    if before is not None and before.claim is not None:
        claims = claims.delete(before.claim.by)
    if after is not None and after.claim is not None:
        claims = claims.set(after.claim.by, after.id)
    return claims


def _shelves(
    shelves: Map[Shelf, Line], before: Visit | None, after: Visit | None
) -> Map[Shelf, Line]:
    old = None if before is None else (shelf_of(before), shelf_key(before))
    new = None if after is None else (shelf_of(after), shelf_key(after))
    if old == new:
        return shelves
    if old is not None:
        rest = shelves[old[0]].remove(old[1])
        shelves = shelves.set(old[0], rest) if rest.chunks else shelves.delete(old[0])
    if new is not None:
        shelves = shelves.set(new[0], shelves.get(new[0], Line()).insert(new[1]))
    return shelves


def _moved(line: Line, old: Key | None, new: Key | None) -> Line:
    if old == new:
        return line
    line = line if old is None else line.remove(old)
    return line if new is None else line.insert(new)
