"""A small management interface as strict as a real one: slashes, sign-in, pages, a limit, a no."""

import base64
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

LOGIN = ("wr", "hemmeligt for noden")
STATUS = ("conference", "participant", "alarm", "worker_vm", "licensing")
HISTORY = ("conference", "participant")
CONFIGURATION = ("ivr_theme", "system_location")
FIELDS: Mapping[str, tuple[str, ...]] = {
    "participant/dial": ("conference_alias", "destination", "protocol", "role"),
    "participant/disconnect": ("participant_id",),
    "participant/transfer": ("participant_id", "conference_alias", "role"),
    "conference/disconnect": ("conference_id",),
    "conference/lock": ("conference_id",),
    "conference/unlock": ("conference_id",),
}
MOST = 10_000
DEFAULT = 20


@dataclass
class FakeManagement:
    """Lists what it is given, obeys commands, and notes everything.

    Shape: `page` is the most objects it puts on a page, whatever is asked for; `limit` how many
    requests it takes in all before it says that it is too many.
    """

    status: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    history: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    configuration: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    page: int = MOST
    limit: int = 1000
    says: str = "fields"
    commands: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def app(self) -> Starlette:
        """As it is served. Nothing is mended: an address without its slash is not there."""
        routes = [
            Route(f"/api/admin/{kind}/v1/{name}/", self._guarded(self._lists(kind, name)))
            for kind, names in (
                ("status", STATUS),
                ("history", HISTORY),
                ("configuration", CONFIGURATION),
            )
            for name in names
        ]
        routes += [
            Route(
                f"/api/admin/command/v1/{name}/", self._guarded(self._obeys(name)), methods=["POST"]
            )
            for name in FIELDS
        ]
        app = Starlette(routes=routes)
        app.router.redirect_slashes = False
        return app

    def _guarded(
        self, handler: Callable[[Request], Awaitable[Response]]
    ) -> Callable[[Request], Awaitable[Response]]:
        right = "Basic " + base64.b64encode(":".join(LOGIN).encode()).decode()

        async def guarded(request: Request) -> Response:
            self.asked.append(request.url.path)
            if request.headers.get("authorization") != right:
                return Response(status_code=401)
            if len(self.asked) > self.limit:
                return Response("Request was throttled", 429)
            return await handler(request)

        return guarded

    def _lists(self, kind: str, name: str) -> Callable[[Request], Awaitable[Response]]:
        async def lists(request: Request) -> Response:
            query = dict(request.query_params)
            order = query.pop("order_by", "")
            limit = min(int(query.pop("limit", DEFAULT)) or MOST, self.page)
            offset = int(query.pop("offset", 0))
            objects = self._kept(kind).get(name, [])
            found = [each for each in objects if _fits(each, query)]
            found.sort(key=lambda each: str(each.get(order, "")))
            return _page(request.url.path, found, offset, limit, {**query, "order_by": order})

        return lists

    def _kept(self, kind: str) -> dict[str, list[dict[str, Any]]]:
        kinds = {"status": self.status, "history": self.history}
        return kinds.get(kind, self.configuration)

    def _obeys(self, name: str) -> Callable[[Request], Awaitable[Response]]:
        async def obeys(request: Request) -> Response:
            body = json.loads(await request.body())
            wrong = {
                each: ["This field is required."] for each in FIELDS[name] if not body.get(each)
            }
            if wrong or self.says != "fields":
                return self._declines(name.partition("/")[0], wrong, body)
            self.commands.append((name, body))
            data = {"participant_id": "p-new"} if name == "participant/dial" else None
            return _json({"status": "success", "data": data})

        return obeys

    def _declines(self, resource: str, wrong: dict[str, Any], body: dict[str, Any]) -> Response:
        """The three ways in which it says what is wrong, and the one that looks like a yes."""
        quoted = f"Invalid value: {body}"
        match self.says:
            case "nested":
                return _json({resource: wrong or {each: [quoted] for each in body}}, 400)
            case "error":
                return _json({"error": quoted}, 400)
            case "failed":
                return _json({"status": "failed", "message": quoted})
            case _:
                return _json(wrong, 400)


def _fits(each: Mapping[str, Any], query: Mapping[str, str]) -> bool:
    for name, value in query.items():
        field_, _, operation = name.partition("__")
        there = str(each.get(field_))
        if not (there >= value if operation == "gte" else there == value):
            return False
    return True


def _page(
    path: str, found: list[dict[str, Any]], offset: int, limit: int, query: dict[str, str]
) -> Response:
    def at(where: int) -> str | None:
        if not 0 <= where < len(found):
            return None
        return f"{path}?{urlencode({**query, 'limit': limit, 'offset': where})}"

    meta = {
        "limit": limit,
        "offset": offset,
        "next": at(offset + limit),
        "previous": at(offset - limit),
        "total_count": len(found),
    }
    return _json({"meta": meta, "objects": found[offset : offset + limit]})


def _json(body: object, status: int = 200) -> Response:
    return Response(json.dumps(body), status, media_type="application/json")
