"""Every message on the wire; its docstring is its documentation.

Two audiences, two unions in each direction. A guest's decoder is built from `FromGuest` alone and
therefore cannot spell a command of the staff. All messages are JSON text frames with a `type`.
"""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from waitingroom.core.board import Head, Window
from waitingroom.core.card import Card
from waitingroom.core.commands import BoardCommand, GuestCommand
from waitingroom.core.ids import NodeId, OpId, StaffId, Version, VisitId
from waitingroom.core.refusals import Code
from waitingroom.core.seat import Seat
from waitingroom.core.value import Value
from waitingroom.protocol.limits import MAX_ID, MAX_NUMBER, MAX_PLACE, MAX_SEARCH, MAX_WINDOW

Ref = Annotated[int, Meta(ge=1, le=MAX_NUMBER)]
"""The number of a question on one connection; each is larger than the one before."""

Seen = Annotated[Version, Meta(ge=0, le=MAX_NUMBER)]
"""A version as a page names it."""

Intent = Annotated[OpId, Meta(min_length=1, max_length=MAX_ID, pattern="^[A-Za-z0-9-]+$")]
"""The name of one intent as a page gives it."""

Word = Annotated[str, Meta(max_length=MAX_ID)]
"""A short text that is not shown to anybody."""


PlaceTicket = Annotated[str, Meta(max_length=MAX_PLACE)]
"""A place ticket as a page got it; whether it is one is looked at elsewhere."""


class Message(Value, tag_field="type"):
    """What all messages share: the field `type` names them."""


# --- from the page


class Hello(Message, tag="Hello"):
    """The first message on every connection, within 5 seconds.

    Shape: `tab` is random for the life of one browser tab. `known` is the newest version this page
    has shown, with the `epoch` it belonged to: nothing older is shown to it again. `place` is the
    place ticket that a guest's page holds, empty for none.
    """

    protocol: int
    locale: Word
    tab: Word
    epoch: Word = ""
    known: Seen = Version(0)
    place: PlaceTicket = ""


class Ping(Message, tag="Ping"):
    """Sent every 15 seconds, and at once after something that must be known was drawn.

    Shape: acknowledges every view up to `version`; `visible` tells whether a person could see it.
    """

    version: Seen
    visible: bool


class GuestAsk(Message, tag="Ask"):
    """A guest asks; `ref` ties the answer to it, `op_id` (UUIDv7) names the intent for ever."""

    ref: Ref
    op_id: Intent
    command: GuestCommand


class BoardAsk(Message, tag="Ask"):
    """A colleague asks; `ref` ties the answer to it, `op_id` (UUIDv7) names the intent for ever."""

    ref: Ref
    op_id: Intent
    command: BoardCommand


class GuestEnter(Message, tag="Enter"):
    """The guest has pressed Enter and wants the Pass to the call they are admitted to."""

    ref: Ref


class StaffEnter(Message, tag="Enter"):
    """The clinician goes into the call of this visit."""

    ref: Ref
    visit: VisitId


class Look(Message, tag="Look"):
    """The colleague looks at this part of the line; answered by a whole Board.

    Shape: `size` from 1 to `MAX_WINDOW`, `search` at most `MAX_SEARCH` characters.
    """

    window: Window

    def __post_init__(self) -> None:
        if self.window.first < 0 or not 1 <= self.window.size <= MAX_WINDOW:
            raise ValueError("no such part of the line")
        if len(self.window.search) > MAX_SEARCH:
            raise ValueError("the search text is too long")


FromGuest = Hello | Ping | GuestAsk | GuestEnter
FromStaff = Hello | Ping | BoardAsk | StaffEnter | Look

# --- to the page


class Welcome(Message, tag="Welcome"):
    """Answers Hello; the view follows at once.

    Units: `ping_s` seconds between pings, `max_bytes` the longest message taken. `now` is UTC.
    """

    node: NodeId
    epoch: str
    now: datetime
    ping_s: int
    max_bytes: int


class SeatShown(Message, tag="Seat"):
    """The whole of a guest's view, each time; at `confirmed_at` the server knew it to be true."""

    version: Version
    confirmed_at: datetime
    seat: Seat


class BoardShown(Message, tag="Board"):
    """The whole board as seen through the colleague's window."""

    version: Version
    confirmed_at: datetime
    head: Head
    cards: tuple[Card, ...]


class BoardChange(Message, tag="BoardChange"):
    """What is different since the board before: cards to put in place, visits to take off."""

    version: Version
    confirmed_at: datetime
    head: Head
    put: tuple[Card, ...]
    remove: tuple[VisitId, ...]


class Direction(StrEnum):
    """What somebody sends and gets in a call: a guest of a one-way call only sends."""

    TWO_WAY = "two-way"
    SEND_ONLY = "send-only"
    RECEIVE_ONLY = "receive-only"
    SOUND = "sound"


class Pass(Message, tag="Pass"):
    """The way into one call, for the one who asked; never stored on either side.

    Shape: `node` is the base address of the Client API, empty for the page's own origin; `alias`,
    `pin` and `tag` are for the SDK and are shown to nobody; `media` is what this one sends and
    gets; `direct_media` says whether picture and sound may go straight to the other browser, which
    then sees this one's address. With a `link` that page is opened instead of our own call; the
    clinic's asks for `pin`.
    """

    ref: int
    node: str
    alias: str
    pin: str
    tag: str
    display_name: str
    media: Direction = Direction.TWO_WAY
    direct_media: bool = False
    link: str = ""


class Done(Message, tag="Done"):
    """What was asked is durable."""

    ref: int


class NotDone(Message, tag="Refused"):
    """What was asked did not happen (`unknown`: may have happened; ask again with the same op_id).

    Shape: `by` and `name` say whose act stands in the way, `at` since when. Units: `retry_ms`
    milliseconds until it makes sense to ask again, 0 for never.
    """

    ref: int
    code: Code
    by: StaffId | None = None
    name: str = ""
    at: datetime | None = None
    retry_ms: int = 0


class Pong(Message, tag="Pong"):
    """Answers Ping, and says that all up to `version` was true at `confirmed_at`."""

    now: datetime
    version: Version
    confirmed_at: datetime


class Bye(Message, tag="Bye"):
    """The server will close; come back after so many milliseconds, spread out.

    Shape: `reason` is the word of the close code that follows. `after_ms` is 0 when the code says
    not to come back, or when the page's own back-off will do.
    """

    reason: str
    after_ms: int


ToGuest = Welcome | SeatShown | Pass | Done | NotDone | Pong | Bye
ToStaff = Welcome | BoardShown | BoardChange | Pass | Done | NotDone | Pong | Bye
