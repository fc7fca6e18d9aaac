"""One peer connection of a page: answered without trust, its small messages echoed and counted."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from aiortc import RTCDataChannel, RTCPeerConnection, RTCSessionDescription

from waitingroom.precheck.probe import filtering
from waitingroom.precheck.probe.filtering import Reach
from waitingroom.precheck.probe.limits import Limits
from waitingroom.precheck.probe.stream import Stream
from waitingroom.precheck.probe.tally import LONGEST_BYTES, Allowance, Tally
from waitingroom.precheck.talk import Connection
from waitingroom.rtc import hooks

CLOSE_S = 5.0
MOST_REMOTE = 16
"""From so many addresses a page may try: its networks, each in two versions, and a relay."""

MOST_UNSENT_BYTES = 16 * 1024


class Peer:
    """One connection. `changed` is called when it comes up or is gone."""

    def __init__(
        self,
        addresses: tuple[str, ...],
        reach: Reach,
        limits: Limits,
        clock: Callable[[], float],
        changed: Callable[[], None],
        stream: Stream | None = None,
    ) -> None:
        self.began_at = clock()
        self.tallies: list[Tally] = []
        self.stream = stream
        self._faults = 0
        self._addresses = addresses
        self._reach = reach
        self._limits = limits
        self._clock = clock
        self._remote: set[tuple[str, int]] = set()
        self._channels = 0
        self._connection: RTCPeerConnection = hooks.connection()
        self._connection.on("connectionstatechange", changed)
        self._connection.on("datachannel", self._open)
        self._playing: asyncio.Task[None] | None = None

    @property
    def connected(self) -> bool:
        """Whether the way is open."""
        return self._connection.connectionState == "connected"

    @property
    def faults(self) -> int:
        """How often the handling of a message or a packet has failed."""
        return self._faults + (0 if self.stream is None else self.stream.faults)

    @property
    def received_bytes(self) -> int:
        """All that has come in."""
        transport = hooks.first_transport(self._connection)
        return 0 if transport is None else hooks.received_bytes(transport)

    async def answer(self, text: str, connection: Connection) -> str:
        """The answer to the page's offer, with all our addresses; once.

        Errors: filtering.Refused.
        """
        offer = filtering.offer(text, connection)
        try:
            return await self._negotiate(offer)
        except Exception as error:
            # The offer is a stranger's text and aiortc checks it with assertions, look-ups
            # and a few exceptions of its own.
            raise filtering.Refused("not understood") from error

    def play(self) -> None:
        """Begin with sound and picture, where there are any; harmless when repeated."""
        transport = hooks.first_transport(self._connection)
        if self.stream is not None and transport is not None and self._playing is None:
            self._playing = asyncio.create_task(self.stream.run(transport), name="stream")

    async def close(self) -> None:
        """End it; returns when its ports are closed, or after 5 s; harmless when repeated."""
        if self._playing is not None:
            self._playing.cancel()
            await asyncio.gather(self._playing, return_exceptions=True)
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSE_S):
                await self._connection.close()

    async def _negotiate(self, offer: str) -> str:
        await self._connection.setRemoteDescription(RTCSessionDescription(offer, "offer"))
        transport = hooks.first_transport(self._connection)
        if transport is None:
            raise filtering.Refused("no way")
        hooks.announce(transport, self._addresses)
        hooks.admit(transport, self._allows)
        for line in self._connection.getTransceivers():
            if self.stream is not None:
                self.stream.adopt(line)
        await self._connection.setLocalDescription(await self._connection.createAnswer())
        answer: str = self._connection.localDescription.sdp
        return answer

    def _allows(self, host: str, port: int) -> bool:
        if (host, port) in self._remote:
            return True
        if len(self._remote) >= MOST_REMOTE or not self._reach.allows(host, port):
            return False
        self._remote.add((host, port))
        return True

    def _open(self, channel: RTCDataChannel) -> None:
        self._channels += 1
        if self._channels > self._limits.channels:
            channel.close()
        elif channel.ordered:
            allowance = Allowance()
            channel.on("message", partial(self._surviving, channel, partial(_echo, allowance)))
        else:
            tally = Tally()
            self.tallies.append(tally)
            channel.on("message", partial(self._surviving, channel, tally.answer))

    def _surviving(
        self,
        channel: RTCDataChannel,
        answer: Callable[[bytes, float], bytes | None],
        message: bytes | str,
    ) -> None:
        """A fault in one message is counted; raised into aiortc it would end the connection."""
        try:
            data = message.encode() if isinstance(message, str) else message
            reply = answer(data, self._clock())
            if reply is not None and channel.bufferedAmount < MOST_UNSENT_BYTES:
                channel.send(reply.decode() if isinstance(message, str) else reply)
        except Exception:
            self._faults += 1


def _echo(allowance: Allowance, message: bytes, now: float) -> bytes | None:
    return message if len(message) <= LONGEST_BYTES and allowance.take(now) else None
