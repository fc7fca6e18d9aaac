"""The little of a Pexip management API that our own server uses, behind Basic authentication.

Source: Pexip's management API, status and command resources, version 1.
"""

import base64
import hmac
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec

from waitingroom.conference import shapes, wording
from waitingroom.conference.asgi import Handler, Reply, Request, Route, json_reply
from waitingroom.conference.config import NodeConfig
from waitingroom.conference.rooms import Conference
from waitingroom.conference.switchboard import Switchboard
from waitingroom.core.value import Value

_STATUS = "/api/admin/status/v1"
_COMMAND = "/api/admin/command/v1"
_LIMIT = 1_000


class _Command(Value):
    conference_id: str = ""


class Management:
    """The routes of the management API over one switchboard."""

    def __init__(self, switchboard: Switchboard, config: NodeConfig) -> None:
        self._switchboard = switchboard
        self._config = config

    def routes(self) -> Iterator[Route]:
        """All routes; each asks for the name and the password."""
        yield self._route("GET", _STATUS + "/conference", self._conferences)
        yield self._route("GET", _STATUS + "/participant", self._participants)
        yield self._route("GET", _STATUS + "/worker_vm", self._workers)
        yield self._route("POST", _COMMAND + "/conference/disconnect", self._disconnect)
        yield self._route("POST", _COMMAND + "/participant/dial", self._dial)

    def _route(
        self, method: str, path: str, handler: Callable[[Request], Awaitable[Reply]]
    ) -> Route:
        return Route(method=method, path=path, handler=self._guarded(handler))

    def _guarded(self, handler: Callable[[Request], Awaitable[Reply]]) -> Handler:
        login = f"{self._config.username}:{self._config.password.reveal()}"
        wanted = b"Basic " + base64.b64encode(login.encode())

        async def guarded(request: Request) -> Reply:
            shown = request.headers.get("authorization", "").encode()
            # Constant time, so that the reply does not tell how much of a password was right.
            if not hmac.compare_digest(wanted, shown):
                return Reply(status=401, headers=(("www-authenticate", 'Basic realm="node"'),))
            return await handler(request)

        return guarded

    async def _conferences(self, request: Request) -> Reply:
        wanted = request.query.get("name")
        found = self._switchboard.conferences.values()
        return _list([_conference(x) for x in found if wanted in (None, x.service.name)])

    async def _participants(self, request: Request) -> Reply:
        wanted = request.query.get("conference")
        found = self._switchboard.conferences.values()
        rooms = [x for x in found if wanted in (None, x.service.name)]
        return _list([_participant(x, one) for x in rooms for one in _reported(x, self._config)])

    async def _workers(self, request: Request) -> Reply:
        running, limit = self._switchboard.load, self._config.max_calls
        return _list(
            [
                {
                    "id": 1,
                    "name": self._config.node_name,
                    "deploy_status": "DEPLOYED",
                    "sync_status": "SYNCED",
                    "maintenance_mode": False,
                    "maintenance_mode_reason": "",
                    "media_load": 100 * running // max(1, limit),
                    "media_tokens_used": running,
                    "max_media_tokens": limit,
                    "max_hd_calls": limit,
                    "version": shapes.VERSION["version_id"],
                    "last_updated": _written(self._switchboard, self._switchboard.clock()),
                }
            ]
        )

    async def _dial(self, request: Request) -> Reply:
        """This node has no telephone line."""
        return json_reply({"status": "failed", "message": wording.NO_TELEPHONE}, 400)

    async def _disconnect(self, request: Request) -> Reply:
        try:
            wanted = msgspec.json.decode(request.body, type=_Command).conference_id
        except msgspec.MsgspecError:
            return json_reply({"conference_id": ["This field is required."]}, 400)
        for conference in list(self._switchboard.conferences.values()):
            if conference.id == wanted:
                conference.end(wording.ENDED_BY_SERVER, self._switchboard.clock())
                self._switchboard.settle(conference)
                return json_reply({"status": "success"})
        return json_reply({"status": "failed", "message": "no such conference"}, 400)


def _list(objects: list[dict[str, Any]]) -> Reply:
    meta = {
        "limit": _LIMIT,
        "offset": 0,
        "next": None,
        "previous": None,
        "total_count": len(objects),
    }
    return json_reply({"meta": meta, "objects": objects})


def _conference(conference: Conference) -> dict[str, Any]:
    data = shapes.reported_conference(conference)
    return data | {
        "id": conference.id,
        "start_time": _moment(data["start_time"]),
        "direct_media_available": False,
    }


def _reported(conference: Conference, config: NodeConfig) -> list[dict[str, Any]]:
    return [
        shapes.reported_participant(person, conference, config.node_name)
        for person in conference.participants.values()
    ]


def _participant(conference: Conference, data: dict[str, Any]) -> dict[str, Any]:
    return data | {
        "id": data["uuid"],
        "connect_time": _moment(data["connect_time"]),
        "is_direct": False,
    }


def _written(switchboard: Switchboard, now: float) -> str:
    return _moment(now + switchboard.epoch)


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None).isoformat()
