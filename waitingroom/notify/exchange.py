"""One request to a gateway, told apart by how far it came: never left, perhaps taken, answered."""

from typing import Any

import httpx2

from waitingroom.core.model import Text
from waitingroom.notify.port import PATIENCE_S

NEVER_LEFT = (httpx2.ConnectError, httpx2.ConnectTimeout)

Answered = tuple[int, object]
"""The status and the JSON of an answer, None for what is none."""


class Exchange:
    """Posts to one gateway, each time over a new line: an old one may be dead by then."""

    def __init__(self, url: str, authorization: str, patience_s: float = PATIENCE_S) -> None:
        self._url = url
        self._headers = {"Authorization": authorization}
        self._patience_s = patience_s
        # Reading all certificates takes a while, in which nobody else would be served.
        self._tls = httpx2.create_ssl_context(trust_env=False)

    async def post(self, path: str, body: dict[str, Any]) -> Answered | Text:
        """What came back, or what became of the order when nothing did."""
        try:
            async with httpx2.AsyncClient(
                trust_env=False, verify=self._tls, timeout=self._patience_s
            ) as client:
                answer = await client.post(self._url + path, json=body, headers=self._headers)
        except NEVER_LEFT:
            return Text.FAILED
        except httpx2.HTTPError:
            return Text.UNKNOWN
        try:
            read: object = answer.json()
        except ValueError:
            read = None
        return answer.status_code, read


def judged(status: int) -> Text:
    """What a status that is no yes says: a no of theirs, or that they themselves failed."""
    return Text.FAILED if 400 <= status < 500 and status != 408 else Text.UNKNOWN
