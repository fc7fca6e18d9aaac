"""The handler of a connection that is not open yet: it hears everything and does nothing."""

from waitingroom.wire.port import Socket


class Nobody:
    """Stands in until the gate has said who handles the connection."""

    def opened(self, socket: Socket) -> None:
        """Nothing."""

    def heard(self, text: bytes) -> None:
        """Nothing."""

    def paused(self) -> None:
        """Nothing."""

    def drained(self) -> None:
        """Nothing."""

    def closed(self, code: int) -> None:
        """Nothing."""


NOBODY = Nobody()
