"""Every address there is, beside its guard: the one table to read for a security review.

A row with a form can only be sent by a page of our own (exact Origin, JSON). No GET changes
anything. The live lines are not here: `socket.py` has their gate.
"""

from waitingroom.precheck.telling import HOOK, MOST_BYTES
from waitingroom.web import (
    equipment,
    guest_links,
    guest_me,
    health,
    hooks,
    network,
    notices,
    prechecks,
    public_door,
    staff_signin,
    visits,
)
from waitingroom.web.conference import NodeLine
from waitingroom.web.dispatch import AnyRow, Row
from waitingroom.web.files import Files
from waitingroom.web.forms import (
    Device,
    Enter,
    Expect,
    Invite,
    Muted,
    Nothing,
    Notice,
    Removed,
    Renamed,
    StaffLogin,
    Token,
    WalkIn,
)
from waitingroom.web.guard import guest, node, passed_on, probe, public, staff, staff_of_queue
from waitingroom.web.paces import checks, looks, sign_ins
from waitingroom.web.pages import Pages

QUEUE = "/api/staff/queues/{queue}"
VISIT = QUEUE + "/visits/{visit}"
CLIENT_API = "/api/client/v2/{rest:path}"


def table(pages: Pages, files: Files, line: NodeLine) -> tuple[AnyRow, ...]:
    """All rows: method, address, guard, endpoint, and the form or the pace where there is one."""
    return (*_pages(pages, files), *_guests(), *_checks(), *_staff(), *_programs(line))


def _pages(pages: Pages, files: Files) -> tuple[AnyRow, ...]:
    """The same for everybody, whatever link they came by."""
    return (
        Row("GET", "/", public, pages.start),
        Row("GET", "/l", public, pages.guest),
        Row("GET", "/d/{slug}", public, pages.guest),
        Row("GET", "/wait", public, pages.guest),
        Row("GET", "/check", public, pages.guest),
        Row("GET", "/staff", public, pages.staff),
        Row("GET", "/network", public, pages.network),
        Row("GET", "/static/{file:path}", public, files.serve),
    )


def _guests() -> tuple[AnyRow, ...]:
    """What guests ask."""
    return (
        Row("POST", "/api/guest/peek", public, guest_links.peek, Token, pace=looks),
        Row("POST", "/api/guest/enter", public, guest_links.enter, Enter, pace=sign_ins),
        Row("POST", "/api/guest/sign-out", public, guest_links.sign_out, Nothing),
        Row("GET", "/api/guest/me", guest, guest_me.who_am_i),
        Row("POST", "/api/guest/place", guest, guest_me.place, Nothing),
        Row("POST", "/api/guest/elsewhere", guest, guest_links.elsewhere, Nothing, pace=looks),
        Row("GET", "/api/door/{slug}", public, public_door.look, pace=looks),
        Row("POST", "/api/door/{slug}", public, public_door.walk_in, WalkIn, pace=sign_ins),
    )


def _checks() -> tuple[AnyRow, ...]:
    """What is asked and told about pre-checks."""
    return (
        Row("POST", "/api/guest/check", guest, prechecks.of_guest, Nothing, pace=looks),
        Row("POST", QUEUE + "/check", staff_of_queue, prechecks.of_device, Device, pace=looks),
        Row("GET", "/api/network", public, network.look, pace=looks),
        Row("POST", "/api/network/check", public, prechecks.of_network, Nothing, pace=checks),
        Row("POST", HOOK, probe, prechecks.told, bytes_limit=MOST_BYTES),
    )


def _staff() -> tuple[AnyRow, ...]:
    """What staff ask."""
    return (
        Row("POST", "/api/staff/sign-in", public, staff_signin.sign_in, StaffLogin, pace=sign_ins),
        Row("POST", "/api/staff/sign-out", public, staff_signin.sign_out, Nothing),
        Row("GET", "/api/staff/me", staff, staff_signin.who_am_i),
        Row("GET", "/api/staff/queues", staff, staff_signin.queues),
        Row("POST", "/api/staff/me/muted", staff, notices.mute, Muted),
        Row("POST", QUEUE + "/notice", staff_of_queue, notices.post, Notice),
        Row("POST", QUEUE + "/visits", staff_of_queue, visits.expect, Expect),
        Row("POST", VISIT + "/guests", staff_of_queue, visits.invite, Invite),
        Row("POST", VISIT + "/guests/{guest}/link", staff_of_queue, visits.new_link, Nothing),
        Row("GET", VISIT + "/history", staff_of_queue, visits.history),
        Row("GET", QUEUE + "/equipment", staff_of_queue, equipment.show),
        Row("POST", QUEUE + "/equipment/rename", staff_of_queue, equipment.rename, Renamed),
        Row("POST", QUEUE + "/equipment/remove", staff_of_queue, equipment.remove, Removed),
    )


def _programs(line: NodeLine) -> tuple[AnyRow, ...]:
    """What programs ask and tell: those that watch us, and conference nodes."""
    return (
        Row("GET", "/health/live", public, health.live),
        Row("GET", "/health/ready", public, health.ready),
        Row("GET", "/policy/v1/service/configuration", node, hooks.service),
        Row("GET", "/policy/v1/participant/properties", node, hooks.participant),
        Row("GET", "/policy/v1/participant/location", node, hooks.location),
        Row("GET", "/policy/v1/participant/avatar/{rest:path}", node, hooks.avatar),
        Row("POST", "/hooks/pexip/events", node, hooks.events, bytes_limit=hooks.EVENTS_BYTES),
        Row("GET", CLIENT_API, passed_on, line.pass_on),
        Row("POST", CLIENT_API, passed_on, line.pass_on),
    )
