"""One participant's way to the node: a peer connection whose packets are handed on as they come."""

import asyncio
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress

from aiortc import RTCDtlsTransport, RTCPeerConnection, RTCRtpTransceiver, RTCSessionDescription
from aiortc.rtp import AnyRtcpPacket, RtpPacket

from waitingroom.conference.media import offer
from waitingroom.rtc import hooks
from waitingroom.rtc.inlet import Inlet
from waitingroom.rtc.outlet import Outlet

CLOSE_S = 5.0
LINES = ("audio", "video", "slides")


class Line:
    """Sound, main picture or slides of one participant: what comes in, what goes out.

    Shape: `name` is one of `LINES`; `incoming` says whether the participant sends on it.
    """

    def __init__(self, name: str, inlet: Inlet, outlet: Outlet) -> None:
        self.name = name
        self.inlet = inlet
        self.outlet = outlet
        self.incoming = False
        self.transport: RTCDtlsTransport | None = None

    async def send(self, packets: Iterable[bytes]) -> None:
        """Send packets to the participant."""
        if self.transport is not None:
            await hooks.send(self.transport, packets)

    async def say(self, reports: Iterable[AnyRtcpPacket]) -> None:
        """Send reports to the participant."""
        await self.send(bytes(report) for report in reports)


class Ear:
    """Who hears what a participant sends; the crossing of a conference, or nobody yet."""

    async def media(self, leg: "Leg", line: Line, packet: RtpPacket) -> None:
        """A packet has come."""

    async def report(self, leg: "Leg", line: Line, said: AnyRtcpPacket) -> None:
        """A report has come."""


class Leg:
    """The media of one call of one participant.

    `changed` is called when the connection comes up or is lost. Only lines of these names are used.
    """

    def __init__(
        self,
        addresses: tuple[str, ...],
        cap_bps: int,
        epoch: float,
        changed: Callable[[], None],
        names: Collection[str] = LINES,
    ) -> None:
        self.lines: dict[str, Line] = {}
        self.ear = Ear()
        self._addresses = addresses
        self._cap_bps = cap_bps
        self._epoch = epoch
        self._names = names
        self._alive = False
        self._faults: list[hooks.Ears] = []
        self._connection: RTCPeerConnection = hooks.connection()
        self._connection.on("connectionstatechange", changed)

    @property
    def connected(self) -> bool:
        """Whether media can flow."""
        return self._connection.connectionState == "connected"

    @property
    def lost(self) -> bool:
        """Whether this connection has ended and a new one is needed."""
        if self._connection.connectionState in ("failed", "closed"):
            return True
        return any(hooks.is_lost(line.receiver.transport) for line in self._transceivers()[:1])

    @property
    def presents(self) -> bool:
        """Whether slides are sent by this participant."""
        line = self.lines.get("slides")
        return line is not None and line.incoming

    def gave_sign(self) -> bool:
        """Whether the browser has made itself heard since this was last asked."""
        alive, self._alive = self._alive, False
        return alive

    @property
    def faults(self) -> int:
        """How often the handling of a packet has failed."""
        return sum(ears.faults for ears in self._faults)

    async def answer(self, text: str) -> str:
        """The answer to the browser's first offer or to a later one; one at a time.

        Errors: offer.Refused when it cannot be answered; nothing is known of the connection then.
        """
        read = offer.read(text)
        try:
            return await self._negotiate(read)
        except Exception as error:
            # The offer is a stranger's text and aiortc checks it with assertions, look-ups
            # and a few exceptions of its own.
            raise offer.Refused("not understood") from error

    async def close(self) -> None:
        """End the connection; returns when its ports are closed, or after 5 s."""
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSE_S):
                await self._connection.close()

    async def _negotiate(self, read: offer.Offer) -> str:
        for line in self._transceivers()[:1]:
            hooks.renew_way(line.receiver.transport, read.username, read.password)
        await self._connection.setRemoteDescription(RTCSessionDescription(read.text, "offer"))
        self._settle(read)
        await self._connection.setLocalDescription(await self._connection.createAnswer())
        self._note_directions(read)
        return offer.with_contents(self._connection.localDescription.sdp, read)

    def _settle(self, read: offer.Offer) -> None:
        for number, line in enumerate(self._transceivers()):
            if number == 0:
                hooks.announce(line.receiver.transport, self._addresses)
                hooks.listen(line.receiver.transport, self._hear)
            name = read.names.get(line.mid or "")
            if name is None or name not in self._names:
                line.direction = "inactive"
                continue
            line.direction = "sendrecv"
            self._open(name, line)

    def _hear(self) -> None:
        self._alive = True

    def _open(self, name: str, transceiver: RTCRtpTransceiver) -> None:
        payload, again = hooks.settle_codecs(transceiver)
        if name not in self.lines:
            self.lines[name] = self._adopt(name, transceiver)
        line = self.lines[name]
        line.transport = transceiver.receiver.transport
        line.inlet.open(payload, again)

    def _adopt(self, name: str, transceiver: RTCRtpTransceiver) -> Line:
        kind, (ssrc, again_ssrc) = transceiver.kind, hooks.ssrcs(transceiver)
        inlet = Inlet(kind, ssrc, self._cap_bps)
        line = Line(name, inlet, Outlet(kind, ssrc, again_ssrc, self._epoch))

        async def media(packet: RtpPacket) -> None:
            await self.ear.media(self, line, packet)

        async def report(said: AnyRtcpPacket) -> None:
            await self.ear.report(self, line, said)

        def ready(manner: hooks.Manner) -> None:
            line.outlet.manner = manner

        ears = hooks.Ears(media, report)
        self._faults.append(ears)
        hooks.take_places(transceiver, ears, ready)
        return line

    def _note_directions(self, read: offer.Offer) -> None:
        for transceiver in self._transceivers():
            line = self.lines.get(read.names.get(transceiver.mid or "", ""))
            if line is not None:
                line.incoming = transceiver.currentDirection in ("sendrecv", "recvonly")
                line.outlet.enabled = transceiver.currentDirection in ("sendrecv", "sendonly")

    def _transceivers(self) -> list[RTCRtpTransceiver]:
        return self._connection.getTransceivers()
