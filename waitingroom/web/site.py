"""Puts the web room together: the table behind its three coats, and the gate of the live lines."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from itertools import groupby

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from waitingroom.core.refusals import Code
from waitingroom.directory import Unit
from waitingroom.web.access_log import AccessLog
from waitingroom.web.conference import NodeLine
from waitingroom.web.dispatch import ROUTE, AnyRow, Methods
from waitingroom.web.files import Files
from waitingroom.web.guard import guest_of
from waitingroom.web.headers import Headers
from waitingroom.web.pages import Pages
from waitingroom.web.problems import FAULT, json, report, respond
from waitingroom.web.rooms import Rooms
from waitingroom.web.routes import table
from waitingroom.web.shapes import Problem
from waitingroom.web.socket import gate
from waitingroom.wire import Gate

FOR_PROGRAMS = ("/api/", "/policy/", "/hooks/", "/health/", "/static/")
"""Where an answer is read by a program; everywhere else a person reads it."""


def build(rooms: Rooms) -> tuple[ASGIApp, Gate]:
    """The HTTP application, and the gate for the live lines beside it.

    The application must be given its lifespan: at the end it lets go of the conference node.
    """
    line = NodeLine(rooms.node_url)
    pages = Pages(rooms)

    @asynccontextmanager
    async def lifespan(_app: object) -> AsyncIterator[None]:
        yield
        await line.close()

    router = Router(
        routes(rooms, table(pages, Files(rooms.static), line)),
        redirect_slashes=False,
        default=NotThere(rooms, pages),
        lifespan=lifespan,
    )
    return AccessLog(Headers(Faults(router, rooms, pages), rooms)), gate(rooms)


def routes(rooms: Rooms, rows: Iterable[AnyRow]) -> list[Route]:
    """One route for each address, with all its methods."""

    def address(row: AnyRow) -> str:
        return row.path

    by_address = groupby(sorted(rows, key=address), key=address)
    return [Route(path, Methods(rooms, list(group))) for path, group in by_address]


class NotThere:
    """The answer to an address nobody has."""

    def __init__(self, rooms: Rooms, pages: Pages) -> None:
        self._rooms = rooms
        self._pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One call to nowhere."""
        if scope["path"].startswith(FOR_PROGRAMS):
            response = respond(Code.NOT_FOUND)
        else:
            response = self._pages.not_there(404, unit_behind(self._rooms, scope))
        await response(scope, receive, send)


class Faults:
    """Turns a bug into one log line and an answer that says nothing but the id of that line."""

    def __init__(self, app: ASGIApp, rooms: Rooms, pages: Pages) -> None:
        self._app = app
        self._rooms = rooms
        self._pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One call, whatever becomes of it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as error:
            fault = report(error, scope.get(ROUTE, "-"))
            if not begun:
                await self._answer(scope, fault)(scope, receive, send)

    def _answer(self, scope: Scope, fault: str) -> Response:
        if scope["path"].startswith(FOR_PROGRAMS):
            return json(Problem(code=FAULT, id=fault), 500)
        return self._pages.fault(fault, unit_behind(self._rooms, scope))


def unit_behind(rooms: Rooms, scope: Scope) -> Unit | None:
    """The clinic a lost visitor belongs to, by their cookie or by the door in the address."""
    # This also runs after a bug, and must not add one to it.
    with suppress(Exception):
        slug = scope["path"].removeprefix("/d/")
        sign_in = guest_of(rooms, Request(scope).cookies)
        queue = sign_in and rooms.directory.queue(sign_in.queue)
        if queue:
            return rooms.directory.unit(queue.unit)
        return rooms.directory.unit_by_slug(slug)
    return None
