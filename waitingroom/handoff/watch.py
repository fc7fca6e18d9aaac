"""Asks the node who is in its conferences when it should have told us and has not."""

import logging
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from waitingroom.core.model import Provider, Queue
from waitingroom.handoff.naming import Naming
from waitingroom.handoff.port import VendorFailed
from waitingroom.handoff.reconcile import calls_since, differences, here
from waitingroom.handoff.silence import SOME_NODE, Silence
from waitingroom.handoff.sink import Tell

AGAIN = timedelta(seconds=30)
"""How often it is asked while the silence lasts."""

log = logging.getLogger("waitingroom.handoff")


class Watch:
    """Looks for the silence of one provider's nodes, and fills in what they did not tell.

    Shape: `queues` gives what is in memory; `nodes` those that hold a call of ours, as far as they
    have said so; `participants` asks the management interface. With `always` it is asked as long as
    there are calls, because the nodes speak to others than us.
    """

    def __init__(
        self,
        naming: Naming,
        silence: Silence,
        queues: Callable[[], Iterable[Queue]],
        nodes: Callable[[], Iterable[str]],
        participants: Callable[[], Awaitable[list[dict[str, Any]]]],
        tell: Tell,
        provider: Provider = Provider.EMBEDDED,
        *,
        always: bool = False,
    ) -> None:
        self._always = always
        self._provider = provider
        self._naming = naming
        self._silence = silence
        self._queues = queues
        self._nodes = nodes
        self._participants = participants
        self._tell = tell
        self._again: datetime | None = None

    async def look(self, now: datetime) -> None:
        """One look: nothing as long as there are no calls, or nodes speak."""
        if not self._must_ask(now):
            self._again = None
            return
        if self._again is None and not self._always:
            log.warning("a conference node that should hold calls has not said a word for long")
        if self._again is None or now >= self._again:
            self._again = now + AGAIN
            await self._ask(now)

    def _must_ask(self, now: datetime) -> bool:
        if self._always:
            return calls_since(self._queues(), self._provider) is not None
        return bool(self.silent(now))

    def silent(self, now: datetime) -> tuple[str, ...]:
        """The nodes that are silent too long, an empty name for one we have not heard of."""
        began = calls_since(self._queues(), self._provider)
        if began is None:
            return ()
        calls = dict.fromkeys(self._nodes(), began)
        return self._silence.silent(calls or {SOME_NODE: began}, now)

    async def _ask(self, now: datetime) -> None:
        try:
            participants = await self._participants()
        except VendorFailed as failed:
            log.warning("nor could it be asked who is in its conferences: %s", failed)
            return
        found = here(participants, self._naming)
        missed = differences(self._queues(), found, now, self._provider)
        for queue, command in missed:
            self._tell(queue, command)
        if missed:
            log.warning("%d who came in or left were found by asking", len(missed))
