"""What we ask of and command through a Pexip management interface: paged, paced, and typed.

Source: Pexip's management API, version 1.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Protocol
from urllib.parse import urlencode

from waitingroom.handoff.budget import Budget
from waitingroom.handoff.port import VendorFailed

VENDOR = "pexip"

PAGE = 1000
"""Objects asked for at once."""

PAGES = 20
"""Pages read of one list; more of it is a list that changes faster than it is read."""

PATIENCE_S = 5.0
"""How long a request may wait for its turn."""

STATUS, COMMAND, HISTORY, CONFIGURATION = (
    f"/api/admin/{each}/v1/" for each in ("status", "command", "history", "configuration")
)

Object = dict[str, Any]


class Ask(Protocol):
    """One request to the interface; see `node.NodeLine.ask`."""

    async def __call__(self, method: str, path: str, body: Object | None = None) -> Object:
        """The JSON object that came back, empty when there was none. Errors: `VendorFailed`."""


class Declined(VendorFailed):
    """The interface did not take what we sent.

    Shape: `fields` are those names of our own request that it found wrong, as far as it said so;
    nothing of its words is kept, because they quote what was sent.
    """

    def __init__(self, fields: tuple[str, ...] = ()) -> None:
        super().__init__(VENDOR, "declined", retry=False)
        self.fields = fields


def declined(sent: Mapping[str, Any] | None, answer: object) -> Declined:
    """What a 400 says.

    Shape: `{"field": […]}`, the same inside the resource's name, or `{"error": …}` without any.
    """
    outer = answer if isinstance(answer, dict) else {}
    inner = [each for each in outer.values() if isinstance(each, dict)]
    named = {name for part in (outer, *inner) for name in part}
    return Declined(tuple(sorted(named & set(sent or ()))))


class Management:
    """The interface of one installation. Errors: `VendorFailed`, of every verb."""

    def __init__(
        self,
        ask: Ask,
        budget: Budget | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        rest: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._ask = ask
        self._budget = budget or Budget()
        self._monotonic = monotonic
        self._rest = rest

    # --- what is now

    async def conferences(self, name: str | None = None) -> list[Object]:
        """Running conferences, all or the one of that name."""
        return await self._list(STATUS + "conference/", {"name": name})

    async def participants(self, conference: str | None = None) -> list[Object]:
        """Participants, all or those of one conference by its name."""
        return await self._list(STATUS + "participant/", {"conference": conference})

    async def alarms(self) -> list[Object]:
        """What the installation complains of."""
        return await self._list(STATUS + "alarm/")

    async def workers(self) -> list[Object]:
        """The conferencing nodes and how loaded they are."""
        return await self._list(STATUS + "worker_vm/")

    async def licensing(self) -> Object:
        """How many licences are in use and how many there are."""
        return next(iter(await self._list(STATUS + "licensing/")), {})

    # --- what is set up

    async def themes(self) -> frozenset[str]:
        """The names of themes that a conference may have."""
        return await self._names("ivr_theme/")

    async def locations(self) -> frozenset[str]:
        """The names of locations where media can be handled."""
        return await self._names("system_location/")

    # --- what was

    async def past_conferences(self, since: datetime) -> list[Object]:
        """Conferences that ended since then."""
        return await self._list(HISTORY + "conference/", _ended(since))

    async def past_participants(self, since: datetime) -> list[Object]:
        """Participants who left since then, with why."""
        return await self._list(HISTORY + "participant/", _ended(since))

    # --- commands

    async def dial(
        self, alias: str, destination: str, *, protocol: str = "sip", role: str = "guest"
    ) -> str:
        """Ring somebody up into a conference; the id of the participant.

        Shape: `protocol` `sip`, `h323`, `rtmp`, `mssip` or `auto`; `role` `chair` or `guest`. Who
        is rung up never keeps a conference alive alone.
        """
        answer = await self._command(
            "participant/dial/",
            {
                "conference_alias": alias,
                "destination": destination,
                "protocol": protocol,
                "role": role,
                "routing": "routing_rule" if protocol == "auto" else "manual",
                "call_type": "audio",
                "keep_conference_alive": "keep_conference_alive_never",
            },
        )
        data = answer.get("data")
        participant = data.get("participant_id") if isinstance(data, dict) else None
        if not isinstance(participant, str):
            raise _nonsense()
        return participant

    async def disconnect_participant(self, participant: str) -> None:
        """Take one participant out."""
        await self._command("participant/disconnect/", {"participant_id": participant})

    async def transfer(self, participant: str, alias: str, *, role: str = "guest") -> None:
        """Send a participant to another conference, where they get a new id."""
        body = {"participant_id": participant, "conference_alias": alias, "role": role}
        await self._command("participant/transfer/", body)

    async def disconnect_conference(self, conference: str) -> None:
        """End a running conference for all in it; it is named by its id."""
        await self._command("conference/disconnect/", {"conference_id": conference})

    async def lock(self, conference: str) -> None:
        """From now on whoever comes waits until a host lets them in."""
        await self._command("conference/lock/", {"conference_id": conference})

    async def unlock(self, conference: str) -> None:
        """Undo a lock; all who wait come in."""
        await self._command("conference/unlock/", {"conference_id": conference})

    # --- how

    async def _names(self, resource: str) -> frozenset[str]:
        found = await self._list(CONFIGURATION + resource)
        return frozenset(name for each in found if isinstance(name := each.get("name"), str))

    async def _command(self, path: str, body: Object) -> Object:
        answer = await self._paced("POST", COMMAND + path, body)
        if answer.get("status", "success") != "success":
            raise declined(body, answer)
        return answer

    async def _list(
        self, path: str, wanted: Mapping[str, str | None] | None = None
    ) -> list[Object]:
        asked = {name: value for name, value in (wanted or {}).items() if value is not None}
        following: str | None = f"{path}?{urlencode({**asked, 'limit': PAGE})}"
        found: dict[str, Object] = {}
        for _ in range(PAGES):
            if following is None:
                break
            page = await self._paced("GET", following)
            # What moved from one page to the next while we read is there once.
            for each in _objects(page):
                found[str(each.get("id", len(found)))] = each
            following = _next(page, path)
        return list(found.values())

    async def _paced(self, method: str, path: str, body: Object | None = None) -> Object:
        wait = self._budget.take(self._monotonic(), PATIENCE_S)
        if wait is None:
            raise VendorFailed(VENDOR, "too-fast", retry=True)
        if wait:
            await self._rest(wait)
        try:
            return await self._ask(method, path, body)
        except VendorFailed as failed:
            if failed.code == "too-fast":
                self._budget.rest(self._monotonic())
            raise


def _objects(page: Object) -> list[Object]:
    objects = page.get("objects", [])
    if not isinstance(objects, list) or not all(isinstance(each, dict) for each in objects):
        raise _nonsense()
    return objects


def _next(page: Object, path: str) -> str | None:
    """The address of the page after this one; only ever one of the same list."""
    meta = page.get("meta")
    following = meta.get("next") if isinstance(meta, dict) else None
    if following is None:
        return None
    if not isinstance(following, str) or not following.startswith(f"{path}?"):
        raise _nonsense()
    return following


def _ended(since: datetime) -> dict[str, str | None]:
    at = since.astimezone(UTC).replace(tzinfo=None).isoformat()
    return {"end_time__gte": at, "order_by": "end_time"}


def _nonsense() -> VendorFailed:
    return VendorFailed(VENDOR, "not-a-node", retry=True)
