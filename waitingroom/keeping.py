"""From when the days count after which the people of a visit are erased."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime

from waitingroom.core import events as e
from waitingroom.core.ids import GuestId
from waitingroom.core.model import Queue
from waitingroom.directory import Directory

log = logging.getLogger("waitingroom.keeping")


class Keeping:
    """Counts the days until people are erased from the end of their visit."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._writing: set[asyncio.Task[None]] = set()

    def changed(self, before: Queue, after: Queue, happened: Sequence[e.Happened]) -> None:
        """See `desk.Watcher`."""
        for each in happened:
            # A visit that goes on in another queue has its people before it.
            if isinstance(each.event, e.VisitEnded) and each.event.to is None:
                visit = after.visits.get(each.event.visit)
                self._prolong([guest.id for guest in visit.guests] if visit else [], each.at)

    def _prolong(self, guests: list[GuestId], at: datetime) -> None:
        # Should this be lost, their days count from the appointment or from when they were written.
        task = asyncio.create_task(self._directory.prolong(guests, at))
        self._writing.add(task)
        task.add_done_callback(self._written)

    def _written(self, task: asyncio.Task[None]) -> None:
        self._writing.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.warning("the days of a visit's people could not be counted from its end")
