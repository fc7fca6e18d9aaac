"""Who may begin a pre-check, and what the probe says when one is over."""

import logging

import msgspec

from waitingroom.core.refusals import Code
from waitingroom.directory.texts import line
from waitingroom.identity import GuestSignIn
from waitingroom.precheck.book import NAME_LENGTH
from waitingroom.precheck.telling import Told
from waitingroom.precheck.tickets import Audience, Subject
from waitingroom.web.call import Anybody, Call, ColleagueHere
from waitingroom.web.forms import Device, Nothing
from waitingroom.web.problems import Answer
from waitingroom.web.rooms import Checks
from waitingroom.web.shapes import CheckShown, Fine
from waitingroom.web.socket import PROBE

log = logging.getLogger("waitingroom.web")

_told: msgspec.json.Decoder[Told] = msgspec.json.Decoder(Told)


async def of_guest(call: Call[GuestSignIn, Nothing]) -> Answer:
    """A check of the guest's own device, for the calls of the queue they wait in by now."""
    rooms, who = call.rooms, call.who
    if rooms.checks is None:
        return Code.NOT_FOUND
    at = await rooms.desk.whereabouts(who.queue, who.visit)
    queue = rooms.directory.queue(at)
    if queue is None:
        return Code.NOT_SIGNED_IN
    subject = Subject(
        audience=Audience.GUEST, unit=queue.unit, queue=at, visit=who.visit, guest=who.guest
    )
    return _shown(rooms.checks, subject)


async def of_device(call: Call[ColleagueHere, Device]) -> Answer:
    """A check of a unit's own equipment, by whoever sits at it."""
    if call.rooms.checks is None:
        return Code.NOT_FOUND
    subject = Subject(
        audience=Audience.STAFF,
        unit=call.who.unit.id,
        queue=call.who.queue.id,
        device=line("device", call.body.device, NAME_LENGTH),
    )
    return _shown(call.rooms.checks, subject)


async def of_network(call: Call[Anybody, Nothing]) -> Answer:
    """A check of a network, by whoever looks after it; nobody is told what comes of it."""
    if call.rooms.checks is None:
        return Code.NOT_FOUND
    return _shown(call.rooms.checks, Subject(audience=Audience.NETWORK))


def _shown(checks: Checks, subject: Subject) -> Answer:
    """A ticket, unless the probe is away: then nobody tries in vain."""
    if checks.place is None:
        return Code.BUSY
    return CheckShown(ticket=checks.ticket(subject), line=PROBE)


async def told(call: Call[Anybody, bytes]) -> Answer:
    """A verdict of our own probe. What can't be read will not be readable the next time either."""
    try:
        verdict = _told.decode(call.body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        log.warning("a verdict of a pre-check was not readable (%d bytes)", len(call.body))
        return Code.MALFORMED
    if call.rooms.checks is None:
        return Code.NOT_FOUND
    return await call.rooms.checks.told(verdict) or Fine()
