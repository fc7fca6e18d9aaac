"""Whether VDX does for us what we need: signs us in, books, makes a room and ends it again.

It is the health check of VDX itself, as far as we use it: short links and text messages are not
ours.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from waitingroom.core.value import Value
from waitingroom.handoff.port import VendorFailed
from waitingroom.handoff.vdx.account import VdxAccount
from waitingroom.handoff.vdx.api import VideoApi, written
from waitingroom.handoff.vdx.failures import failed
from waitingroom.handoff.vdx.names import MeetingName, MeetingNames
from waitingroom.handoff.vdx.poll import Now, Poll, Sleep
from waitingroom.handoff.vdx.tokens import VdxTokens

PROJECT = "healthcheck"
"""By this statistics leave our meetings out."""

LASTS = timedelta(hours=1)


class Check(Value):
    """One thing that was tried; `code` is a word of `FAILURES`, or "" when all is well."""

    name: str
    code: str
    took_ms: int

    @property
    def is_well(self) -> bool:
        """Whether it worked."""
        return not self.code


class VdxHealth:
    """Tries everything with a meeting of its own."""

    def __init__(
        self,
        account: VdxAccount,
        tokens: VdxTokens,
        api: VideoApi,
        names: MeetingNames,
        now: Now,
        sleep: Sleep,
    ) -> None:
        self._account = account
        self._tokens = tokens
        self._api = api
        self._names = names
        self._poll = Poll(account, api, now, sleep)
        self._now = now

    async def check(self) -> tuple[Check, ...]:
        """Every step in turn, up to the first that fails; what was booked is ended in any case."""
        name, start = self._names.test(written(self._now())), self._now()
        done = await self._in_turn(
            ("access-token", self._tokens.current),
            ("video-api", self._api.info),
            ("template", self._template),
            ("meeting", lambda: self._api.create(self._booking(name, start))),
            ("room", lambda: self._poll.until_ready(name.uuid)),
        )
        if len(done) < 4:
            return done
        return (*done, await self._tried("end", lambda: self._end(name, start)))

    async def template_faults(self) -> tuple[str, ...]:
        """What is wrong with the template, in words of ours; none when no template is named."""
        if self._account.template is None:
            return ()
        found = await self._api.template(self._account.template)
        if found is None:
            return ("no-template",)
        portal, ours = found.custom_portal_guest or "", self._account.portal
        faults = {
            "guest-pin-off": not found.guest_pin_required,
            "host-pin-off": not found.host_pin_required,
            # A PIN in a link is a PIN in a text message, a history and a log.
            "portal-with-pin": "%pin%" in portal or "__pin__" in portal,
            "portal-elsewhere": bool(ours) and not portal.startswith(ours),
        }
        return tuple(each for each, is_so in faults.items() if is_so)

    async def _template(self) -> None:
        for fault in await self.template_faults():
            raise failed(fault)

    async def _in_turn(
        self, *steps: tuple[str, Callable[[], Awaitable[object]]]
    ) -> tuple[Check, ...]:
        done: list[Check] = []
        for name, step in steps:
            done.append(await self._tried(name, step))
            if not done[-1].is_well:
                break
        return tuple(done)

    async def _tried(self, name: str, step: Callable[[], Awaitable[object]]) -> Check:
        began, code = self._now(), ""
        try:
            await step()
        except VendorFailed as problem:
            code = problem.code
        return Check(
            name=name, code=code, took_ms=(self._now() - began) // timedelta(milliseconds=1)
        )

    async def _end(self, name: MeetingName, start: datetime) -> None:
        if await self._api.meeting(name.uuid) is not None:
            await self._api.end(name.uuid, max(self._now(), start))

    def _booking(self, name: MeetingName, start: datetime) -> dict[str, object]:
        return {
            "uuid": name.uuid,
            "externalId": name.external,
            "subject": PROJECT,
            "projectCode": PROJECT,
            "startTime": written(start),
            "endTime": written(start + LASTS),
            "meetingType": "NORMAL",
            "guestPinRequired": True,
        }
