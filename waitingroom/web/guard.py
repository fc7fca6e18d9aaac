"""Who may pass: one function a guard, each answers with who it is or with a no, from memory alone.

A guard never reads the body, and what is unknown and what belongs to others is refused alike.
"""

import base64
import binascii
import hmac
from collections.abc import Iterable, Mapping
from ipaddress import IPv6Address, ip_address

from starlette.requests import HTTPConnection

from waitingroom.core.ids import QueueId
from waitingroom.core.refusals import Code
from waitingroom.identity import GuestSignIn, StaffSignIn
from waitingroom.web.call import Anybody, Colleague, ColleagueHere, Node
from waitingroom.web.problems import Locked
from waitingroom.web.rooms import Network, NodeLogin, Rooms


def public(rooms: Rooms, request: HTTPConnection) -> Anybody:
    """Everybody may; what is behind it changes nothing for others and tells nothing of anybody."""
    return Anybody()


def guest(rooms: Rooms, request: HTTPConnection) -> GuestSignIn | Code:
    """A guest with a sign-in that holds."""
    return guest_of(rooms, request.cookies) or Code.NOT_SIGNED_IN


def staff(rooms: Rooms, request: HTTPConnection) -> Colleague | Code:
    """A member of staff who is signed in."""
    sign_in = staff_of(rooms, request.cookies)
    member = sign_in and rooms.directory.staff_member(sign_in.staff)
    if not sign_in or not member:
        return Code.NOT_SIGNED_IN
    return Colleague(sign_in=sign_in, member=member)


def staff_of_queue(rooms: Rooms, request: HTTPConnection) -> ColleagueHere | Code:
    """A member of staff with a right to the queue in the address.

    The units come from the sign-in and never from input; a queue of somebody else's unit is as
    unknown as one that does not exist.
    """
    colleague = staff(rooms, request)
    if not isinstance(colleague, Colleague):
        return colleague
    queue = rooms.directory.queue(QueueId(request.path_params["queue"]))
    unit = queue and rooms.directory.unit(queue.unit)
    if not queue or not unit or not may_work_in(colleague, unit.id):
        return Code.NOT_FOUND
    return ColleagueHere(sign_in=colleague.sign_in, member=colleague.member, queue=queue, unit=unit)


def node(rooms: Rooms, request: HTTPConnection) -> Node | Locked:
    """A conference node of the installation whose login it knows, at an address of its own."""
    found = [each for each in rooms.installations if _is_of(each.login, request)]
    return Node(policy=found[0].policy, sink=found[0].sink) if found else Locked()


def probe(rooms: Rooms, request: HTTPConnection) -> Anybody | Locked:
    """Our own probe, which says what it has found."""
    checks = rooms.checks
    return Anybody() if checks is not None and _is_of(checks.login, request) else Locked()


def passed_on(rooms: Rooms, request: HTTPConnection) -> Anybody | Code:
    """Any page of ours; the node behind it asks for a PIN and a token of its own."""
    origins = request.headers.getlist("origin")
    return Anybody() if all(each in rooms.origins for each in origins) else Code.DENIED


def guest_of(rooms: Rooms, cookies: Mapping[str, str]) -> GuestSignIn | None:
    """The guest these cookies sign in, if the sign-in still holds."""
    sign_in = rooms.seals.open_guest(cookies.get(rooms.cookies.guest, ""), rooms.now())
    taken_back = sign_in and sign_in.link and rooms.links.is_revoked(sign_in.link)
    return None if taken_back else sign_in


def staff_of(rooms: Rooms, cookies: Mapping[str, str]) -> StaffSignIn | None:
    """The colleague these cookies sign in, if the sign-in still holds; counts as use of it."""
    sealed = _sealed_staff(rooms, cookies)
    return sealed and rooms.sign_ins.current(sealed.id, rooms.now())


def staff_line_of(rooms: Rooms, cookies: Mapping[str, str]) -> StaffSignIn | None:
    """As `staff_of`, without use: a page that connects again by itself is not a person at work."""
    sealed = _sealed_staff(rooms, cookies)
    return sealed if sealed and rooms.sign_ins.lasts(sealed.id, rooms.now()) else None


def _sealed_staff(rooms: Rooms, cookies: Mapping[str, str]) -> StaffSignIn | None:
    sealed = rooms.seals.open_staff(cookies.get(rooms.cookies.staff, ""), rooms.now())
    if sealed is not None:
        rooms.sign_ins.meet(sealed, rooms.now())
    return sealed


def may_work_in(colleague: Colleague, unit: str) -> bool:
    """Whether the unit is one of the colleague's."""
    return unit in colleague.member.units


def from_our_page(rooms: Rooms, request: HTTPConnection) -> bool:
    """Whether a page of ours sent this, and nobody else's page in its name.

    Exactly one Origin that is exactly one of ours: no suffix, no other port, no `null`. The type
    is one that a form of another site cannot send without asking us first.
    """
    origins = request.headers.getlist("origin")
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return len(origins) == 1 and origins[0] in rooms.origins and kind == "application/json"


def _is_of(expected: NodeLogin, request: HTTPConnection) -> bool:
    """Whether this call proves itself in every way that is asked of it."""
    login, password = _basic(request.headers.get("authorization", ""))
    # All are always compared, in constant time, so that the time tells nothing about any.
    right = (
        hmac.compare_digest(login, expected.login.encode()),
        hmac.compare_digest(password, expected.password.reveal().encode()),
        _is_certified(expected.certificate, request),
        _is_within(expected.networks, request.client.host if request.client else ""),
    )
    return all(right) and bool(password)


def _is_certified(certificate: tuple[str, str] | None, request: HTTPConnection) -> bool:
    if certificate is None:
        return True
    header, subject = certificate
    said = request.headers.getlist(header)
    # Two such headers mean that somebody before the proxy wrote one of them.
    return len(said) == 1 and hmac.compare_digest(said[0].encode("latin-1"), subject.encode())


def _is_within(networks: Iterable[Network], host: str) -> bool:
    try:
        address = ip_address(host)
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return any((mapped or address) in each for each in networks)


def _basic(header: str) -> tuple[bytes, bytes]:
    kind, _, sealed = header.partition(" ")
    if kind.lower() != "basic":
        return b"", b""
    try:
        login, _, password = base64.b64decode(sealed.strip(), validate=True).partition(b":")
    except (binascii.Error, ValueError):
        return b"", b""
    return login, password
