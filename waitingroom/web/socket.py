"""The gate of the live lines: exact Origin, a cookie that holds, and then the hub.

It answers from memory, so that ten thousand pages that come back at once ask no database.
"""

from collections.abc import Callable

from starlette.requests import cookie_parser

from waitingroom.core.ids import QueueId
from waitingroom.protocol import CloseCode, limits
from waitingroom.web.call import Colleague
from waitingroom.web.guard import guest_of, may_work_in, staff_line_of
from waitingroom.web.lines import Lines
from waitingroom.web.rooms import Rooms
from waitingroom.web.visitor import Turned, Visitor
from waitingroom.wire import Accept, Gate, Handler, PassOn, Reject, Upgrade

GUEST = "/wire/guest"
STAFF = "/wire/staff/"
PROBE = "/wire/probe"


def gate(rooms: Rooms) -> Gate:
    """What decides about every upgrade."""
    lines = Lines()

    def decide(upgrade: Upgrade) -> Accept | Reject | PassOn:
        # A foreign page must not speak with our cookie, and learns nothing: no line, no reason.
        if upgrade.headers.get("origin") not in rooms.origins:
            return Reject(status=403, body="")
        if upgrade.path == PROBE:
            return _probe(rooms, lines, upgrade.address)
        far_end = _far_end(rooms, upgrade.path)
        if far_end is None:
            return Reject(status=404, body="")
        crowded = rooms.doorstep.crowded(upgrade.address)
        if crowded is not None:
            return Reject(status=crowded.status, body="")
        behind = _turned_for_now(rooms) or far_end(_cookies(upgrade))
        visitor = Visitor(behind, rooms.doorstep, upgrade.address)
        return Accept(handler=visitor, subprotocol=limits.SUBPROTOCOL)

    return decide


def _far_end(rooms: Rooms, path: str) -> Callable[[dict[str, str]], Handler] | None:
    if path == GUEST:
        return lambda cookies: _guest(rooms, cookies)
    queue = path.removeprefix(STAFF)
    if path.startswith(STAFF) and queue and "/" not in queue:
        return lambda cookies: _staff(rooms, cookies, QueueId(queue))
    return None


def _turned_for_now(rooms: Rooms) -> Turned | None:
    # Before anything is looked at: who comes too fast costs no more than being told so.
    not_now = rooms.doorstep.not_now(rooms.monotonic())
    return Turned(not_now.code, not_now.after_ms) if not_now else None


def _cookies(upgrade: Upgrade) -> dict[str, str]:
    return cookie_parser(upgrade.headers.get("cookie", ""))


def _probe(rooms: Rooms, lines: Lines, address: str) -> PassOn | Reject:
    """Whoever has a ticket is told so by the probe; our cookies do not reach it."""
    if rooms.checks is None:
        return Reject(status=404, body="")
    place = rooms.checks.place
    if place is None:
        return Reject(status=503, body="")
    ended = lines.take(address)
    if ended is None:
        return Reject(status=429, body="")
    return PassOn(host=place[0], port=place[1], ended=ended)


def _guest(rooms: Rooms, cookies: dict[str, str]) -> Handler:
    sign_in = guest_of(rooms, cookies)
    if sign_in is None:
        return Turned(CloseCode.SIGNED_OUT)
    return rooms.hub.guest(sign_in, cookies.get(rooms.cookies.place, ""))


def _staff(rooms: Rooms, cookies: dict[str, str], queue: QueueId) -> Handler:
    sign_in = staff_line_of(rooms, cookies)
    member = sign_in and rooms.directory.staff_member(sign_in.staff)
    if not sign_in or not member:
        return Turned(CloseCode.SIGNED_OUT)
    info = rooms.directory.queue(queue)
    # A queue of another's unit is as unknown as one that does not exist.
    if not info or not may_work_in(Colleague(sign_in=sign_in, member=member), info.unit):
        return Turned(CloseCode.GONE)
    return rooms.hub.staff(sign_in, queue)
