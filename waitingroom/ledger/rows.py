"""The two ways to the tables of other rooms, and how little a failure on them tells."""

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

from waitingroom.ledger.port import Busy

__all__ = ["Engine", "Rows"]


class Rows:
    """Reads and writes whole statements on one database.

    A database's own message quotes the row, which may hold a patient's name. So an error here tells
    the kind of failure alone, and is raised outside the handler, where the database's message does
    not hang on to it as its cause.

    Shape: `taken` makes the room's own error for a key that is in use or points to nothing.
    Errors: that one; `Busy` for what may go better the next time, RuntimeError for a bug.
    """

    def __init__(self, engine: Engine, taken: type[Exception]) -> None:
        self._engine = engine
        self._taken = taken

    async def read(self, statement: Select[Any]) -> Sequence[Row[Any]]:
        """The rows this finds."""
        try:
            async with self._engine.connect() as connection:
                rows: Sequence[Row[Any]] = (await connection.execute(statement)).all()
                return rows
        except (SQLAlchemyError, OSError) as error:
            failure = self._failure(error)
        raise failure

    async def write(self, *statements: Executable) -> int:
        """All of these or none; how many rows they touched."""
        if not statements:
            return 0
        try:
            async with self._engine.begin() as connection:
                done = [await connection.execute(each) for each in statements]
            return sum(each.rowcount for each in done)
        except (SQLAlchemyError, OSError) as error:
            failure = self._failure(error)
        raise failure

    def _failure(self, error: Exception) -> Exception:
        kind = type(error).__name__
        if isinstance(error, IntegrityError):
            return self._taken("in use already, or it belongs to nothing known")
        ours = isinstance(error, ProgrammingError | DataError | NotSupportedError)
        passes = isinstance(error, DBAPIError | NoConnectionFree | OSError)
        if passes and not ours:
            return Busy(f"the tables are not available: {kind}")
        return RuntimeError(f"a statement is wrong: {kind}")
