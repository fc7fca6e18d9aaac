"""Posts what happens in conferences to the event sink: in order, again until it is taken.

Source: Pexip's event sink, version 2.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable

import httpx2
import msgspec

from waitingroom.conference.config import NodeConfig
from waitingroom.conference.model import Report
from waitingroom.core.value import Value

KEPT = 1_000
LIMIT_S = 7.0
FIRST_WAIT_S = 1.0
LONGEST_WAIT_S = 60.0


class Envelope(Value):
    """One event as it is posted; `seq` counts from 1 at each start, so a gap shows a loss."""

    node: str
    seq: int
    version: int
    time: float
    event: str
    data: msgspec.Raw


class Sink:
    """The event sink, as a node sees it.

    At most a thousand events are kept while it cannot be reached; then the oldest is dropped, which
    the receiver sees in the numbers.
    """

    def __init__(
        self,
        config: NodeConfig,
        client: httpx2.AsyncClient,
        wall: Callable[[], float],
        rest: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._config = config
        self._client = client
        self._wall = wall
        self._rest = rest
        self._number = 0
        self._waiting: deque[Envelope] = deque(maxlen=KEPT)
        self._awake = asyncio.Event()
        self._refused = False
        self._log = logging.getLogger("waitingroom.conference")

    def post(self, report: Report) -> None:
        """Hand an event over; never waits."""
        if not self._config.sink_url:
            return
        self._number += 1
        self._waiting.append(
            Envelope(
                node=self._config.node_name,
                seq=self._number,
                version=2,
                time=self._wall(),
                event=report.kind,
                data=report.data,
            )
        )
        self._awake.set()

    async def run(self) -> None:
        """Deliver until cancelled."""
        wait_s = FIRST_WAIT_S
        while True:
            if not self._waiting:
                self._awake.clear()
                await self._awake.wait()
            elif await self._deliver(self._waiting[0]):
                wait_s = FIRST_WAIT_S
            else:
                await self._rest(wait_s)
                wait_s = min(2 * wait_s, LONGEST_WAIT_S)

    async def flush(self, limit_s: float) -> None:
        """Try to deliver the rest, once each; used when the node stops."""
        try:
            async with asyncio.timeout(limit_s):
                while self._waiting and await self._deliver(self._waiting[0]):
                    pass
        except TimeoutError:
            return

    async def _deliver(self, envelope: Envelope) -> bool:
        trouble = await self._send(envelope)
        if trouble and not self._refused:
            self._log.warning("the event sink takes no events: %s", trouble)
        self._refused = bool(trouble)
        if trouble:
            return False
        # While it was on its way, a full line may have dropped it from the front already.
        if self._waiting and self._waiting[0] is envelope:
            self._waiting.popleft()
        return True

    async def _send(self, envelope: Envelope) -> str:
        """Post one event; what went wrong, or nothing."""
        login = (self._config.username, self._config.password.reveal())
        try:
            answer = await self._client.post(
                self._config.sink_url,
                content=msgspec.json.encode(envelope),
                headers={"content-type": "application/json"},
                auth=login,
                timeout=LIMIT_S,
            )
        except httpx2.HTTPError as error:
            return type(error).__name__
        return "" if answer.is_success else f"status {answer.status_code}"
