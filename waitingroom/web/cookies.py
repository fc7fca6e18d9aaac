"""The cookies, put on and taken off an answer: two of sign-ins, and a guest's place ticket."""

from collections.abc import Mapping

from starlette.responses import Response

from waitingroom.core.value import Value
from waitingroom.identity import GuestSignIn, StaffSignIn
from waitingroom.web.problems import json
from waitingroom.web.rooms import Rooms
from waitingroom.web.shapes import Fine

CLEARED = '"cache", "cookies", "storage"'
"""What a browser forgets at sign-out: the next person at a shared tablet finds nothing."""


def let_in(rooms: Rooms, sign_in: GuestSignIn | StaffSignIn, body: Value) -> Response:
    """The answer to a person who is signed in from now on.

    The cookie has no age: it goes with the browser's window, and the seal in it says when it ends.
    """
    response = json(body)
    if isinstance(sign_in, GuestSignIn):
        # Lax: the guest comes from a text message or a mail, and must be known at once.
        _put(rooms, response, rooms.cookies.guest, rooms.seals.seal_guest(sign_in), strict=False)
    else:
        _put(rooms, response, rooms.cookies.staff, rooms.seals.seal_staff(sign_in), strict=True)
    return response


def keep_place(rooms: Rooms, ticket: str, body: Value) -> Response:
    """The answer to a guest whose browser keeps the place ticket, out of reach of any script."""
    response = json(body)
    _put(rooms, response, rooms.cookies.place, ticket, strict=True)
    return response


def let_out(rooms: Rooms, name: str, cookies: Mapping[str, str]) -> Response:
    """The answer to a person who is not signed in any more.

    When the same browser is signed in on the other side too, only this cookie and the cache go:
    a guest who leaves must not throw the colleague in the next window out.
    """
    both = {rooms.cookies.guest, rooms.cookies.staff} <= set(cookies)
    response = json(Fine(), headers={"Clear-Site-Data": '"cache"' if both else CLEARED})
    _put(rooms, response, name, "", strict=False, max_age=0)
    if name == rooms.cookies.guest:
        _put(rooms, response, rooms.cookies.place, "", strict=True, max_age=0)
    return response


def _put(
    rooms: Rooms,
    response: Response,
    name: str,
    sealed: str,
    strict: bool,
    max_age: int | None = None,
) -> None:
    response.set_cookie(
        name,
        sealed,
        max_age=max_age,
        path="/",
        secure=rooms.cookies.secure,
        httponly=True,
        samesite="strict" if strict else "lax",
    )
