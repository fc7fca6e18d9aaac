"""The client to MedCom's Video API v2: the few calls we make, each answer read strictly."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any, TypeVar

import httpx2
import msgspec

from waitingroom.core.value import Private, Value
from waitingroom.handoff.port import VendorFailed
from waitingroom.handoff.vdx.account import VdxAccount
from waitingroom.handoff.vdx.failures import failed, told
from waitingroom.handoff.vdx.tokens import VdxTokens

Instant = Annotated[datetime, msgspec.Meta(tz=True)]

Read = TypeVar("Read")


class Status(StrEnum):
    """How far VDX is with a room, 0 to 6."""

    AWAITS = "AWAITS_PROVISION"
    STARTING = "STARTING_TO_PROVISION"
    PROBLEMS = "PROVISION_PROBLEMS"
    READY = "PROVISIONED_OK"
    STOPPING = "STARTING_TO_DEPROVISION"
    STOP_PROBLEMS = "DEPROVISION_PROBLEMS"
    STOPPED = "DEPROVISION_OK"


class Meeting(Value, rename="camel"):
    """A booking, as far as we read it."""

    uuid: str
    start_time: Instant
    end_time: Instant


class SchedulingInfo(Value, rename="camel"):
    """The room of a booking. Its portal link is not read: it can carry the clinic's PIN."""

    uuid: str
    provision_status: Status
    uri_with_domain: str | None = None
    host_pin: Private | None = None
    guest_pin: Private | None = None


class Template(Value, rename="camel"):
    """What VDX makes rooms from."""

    guest_pin_required: bool = False
    host_pin_required: bool = False
    custom_portal_guest: str | None = None


class _Reserved(Value, rename="camel"):
    reservation_id: str


class _Error(Value):
    detailed_error_code: str | None = None


class VideoApi:
    """One organisation's way to its meetings. Every call may raise `VendorFailed`.

    None of the lists of this API comes in pages, and we ask for none: a meeting is read by its id.
    """

    def __init__(self, account: VdxAccount, tokens: VdxTokens, client: httpx2.AsyncClient) -> None:
        self._account = account
        self._tokens = tokens
        self._client = client

    async def info(self) -> None:
        """Whether the API is there and takes our token."""
        _read(await self._ask("GET", "/v2/info"), dict)

    async def meeting(self, uuid: str) -> Meeting | None:
        """The booking of this id, None when there is none."""
        return await self._found(f"/v2/meetings/{uuid}", Meeting)

    async def scheduling(self, uuid: str) -> SchedulingInfo | None:
        """The room of the booking of this id, None when there is none."""
        return await self._found(f"/v2/scheduling-info/{uuid}", SchedulingInfo)

    async def template(self, number: int) -> Template | None:
        """A scheduling template, None when there is none."""
        return await self._found(f"/v2/scheduling-templates/{number}", Template)

    async def create(self, booking: dict[str, Any]) -> None:
        """Book; what failed may have been done all the same when no clear no came back."""
        _read(await self._ask("POST", "/v2/meetings", booking), Meeting)

    async def end(self, uuid: str, at: datetime) -> None:
        """Let the meeting end at this time."""
        _read(await self._ask("PATCH", f"/v2/meetings/{uuid}", {"endTime": written(at)}), Meeting)

    async def delete(self, uuid: str) -> None:
        """Take back a booking that has no room yet."""
        answer = await self._ask("DELETE", f"/v2/meetings/{uuid}")
        if answer.status_code != 204:
            raise failed("not-the-api")

    async def reserve(self) -> str:
        """Set a pool room aside; every call sets another aside, so it is asked once a booking."""
        return _read(
            await self._ask("GET", "/v2/scheduling-info-reserve"), _Reserved
        ).reservation_id

    async def _found(self, path: str, kind: type[Read]) -> Read | None:
        try:
            answer = await self._ask("GET", path)
        except VendorFailed as problem:
            if problem.code in ("not-found", "no-template"):
                return None
            raise
        return _read(answer, kind)

    async def _ask(
        self, method: str, path: str, body: dict[str, Any] | None = None
    ) -> httpx2.Response:
        token = await self._tokens.current()
        answer = await self._send(method, path, body, token)
        if answer.status_code == 401:
            # Nothing was done: a token may run out on its way, or be taken back. Once, a new one.
            self._tokens.refused(token)
            answer = await self._send(method, path, body, await self._tokens.current())
        if not answer.is_success:
            raise failed(told(answer.status_code, _number(answer)))
        return answer

    async def _send(
        self, method: str, path: str, body: dict[str, Any] | None, token: Private
    ) -> httpx2.Response:
        try:
            return await self._client.request(
                method,
                self._account.api_url + path,
                json=body,
                headers={
                    "Authorization": f"Bearer {token.reveal()}",
                    "Accept": "application/hal+json, application/json",
                },
                timeout=self._account.patience_s,
                follow_redirects=False,
            )
        except httpx2.HTTPError:
            problem = failed("unreachable")
        # Outside of the handler: the library's error holds the request, and with it the token.
        raise problem


def written(at: datetime) -> str:
    """An instant as the API takes it: whole seconds, UTC."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _private(kind: type, found: Any) -> Any:
    # PINs come as numbers. A number never begins with 0, so its text is the PIN.
    if kind is Private and isinstance(found, int | str):
        return Private(str(found))
    raise TypeError("a PIN is a number or a text")


def _read(answer: httpx2.Response, kind: type[Read]) -> Read:
    try:
        return msgspec.json.decode(answer.content, type=kind, dec_hook=_private)
    except (msgspec.DecodeError, UnicodeDecodeError):
        problem = failed("not-the-api")
    raise problem


def _number(answer: httpx2.Response) -> str | None:
    try:
        return msgspec.json.decode(answer.content, type=_Error).detailed_error_code
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
