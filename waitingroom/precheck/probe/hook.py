"""Tells the web process of each verdict; a page never waits for it, and loses nothing by it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

import httpx2
import msgspec

from waitingroom.precheck.probe.chores import Chores
from waitingroom.precheck.probe.config import ProbeConfig
from waitingroom.precheck.telling import Told

LIMIT_S = 5.0
PAUSES_S = (0.0, 0.5, 2.0, 8.0)
"""Before each try; the last that fails is the end, for a verdict soon means nothing."""

MOST = 100

log = logging.getLogger("waitingroom.precheck")


class Hook:
    """The web process, as the probe tells it of verdicts."""

    def __init__(
        self,
        config: ProbeConfig,
        client: httpx2.AsyncClient,
        rest: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._url = config.hook_url
        self._login = (config.username, config.password)
        self._client = client
        self._rest = rest
        self._chores = Chores()

    def tell(self, told: Told) -> None:
        """Hand a verdict over; never waits."""
        if not self._url:
            return
        if len(self._chores) >= MOST:
            log.warning("a verdict is lost: too many wait to be told")
            return
        self._chores.begin("hook", self._deliver(msgspec.json.encode(told)))

    async def close(self) -> None:
        """Give up what has not been told."""
        await self._chores.end()

    async def _deliver(self, content: bytes) -> None:
        trouble = ""
        for pause_s in PAUSES_S:
            await self._rest(pause_s)
            trouble = await self._post(content)
            if not trouble:
                return
        log.warning("a verdict is lost: %s", trouble)

    async def _post(self, content: bytes) -> str:
        """Post once; what went wrong, or nothing."""
        username, password = self._login
        try:
            answer = await self._client.post(
                self._url,
                content=content,
                headers={"content-type": "application/json"},
                auth=(username, password.reveal()),
                timeout=LIMIT_S,
            )
        except httpx2.HTTPError as error:
            return type(error).__name__
        return "" if answer.is_success else f"status {answer.status_code}"
