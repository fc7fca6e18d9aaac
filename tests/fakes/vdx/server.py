"""The double's HTTP: the token endpoint, the Video API, a journal of requests, and faults."""

import asyncio
import json
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.fakes.vdx.bookings import CREATE, No
from tests.fakes.vdx.world import Client, Meeting, Room, World

TOKEN_PATH = "/realms/vdx/protocol/openid-connect/token"
API = "/videoapi"
DANISH = timezone(timedelta(hours=1))

SEARCHES = ("short-id", "label", "subject", "organizedBy", "search", "uriWithDomain")
TEXTS: Mapping[int, str] = {400: "Bad Request", 401: "Unauthorized", 403: "Forbidden"}


@dataclass
class Fault:
    """What goes wrong with the next request of this kind, before or after it was done.

    Shape: `how` is a status, or "hang" (no answer), "half" (a cut answer), "garbage" (a page),
    or a number of the Video API as text.
    """

    method: str
    path: str
    how: int | str
    done: bool = False
    times: int = 1


@dataclass
class Asked:
    """One request as it came."""

    method: str
    path: str
    query: str
    body: bytes

    @property
    def said(self) -> dict[str, Any]:
        """Its JSON."""
        found = json.loads(self.body)
        assert isinstance(found, dict)
        return found


@dataclass
class _Grant:
    client: Client
    until: datetime


class Half(Response):
    """An answer that breaks off: its length says more than comes."""

    def init_headers(self, headers: Mapping[str, str] | None = None) -> None:
        super().init_headers({"content-length": "5"})

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        start = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
        await send(start)
        await send({"type": "http.response.body", "body": b"{", "more_body": False})


class Vdx:
    """The double. Give `app` to a server."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.asked: list[Asked] = []
        self.faults: list[Fault] = []
        self.token_lasts_s = 300
        self.hanging = asyncio.Event()
        self._grants: dict[str, _Grant] = {}
        self.app = Starlette(
            routes=[
                Route(TOKEN_PATH, self._guard(self._token), methods=["POST"]),
                *(
                    Route(API + path, self._guard(self._authorised(do)), methods=[method])
                    for method, path, do in self._table()
                ),
            ]
        )

    def _table(self) -> list[tuple[str, str, Callable[..., Response]]]:
        one, room = "/v2/meetings/{uuid}", "/v2/scheduling-info/{uuid}"
        return [
            ("GET", "/v2/info", self._info),
            ("GET", "/v2/meetings", self._search),
            ("POST", "/v2/meetings", self._create),
            ("GET", one, self._meeting),
            ("PATCH", one, self._patch),
            ("DELETE", one, self._delete),
            ("GET", room, self._scheduling),
            ("GET", "/v2/scheduling-info-reserve", self._reserve),
            ("GET", "/v2/scheduling-templates/{number:int}", self._template),
            ("GET", "/v2/pool", self._pool),
        ]

    def of(self, method: str, path: str) -> list[Asked]:
        """What was asked by this method under this path."""
        return [
            each
            for each in self.asked
            if each.method == method and each.path.startswith(path or API)
        ]

    def revoke_tokens(self) -> None:
        """Every token is void from now on."""
        self._grants.clear()

    # --- around every request

    def _guard(
        self, do: Callable[[Request, bytes], Awaitable[Response]]
    ) -> Callable[[Request], Awaitable[Response]]:
        async def guarded(request: Request) -> Response:
            try:
                body = await request.body()
            except ClientDisconnect:
                return Response(status_code=400)
            asked = Asked(request.method, request.url.path, request.url.query, body)
            self.asked.append(asked)
            fault = self._fault(asked)
            if fault is not None and not fault.done:
                return await self._broken(fault, request)
            answer = await do(request, body)
            if fault is not None:
                return await self._broken(fault, request)
            return answer

        return guarded

    def _fault(self, asked: Asked) -> Fault | None:
        for fault in self.faults:
            if fault.method == asked.method and asked.path.startswith(fault.path):
                fault.times -= 1
                if not fault.times:
                    self.faults.remove(fault)
                return fault
        return None

    async def _broken(self, fault: Fault, request: Request) -> Response:
        match fault.how:
            case "hang":
                await self.hanging.wait()
                return Response(status_code=500)
            case "half":
                return Half()
            case "garbage":
                return Response("<html>Vi er straks tilbage</html>", media_type="text/html")
            case int():
                return _error(request, No(fault.how))
            case _:
                return _error(request, No(400, int(fault.how)))

    def _authorised(
        self, do: Callable[[Client, Request, Any], Response]
    ) -> Callable[[Request, bytes], Awaitable[Response]]:
        async def authorised(request: Request, body: bytes) -> Response:
            scheme, _, token = request.headers.get("authorization", "").partition(" ")
            grant = self._grants.get(token)
            if scheme != "Bearer" or grant is None or grant.until <= self.world.now:
                return _error(request, No(401))
            if body and request.headers.get("content-type") != "application/json":
                return _error(request, No(415))
            try:
                return do(grant.client, request, json.loads(body) if body else None)
            except No as no:
                return _error(request, no)
            except ValueError:
                return _error(request, No(400, 10))

        return authorised

    # --- signing in

    async def _token(self, request: Request, body: bytes) -> Response:
        if request.headers.get("content-type") != "application/x-www-form-urlencoded":
            return JSONResponse({"error": "invalid_request"}, 400)
        form = {each: found[-1] for each, found in parse_qs(body.decode()).items()}
        if form.get("grant_type") != "client_credentials":
            return JSONResponse({"error": "unsupported_grant_type"}, 400)
        client = self.world.clients.get(form.get("client_id", ""))
        if client is None or client.secret != form.get("client_secret"):
            return JSONResponse({"error": "unauthorized_client"}, 401)
        token = secrets.token_urlsafe(24)
        until = self.world.now + timedelta(seconds=self.token_lasts_s)
        self._grants[token] = _Grant(client, until)
        return JSONResponse(
            {"access_token": token, "expires_in": self.token_lasts_s, "token_type": "Bearer"}
        )

    # --- the Video API

    def _info(self, client: Client, request: Request, body: Any) -> Response:
        return _hal({"version": "2.0.0"})

    def _search(self, client: Client, request: Request, body: Any) -> Response:
        query = request.query_params
        period = [each in query for each in ("from-start-time", "to-start-time")]
        if any(period) and not all(period):
            raise No(400, 28)
        if not any(period) and not any(each in query for each in SEARCHES):
            raise No(400, 36)
        ours = [
            each
            for each in self.world.meetings.values()
            if each.organisation == client.organisation
        ]
        if "subject" in query:
            ours = [each for each in ours if each.said["subject"] == query["subject"]]
        return _hal([_meeting(each) for each in ours])

    def _create(self, client: Client, request: Request, body: Any) -> Response:
        return _hal(_meeting(self.world.create(client, body)))

    def _meeting(self, client: Client, request: Request, body: Any) -> Response:
        return _hal(_meeting(self.world.meeting(client, request.path_params["uuid"])))

    def _patch(self, client: Client, request: Request, body: Any) -> Response:
        return _hal(_meeting(self.world.change(client, request.path_params["uuid"], body)))

    def _delete(self, client: Client, request: Request, body: Any) -> Response:
        self.world.delete(client, request.path_params["uuid"])
        return Response(status_code=204)

    def _scheduling(self, client: Client, request: Request, body: Any) -> Response:
        found = self.world.meeting(client, request.path_params["uuid"])
        return _hal({"uuid": found.uuid, "meetingDetails": _meeting(found), **_room(found.room)})

    def _reserve(self, client: Client, request: Request, body: Any) -> Response:
        if not set(request.query_params) <= set(CREATE):
            raise No(400, 10)
        room = self.world.reserve(client, dict(request.query_params))
        return _hal({**_room(room), "reservationId": room.reservation})

    def _template(self, client: Client, request: Request, body: Any) -> Response:
        found = self.world.templates.get(request.path_params["number"])
        if found is None:
            raise No(404)
        if found.organisation != client.organisation:
            raise No(400, 27)
        return _hal(
            {
                "guestPinRequired": found.guest_pin,
                "hostPinRequired": found.host_pin,
                "customPortalGuest": found.portal,
            }
        )

    def _pool(self, client: Client, request: Request, body: Any) -> Response:
        rooms = [each for each in self.world.pool if each.organisation == client.organisation]
        return _hal(
            {
                "organisationId": client.organisation,
                "desiredPoolSize": self.world.organisations[client.organisation].pool_size,
                "availablePoolSize": len(rooms),
                "schedulingInfoList": [_room(each) for each in rooms],
            }
        )


def _hal(content: Any) -> Response:
    return JSONResponse(content, media_type="application/hal+json")


def _error(request: Request, no: No) -> Response:
    told = {
        "timestamp": "2026-03-02T09:00:00.000+00:00",
        "status": no.status,
        "error": TEXTS.get(no.status, "Error"),
        "path": request.url.path,
    }
    if no.number is not None:
        told |= {"detailed_error": f"error {no.number}", "detailed_error_code": str(no.number)}
    return JSONResponse(told, no.status)


def _time(at: datetime) -> str:
    return at.astimezone(DANISH).isoformat(timespec="seconds")


def _meeting(found: Meeting) -> dict[str, Any]:
    return {
        "uuid": found.uuid,
        "subject": found.said["subject"],
        "startTime": _time(found.start),
        "endTime": _time(found.end),
        "externalId": found.said.get("externalId"),
        "shortId": found.short_id,
        "shortLink": f"https://m.vdx.test/{found.short_id}",
        "createdBy": {"organisationId": found.organisation, "email": "system@vdx.test"},
        "_links": {"self": {"href": f"{API}/v2/meetings/{found.uuid}"}},
    }


def _room(room: Room) -> dict[str, Any]:
    return {
        "provisionStatus": room.status,
        "hostPin": room.host_pin,
        "guestPin": room.guest_pin,
        "uriWithDomain": room.uri,
        "uriWithoutDomain": room.uri.partition("@")[0],
        "vmrAvailableBefore": 0,
        "maxParticipants": 8,
        "endMeetingOnEndTime": room.ends_on_time,
        "portalLink": room.portal,
        "directMedia": "never",
    }
