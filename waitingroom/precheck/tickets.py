"""What opens the line to the probe: who may check, for what, once and within half a minute.

The web process writes a ticket for a page it knows; the probe, which knows nobody, opens it with
the same key. A ticket can be read by whoever holds it, so nothing stands in it but ids of ours and
what the page is told anyway.
"""

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from waitingroom.core.ids import GuestId, QueueId, UnitId, VisitId
from waitingroom.core.value import Value
from waitingroom.precheck.talk import Node
from waitingroom.tally import Tally

LIFE = timedelta(seconds=30)
"""From the page's question to the first text on its line."""

KEPT_S = 2 * LIFE.total_seconds()
"""How long it is known that a ticket was used: longer than it opens, also by a clock that lags."""

LONGEST = 8 * 1024
"""How many characters a ticket may have; ours have a few hundred."""


class Audience(StrEnum):
    """Who checks: a guest of a visit, staff their own equipment, a department its network."""

    GUEST = "guest"
    STAFF = "staff"
    NETWORK = "network"


class Subject(Value):
    """Whose line and device are checked, for which calls.

    Shape: ids are empty where there is no such thing; `device` is what staff call their equipment.
    """

    audience: Audience
    unit: UnitId = UnitId("")
    queue: QueueId = QueueId("")
    visit: VisitId = VisitId("")
    guest: GuestId = GuestId("")
    device: str = ""


class Ticket(Subject, kw_only=True):
    """One check that may be begun.

    Shape: `nodes` are the conference nodes of the calls that are checked for. `nonce` is never used
    again.
    """

    nonce: str
    expires_at: datetime
    nodes: tuple[Node, ...] = ()


def seal(key: bytes, ticket: Ticket) -> str:
    """The ticket as a page carries it."""
    body = urlsafe_b64encode(msgspec.json.encode(ticket)).rstrip(b"=")
    return f"{body.decode()}.{_mark(key, body)}"


def opened(key: bytes, text: str, now: datetime) -> Ticket | None:
    """The ticket in a text; None unless it is ours, unaltered and not expired.

    Whether it was used before is not known here: see `first_use`.
    """
    if len(text) > LONGEST or not text.isascii():
        return None
    body, _, mark = text.rpartition(".")
    # The mark is over the text and not over what it decodes to: there is one spelling of a ticket.
    if not hmac.compare_digest(mark, _mark(key, body.encode())):
        return None
    try:
        ticket = msgspec.json.decode(urlsafe_b64decode(body + "=" * (-len(body) % 4)), type=Ticket)
    except msgspec.DecodeError:  # one of ours, from a version that wrote another form
        return None
    return ticket if now < ticket.expires_at else None


def _mark(key: bytes, body: bytes) -> str:
    return hmac.digest(key, body, hashlib.sha256).hex()


async def first_use(tally: Tally, ticket: Ticket) -> bool:
    """Use a ticket that was opened; False when it was used before, at whichever probe."""
    return await tally.once("pre-check ticket", ticket.nonce, KEPT_S)
