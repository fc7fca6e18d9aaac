"""Which themes and locations an installation has: asked for, and believed until asked again.

A reply with a name that does not exist is thrown away whole, and then nobody comes in. So a name
that could not be asked about is left out.
"""

import logging
from datetime import datetime

from waitingroom.handoff.management import Management
from waitingroom.handoff.options import Options
from waitingroom.handoff.port import VendorFailed

log = logging.getLogger("waitingroom.handoff")

Names = frozenset[str]


class Existing:
    """The names of one installation; none before it was asked."""

    def __init__(self, management: Management) -> None:
        self._management = management
        self._themes: Names = frozenset()
        self._locations: Names = frozenset()

    async def look(self, now: datetime) -> None:
        """Ask for them."""
        try:
            themes, locations = await self._ask()
        except VendorFailed as failed:
            log.warning("themes and locations could not be asked for and are left out: %s", failed)
            themes, locations = frozenset[str](), frozenset[str]()
        self._themes, self._locations = themes, locations

    def only(self, options: Options) -> Options:
        """These options with those names that there are."""
        return options.among(self._themes, self._locations)

    async def _ask(self) -> tuple[Names, Names]:
        return await self._management.themes(), await self._management.locations()
