"""The frames of one connection: the sans-IO protocol of `websockets`, with three differences."""

import logging

from websockets.exceptions import PayloadTooBig, ProtocolError
from websockets.frames import CloseCode, Frame, Opcode
from websockets.server import ServerProtocol

SILENT = logging.Logger("silent", logging.CRITICAL + 1)
"""Takes the library's own log lines: on DEBUG it would write what people say."""


class Frames(ServerProtocol):
    """Frames in and out, without extensions.

    1. Only text is spoken: the first binary frame fails the connection with 1003.
    2. A close inside a fragmented message is a close, answered in kind (RFC 6455, 5.4: control
       frames may stand between fragments); the library (17.4) fails it with 1002.
    3. While the page does not read, only the newest of its pings is owed an answer (RFC 6455,
       5.5.3), so that pings without reading cost no memory.
    """

    def __init__(self, max_bytes: int) -> None:
        super().__init__(max_size=max_bytes, logger=SILENT)
        self._stalled = False
        self._owed: bytes | None = None

    def recv_frame(self, frame: Frame) -> None:
        """Takes one frame; called by the parser."""
        if frame.opcode is Opcode.PING and self._stalled:
            self._owed = bytes(frame.data)
            return
        if frame.opcode is Opcode.BINARY:
            self.fail(CloseCode.UNSUPPORTED_DATA)
            return
        if frame.opcode is Opcode.CLOSE:
            self.current_size = None
        super().recv_frame(frame)

    def stall(self) -> None:
        """The page does not read: answers to its pings wait."""
        self._stalled = True

    def resume(self) -> None:
        """The page reads again: the newest ping is answered."""
        self._stalled = False
        if self._owed is not None and not self.eof_sent:
            self.send_pong(self._owed)
        self._owed = None

    @property
    def ended_with(self) -> int:
        """The close code of whoever closed first; 1006 when nobody did."""
        first = self.close_rcvd if self.close_rcvd_then_sent else self.close_sent
        first = first or self.close_rcvd
        return 1006 if first is None else int(first.code)

    @property
    def fault(self) -> Exception | None:
        """What went wrong in the parser when it was not the page's doing."""
        expected = (ProtocolError, PayloadTooBig, UnicodeDecodeError, EOFError)
        return None if isinstance(self.parser_exc, expected) else self.parser_exc
