"""The database as it is set: whether what is answered survives, and whether it keeps our time."""

from collections.abc import Iterable
from datetime import UTC, datetime

from waitingroom.doctor.finding import Finding, advice, well, wrong
from waitingroom.doctor.installation import Installation
from waitingroom.ledger import Busy, clock_of, open_engine, self_check
from waitingroom.settings import Settings

APART_S = 2.0
"""How far the clocks of this machine and of the database may be apart without being told."""


async def examined(installation: Installation) -> tuple[Finding, ...]:
    """What there is to say of the database of this installation."""
    settings = installation.settings
    if settings.is_alone and not (settings.data / "waitingroom.db").exists():
        return (well("There is no database yet: it is made at the first start."),)
    try:
        return tuple(await _looked_at(settings))
    except (Busy, OSError) as failed:
        return (_unreached(str(failed)),)
    except ValueError as bad:
        return (wrong(f"{bad}.", "Set WAITINGROOM_DATABASE to such an address."),)


async def _looked_at(settings: Settings) -> Iterable[Finding]:
    engine = open_engine(settings.database_url)
    try:
        unsafe = [wrong(each, "It does not start like this.") for each in await self_check(engine)]
        here, there = datetime.now(UTC), await clock_of(engine)
    finally:
        await engine.dispose()
    apart = abs((there - here).total_seconds())
    if apart > APART_S:
        unsafe.append(
            advice(
                f"The clocks of this machine and of the database are {apart:.0f} s apart.",
                "Nothing is decided by this machine's clock; set it right for its logs (NTP).",
            )
        )
    return unsafe or [well("The database is as it should be, and answers.")]


def _unreached(why: str) -> Finding:
    return wrong(
        "The database can't be reached.",
        f"Look at WAITINGROOM_DATABASE, the network, and the database itself ({why}).",
    )
