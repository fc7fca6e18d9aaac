"""The media of one conference: each gets what the others send, and no picture ever stops.

Of two, each gets the other's packets as they are. Of three or four, each sees the one who has the
floor, passed on just so, and hears all others, mixed. Slides go from one to all others.
"""

from collections.abc import Callable, Iterator
from math import inf

from aiortc.rtp import AnyRtcpPacket, RtcpSrPacket, RtpPacket

from waitingroom.conference.media import rates, slides
from waitingroom.conference.media.floor import Floor
from waitingroom.conference.media.leg import Ear, Leg, Line
from waitingroom.conference.media.mixing import Mixing
from waitingroom.conference.media.side import Rights, Side
from waitingroom.rtc import sound, vp8
from waitingroom.rtc.inlet import Arrived
from waitingroom.rtc.outlet import NTP_EPOCH_S

SILENT_S = 0.5
SLATE_S = 0.3
PASSED_ON = 2
"""So many can hear each other without a mix."""


class Crossing(Ear):
    """Passes packets between the legs of one conference.

    It is only ever used from the event loop of the node; `clock` gives monotonic seconds.
    """

    def __init__(self, slate: tuple[bytes, ...], clock: Callable[[], float], epoch: float) -> None:
        self._slate = slate
        self._clock = clock
        self._epoch = epoch
        self._sides: dict[str, Side] = {}
        self._floor = Floor()
        self._mixing: Mixing | None = None

    def __len__(self) -> int:
        return len(self._sides)

    @property
    def sound_due(self) -> float | None:
        """When the next sound must be mixed; None while sound is passed on."""
        return self._mixing.due if self._mixing else None

    def join(self, name: str, leg: Leg) -> None:
        """Let a leg take part; it gets the slate until it is admitted and there is another."""
        self.part(name)
        leg.ear = self
        self._sides[name] = Side(name, leg)

    def part(self, name: str) -> None:
        """Take a leg out; who saw it gets the slate at once, or soon the next who has spoken."""
        gone = self._sides.pop(name, None)
        if gone is None:
            return
        self._floor.part(name)
        for side in self._sides.values():
            if side.shows is gone:
                self._turn_to_slate(side)
            if side.follows is gone:
                side.follows = None
        if len(self._inside()) < PASSED_ON:
            for line in self._outgoing("audio"):
                line.outlet.change_source()
        self._settle_sound()

    def allow(self, name: str, may: Rights) -> None:
        """Say what this participant may do in the conference."""
        side = self._sides.get(name)
        if side is None:
            return
        side.may = may
        if may.admitted:
            self._floor.join(name)
        self._settle_sound()

    async def media(self, leg: Leg, line: Line, packet: RtpPacket) -> None:
        """Pass one packet on."""
        now = self._clock()
        arrived = line.inlet.take(packet, now)
        side = self._side(leg)
        if arrived is not None and side is not None and side.may.admitted:
            await self._pass_on(side, line, arrived, now)
        if line.inlet.urgent:
            await line.say(line.inlet.reports(now))

    async def _pass_on(self, side: Side, line: Line, arrived: Arrived, now: float) -> None:
        if line.name == "video":
            await self._pass_picture(side, line, arrived, now)
        elif line.name == slides.NAME:
            if side is self._presenter:
                await slides.pass_on(side, self._others(side), arrived, now)
        elif self._mixing is None:
            await self._pass_sound(side, arrived, now)
        elif side.may.heard:
            self._mixing.take(side.name, arrived.packet.timestamp, arrived.packet.payload)

    async def report(self, leg: Leg, line: Line, said: AnyRtcpPacket) -> None:
        """Take one report about what was sent or received."""
        now = self._clock()
        side = self._side(leg)
        if isinstance(said, RtcpSrPacket) and side is not None:
            self._align(side, line, said, now)
        await line.send(line.outlet.heard(said, now))

    async def tick(self) -> None:
        """Do what is due; call it about every 40 ms, and whenever sound is due."""
        now = self._clock()
        await self._mix(now)
        presenter = self._presenter
        slides.look(presenter, self._others(presenter) if presenter else self._sides.values())
        for side in list(self._sides.values()):
            await self._keep_picture(side, now)
            for line in list(side.leg.lines.values()):
                await self._speak(side, line, now)

    # -- who with whom -------------------------------------------------------------------------

    def _side(self, leg: Leg) -> Side | None:
        return next((side for side in self._sides.values() if side.leg is leg), None)

    def _inside(self) -> list[str]:
        return [side.name for side in self._sides.values() if side.may.admitted]

    @property
    def _presenter(self) -> Side | None:
        inside = (side for side in self._sides.values() if side.may.admitted)
        return next((side for side in inside if side.may.presents), None)

    def _outgoing(self, kind: str) -> Iterator[Line]:
        for side in self._sides.values():
            if kind in side.leg.lines:
                yield side.leg.lines[kind]

    def _others(self, viewer: Side) -> list[Side]:
        """Who else is inside: those in the spotlight first, then who has the floor."""
        if not viewer.may.admitted:
            return []
        order = [self._sides[name] for name in self._floor.order() if name in self._sides]
        order.sort(key=lambda side: side.may.spotlight_at or inf)
        return [side for side in order if side is not viewer and side.may.admitted]

    def _on_stage(self, viewer: Side, now: float) -> Side | None:
        """Whom this participant shall see: of the others whose pictures flow, the foremost."""
        others = self._others(viewer)
        return next((side for side in others if self._is_visible(side, viewer, now)), None)

    def _is_visible(self, side: Side, viewer: Side, now: float) -> bool:
        line = side.leg.lines.get("video")
        if line is None or not side.may.seen:
            return False
        # Who is shown already stays so until the picture stops: a weak one must not flicker.
        return viewer.shows is side or line.inlet.flowing(now)

    # -- sound ---------------------------------------------------------------------------------

    def _settle_sound(self) -> None:
        inside = self._inside()
        if len(inside) <= PASSED_ON:
            if self._mixing is not None:
                self._mixing = None
                for line in self._outgoing("audio"):
                    line.outlet.change_source()
            return
        if self._mixing is None:
            self._mixing = Mixing(self._clock())
        self._mixing.seat(inside)

    async def _pass_sound(self, side: Side, arrived: Arrived, now: float) -> None:
        for other in self._others(side):
            target = other.leg.lines.get("audio")
            if target is None or not target.outlet.open:
                continue
            if not side.may.heard:
                target.outlet.change_source()
                continue
            data = target.outlet.forward(arrived, now)
            await target.send([] if data is None else [data])

    async def _mix(self, now: float) -> None:
        mixing = self._mixing
        if mixing is None:
            return
        if mixing.skips(now):
            for line in self._outgoing("audio"):
                line.outlet.change_source()
        while mixing is self._mixing and mixing.due <= now:
            await self._send_mixed(mixing, now)

    async def _send_mixed(self, mixing: Mixing, now: float) -> None:
        inside = {s.name: s.leg.lines for s in self._sides.values() if s.may.admitted}
        ears = {name: lines["audio"] for name, lines in inside.items() if "audio" in lines}
        targets = {name: line for name, line in ears.items() if line.outlet.open}
        frame = mixing.frame(targets)
        self._floor.hear(frame.loudness, now)
        for name, payload in frame.packets.items():
            data = targets[name].outlet.utter(payload, sound.FRAME, now)
            await targets[name].send([] if data is None else [data])

    # -- pictures ------------------------------------------------------------------------------

    async def _pass_picture(self, side: Side, line: Line, arrived: Arrived, now: float) -> None:
        if not side.may.seen:
            return
        for viewer in self._others(side):
            target = viewer.leg.lines.get("video")
            if target is None or not target.outlet.open:
                continue
            if self._shall_see(viewer, side, line, target, arrived, now):
                viewer.forwarded_at = now
                data = target.outlet.forward(arrived, now)
                await target.send([] if data is None else [data])

    def _shall_see(
        self, viewer: Side, side: Side, line: Line, target: Line, arrived: Arrived, now: float
    ) -> bool:
        if viewer.shows is side:
            # Who leaves the stage is seen until the picture of who enters it is whole.
            return True
        if self._on_stage(viewer, now) is not side:
            return False
        if not vp8.starts_keyframe(arrived.packet.payload):
            line.inlet.want_keyframe()
            return False
        target.outlet.change_source()
        viewer.shows = side
        return True

    def _turn_to_slate(self, side: Side) -> None:
        side.shows = None
        side.slate_due = 0.0

    async def _keep_picture(self, side: Side, now: float) -> None:
        line = side.leg.lines.get("video")
        if line is None or not line.outlet.open:
            return
        if side.shows is not None and now - side.forwarded_at > SILENT_S:
            self._turn_to_slate(side)
        if side.shows is None and now >= side.slate_due:
            side.slate_due = now + SLATE_S
            line.outlet.keyframe_wanted = False
            await line.send(line.outlet.show(self._slate, now))

    # -- reports -------------------------------------------------------------------------------

    async def _speak(self, side: Side, line: Line, now: float) -> None:
        source = self._source(side, line.name)
        self._listen_to_receivers(side, line, now)
        report = line.outlet.report(source.inlet.anchor if source else None, now)
        await line.send([] if report is None else [report])
        await line.say(line.inlet.reports(now))

    def _source(self, side: Side, name: str) -> Line | None:
        """The line whose packets this participant is sent on their own line of that name."""
        if name == "audio":
            others = [] if self._mixing else self._others(side)
            return others[0].leg.lines.get(name) if others else None
        source = side.follows if name == slides.NAME else side.shows
        return source.leg.lines.get(name) if source else None

    def _listen_to_receivers(self, side: Side, line: Line, now: float) -> None:
        """What those say who are sent what comes in on this line."""
        if line.name == "audio":
            # A mix has a protection of its own; only what is passed on needs the speaker's.
            hearers = [] if self._mixing else self._others(side)
            ears = [one.leg.lines["audio"] for one in hearers if "audio" in one.leg.lines]
            line.inlet.other_loss = max((ear.outlet.loss for ear in ears), default=0)
            return
        viewers = [one for one in self._others(side) if self._source(one, line.name) is line]
        rates.settle(side, line, viewers, now)

    def _align(self, side: Side, line: Line, said: RtcpSrPacket, now: float) -> None:
        info = said.sender_info
        theirs = info.ntp_timestamp / (1 << 32) - NTP_EPOCH_S - self._epoch
        # One offset for sound and picture of a participant keeps their lips in step.
        if side.clock_offset is None:
            side.clock_offset = now - theirs
        at = theirs + side.clock_offset
        line.inlet.sender_report(said.ssrc, info.ntp_timestamp, info.rtp_timestamp, at, now)
