"""The journal of the directory: what was changed, so that every node's memory can follow."""

from collections.abc import Sequence

from sqlalchemy import delete, func, select

from waitingroom.core.value import Value
from waitingroom.directory import tables
from waitingroom.directory.store import Taken, Topic
from waitingroom.ledger import Engine, Rows

WINDOW = 64
"""How many numbers back it is read again: numbers are given in order, and not committed in order. A
transaction lasts 2 s at most, and in 2 s there are never as many changes."""

KEPT = 10_000
"""How many changes are kept; whoever was away for longer reads everything again at its start."""


class Change(Value):
    """One change. Shape: `about` is a guest's id, an instant in ISO form, or empty."""

    number: int
    topic: Topic
    about: str


class Journal:
    """The changes of one database, each handed out once."""

    def __init__(self, engine: Engine) -> None:
        self._rows = Rows(engine, Taken)
        self._newest = 0
        self._seen: frozenset[int] = frozenset()

    async def begin(self) -> None:
        """From here on: whoever calls this reads everything afterwards."""
        newest = select(func.coalesce(func.max(tables.change.c.number), 0).label("newest"))
        self._newest = (await self._rows.read(newest))[0].newest
        await self.new()

    async def new(self) -> Sequence[Change]:
        """What was changed since the last time, on this node or another."""
        row = tables.change.c
        asked = select(tables.change).where(row.number > self._newest - WINDOW).order_by(row.number)
        read = [
            Change(number=each.number, topic=Topic(each.topic), about=each.about)
            for each in await self._rows.read(asked)
        ]
        new = [each for each in read if each.number not in self._seen]
        self._newest = max([self._newest, *(each.number for each in read)])
        self._seen = frozenset(each.number for each in read)
        return new

    async def forget(self) -> int:
        """Delete the oldest; how many."""
        return await self._rows.write(
            delete(tables.change).where(tables.change.c.number <= self._newest - KEPT)
        )
