"""Waiting for a room to be made: quick looks first, then slow ones, and never for ever."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from waitingroom.handoff.port import VendorFailed
from waitingroom.handoff.vdx.account import VdxAccount
from waitingroom.handoff.vdx.api import SchedulingInfo, Status, VideoApi
from waitingroom.handoff.vdx.failures import failed

Now = Callable[[], datetime]
Sleep = Callable[[float], Awaitable[None]]

COMING = (Status.AWAITS, Status.STARTING)


class Poll:
    """Looks at rooms of one organisation."""

    def __init__(self, account: VdxAccount, api: VideoApi, now: Now, sleep: Sleep) -> None:
        self._account = account
        self._api = api
        self._now = now
        self._sleep = sleep

    async def until_ready(self, uuid: str) -> SchedulingInfo:
        """The room, as soon as it stands.

        Errors: `VendorFailed`; `not-yet` when one try was not long enough.
        """
        until, looks = self._now() + timedelta(seconds=self._account.try_s), 0
        while True:
            seen = await self._look(uuid)
            if isinstance(seen, SchedulingInfo) and seen.provision_status is Status.READY:
                return seen
            if isinstance(seen, SchedulingInfo) and seen.provision_status not in COMING:
                raise failed("provision-problems")
            if self._now() >= until:
                raise seen if isinstance(seen, VendorFailed) else failed("not-yet")
            looks += 1
            quick = looks <= self._account.quick_looks
            await self._sleep(self._account.quick_s if quick else self._account.slow_s)

    async def _look(self, uuid: str) -> SchedulingInfo | VendorFailed:
        """The room; a failure that may pass is no reason to stop looking."""
        try:
            found = await self._api.scheduling(uuid)
        except VendorFailed as problem:
            if not problem.retry:
                raise
            return problem
        if found is None:
            raise failed("not-found")
        return found
