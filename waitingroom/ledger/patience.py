"""Nobody waits for the database without end, and nobody who stops waiting stops a write."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from waitingroom.ledger.faults import meaning
from waitingroom.ledger.port import Busy, Conflict, Damaged, OutcomeUnknown

LONGEST_S = 2.0
"""How long a caller waits for one verb, in seconds."""

Reply = TypeVar("Reply")


class Attempt:
    """How far one piece of work has come: whether its commit was sent, whether anybody waits."""

    def __init__(self) -> None:
        self.commit_sent = False
        self.given_up = False

    def commits(self) -> None:
        """Said last before the commit; from here on the outcome may be unknown.

        Errors: `Busy` when the caller was already told that nothing happened: then it must not.
        """
        if self.given_up:
            raise Busy("given up")
        self.commit_sent = True


class Patience:
    """Runs work in tasks of their own, so that a caller that goes away cancels nothing.

    A cancelled write is not an undone write: a driver that is cancelled while a commit is on its
    way leaves behind a connection, and a log, of which nobody can say how they are.
    """

    def __init__(self) -> None:
        self._running: set[asyncio.Task[object]] = set()

    async def ask(self, work: Callable[[Attempt], Awaitable[Reply]]) -> Reply:
        """What `work` gives, or the port's error for what went wrong, within `LONGEST_S`."""
        attempt = Attempt()
        task = asyncio.create_task(self._work(work, attempt))
        self._running.add(task)
        task.add_done_callback(self._ended)
        await asyncio.wait({task}, timeout=LONGEST_S)
        if task.done():
            return task.result()
        # No await between these lines and the work's own `commits`, so exactly one of two is true:
        # the commit was sent, or it never will be.
        attempt.given_up = True
        raise OutcomeUnknown("no answer in time") if attempt.commit_sent else Busy("not in time")

    async def end(self) -> None:
        """Wait for the work that nobody waits for any more."""
        if self._running:
            await asyncio.wait(self._running)

    async def _work(self, work: Callable[[Attempt], Awaitable[Reply]], attempt: Attempt) -> Reply:
        try:
            return await work(attempt)
        except (Conflict, Busy, OutcomeUnknown, Damaged):
            raise
        except Exception as error:
            told = meaning(error, attempt.commit_sent)
            if told is error:
                raise
            raise told from error

    def _ended(self, task: asyncio.Task[object]) -> None:
        self._running.discard(task)
        # Fetched here too, or a failure that nobody waited for would be printed when it is freed.
        if not task.cancelled():
            task.exception()
