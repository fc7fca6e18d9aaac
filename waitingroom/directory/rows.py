"""The two ways to the directory's tables, and how little a failure on them tells."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Executable, Row, Select
from sqlalchemy.exc import (
    DataError,
    DBAPIError,
    IntegrityError,
    NotSupportedError,
    ProgrammingError,
    SQLAlchemyError,
)
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.ext.asyncio import AsyncEngine as Engine

from waitingroom.ledger import Busy

__all__ = ["Engine", "Rows", "Taken"]


class Taken(ValueError):
    """The id or the name in an address is in use, or what it belongs to is not known."""


class Rows:
    """Reads and writes whole statements on one database.

    A database's own message quotes the row, which may hold a patient's name. So an error here tells
    the kind of failure alone, and is raised outside the handler, where the database's message does
    not hang on to it as its cause.

    Errors: the ledger's `Busy` for what may go better the next time, RuntimeError for a bug.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def read(self, statement: Select[Any]) -> Sequence[Row[Any]]:
        """The rows this finds."""
        try:
            async with self._engine.connect() as connection:
                rows: Sequence[Row[Any]] = (await connection.execute(statement)).all()
                return rows
        except (SQLAlchemyError, OSError) as error:
            failure = _failure(error)
        raise failure

    async def write(self, *statements: Executable) -> int:
        """All of these or none; how many rows they touched.

        Errors: Taken when a key is in use, or points to nothing.
        """
        if not statements:
            return 0
        try:
            async with self._engine.begin() as connection:
                done = [await connection.execute(each) for each in statements]
            return sum(each.rowcount for each in done)
        except (SQLAlchemyError, OSError) as error:
            failure = _failure(error)
        raise failure


def _failure(error: Exception) -> Exception:
    kind = type(error).__name__
    if isinstance(error, IntegrityError):
        return Taken("in use, or belongs to nothing known")
    ours = isinstance(error, ProgrammingError | DataError | NotSupportedError)
    passes = isinstance(error, DBAPIError | NoConnectionFree | OSError)
    if passes and not ours:
        return Busy(f"the tables of the directory are not available: {kind}")
    return RuntimeError(f"a statement on the tables of the directory is wrong: {kind}")
