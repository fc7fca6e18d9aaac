"""The client to a Pexip conferencing node and its management interface, ours or a real one."""

from typing import Any
from urllib.parse import quote

import httpx2

from waitingroom.core.value import Private, Value
from waitingroom.handoff.naming import Admitted, Naming
from waitingroom.handoff.port import VendorFailed

VENDOR = "pexip"

PATIENCE_S = 5.0

WELL_S = 1.0
"""A node that takes longer to say how it is, is not well."""

CODES = {503: "maintenance", 404: "not-a-node", 401: "sign-in", 403: "sign-in", 429: "too-fast"}
"""What a status means to us; anything else is `failed`. Only a wrong sign-in can't mend itself."""


class NodeAddress(Value):
    """Where a node is and how we sign in to its management interface.

    Shape: `url` without a slash at its end.
    """

    url: str
    login: str
    password: Private


class PexipNode:
    """Conferences that exist by our policy answers alone: nothing is made, only ended."""

    def __init__(self, address: NodeAddress, naming: Naming, client: httpx2.AsyncClient) -> None:
        self._url = address.url
        self._auth = httpx2.BasicAuth(address.login, address.password.reveal())
        self._naming = naming
        self._client = client

    async def prepare(self, admitted: Admitted) -> None:
        """The conference is there as soon as the node is; see `Handoff.prepare`."""
        await self._get("/api/client/v2/status")

    async def close(self, admitted: Admitted) -> None:
        """Ends the running conference, if there is one; see `Handoff.close`."""
        alias = self._naming.alias(admitted)
        found = await self._get(f"/api/admin/status/v1/conference/?name={quote(alias)}")
        for id_ in _ids(found.get("objects", [])):
            await self._post("/api/admin/command/v1/conference/disconnect/", {"conference_id": id_})

    async def is_well(self) -> bool:
        """Whether the node answers and takes calls."""
        try:
            await self._ask("GET", "/api/client/v2/status", None, WELL_S)
        except VendorFailed:
            return False
        return True

    async def _get(self, path: str) -> dict[str, Any]:
        return await self._ask("GET", path, None)

    async def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        return await self._ask("POST", path, body)

    async def _ask(
        self, method: str, path: str, body: dict[str, Any] | None, patience_s: float = PATIENCE_S
    ) -> dict[str, Any]:
        try:
            answer = await self._client.request(
                method, self._url + path, json=body, auth=self._auth, timeout=patience_s
            )
        except httpx2.HTTPError as error:
            # The vendor's own words may hold an alias; they stay out of what is logged.
            raise VendorFailed(VENDOR, "unreachable", retry=True) from error
        if not answer.is_success:
            code = CODES.get(answer.status_code, "failed")
            raise VendorFailed(VENDOR, code, retry=code != "sign-in")
        try:
            read = answer.json() if answer.content else {}
        except ValueError as error:
            raise VendorFailed(VENDOR, "not-a-node", retry=True) from error
        return read if isinstance(read, dict) else {}


def _ids(objects: object) -> list[str]:
    """The ids in a list of the management interface."""
    if not isinstance(objects, list):
        raise VendorFailed(VENDOR, "not-a-node", retry=True)
    ids = [each.get("id") if isinstance(each, dict) else None for each in objects]
    if not all(isinstance(each, str) for each in ids):
        raise VendorFailed(VENDOR, "not-a-node", retry=True)
    return [str(each) for each in ids]
