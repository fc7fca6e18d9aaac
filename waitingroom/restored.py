"""The command for who has put an older copy of the database in place: the ledger lives anew."""

import sys
from datetime import UTC, datetime

import uvloop

from waitingroom.effects import Kind
from waitingroom.ledger import Busy, InUse, NotMigrated, SqlLedger, migrate, open_engine, own
from waitingroom.settings import Settings

DROPPED = (Kind.SEND_TEXT,)
"""A text message that is open in the copy may have gone out since: what became of it is unknown."""

TRIED = (Kind.RING_UP,)
"""A telephone may have rung since then: none rings a second time by itself."""


def restored(settings: Settings) -> int:
    """Begin another life of the ledger; gives the exit code and prints what comes now."""
    try:
        with own(settings.data / "waitingroom.db"):
            dropped = uvloop.run(_begin(settings.database_url))
    except (Busy, InUse, NotMigrated) as wrong:
        sys.stderr.write(f"{wrong or 'The database is busy. Try again.'}\n")
        return 1
    sys.stdout.write(_said(dropped))
    return 0


async def _begin(url: str) -> int:
    await migrate(url)
    engine = open_engine(url)
    ledger = SqlLedger(engine)
    try:
        return await ledger.begin_life(datetime.now(UTC), dropped=DROPPED, tried=TRIED)
    finally:
        await ledger.end()
        await engine.dispose()


def _said(dropped: int) -> str:
    lines = [
        "The ledger lives under a new epoch.",
        "Start the server: its queues take people back to their places for a minute.",
    ]
    if dropped:
        lines.insert(1, f"Text messages that may have gone out and are not sent again: {dropped}.")
    return "\n".join(lines) + "\n"
