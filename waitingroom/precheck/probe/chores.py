"""What runs beside a conversation: begun by name, ended with it, and never failing in silence."""

import asyncio
import logging
from collections.abc import Coroutine
from functools import partial
from typing import Any

from websockets.exceptions import ConnectionClosed

log = logging.getLogger("waitingroom.precheck")


class Chores:
    """The tasks of one owner."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        """How many run now."""
        return len(self._running)

    def begin(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        """Do this beside everything else."""
        task = asyncio.create_task(work, name=name)
        self._running.add(task)
        task.add_done_callback(partial(self._over, name))

    async def end(self) -> None:
        """Stop all of it."""
        tasks = list(self._running)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _over(self, name: str, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        error = None if task.cancelled() else task.exception()
        # A page that went away is no fault of the chore.
        if error is not None and not isinstance(error, ConnectionClosed):
            log.error("error in %s: %s", name, type(error).__name__)
