"""The time of this process: the database's as of the last renewal, and from there only forward."""

import logging
import time
from datetime import UTC, datetime, timedelta

STEP_S = 1.0
"""A difference above this is a clock that somebody set, and not followed."""

log = logging.getLogger("waitingroom.clock")


class Clock:
    """An operator who sets a wall clock neither parks nor forgets anybody.

    Shape: it begins with the wall clock of this machine, is set by the database's time whenever a
    lease is opened, and follows the database's time in small differences after that.
    """

    def __init__(self) -> None:
        self._at = datetime.now(UTC)
        self._since = self.monotonic()
        self._latest = self._at
        self._is_apart = False

    def now(self) -> datetime:
        """The instant, aware, UTC; never before one it gave, but for a `set`."""
        self._latest = max(self._latest, self._reckoned())
        return self._latest

    def monotonic(self) -> float:
        """Seconds that only grow."""
        return time.monotonic()

    def set(self, at: datetime) -> None:
        """It is now that instant, whatever was thought before."""
        self._at, self._since, self._latest = at, self.monotonic(), at
        self._is_apart = False

    def follow(self, at: datetime) -> None:
        """The database says that it is now that instant; a step is ignored, and logged once."""
        apart_s = (at - self._reckoned()).total_seconds()
        if abs(apart_s) <= STEP_S:
            self._at, self._since = at, self.monotonic()
        elif not self._is_apart:
            log.warning("the clock of the database was set by %.0f s; it is not followed", apart_s)
        self._is_apart = abs(apart_s) > STEP_S

    def _reckoned(self) -> datetime:
        return self._at + timedelta(seconds=self.monotonic() - self._since)
