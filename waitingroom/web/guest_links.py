"""How a guest gets in: what a personal link is good for, and the link changed for a cookie."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from waitingroom.core.model import Queue, Visit
from waitingroom.core.refusals import Code
from waitingroom.core.value import Private
from waitingroom.directory import Unit
from waitingroom.identity import GuestSignIn, Link, limits
from waitingroom.web.call import Anybody, Call
from waitingroom.web.cookies import let_in, let_out
from waitingroom.web.forms import Enter, Nothing, Token
from waitingroom.web.guest_me import me, unit_shown
from waitingroom.web.personal_link import link_elsewhere
from waitingroom.web.problems import Answer, Slow
from waitingroom.web.rooms import Rooms
from waitingroom.web.shapes import LinkState, Peeked

REFUSALS: Mapping[LinkState, Code] = MappingProxyType(
    {
        LinkState.EARLY: Code.LINK_EARLY,
        LinkState.LATE: Code.LINK_LATE,
        LinkState.REVOKED: Code.LINK_REVOKED,
        LinkState.ENDED: Code.ENDED,
        LinkState.UNKNOWN: Code.LINK_UNKNOWN,
    }
)
"""Why a link that is not open lets nobody in."""


async def peek(call: Call[Anybody, Token]) -> Answer:
    """What this link is, before anybody uses it; changes nothing."""
    link = await _behind(call, call.body.token)
    if isinstance(link, Slow):
        return link
    unit = link and _unit(call.rooms, link)
    if not link or not unit:
        return Peeked(state=LinkState.UNKNOWN)
    queue = await call.rooms.desk.having(link.queue, link.visit)
    state = state_of(link, queue, call.at)
    shown = unit_shown(unit)
    if state not in (LinkState.OPEN, LinkState.EARLY):
        return Peeked(state=state, unit=shown)
    visit = queue.visits.get(link.visit)
    due_at = visit.due_at if visit else None
    return Peeked(state=state, unit=shown, due_at=due_at, role=link.role)


async def enter(call: Call[Anybody, Enter]) -> Answer:
    """Change a link for a cookie.

    That is all it does: a link scanner that presses buttons makes a sign-in nobody uses, and no
    place in a line. For the same reason the page's language is not written down here.
    """
    link = await _behind(call, call.body.token)
    if isinstance(link, Slow):
        return link
    if not link or not _unit(call.rooms, link):
        return Code.LINK_UNKNOWN
    wait = await call.rooms.paces.visit(link.visit)
    if wait:
        return Slow(seconds=wait)
    state = state_of(link, await call.rooms.desk.having(link.queue, link.visit), call.at)
    if state is not LinkState.OPEN:
        return REFUSALS[state]
    sign_in = GuestSignIn(
        guest=link.guest,
        visit=link.visit,
        queue=link.queue,
        role=link.role,
        walk_in=False,
        link=link.id,
        expires_at=max(link.closes_at, call.at + limits.STAY),
    )
    shown = await me(call.rooms, sign_in)
    if isinstance(shown, Code):
        return shown
    if call.body.here:
        call.rooms.hub.take_over(link.visit, link.guest)
    return let_in(call.rooms, sign_in, shown)


async def elsewhere(call: Call[GuestSignIn, Nothing]) -> Answer:
    """A way for the guest, and for nobody else, to go on on another device of theirs."""
    who, rooms = call.who, call.rooms
    wait = await rooms.paces.visit(who.visit)
    if wait:
        return Slow(seconds=wait)
    at = await rooms.desk.whereabouts(who.queue, who.visit)
    visit = (await rooms.desk.having(at, who.visit)).visits.get(who.visit)
    if visit is None or not visit.guest(who.guest):
        return Code.NOT_FOUND
    return Code.ENDED if _is_over(visit) else await link_elsewhere(call, at)


async def sign_out(call: Call[Anybody, Nothing]) -> Answer:
    """Forget the guest in this browser; their place stays, and their link works again."""
    return let_out(call.rooms, call.rooms.cookies.guest, call.cookies)


def state_of(link: Link, queue: Queue, at: datetime) -> LinkState:
    """What the link is good for at this moment."""
    state = LinkState(link.state(at))
    visit = queue.visits.get(link.visit)
    over = visit is None or _is_over(visit) or not visit.guest(link.guest)
    # A cancelled appointment is over already, also while its link is not open yet.
    return LinkState.ENDED if over and state in (LinkState.OPEN, LinkState.EARLY) else state


def _is_over(visit: Visit) -> bool:
    """Whether the visit has ended; one on its way to another queue goes on there in a moment."""
    return visit.ended is not None and visit.ended.to is None


async def _behind(call: Call[Anybody, Token | Enter], token: str) -> Link | Slow | None:
    """The link behind a token; whoever has missed too often hears nothing of any link."""
    misses = call.rooms.paces.misses
    wait = await misses.wait(call.address)
    if wait:
        return Slow(seconds=wait)
    link = await call.rooms.links.find(Private(token))
    if link is None:
        await misses.take(call.address)
        return None
    # A transferred visit goes on in another queue, also before its links have been led there.
    return link.but(queue=await call.rooms.desk.whereabouts(link.queue, link.visit))


def _unit(rooms: Rooms, link: Link) -> Unit | None:
    queue = rooms.directory.queue(link.queue)
    return rooms.directory.unit(queue.unit) if queue else None
