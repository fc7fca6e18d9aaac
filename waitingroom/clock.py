"""The time of this process: the wall clock once at the start, and from then on only forward."""

import time
from datetime import UTC, datetime, timedelta


class Clock:
    """An operator who sets the wall clock neither parks nor forgets anybody."""

    def __init__(self) -> None:
        self._started_at = datetime.now(UTC)
        self._started = time.monotonic()

    def now(self) -> datetime:
        """The instant, aware, UTC."""
        return self._started_at + timedelta(seconds=self.monotonic() - self._started)

    def monotonic(self) -> float:
        """Seconds that only grow."""
        return time.monotonic()
