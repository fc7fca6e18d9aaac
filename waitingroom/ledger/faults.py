"""What an error of a database means: nothing happened, try again, or nobody knows.

The codes are those of PostgreSQL (its appendix A, "Error Codes") and of SQLite ("Result Codes").
"""

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from waitingroom.ledger.port import Busy, Conflict, OutcomeUnknown, StorageFull

# The database itself says with these that the transaction is undone, also in reply to a COMMIT.
_UNDONE: dict[str, type[Exception]] = {
    "23505": Conflict,
    "40001": Conflict,
    "40P01": Conflict,
    "53100": StorageFull,
    "SQLITE_CONSTRAINT_PRIMARYKEY": Conflict,
    "SQLITE_CONSTRAINT_UNIQUE": Conflict,
    "SQLITE_CONSTRAINT_ROWID": Conflict,
    "SQLITE_BUSY": Busy,
    "SQLITE_BUSY_SNAPSHOT": Busy,
    "SQLITE_FULL": StorageFull,
}

# Locks and time-outs, no connection or no more of it, resources, a server that stops or follows.
_LATER = (
    "08", "25006", "25P03", "25P04", "53", "55P03", "57",
    "SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_PROTOCOL",
)  # fmt: skip


def meaning(error: Exception, commit_sent: bool) -> Exception:
    """The error of the port that this error of a driver or a pool stands for.

    Shape: the error itself when it is a bug and nothing that passes. Once the commit was sent only
    a plain word of the database counts; everything else leaves the outcome unknown.
    """
    code = _code(error)
    if code in _UNDONE:
        return _UNDONE[code](code)
    if commit_sent:
        return OutcomeUnknown(code or type(error).__name__)
    if code.startswith(_LATER) or _unreachable(error):
        return Busy(code or type(error).__name__)
    return error


def _code(error: Exception) -> str:
    origin = error.orig if isinstance(error, DBAPIError) else None
    code = getattr(origin, "sqlstate", None) or getattr(origin, "sqlite_errorname", None)
    return code or ""


def _unreachable(error: Exception) -> bool:
    if isinstance(error, DBAPIError):
        return error.connection_invalidated
    return isinstance(error, NoConnectionFree | OSError)
