"""A trouble that lasts is told when it begins, now and then while it lasts, and when it is over."""

import logging
import time
from collections.abc import Callable

AGAIN_S = 60.0
"""How often at most it is told that something still does not work."""


class Trouble:
    """One thing that works or does not. Shape: `what` is a noun, as in "the bus"."""

    def __init__(
        self, log: logging.Logger, what: str, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._log = log
        self._what = what
        self._monotonic = monotonic
        self._told_at: float | None = None

    def came(self, why: str) -> None:
        """It failed just now."""
        now = self._monotonic()
        if self._told_at is None or now >= self._told_at + AGAIN_S:
            self._told_at = now
            self._log.warning("%s does not answer: %s", self._what, why)

    def went(self) -> None:
        """It worked just now."""
        if self._told_at is not None:
            self._told_at = None
            self._log.warning("%s answers again", self._what)
