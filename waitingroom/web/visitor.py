"""The far ends of a live line that the gate itself makes: one that is counted, one that says no."""

from waitingroom.protocol import CloseCode, encode
from waitingroom.protocol.messages import Bye
from waitingroom.web.doorstep import Doorstep
from waitingroom.wire import Handler, Socket


class Turned:
    """The far end of a line nobody may have, or not now.

    A browser cannot read the status of a refused upgrade, so the line is opened, says why in its
    close code and when to come back, and is gone.
    """

    def __init__(self, code: CloseCode, after_ms: int = 0) -> None:
        self.code = code
        self.after_ms = after_ms

    def opened(self, socket: Socket) -> None:
        """Closes at once."""
        if self.after_ms:
            socket.send(encode(Bye(reason=self.code.word, after_ms=self.after_ms)))
        socket.close(self.code, self.code.word)

    def heard(self, text: bytes) -> None:
        """Nothing is listened to."""

    def paused(self) -> None:
        """Nothing is kept."""

    def drained(self) -> None:
        """Nothing is kept."""

    def closed(self, code: int) -> None:
        """Nothing is held."""


class Visitor:
    """A line that is counted: on the doorstep until it says something, inside until its end.

    One that is turned away stays on the doorstep until it has gone, whatever it says.
    """

    def __init__(self, behind: Handler, doorstep: Doorstep, address: str) -> None:
        self.behind = behind
        self._doorstep = doorstep
        self._address = address
        self._is_inside = False

    def opened(self, socket: Socket) -> None:
        """See `wire.Handler`."""
        self._doorstep.came(self._address)
        self.behind.opened(socket)

    def heard(self, text: bytes) -> None:
        """See `wire.Handler`."""
        if not self._is_inside and not isinstance(self.behind, Turned):
            self._is_inside = True
            self._doorstep.spoke(self._address)
        self.behind.heard(text)

    def paused(self) -> None:
        """See `wire.Handler`."""
        self.behind.paused()

    def drained(self) -> None:
        """See `wire.Handler`."""
        self.behind.drained()

    def closed(self, code: int) -> None:
        """See `wire.Handler`."""
        self._doorstep.left(self._address, inside=self._is_inside)
        self.behind.closed(code)
