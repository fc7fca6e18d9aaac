"""What the wire promises to those who speak over it, and what it asks of them."""

from collections.abc import Callable, Mapping
from typing import Protocol

from waitingroom.core.value import Value


class Limits(Value):
    """How much one connection, and all of them, may cost.

    Units: `max_bytes` of one message from the page; `send_buffer` bytes the kernel keeps for a
    page; `high_water` bytes kept here before the page counts as not reading, `most_buffered` before
    it is cut; `stall_s` without progress before it is cut; `close_s` until a page must have
    answered a close; `most` connections.
    """

    max_bytes: int = 4096
    send_buffer: int = 16 * 1024
    high_water: int = 4 * 1024
    most_buffered: int = 1024 * 1024
    stall_s: float = 10.0
    close_s: float = 5.0
    most: int = 5000


class Upgrade(Value):
    """A request to open a connection.

    Shape: `path` and `query` as they were sent, not decoded. Header names are lower case; a header
    that came more than once is joined with commas, cookies with semicolons. `address` is the
    caller's: the peer's, or what a proxy that is believed says.
    """

    path: str
    query: str
    headers: Mapping[str, str]
    address: str


class Socket(Protocol):
    """One open connection, for the one who handles it. Every method may be called at any time."""

    def send(self, text: bytes) -> None:
        """Sends UTF-8 text as one message. Never blocks; nothing happens once it is closing."""

    def close(self, code: int, reason: str = "") -> None:
        """Says goodbye: nothing more is heard; cut if the page does not answer in `close_s`."""

    def abort(self) -> None:
        """Cuts the connection at once, whatever is still unsent."""

    @property
    def buffered(self) -> int:
        """Bytes that were sent here and not yet taken by the kernel."""


class Handler(Protocol):
    """Who speaks over one connection.

    All methods are called on the event loop, one at a time, and must not block. An exception from
    one of them closes this connection with 1011 and harms no other.
    """

    def opened(self, socket: Socket) -> None:
        """The connection is open; called first, once."""

    def heard(self, text: bytes) -> None:
        """A whole message came; it is UTF-8 and not longer than `max_bytes`."""

    def paused(self) -> None:
        """The page does not read as fast as it is sent to; called again when it has read a little.

        May be called from inside `send`. `drained` follows, or `closed`.
        """

    def drained(self) -> None:
        """The page has read what it was sent."""

    def closed(self, code: int) -> None:
        """The connection is gone; called last, once after `opened`.

        Shape: the code of whoever closed first; 1005 when a page gave none, 1006 when nobody did.
        """


class Accept(Value):
    """Open the connection for this handler, speaking this subprotocol.

    Errors: a page that did not offer the subprotocol is rejected with 400.
    """

    handler: Handler
    subprotocol: str | None = None


class Reject(Value):
    """Refuse the connection with this HTTP status and a plain text body."""

    status: int
    body: str = ""


class PassOn(Value):
    """Let the page speak to the program at this host and port, which hears it as if we were not.

    Shape: that program gets the request without cookies and with the caller's address, and answers
    it; `ended` is called once, when nothing of the connection is left. Errors: a page is answered
    503 when the program takes no connection.
    """

    host: str
    port: int
    ended: Callable[[], None]


Gate = Callable[[Upgrade], Accept | Reject | PassOn]
"""Who may come in. Called on the event loop, so it answers from memory; Origin, cookies and
subprotocol are its business. An exception from it is answered with 500."""
