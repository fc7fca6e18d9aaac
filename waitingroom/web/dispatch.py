"""How a row of the table answers a call: pace, origin, guard, form, endpoint, in this order."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import msgspec
from starlette.requests import ClientDisconnect, HTTPConnection, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from waitingroom.core.refusals import Code
from waitingroom.directory import InvalidText
from waitingroom.identity import AddressPace
from waitingroom.ledger import Busy
from waitingroom.web.call import Call
from waitingroom.web.guard import from_our_page
from waitingroom.web.paces import Paces
from waitingroom.web.problems import Answer, Locked, Slow, Unfit, respond
from waitingroom.web.rooms import Rooms

FORM_BYTES = 16 * 1024
"""The longest form."""

ROUTE = "waitingroom.route"
"""Where the scope says which row answers: an address with the names of its parts, no values."""

Who = TypeVar("Who")
Body = TypeVar("Body")

Guard = Callable[[Rooms, HTTPConnection], Who | Code | Locked]
Endpoint = Callable[[Call[Who, Body]], Awaitable[Answer]]


@dataclass(frozen=True)
class Row(Generic[Who, Body]):
    """One line of the table.

    Shape: a `form` makes the call one that only our own pages can send. Without a form, up to
    `bytes_limit` bytes are handed on as they came; 0 leaves the body unread.
    """

    method: str
    path: str
    guard: Guard[Who]
    endpoint: Endpoint[Who, Body]
    form: type[Body] | None = None
    bytes_limit: int = 0
    pace: Callable[[Paces], AddressPace] | None = None


AnyRow = Row[Any, Any]


class Methods:
    """All rows of one address, by method; HEAD is a GET whose body the server leaves out."""

    def __init__(self, rooms: Rooms, rows: Sequence[AnyRow]) -> None:
        self._rooms = rooms
        self._rows: Mapping[str, AnyRow] = {each.method: each for each in rows}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One call to this address."""
        method = "GET" if scope["method"] == "HEAD" else scope["method"]
        row = self._rows.get(method)
        if row is None:
            scope[ROUTE] = next(iter(self._rows.values())).path
            response = respond(Unfit(status=405))
            response.headers["Allow"] = ", ".join(self._allowed())
        else:
            scope[ROUTE] = row.path
            response = await answer(self._rooms, row, Request(scope, receive))
        await response(scope, receive, send)

    def _allowed(self) -> list[str]:
        return sorted({*self._rows, *({"HEAD"} if "GET" in self._rows else ())})


async def answer(rooms: Rooms, row: AnyRow, request: Request) -> Response:
    """The response of this row to this request; only a bug comes out as an exception."""
    try:
        return respond(await _answer(rooms, row, request))
    except InvalidText as error:
        return respond(Unfit(field=error.field))
    except Busy:
        return respond(Code.BUSY)
    except ClientDisconnect:
        return Response(status_code=400)


async def _answer(rooms: Rooms, row: AnyRow, request: Request) -> Answer:
    address = request.client.host if request.client else ""
    wait = await row.pace(rooms.paces).take(address) if row.pace else 0.0
    if wait:
        return Slow(seconds=wait)
    if row.form and not from_our_page(rooms, request):
        return Code.DENIED
    who = row.guard(rooms, request)
    if isinstance(who, Code | Locked):
        return who
    body = await _body(row, request)
    if isinstance(body, Unfit):
        return body
    return await row.endpoint(_call(rooms, request, who, body, address))


def _call(
    rooms: Rooms, request: Request, who: object, body: object, address: str
) -> Call[Any, Any]:
    return Call(
        rooms=rooms,
        who=who,
        body=body,
        path=request.path_params,
        query=request.query_params,
        cookies=request.cookies,
        headers=request.headers,
        address=address,
        at=rooms.now(),
    )


async def _body(row: AnyRow, request: Request) -> object:
    if row.form is None:
        return await read(request, row.bytes_limit) if row.bytes_limit else None
    body = await read(request, FORM_BYTES)
    return body if isinstance(body, Unfit) else understood(row.form, body or b"{}")


async def read(request: Request, limit: int) -> bytes | Unfit:
    """The body, or a no as soon as it is longer than `limit` bytes; then nothing more is read."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > limit:
            return Unfit(status=413)
    return bytes(body)


def understood(form: type[Body], body: bytes) -> Body | Unfit:
    """The form in a body; what is wrong with it is not told, because that would quote it."""
    try:
        return msgspec.json.decode(body, type=form)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return Unfit()
