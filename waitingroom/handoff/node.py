"""The client to a Pexip conferencing node and its management interface, ours or a real one."""

from collections.abc import Callable
from typing import Any

import httpx2

from waitingroom.core.ids import GuestId
from waitingroom.core.value import Private, Value
from waitingroom.handoff.management import VENDOR, Declined, Management, declined
from waitingroom.handoff.naming import Admitted, Naming
from waitingroom.handoff.port import VendorFailed

PATIENCE_S = 5.0

WELL_S = 1.0
"""A node that takes longer to say how it is, is not well."""

CODES = {503: "maintenance", 404: "not-a-node", 401: "sign-in", 403: "sign-in", 429: "too-fast"}
"""What a status means to us; 400 is `Declined`, anything else `failed`. Only a wrong sign-in and
what was declined can't mend themselves."""

STATUS = "/api/client/v2/status"


class NodeAddress(Value):
    """Where a node is and how we sign in to its management interface.

    Shape: `url` without a slash at its end; `management` likewise, where that is elsewhere, as in
    an installation of several nodes.
    """

    url: str
    login: str
    password: Private
    management: str = ""


class NodeLine:
    """Requests to one address, with every failure in our own words."""

    def __init__(
        self, url: str, client: httpx2.AsyncClient, auth: httpx2.BasicAuth | None = None
    ) -> None:
        self._url = url
        self._auth = auth
        self._client = client

    async def ask(
        self,
        method: str,
        path: str,
        body: dict[str, Any] | None = None,
        patience_s: float = PATIENCE_S,
    ) -> dict[str, Any]:
        """The JSON object that came back, empty when there was none.

        Errors: `VendorFailed`; as `Declined` when our request was not taken.
        """
        try:
            answer = await self._client.request(
                method,
                self._url + path,
                json=body,
                auth=self._auth,
                timeout=patience_s,
                follow_redirects=False,  # the sign-in goes where the operator said, nowhere else
            )
        except httpx2.HTTPError as error:
            # The vendor's own words may hold an alias; they stay out of what is logged.
            raise VendorFailed(VENDOR, "unreachable", retry=True) from error
        if answer.status_code == 400:
            raise declined(body, _json(answer))
        if not answer.is_success:
            code = CODES.get(answer.status_code, "failed")
            raise VendorFailed(VENDOR, code, retry=code != "sign-in")
        read = _json(answer) if answer.content else {}
        if read is None:
            raise VendorFailed(VENDOR, "not-a-node", retry=True)
        return read if isinstance(read, dict) else {}


def _no_number(guest: GuestId) -> str:
    """Where nobody may be rung up."""
    raise VendorFailed("phone", "not-allowed", retry=False)


class PexipNode:
    """Conferences that exist by our policy answers alone: nothing is made, only ended.

    Shape: `number` gives the telephone number of a guest, and raises `VendorFailed` when it may not
    be rung.
    """

    def __init__(
        self,
        address: NodeAddress,
        naming: Naming,
        client: httpx2.AsyncClient,
        number: Callable[[GuestId], str] = _no_number,
    ) -> None:
        # Only the management interface is told our password; a node's status is everybody's.
        self._line = NodeLine(address.url, client)
        self._naming = naming
        self._number = number
        auth = httpx2.BasicAuth(address.login, address.password.reveal())
        self.management = Management(NodeLine(address.management or address.url, client, auth).ask)

    async def prepare(self, admitted: Admitted) -> None:
        """The conference is there as soon as the node is; see `Handoff.prepare`."""
        await self._line.ask("GET", STATUS)

    async def close(self, admitted: Admitted) -> None:
        """Ends the running conference, if there is one; see `Handoff.close`."""
        alias = self._naming.alias(admitted)
        for id_ in [_id(each) for each in await self.management.conferences(alias)]:
            try:
                await self.management.disconnect_conference(id_)
            except Declined as no:
                # It may have ended since it was listed; the next look tells.
                raise VendorFailed(VENDOR, no.code, retry=True) from no

    async def ring_up(self, admitted: Admitted, guest: GuestId) -> None:
        """See `Handoff.ring_up`; the policy recognises the telephone by its number."""
        number = self._number(guest)
        await self.management.dial(self._naming.alias(admitted), number, protocol="auto")

    async def calls_left(self) -> int | None:
        """How many calls more the node takes; None when it does not say, as a Pexip node."""
        try:
            said = await self._line.ask("GET", STATUS, patience_s=WELL_S)
        except VendorFailed:
            return None
        calls = said.get("calls")
        more = calls.get("more") if isinstance(calls, dict) else None
        return more if isinstance(more, int) and not isinstance(more, bool) else None

    async def is_well(self) -> bool:
        """Whether the node answers and takes calls."""
        try:
            await self._line.ask("GET", STATUS, patience_s=WELL_S)
        except VendorFailed:
            return False
        return True


def _json(answer: httpx2.Response) -> object:
    """What was sent as JSON; None when it is none."""
    try:
        read: object = answer.json()
    except ValueError:
        return None
    return read


def _id(conference: dict[str, Any]) -> str:
    id_ = conference.get("id")
    if not isinstance(id_, str):
        raise VendorFailed(VENDOR, "not-a-node", retry=True)
    return id_
