"""PostgreSQL, set so that nobody waits long and a commit that was not copied is not believed."""

from typing import Any

from sqlalchemy import URL, event, text
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from waitingroom.ledger.lanes import Lanes

CONNECTIONS = 10

_SETTINGS = {
    "application_name": "waitingroom",
    "statement_timeout": "1000",
    "lock_timeout": "1000",
    # A process that stops inside a transaction must not keep a queue from all the others.
    "idle_in_transaction_session_timeout": "2000",
    "jit": "off",
}

_WARNINGS = "warnings"


def open_postgresql(url: URL) -> Lanes:
    """The engine on a server: it writes at READ COMMITTED and reads one picture a transaction."""
    engine = create_async_engine(
        url,
        connect_args={
            "timeout": 1.0,
            # Longer than the server's own limit: this one is for a server that says nothing.
            "command_timeout": 1.5,
            "server_settings": _SETTINGS,
        },
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_timeout=1.0,
        hide_parameters=True,
    )
    event.listen(engine.sync_engine, "connect", _listen)
    event.listen(engine.sync_engine, "handle_error", _mask)
    readers = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return Lanes(readers.sync_engine, engine)


def warnings(connection: AsyncConnection) -> list[str]:
    """The codes of the warnings the server sent on this connection; always empty on SQLite.

    A COMMIT whose wait for the standby was cut short is reported as a success with a warning
    (PostgreSQL: "canceling wait for synchronous replication"). The caller empties the list first.
    """
    held: list[str] = connection.sync_connection.info.setdefault(_WARNINGS, [])  # type: ignore[union-attr]
    return held


def _listen(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
    held: list[str] = entry.info.setdefault(_WARNINGS, [])

    def heard(_: object, message: Any) -> None:
        if message.severity_en == "WARNING":
            held.append(message.sqlstate)

    connection.driver_connection.add_log_listener(heard)


def _mask(context: ExceptionContext) -> None:
    # The detail of a broken constraint quotes the whole row: it must not reach a log.
    driver_error = context.original_exception.__cause__
    if getattr(driver_error, "detail", None):
        driver_error.detail = None  # type: ignore[union-attr]
        context.original_exception.detail = None  # type: ignore[attr-defined]


_SERVER = {
    "fsync": "PostgreSQL's fsync is off: a power cut could lose everything.",
    "full_page_writes": "PostgreSQL's full_page_writes is off: a power cut could damage the data.",
    "synchronous_commit": "PostgreSQL's synchronous_commit is off: a power cut could lose answers.",
}

_LOCAL = {"", "localhost", "127.0.0.1", "::1"}


async def unsafe_postgresql(engine: AsyncEngine) -> list[str]:
    """What makes this server unsafe to serve from, one plain sentence each."""
    async with engine.begin() as connection:

        async def ask(question: str) -> Any:
            return (await connection.execute(text(question))).scalar_one()

        found = [said for name, said in _SERVER.items() if await ask(f"SHOW {name}") == "off"]
        if int(await ask("SHOW server_version_num")) < 140000:
            found.append("PostgreSQL is older than version 14.")
        if await ask("SELECT pg_is_in_recovery()"):
            found.append("PostgreSQL is a standby in recovery; use the primary.")
        elif await ask("SHOW transaction_read_only") == "on":
            found.append("PostgreSQL is read-only (default_transaction_read_only).")
        if await ask("SHOW server_encoding") != "UTF8":
            found.append("The database's encoding is not UTF-8.")
        if await ask("SELECT usesuper FROM pg_user WHERE usename = current_user"):
            found.append("The database role is a superuser; use one that may do less.")
        elif await ask("SELECT has_table_privilege('ledger_event', 'UPDATE, DELETE')"):
            found.append("The database role may change the log: revoke UPDATE and DELETE on it.")
    return found + unsafe_line(engine.url)


def unsafe_line(url: URL) -> list[str]:
    """What makes the line to this server unsafe; a line that stays on this machine is safe."""
    host = url.host or str(url.query.get("host", ""))
    local = host in _LOCAL or host.startswith("/")
    if local or url.query.get("ssl") == "verify-full":
        return []
    return ["The line to PostgreSQL is not safe: add ?ssl=verify-full to its URL."]
