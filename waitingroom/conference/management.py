"""The little of a Pexip management API that a server of ours may use, behind a password.

Source: Pexip's management API, status and command resources, version 1.
"""

import base64
import hmac
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from waitingroom.conference import shapes
from waitingroom.conference.asgi import Handler, Reply, Request, Route, Stream, json_reply
from waitingroom.conference.commands import Commands
from waitingroom.conference.config import NodeConfig
from waitingroom.conference.rooms import Conference
from waitingroom.conference.switchboard import Switchboard
from waitingroom.conference.transfer import Transfers

_STATUS = "/api/admin/status/v1"
_LIMIT = 1_000


class Management:
    """The routes of the management API over one switchboard."""

    def __init__(self, switchboard: Switchboard, config: NodeConfig, transfers: Transfers) -> None:
        self._switchboard = switchboard
        self._config = config
        self._commands = Commands(switchboard, transfers)

    def routes(self) -> Iterator[Route]:
        """All routes; each asks for the name and the password."""
        yield self._route("GET", _STATUS + "/conference", self._conferences)
        yield self._route("GET", _STATUS + "/participant", self._participants)
        yield self._route("GET", _STATUS + "/worker_vm", self._workers)
        yield self._route("GET", _STATUS + "/alarm", self._alarms)
        yield self._route("GET", _STATUS + "/licensing", self._licensing)
        for route in self._commands.routes():
            yield self._route(route.method, route.path, route.handler)

    def _route(self, method: str, path: str, handler: Handler) -> Route:
        return Route(method=method, path=path, handler=self._guarded(handler))

    def _guarded(self, handler: Handler) -> Handler:
        login = f"{self._config.username}:{self._config.password.reveal()}"
        wanted = b"Basic " + base64.b64encode(login.encode())

        async def guarded(request: Request) -> Reply | Stream:
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

    async def _alarms(self, request: Request) -> Reply:
        return _list([])

    async def _licensing(self, request: Request) -> Reply:
        # Nothing here needs a licence; what may run at once is told all the same.
        running, limit = self._switchboard.load, self._config.max_calls
        return _list([{"port_count": running, "port_total": limit}])


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
        "direct_media_available": conference.may_be_direct,
    }


def _reported(conference: Conference, config: NodeConfig) -> list[dict[str, Any]]:
    return [
        shapes.reported_participant(person, conference, config.node_name)
        | {"is_direct": person.direct}
        for person in conference.participants.values()
    ]


def _participant(conference: Conference, data: dict[str, Any]) -> dict[str, Any]:
    return data | {
        "id": data["uuid"],
        "connect_time": _moment(data["connect_time"]),
    }


def _written(switchboard: Switchboard, now: float) -> str:
    return _moment(now + switchboard.epoch)


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None).isoformat()
