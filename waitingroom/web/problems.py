"""The one place where a "no" becomes an HTTP answer, and a bug becomes an id and one log line."""

import logging
import math
import secrets
import traceback
from collections.abc import Mapping
from types import MappingProxyType

import msgspec
from starlette.responses import Response

from waitingroom.core.refusals import Code, Refused
from waitingroom.core.value import Value
from waitingroom.web.shapes import Problem

log = logging.getLogger("waitingroom.web")

STATUS: Mapping[Code, int] = MappingProxyType(
    {
        Code.ALREADY_ADMITTED: 409,
        Code.CHANGED: 409,
        Code.ENDED: 410,
        Code.NOT_WAITING: 409,
        Code.NOT_ADMITTED: 409,
        Code.NOT_FOUND: 404,
        Code.QUEUE_CLOSED: 409,
        Code.QUEUE_FULL: 409,
        Code.NOBODY_HERE: 409,
        Code.CALL_FULL: 409,
        Code.NOT_READY: 409,
        Code.NO_OTHER_WAY: 409,
        Code.NO_PHONE: 409,
        Code.TOO_MANY_RINGS: 409,
        Code.TOO_LATE: 409,
        Code.DENIED: 403,
        Code.MALFORMED: 400,
        Code.OP_REUSED: 409,
        Code.BUSY: 503,
        Code.UNKNOWN: 503,
        Code.LOG_BEHIND: 503,
        Code.NOT_SIGNED_IN: 401,
        Code.WRONG_SIGN_IN: 401,
        Code.TOO_MANY_TRIES: 429,
        Code.LINK_UNKNOWN: 404,
        Code.LINK_EARLY: 409,
        Code.LINK_LATE: 410,
        Code.LINK_REVOKED: 410,
    }
)

FAULT = "fault"
"""The code of a bug; it comes with the id of its log line."""


class Slow(Value):
    """Too many tries. Units: seconds until it makes sense to try again."""

    seconds: float


class Unfit(Value):
    """A form we do not take; `field` is one of our own names, never what was entered."""

    field: str = ""
    status: int = 400


class Locked(Value):
    """A door that asks a conference node for its login."""


No = Code | Refused | Slow | Unfit | Locked
"""Every way to say no."""

Answer = Response | Value | Code
"""What an endpoint gives back; a plain record is sent as JSON, a no with its status."""


def respond(answer: Answer) -> Response:
    """The HTTP answer to whatever an endpoint or a guard said."""
    match answer:
        case Response():
            return answer
        case Code():
            return _no(answer)
        case Refused():
            return _no(answer.code)
        case Slow():
            return _no(Code.TOO_MANY_TRIES, {"Retry-After": str(max(1, math.ceil(answer.seconds)))})
        case Unfit():
            return json(Problem(code=Code.MALFORMED, field=answer.field), status=answer.status)
        case Locked():
            return _no(Code.NOT_SIGNED_IN, {"WWW-Authenticate": 'Basic realm="waitingroom"'})
        case _:
            return json(answer)


def json(body: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """A record as JSON."""
    return Response(
        msgspec.json.encode(body), status, headers=headers, media_type="application/json"
    )


def _no(code: Code, headers: Mapping[str, str] | None = None) -> Response:
    if STATUS[code] == 503:
        headers = {"Retry-After": "1"}
    return json(Problem(code=code), STATUS[code], headers)


def report(error: BaseException, route: str) -> str:
    """Write a bug down in one line; its id is all that the person sees.

    Shape: the line has the kind of error and the places it went through. The error's message is
    left out, because it may quote what somebody entered.
    """
    fault = secrets.token_hex(4)
    frames = traceback.extract_tb(error.__traceback__)[-12:]
    way = " < ".join(f"{each.filename}:{each.lineno}" for each in reversed(frames))
    log.error("fault %s %s in %s at %s", fault, type(error).__name__, route, way)
    return fault
