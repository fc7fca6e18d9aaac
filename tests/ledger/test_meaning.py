"""What each error of a database is taken for, before and after the commit was sent."""

import sqlite3

import pytest
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from waitingroom.ledger import Busy, Conflict, OutcomeUnknown, StorageFull
from waitingroom.ledger.faults import meaning


class ServerError(Exception):
    """An error of PostgreSQL as the driver tells it."""

    def __init__(self, sqlstate: str) -> None:
        super().__init__(sqlstate)
        self.sqlstate = sqlstate


def _postgresql(code: str) -> DBAPIError:
    return DBAPIError("statement", {}, ServerError(code))


def _sqlite(code: str) -> DBAPIError:
    error = sqlite3.OperationalError("told")
    error.sqlite_errorname = code
    return OperationalError("statement", {}, error)


BUG = DBAPIError

MEANINGS: list[tuple[Exception, type[Exception], type[Exception]]] = [
    (_postgresql("23505"), Conflict, Conflict),
    (_postgresql("40001"), Conflict, Conflict),
    (_postgresql("40P01"), Conflict, Conflict),
    (_postgresql("53100"), StorageFull, StorageFull),
    (_postgresql("55P03"), Busy, OutcomeUnknown),
    (_postgresql("57014"), Busy, OutcomeUnknown),
    (_postgresql("57P01"), Busy, OutcomeUnknown),
    (_postgresql("53300"), Busy, OutcomeUnknown),
    (_postgresql("08006"), Busy, OutcomeUnknown),
    (_postgresql("25P03"), Busy, OutcomeUnknown),
    (_postgresql("25006"), Busy, OutcomeUnknown),
    (_postgresql("42P01"), BUG, OutcomeUnknown),
    (_postgresql("23502"), BUG, OutcomeUnknown),
    (_sqlite("SQLITE_CONSTRAINT_PRIMARYKEY"), Conflict, Conflict),
    (_sqlite("SQLITE_CONSTRAINT_UNIQUE"), Conflict, Conflict),
    (_sqlite("SQLITE_BUSY"), Busy, Busy),
    (_sqlite("SQLITE_BUSY_RECOVERY"), Busy, OutcomeUnknown),
    (_sqlite("SQLITE_FULL"), StorageFull, StorageFull),
    (_sqlite("SQLITE_IOERR_WRITE"), Busy, OutcomeUnknown),
    (_sqlite("SQLITE_CANTOPEN"), Busy, OutcomeUnknown),
    (_sqlite("SQLITE_CONSTRAINT_NOTNULL"), BUG, OutcomeUnknown),
    (_sqlite("SQLITE_CORRUPT"), BUG, OutcomeUnknown),
    (NoConnectionFree(), Busy, OutcomeUnknown),
    (ConnectionRefusedError(), Busy, OutcomeUnknown),
    (TimeoutError(), Busy, OutcomeUnknown),
    (KeyError("bug"), KeyError, OutcomeUnknown),
]


@pytest.mark.parametrize(("error", "before", "after"), MEANINGS)
def test_an_error_means_what_it_lets_one_know(
    error: Exception, before: type[Exception], after: type[Exception]
) -> None:
    assert type(meaning(error, commit_sent=False)) is (type(error) if before is BUG else before)
    assert type(meaning(error, commit_sent=True)) is after


def test_a_bug_is_passed_on_as_it_is() -> None:
    bug = _postgresql("42P01")
    assert meaning(bug, commit_sent=False) is bug


def test_a_connection_that_broke_without_a_code_is_busy() -> None:
    broken = DBAPIError("statement", {}, Exception("closed"), connection_invalidated=True)
    assert type(meaning(broken, commit_sent=False)) is Busy
