"""The replies of the client API: their envelope, and the errors every request may meet."""

from typing import Any

from waitingroom.conference import wording
from waitingroom.conference.asgi import Reply, Request, json_reply


def success(result: Any, status: int = 200) -> Reply:
    """A good reply; also a prompt, which is a 403 that carries an object."""
    return json_reply({"status": "success", "result": result}, status)


def failed(reason: str, status: int = 403) -> Reply:
    """A refusal in one of the sentences that clients know."""
    return json_reply({"status": "failed", "result": reason}, status)


def invalid_token() -> Reply:
    """There is no such token, or no longer."""
    return failed(wording.INVALID_TOKEN)


def token_of(request: Request) -> str:
    """The token of a request: in its header, or for streams and beacons in its query."""
    return request.headers.get("token") or request.query.get("token", "")
