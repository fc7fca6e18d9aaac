"""One request to a gateway, told apart by how far it came: never left, perhaps taken, answered."""

from typing import Any

import httpx2

from waitingroom.core.model import Text
from waitingroom.notify.port import PATIENCE_S

NEVER_LEFT = (httpx2.ConnectError, httpx2.ConnectTimeout)

Answered = tuple[int, object]
"""The status and the JSON of an answer, None for what is none."""


async def post(url: str, body: dict[str, Any], authorization: str) -> Answered | Text:
    """What came back, or what became of the order when nothing did."""
    try:
        # A new line each time: a message a day is worth no connection, and an old one may be dead.
        async with httpx2.AsyncClient(trust_env=False, timeout=PATIENCE_S) as client:
            headers = {"Authorization": authorization}
            answer = await client.post(url, json=body, headers=headers)
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
