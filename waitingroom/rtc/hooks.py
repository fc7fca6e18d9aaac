"""All that reaches behind the doors of aiortc and aioice, for exactly the versions it knows.

aiortc decodes and encodes whatever it receives and sends. Its DTLS transport, though, hands packets
to any object that has the few methods of its receiver or sender; ours take their places on a
transceiver, and nothing is decoded.
"""

import importlib.metadata
import secrets
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass

from aioice import Connection
from aioice.ice import StunProtocol, get_host_addresses
from aioice.stun import Message
from aiortc import (
    RTCBundlePolicy,
    RTCConfiguration,
    RTCDtlsTransport,
    RTCPeerConnection,
    RTCRtpSender,
    RTCRtpTransceiver,
)
from aiortc.mediastreams import MediaStreamTrack
from aiortc.rtcrtpparameters import (
    RTCRtpDecodingParameters,
    RTCRtpReceiveParameters,
    RTCRtpSendParameters,
)
from aiortc.rtp import AnyRtcpPacket, HeaderExtensionsMap, RtpPacket

LOOPBACK = "127.0.0.1"
_ANY = "0.0.0.0"  # noqa: S104 a media port must be reachable; only ICE-authenticated checks are answered
_ANY_V6 = "::"
_CODECS = {"audio": "audio/opus", "video": "video/vp8"}
_UNREAD = 512
"""Packets that may wait to be read; more is a flood, or a machine that can't keep up."""
_PINNED = {"aiortc": "1.16.0", "aioice": "0.13.0"}
_NEEDED = {
    Connection: (
        "data_received",
        "gather_candidates",
        "get_component_candidates",
        "request_received",
    ),
    RTCDtlsTransport: (
        "_get_stats",
        "_register_rtp_receiver",
        "_register_rtp_sender",
        "_send_rtp",
        "_unregister_rtp_receiver",
        "_unregister_rtp_sender",
    ),
}
_PLACES = ("_RTCRtpTransceiver__receiver", "_RTCRtpTransceiver__sender")
_NEEDED_OF_CONNECTION = (
    "_check_list",
    "_closing",
    "_local_candidates",
    "_local_candidates_end",
    "_local_candidates_start",
    "_local_password",
    "_local_username",
    "_nominated",
    "_protocols",
    "_queue",
)


class MediaUnfit(RuntimeError):
    """The installed media libraries are not the ones this code was written against."""


class NoCodec(ValueError):
    """The browser offers neither VP8 nor Opus on a line that needs it."""


def check() -> None:
    """Make sure that what this file reaches for is there, before the first call instead of in it.

    Errors: MediaUnfit, with the name of what does not fit.
    """
    for name, wanted in _PINNED.items():
        found = importlib.metadata.version(name)
        if found != wanted:
            raise MediaUnfit(f"{name} {wanted} is needed, {found} is installed")
    for owner, names in _NEEDED.items():
        for attribute in names:
            _demand(owner, attribute)
    for attribute in _NEEDED_OF_CONNECTION:
        _demand(Connection(ice_controlling=False), attribute)


def _demand(owner: object, attribute: str) -> None:
    if not hasattr(owner, attribute):
        raise MediaUnfit(f"{owner!r} has no {attribute}")


@dataclass(frozen=True, slots=True)
class Manner:
    """How the browser wants to be sent to: payload types, names and header extensions."""

    payload: int
    again: int | None
    mid: str
    cname: str
    extensions: HeaderExtensionsMap


@dataclass(eq=False, slots=True)
class Ears:
    """Who hears what comes in on one line; a fault there is counted, never raised into aiortc.

    An exception inside these calls would end the whole transport, while the browser believes it is
    connected.
    """

    rtp: Callable[[RtpPacket], Awaitable[None]]
    rtcp: Callable[[AnyRtcpPacket], Awaitable[None]]
    faults: int = 0

    async def take_rtp(self, packet: RtpPacket) -> None:
        """A packet of the media."""
        try:
            await self.rtp(packet)
        except Exception:
            self.faults += 1

    async def take_rtcp(self, packet: AnyRtcpPacket) -> None:
        """A report about the media."""
        try:
            await self.rtcp(packet)
        except Exception:
            self.faults += 1


class Receiving:
    """Stands in the place of aiortc's receiver on one transceiver."""

    def __init__(
        self, transport: RTCDtlsTransport, track: MediaStreamTrack | None, ears: Ears
    ) -> None:
        self.transport = transport
        self._track = track
        self._enabled = True
        self._ears = ears
        self._registered = False
        self._stopped = False

    @property
    def track(self) -> MediaStreamTrack | None:
        """Only aiortc asks for it, to see whether there is one; nobody reads from it."""
        return self._track

    def setTransport(self, transport: RTCDtlsTransport) -> None:
        """aiortc moves bundled lines onto one transport."""
        self.transport = transport

    async def receive(self, parameters: RTCRtpReceiveParameters) -> None:
        """Begin; aiortc calls this again at each negotiation, and sometimes after the stop.

        Where main picture and slides share a payload type, packets are told apart by their SSRC
        alone. A browser has a new one for slides that begin anew, and another for what it sends
        again, which aiortc would leave out.
        """
        if not self._stopped:
            self._registered = True
            parameters.encodings = [*parameters.encodings, *_sent_again(parameters)]
            self.transport._register_rtp_receiver(self, parameters)

    async def stop(self) -> None:
        """End for good."""
        self._stopped = True
        if self._registered:
            self.transport._unregister_rtp_receiver(self)

    def _handle_disconnect(self) -> None:
        self._stopped = True

    async def _handle_rtp_packet(self, packet: RtpPacket, arrival_time_ms: int) -> None:
        if self._enabled and not self._stopped:
            await self._ears.take_rtp(packet)

    async def _handle_rtcp_packet(self, packet: AnyRtcpPacket) -> None:
        if not self._stopped:
            await self._ears.take_rtcp(packet)


def _sent_again(parameters: RTCRtpReceiveParameters) -> list[RTCRtpDecodingParameters]:
    return [
        RTCRtpDecodingParameters(ssrc=each.rtx.ssrc, payloadType=each.payloadType)
        for each in parameters.encodings
        if each.rtx is not None
    ]


class Sending:
    """Stands in the place of aiortc's sender on one transceiver."""

    def __init__(self, before: RTCRtpSender, ears: Ears, ready: Callable[[Manner], None]) -> None:
        self.transport = before.transport
        self.track = None
        self._ssrc, self._rtx_ssrc = before._ssrc, before._rtx_ssrc
        self._stream_id, self._track_id = before._stream_id, before._track_id
        self._enabled = True
        self._ears = ears
        self._ready = ready
        self._registered = False
        self._stopped = False

    def setTransport(self, transport: RTCDtlsTransport) -> None:
        """aiortc moves bundled lines onto one transport."""
        self.transport = transport

    async def send(self, parameters: RTCRtpSendParameters) -> None:
        """Begin; aiortc calls this again at each negotiation, and sometimes after the stop."""
        if self._registered or self._stopped:
            return
        self._registered = True
        self.transport._register_rtp_sender(self, parameters)
        extensions = HeaderExtensionsMap()
        extensions.configure(parameters)
        payload, *again = [codec.payloadType for codec in parameters.codecs]
        self._ready(
            Manner(
                payload=payload or 0,
                again=again[0] if again else None,
                mid=parameters.muxId,
                cname=parameters.rtcp.cname or "",
                extensions=extensions,
            )
        )

    async def stop(self) -> None:
        """End for good."""
        self._stopped = True
        if self._registered:
            self.transport._unregister_rtp_sender(self)

    async def _handle_rtcp_packet(self, packet: AnyRtcpPacket) -> None:
        if not self._stopped:
            await self._ears.take_rtcp(packet)


def connection() -> RTCPeerConnection:
    """A new peer connection that asks nobody for its own address.

    Without the empty list aiortc would contact a public STUN server at each call.
    """
    return RTCPeerConnection(
        RTCConfiguration(iceServers=[], bundlePolicy=RTCBundlePolicy.MAX_BUNDLE)
    )


def settle_codecs(line: RTCRtpTransceiver) -> tuple[int, int | None]:
    """Leave one codec on a line (and what is sent again of it): both sides of a call must share it.

    Opus with in-band protection: without these two words the browser sends none of it.
    Shape: the payload types of the media and of what is sent again.
    Errors: NoCodec.
    """
    wanted = _CODECS[line.kind]
    media = next((c for c in line._codecs if c.mimeType.lower() == wanted), None)
    if media is None or media.payloadType is None:
        raise NoCodec(line.kind)
    if line.kind == "audio":
        media.parameters = {"minptime": 10, "useinbandfec": 1}
    again = [c for c in line._codecs if c.parameters.get("apt") == media.payloadType]
    line._codecs = [media, *again[:1]]
    return media.payloadType, again[0].payloadType if again else None


def ssrcs(line: RTCRtpTransceiver) -> tuple[int, int]:
    """The numbers under which we send on this line: the media, and what is sent again."""
    return line.sender._ssrc, line.sender._rtx_ssrc


def take_places(line: RTCRtpTransceiver, ears: Ears, ready: Callable[[Manner], None]) -> None:
    """Put our receiver and sender where aiortc's were; they have not been used yet."""
    receiving = Receiving(line.receiver.transport, line.receiver.track, ears)
    sending = Sending(line.sender, ears, ready)
    for name, ours in zip(_PLACES, (receiving, sending), strict=True):
        _demand(line, name)
        setattr(line, name, ours)


async def send(transport: RTCDtlsTransport, packets: Iterable[bytes]) -> None:
    """Send RTP or RTCP; what cannot be sent any more is lost, as on any bad line."""
    for packet in packets:
        try:
            await transport._send_rtp(packet)
        except ConnectionError:
            return


def announce(transport: RTCDtlsTransport, addresses: tuple[str, ...]) -> None:
    """Let this connection use exactly these addresses; none given = all there are, and loopback.

    aiortc leaves loopback out, but a browser on a machine without a network has nothing else.
    """
    ice = _ice(transport)

    async def gather() -> None:
        if ice._local_candidates_start:
            return
        ice._local_candidates_start = True
        for address in addresses or _own_addresses():
            await _open_port(ice, address)
        ice._local_candidates_end = True

    ice.gather_candidates = gather  # type: ignore[method-assign]


def listen(transport: RTCDtlsTransport, heard: Callable[[], None]) -> None:
    """Tell of each sign of life on the way that was chosen; harmless when repeated.

    A browser makes itself heard every few seconds even when it sends nothing. What comes from
    elsewhere is no sign: anybody could send it.
    """
    ice = _ice(transport)

    def received(message: Message, addr: tuple[str, int], protocol: StunProtocol) -> None:
        Connection.request_received(ice, message, addr, protocol)
        if any(pair.remote_addr == addr for pair in ice._nominated.values()):
            heard()

    ice.request_received = received  # type: ignore[method-assign]


def admit(transport: RTCDtlsTransport, allows: Callable[[str, int], bool]) -> None:
    """Answer only those whose address (host, port) is allowed; others are as if they had not come.

    An authentic check makes us send checks of our own to where it came from, which its sender may
    have made up. Before the way is open nothing but checks is expected, so little else is kept.
    """
    ice = _ice(transport)

    def received(message: Message, addr: tuple[str, int], protocol: StunProtocol) -> None:
        if allows(*addr):
            Connection.request_received(ice, message, addr, protocol)

    def taken(data: bytes, component: int) -> None:
        if ice._queue.qsize() < _UNREAD:
            Connection.data_received(ice, data, component)

    ice.request_received = received  # type: ignore[method-assign]
    ice.data_received = taken  # type: ignore[method-assign]


def first_transport(connection: RTCPeerConnection) -> RTCDtlsTransport | None:
    """The one way of a bundled connection; None before there was an offer."""
    for line in connection.getTransceivers():
        return line.receiver.transport
    return None if connection.sctp is None else connection.sctp.transport


def received_bytes(transport: RTCDtlsTransport) -> int:
    """All that has come in on this way."""
    (stats,) = transport._get_stats().values()
    return int(stats.bytesReceived)


def renew_way(transport: RTCDtlsTransport, username: str, password: str) -> bool:
    """Begin ICE anew when the browser has; whether it had. Call it before the offer is applied.

    aiortc has no ICE restart. New names on both sides are enough: the browser's checks come from
    wherever it is now and choose a new pair, and the keys of the media stay as they are.
    """
    ice = _ice(transport)
    if ice.remote_username in (None, username):
        return False
    ice._local_username, ice._local_password = secrets.token_hex(4), secrets.token_hex(16)
    ice.remote_username, ice.remote_password = username, password
    for pair in ice._check_list:
        pair.remote_nominated = False
    return True


def is_lost(transport: RTCDtlsTransport) -> bool:
    """Whether the way to the browser has been given up, so that nothing can renew it."""
    return bool(_ice(transport)._closing)


async def _open_port(ice: Connection, address: str) -> None:
    found = await ice.get_component_candidates(component=1, addresses=[address])
    if not found:
        # The address is not on this machine: it is what a router in front of it is called.
        anywhere = _ANY_V6 if ":" in address else _ANY
        found = await ice.get_component_candidates(component=1, addresses=[anywhere])
        for candidate in found:
            candidate.host = address
    ice._local_candidates += found


def _own_addresses() -> list[str]:
    return [*get_host_addresses(use_ipv4=True, use_ipv6=True), LOOPBACK]


def _ice(transport: RTCDtlsTransport) -> Connection:
    return transport.transport._connection
