"""What is known of text messages for some days: each is begun once, and counted before it goes."""

import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, func, insert, select, update

from waitingroom.core.model import Text
from waitingroom.core.value import Value
from waitingroom.ledger import Engine, Rows
from waitingroom.notify.tables import text_message

SENDING = "sending"
"""What stands there while it is not known what became of it."""

HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)

KEPT = WEEK + DAY
"""Today's count is compared with those of the seven days before."""


class BegunAlready(ValueError):
    """A message of that name was begun before."""


class Counts(Value):
    """How many were begun: for one number in an hour and a day, on one bill in a day and before.

    Shape: `week` is the seven days before this one.
    """

    number_hour: int
    number_day: int
    tenant_day: int
    tenant_week: int


class TextLog:
    """The rows of one database. Errors: the ledger's `Busy` when it can't be asked now.

    Shape: `key` is secret and of no other use, so that a hash can't be turned back by trying all
    numbers there are.
    """

    def __init__(self, engine: Engine, key: bytes) -> None:
        self._rows = Rows(engine, BegunAlready)
        self._key = key

    async def outcome(self, name: str) -> Text | None:
        """What became of the message of that name, None when it was never begun."""
        rows = await self._rows.read(
            select(text_message.c.outcome).where(text_message.c.name == name)
        )
        if not rows:
            return None
        return Text.UNKNOWN if rows[0].outcome == SENDING else Text(rows[0].outcome)

    async def counts(self, number: str, tenant: str, now: datetime) -> Counts:
        """What was begun until now, whatever became of it."""
        of_number = text_message.c.number_hash == self._hash(number)
        of_tenant = text_message.c.tenant == tenant
        at = text_message.c.at
        rows = await self._rows.read(
            select(
                _count(of_number & (at > now - HOUR)).label("number_hour"),
                _count(of_number & (at > now - DAY)).label("number_day"),
                _count(of_tenant & (at > now - DAY)).label("tenant_day"),
                _count(of_tenant & (at > now - KEPT) & (at <= now - DAY)).label("tenant_week"),
            )
        )
        return Counts(**rows[0]._mapping)

    async def begin(self, name: str, number: str, tenant: str, now: datetime) -> None:
        """Write down that a message is about to go. Errors: `BegunAlready`."""
        await self._rows.write(
            insert(text_message).values(
                name=name, number_hash=self._hash(number), tenant=tenant, at=now, outcome=SENDING
            )
        )

    async def end(self, name: str, outcome: Text) -> None:
        """Write down what became of it."""
        await self._rows.write(
            update(text_message).where(text_message.c.name == name).values(outcome=outcome.value)
        )

    async def forget(self, now: datetime) -> int:
        """Delete what no count needs any more; how many."""
        return await self._rows.write(delete(text_message).where(text_message.c.at <= now - KEPT))

    def _hash(self, number: str) -> str:
        return hmac.new(self._key, number.encode(), hashlib.sha256).hexdigest()


def _count(condition: ColumnElement[bool]) -> ColumnElement[Any]:
    return select(func.count()).select_from(text_message).where(condition).scalar_subquery()
