"""What a page and the probe say to each other over a line of their own: JSON texts with a `type`.

The order: `Begin`, `Plan` (or `Queued` until it comes, or `Refused`), then offers, counts and
speeds in any order, `Finish`, `Judged`. Binary frames are the bytes of a speed test and nothing
else.
"""

from enum import StrEnum

from waitingroom.core.value import Value
from waitingroom.precheck.measured import (
    Clip,
    Devices,
    Environment,
    Path,
    Probe,
    Reached,
    Signalling,
    Uplink,
    Way,
)
from waitingroom.precheck.verdict import Verdict

PROTOCOL = 1


class Said(Value, tag_field="type"):
    """What all of them share: the field `type` names them."""


class Depth(StrEnum):
    """How much is tested: all of it, less where data is dear, or only the small messages."""

    FULL = "full"
    LIGHT = "light"
    AGAIN = "again"


class Connection(StrEnum):
    """Which peer connection a description belongs to: one of the ways, or the one for media."""

    DIRECT = "direct"
    TURN_UDP = "turn-udp"
    TURN_TCP = "turn-tcp"
    TURN_TLS = "turn-tls"
    MEDIA = "media"


class Toward(StrEnum):
    """The direction of a speed test, seen from the page."""

    UP = "up"
    DOWN = "down"


class Phase(StrEnum):
    """What else the line carried while small messages were counted."""

    IDLE = "idle"
    LOADED_UP = "loaded-up"
    LOADED_DOWN = "loaded-down"


# --- from the page


class Begin(Said, tag="Begin"):
    """The first text on the line. Shape: `ticket` opens it, once."""

    protocol: int
    ticket: str
    depth: Depth
    environment: Environment


class Echo(Said, tag="Echo"):
    """Comes back as it is, at once; the page times it."""

    number: int


class Offer(Said, tag="Offer"):
    """A session description (SDP) of the page."""

    connection: Connection
    sdp: str


class Candidate(Said, tag="Candidate"):
    """One address of the page, or None when there are no more; in the order they were found."""

    connection: Connection
    candidate: str | None
    mid: str | None = None


class Tried(Said, tag="Tried"):
    """What became of one way."""

    path: Path


class Counted(Said, tag="Counted"):
    """Small messages as the page counted them; what arrived up is told by the channel itself."""

    phase: Phase
    probe: Probe


class Played(Said, tag="Played"):
    """What became of the clip."""

    clip: Clip


class SpeedTest(Said, tag="SpeedTest"):
    """Begin a speed test in this direction; binary frames follow, ended by `SpeedDone`."""

    toward: Toward


class SpeedDone(Said, tag="SpeedDone"):
    """The page's count of a speed test towards it. Units: Mbit/s."""

    toward: Toward
    mbps: float | None


class Found(Said, tag="Found"):
    """What the page found by itself."""

    devices: Devices | None = None
    signalling: Signalling | None = None
    nodes: tuple[Reached, ...] | None = None


class Finish(Said, tag="Finish"):
    """There is no more: judge."""


# --- to the page


class Turn(Value):
    """A TURN server for one way, and a sign-in that holds for some minutes."""

    way: Way
    url: str
    username: str
    credential: str


class Node(Value):
    """A conference node of the calls. Shape: `test_call` is the alias of its test call, if any."""

    url: str
    test_call: str = ""


class Plan(Said, tag="Plan"):
    """What is tested now. Units: kbit/s, bytes, milliseconds from now until the line is cut."""

    depth: Depth
    turns: tuple[Turn, ...]
    nodes: tuple[Node, ...]
    clip_height: int
    uplink_kbps: int
    up_bytes: int
    down_bytes: int
    deadline_ms: int


class Queued(Said, tag="Queued"):
    """Others are testing; the place in that line and the seconds until it comes."""

    position: int
    eta_s: int


class Answer(Said, tag="Answer"):
    """The probe's session description for an offer, with all its addresses."""

    connection: Connection
    sdp: str


class Counting(Said, tag="Counting"):
    """The page's own sound and picture as they arrive, once a second."""

    uplink: Uplink


class SpeedMeasured(Said, tag="SpeedMeasured"):
    """The probe's count of a speed test from the page; the end of it in both directions."""

    toward: Toward
    mbps: float | None


class Judged(Said, tag="Judged"):
    """The verdict; then the line is closed."""

    verdict: Verdict


class Why(StrEnum):
    """Why there is no check now."""

    BUSY = "busy"
    TOO_OFTEN = "too-often"
    TICKET = "ticket"
    PROTOCOL = "protocol"


class Refused(Said, tag="Refused"):
    """No check now. Units: seconds until it makes sense to ask again, 0 for never."""

    why: Why
    retry_s: int = 0


FromPage = (
    Begin
    | Echo
    | Offer
    | Candidate
    | Tried
    | Counted
    | Played
    | SpeedTest
    | SpeedDone
    | Found
    | Finish
)
ToPage = Plan | Queued | Echo | Answer | Counting | SpeedMeasured | Judged | Refused
