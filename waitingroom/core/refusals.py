"""Every reason to refuse, with its stable code; plain values only: no circle can start here."""

from datetime import datetime
from enum import StrEnum

from waitingroom.core.ids import StaffId
from waitingroom.core.value import Value


class Code(StrEnum):
    """A stable, kebab-case name of one "no"; every code has a sentence in Danish and English."""

    # a rule said no; true at one version of the queue, so it is remembered under its op_id
    ALREADY_ADMITTED = "already-admitted"
    CHANGED = "changed"
    ENDED = "ended"
    NOT_WAITING = "not-waiting"
    NOT_ADMITTED = "not-admitted"
    NOT_FOUND = "not-found"
    QUEUE_CLOSED = "queue-closed"
    QUEUE_FULL = "queue-full"
    NOBODY_HERE = "nobody-here"
    CALL_FULL = "call-full"
    NOT_READY = "not-ready"
    NO_OTHER_WAY = "no-other-way"
    NO_PHONE = "no-phone"
    TOO_MANY_RINGS = "too-many-rings"
    TOO_LATE = "too-late"

    # nothing happened and nothing is remembered
    DENIED = "denied"
    MALFORMED = "malformed"
    OP_REUSED = "op-reused"
    BUSY = "busy"
    UNKNOWN = "unknown"
    LOG_BEHIND = "log-behind"
    NOT_SIGNED_IN = "not-signed-in"
    WRONG_SIGN_IN = "wrong-sign-in"
    TOO_MANY_TRIES = "too-many-tries"
    LINK_UNKNOWN = "link-unknown"
    LINK_EARLY = "link-early"
    LINK_LATE = "link-late"
    LINK_REVOKED = "link-revoked"


class Refused(Value, tag="Refused"):
    """An expected "no": a reply to the person who asked, never an exception and never a log line.

    Shape: `by` and `at` say who did what stands in the way, when that helps the person.
    """

    code: Code
    by: StaffId | None = None
    at: datetime | None = None
