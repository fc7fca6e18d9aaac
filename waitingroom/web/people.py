"""The names that go into the erasable table before the queue hears of a guest."""

from collections.abc import Mapping
from datetime import datetime

from waitingroom.core.ids import GuestId, QueueId, VisitId
from waitingroom.core.refusals import Code
from waitingroom.core.value import Value
from waitingroom.directory import Directory, Person, Taken, checked
from waitingroom.web.forms import Party


class Occasion(Value):
    """What people are written down for, and when that was; `due_at` is empty for a call soon."""

    queue: QueueId
    visit: VisitId
    at: datetime
    due_at: datetime | None


def person(form: Party) -> Person:
    """The person a form describes; `InvalidText` when a text does not fit."""
    return checked(
        Person(
            name=form.name,
            phone=form.phone,
            note=form.note,
            language=form.language,
            birth_year=form.birth_year,
        )
    )


async def keep(
    directory: Directory, occasion: Occasion, people: Mapping[GuestId, Person]
) -> Code | None:
    """Write down who these guests are; the same again writes nothing.

    Shape: `op-reused` when one of these ids already is somebody else, whom nothing overwrites.
    """
    known = {guest: directory.person(guest) for guest in people}
    if any(kept not in (None, people[guest]) for guest, kept in known.items()):
        return Code.OP_REUSED
    for guest in (each for each, kept in known.items() if kept is None):
        written = await _written(directory, occasion, guest, people[guest])
        if not written and directory.person(guest) != people[guest]:
            return Code.OP_REUSED
    return None


async def _written(
    directory: Directory, occasion: Occasion, guest: GuestId, person: Person
) -> bool:
    """Whether it was us who wrote this guest down."""
    try:
        await directory.keep_person(
            guest, occasion.queue, occasion.visit, person, occasion.at, occasion.due_at
        )
    except Taken:
        # The same form came twice at once, perhaps to two nodes; the other one was faster.
        await directory.fetch([guest])
        return False
    return True
