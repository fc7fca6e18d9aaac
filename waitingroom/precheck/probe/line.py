"""The texts of one page, in and out, and no more of them than a check needs."""

from collections.abc import AsyncIterator

import msgspec
from websockets.asyncio.server import ServerConnection

from waitingroom.precheck.probe.limits import Limits
from waitingroom.precheck.talk import FromPage, ToPage

_decoder: msgspec.json.Decoder[FromPage] = msgspec.json.Decoder(FromPage)
_encoder = msgspec.json.Encoder()


class Broken(ValueError):
    """The page does not keep to the talk."""


class Line:
    """The WebSocket of one page. Sending and hearing raise ConnectionClosed when it is gone."""

    def __init__(self, socket: ServerConnection, limits: Limits) -> None:
        self.socket = socket
        self._limits = limits
        self._texts = 0

    async def say(self, said: ToPage) -> None:
        """Tell the page."""
        await self.socket.send(_encoder.encode(said), text=True)

    async def next(self) -> FromPage | bytes:
        """What the page says next, or a frame of a speed test.

        Errors: Broken.
        """
        frame = await self.socket.recv()
        if isinstance(frame, bytes):
            return self._whole(frame)
        return self._read(frame)

    async def heard(self) -> AsyncIterator[FromPage | bytes]:
        """All that the page says, in order, until it is gone."""
        while True:
            yield await self.next()

    def _whole(self, frame: bytes) -> bytes:
        if len(frame) > self._limits.binary_bytes:
            raise Broken("too large")
        return frame

    def _read(self, text: str) -> FromPage:
        self._texts += 1
        if self._texts > self._limits.texts:
            raise Broken("too many")
        try:
            return _decoder.decode(text)
        except msgspec.DecodeError as error:
            raise Broken("not understood") from error
