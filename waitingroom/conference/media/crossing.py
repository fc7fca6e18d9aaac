"""The media of one conference of two: each gets what the other sends, and no picture ever stops."""

from collections.abc import Callable
from dataclasses import dataclass

from aiortc.rtp import AnyRtcpPacket, RtcpSrPacket, RtpPacket

from waitingroom.conference.media import vp8
from waitingroom.conference.media.leg import Ear, Leg, Line
from waitingroom.conference.media.outlet import NTP_EPOCH_S

SILENT_S = 0.5
SLATE_S = 0.3


@dataclass(eq=False, slots=True)
class Side:
    """One participant's leg and what the others may have of it."""

    leg: Leg
    admitted: bool = False
    heard: bool = True
    seen: bool = True
    shows_other: bool = False
    forwarded_at: float = 0.0
    slate_due: float = 0.0
    clock_offset: float | None = None


class Crossing(Ear):
    """Passes packets between the legs of one conference.

    It is only ever used from the event loop of the node; `clock` gives monotonic seconds.
    """

    def __init__(self, slate: tuple[bytes, ...], clock: Callable[[], float], epoch: float) -> None:
        self._slate = slate
        self._clock = clock
        self._epoch = epoch
        self._sides: dict[str, Side] = {}

    def __len__(self) -> int:
        return len(self._sides)

    def join(self, name: str, leg: Leg) -> None:
        """Let a leg take part; it gets the slate until it is admitted and there is another."""
        leg.ear = self
        self._sides[name] = Side(leg)

    def part(self, name: str) -> None:
        """Take a leg out; the other one gets the slate at once."""
        if self._sides.pop(name, None) is None:
            return
        for other in self._sides.values():
            self._turn_to_slate(other)
            for line in other.leg.lines.values():
                line.outlet.change_source()

    def allow(self, name: str, *, admitted: bool, heard: bool, seen: bool) -> None:
        """Say whether this participant is in the conference, and may be heard and seen there."""
        if side := self._sides.get(name):
            side.admitted, side.heard, side.seen = admitted, heard, seen

    async def media(self, leg: Leg, line: Line, packet: RtpPacket) -> None:
        """Pass one packet on."""
        now = self._clock()
        arrived = line.inlet.take(packet, now)
        if line.inlet.urgent:
            await line.say(line.inlet.reports(now))
        side, other = self._pair(leg)
        if arrived is None or side is None or other is None:
            return
        target = other.leg.lines.get(line.kind)
        if target is None or not target.outlet.open:
            return
        if line.kind == "audio":
            passes = self._sound_passes(side, target)
        else:
            passes = self._picture_passes(side, other, line, target, arrived.packet, now)
        if passes:
            data = target.outlet.forward(arrived, now)
            await target.send([] if data is None else [data])

    async def report(self, leg: Leg, line: Line, said: AnyRtcpPacket) -> None:
        """Take one report about what was sent or received."""
        now = self._clock()
        side, _ = self._pair(leg)
        if isinstance(said, RtcpSrPacket) and side is not None:
            self._align(side, line, said, now)
        await line.send(line.outlet.heard(said, now))

    async def tick(self) -> None:
        """Do what is due; call it about every 40 ms."""
        now = self._clock()
        for side in list(self._sides.values()):
            await self._keep_picture(side, now)
            for line in list(side.leg.lines.values()):
                await self._speak(side, line, now)

    def _pair(self, leg: Leg) -> tuple[Side | None, Side | None]:
        side = next((s for s in self._sides.values() if s.leg is leg), None)
        if side is None or not side.admitted:
            return side, None
        others = (s for s in self._sides.values() if s is not side and s.admitted)
        return side, next(others, None)

    def _sound_passes(self, side: Side, target: Line) -> bool:
        if not side.heard:
            target.outlet.change_source()
        return side.heard

    def _picture_passes(
        self, side: Side, other: Side, line: Line, target: Line, packet: RtpPacket, now: float
    ) -> bool:
        if not side.seen:
            return False
        if not other.shows_other and not self._turns_to_other(other, line, target, packet, now):
            return False
        other.forwarded_at = now
        return True

    def _turns_to_other(
        self, other: Side, line: Line, target: Line, packet: RtpPacket, now: float
    ) -> bool:
        if not line.inlet.flowing(now):
            return False
        if not vp8.starts_keyframe(packet.payload):
            line.inlet.want_keyframe()
            return False
        target.outlet.change_source()
        other.shows_other = True
        return True

    def _turn_to_slate(self, side: Side) -> None:
        side.shows_other = False
        side.slate_due = 0.0

    async def _keep_picture(self, side: Side, now: float) -> None:
        line = side.leg.lines.get("video")
        if line is None or not line.outlet.open:
            return
        if side.shows_other and now - side.forwarded_at > SILENT_S:
            self._turn_to_slate(side)
        if not side.shows_other and now >= side.slate_due:
            side.slate_due = now + SLATE_S
            await line.send(line.outlet.show(self._slate, now))

    async def _speak(self, side: Side, line: Line, now: float) -> None:
        other = self._pair(side.leg)[1]
        source = other.leg.lines.get(line.kind) if other else None
        self._listen_to_receiver(side, line, source, now)
        report = line.outlet.report(source.inlet.anchor if source else None, now)
        await line.send([] if report is None else [report])
        await line.say(line.inlet.reports(now))

    def _listen_to_receiver(self, side: Side, line: Line, source: Line | None, now: float) -> None:
        wanted, line.outlet.keyframe_wanted = line.outlet.keyframe_wanted, False
        if source is None:
            line.inlet.other_loss = 0
            return
        source.inlet.other_loss = line.outlet.loss if line.kind == "audio" else 0
        if line.kind == "video":
            source.inlet.ceiling.receiver(line.outlet.estimate_bps, line.outlet.rate(now))
            if wanted and side.shows_other:
                source.inlet.want_keyframe()

    def _align(self, side: Side, line: Line, said: RtcpSrPacket, now: float) -> None:
        info = said.sender_info
        theirs = info.ntp_timestamp / (1 << 32) - NTP_EPOCH_S - self._epoch
        # One offset for sound and picture of a participant keeps their lips in step.
        if side.clock_offset is None:
            side.clock_offset = now - theirs
        at = theirs + side.clock_offset
        line.inlet.sender_report(said.ssrc, info.ntp_timestamp, info.rtp_timestamp, at, now)
