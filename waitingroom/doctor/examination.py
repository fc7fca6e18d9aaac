"""The examination: every check in its order, and the command that carries them out."""

import asyncio
import ssl
import sys
import time
from collections.abc import Awaitable, Callable

from waitingroom.core.value import Private
from waitingroom.doctor import configuration, report, storage, turn
from waitingroom.doctor.finding import Finding, is_well
from waitingroom.doctor.installation import Installation
from waitingroom.firewall import kernel_ports, lines
from waitingroom.media import NODE_LOGIN
from waitingroom.providers import configured
from waitingroom.settings import Settings

Check = Callable[[Installation], Awaitable[tuple[Finding, ...]]]

CHECKS: tuple[Check, ...] = (configuration.examined, storage.examined, turn.examined)
"""What is looked at, a part of the installation each."""


async def examined(installation: Installation) -> tuple[Finding, ...]:
    """All that is found, in the order of the checks."""
    return tuple([each for check in CHECKS for each in await check(installation)])


def installed(settings: Settings, secret: Private) -> Installation:
    """The installation of these settings. Errors: `BadSetting` of its `providers.toml`."""
    providers = configured(settings, frozenset({NODE_LOGIN}))
    return Installation(
        settings=settings,
        secret=secret,
        openings=lines(settings, providers.neighbours, kernel_ports()),
        trust=ssl.create_default_context(),
        now=time.time(),
    )


def doctor(settings: Settings, secret: Private) -> int:
    """Print what is found and what must be open; gives 0 when nothing is wrong, else 1.

    Errors: `BadSetting`.
    """
    looked_at = installed(settings, secret)
    found = asyncio.run(examined(looked_at))
    sys.stdout.write(report.findings(found))
    sys.stdout.write("\nWhat must be open in firewalls:\n\n" + report.table(looked_at.openings))
    return 0 if is_well(found) else 1
