"""Plays the clip: which packets of it are due now, and in which size the line can carry it.

Pure but for aiortc's packet types. As in a call, what the page asks to have again is sent again;
the loss is seen all the same, because what is sent again is counted apart.
"""

from collections import deque

from aiortc.rtp import AnyRtcpPacket, RtcpRrPacket

from waitingroom.precheck.probe.clips import Clips, Picture
from waitingroom.rtc.outlet import Outlet
from waitingroom.rtc.sound import FRAME, RATE_HZ

PACE = 2.0
"""A frame leaves at this many times the clip's rate: not in one burst, and in time."""

STEP_S = 3.0
LOSS = 0.05
KEYFRAMES = 2
NARROW = 0.75
"""After three seconds in which more is lost, or the picture stood still, or less comes through:
the next smaller size."""

AGAIN_S = 0.5


class Player:
    """The clip as one page is shown it. Units: `now` in seconds.

    Shape: an outlet is None where the page does not want that kind.
    """

    def __init__(
        self, sound: Outlet | None, picture: Outlet | None, clips: Clips, now: float
    ) -> None:
        self._sound, self._picture = sound, picture
        self._clips = clips
        self._sizes = deque(clips.pictures)
        self._began = self._stepped_at = self._paced_at = self._from_first_at = now
        self._frame = self._utterance = 0
        self._waiting: deque[bytes] = deque()
        self._allowed_bytes = 0.0
        self._losses: list[float] = []
        self._asked = 0

    def due(self, now: float) -> list[bytes]:
        """The packets to send now."""
        self._step(now)
        self._draw(now)
        return [*self._utter(now), *self._paced(now), *self._reports(now)]

    def heard(self, kind: str, said: AnyRtcpPacket, now: float) -> list[bytes]:
        """Take a report of the page; what it asks to have again comes back."""
        outlet = self._sound if kind == "audio" else self._picture
        if outlet is None:
            return []
        again = outlet.heard(said, now)
        if kind == "video" and isinstance(said, RtcpRrPacket):
            self._losses.append(outlet.loss / 256)
        return again

    def _step(self, now: float) -> None:
        """Whether the size of the last seconds was too much."""
        if now - self._stepped_at < STEP_S or not self._sizes:
            return
        if self._is_too_much(self._sizes[0]):
            self._sizes.popleft()
            self._waiting.clear()
            self._from_first(now)
        self._stepped_at, self._asked = now, 0
        self._losses.clear()

    def _is_too_much(self, size: Picture) -> bool:
        lost = sum(self._losses) / len(self._losses) if self._losses else 0.0
        estimate = self._picture.estimate_bps if self._picture is not None else None
        narrow = estimate is not None and estimate < NARROW * size.bps
        return lost > LOSS or self._asked >= KEYFRAMES or narrow

    def _draw(self, now: float) -> None:
        """Put the frames that are due behind those that wait to leave."""
        if self._picture is None or not self._sizes:
            return
        size = self._sizes[0]
        if self._picture.keyframe_wanted and now - self._from_first_at > AGAIN_S:
            self._asked += 1
            self._from_first(now)
        while self._from_first_at + self._frame / size.fps <= now:
            payloads = size.frames[self._frame % len(size.frames)]
            self._waiting += self._picture.show(payloads, now)
            self._frame += 1

    def _from_first(self, now: float) -> None:
        """The first frame needs no other."""
        self._frame, self._from_first_at = 0, now
        if self._picture is not None:
            self._picture.keyframe_wanted = False

    def _paced(self, now: float) -> list[bytes]:
        rate = PACE * self._sizes[0].bps / 8 if self._sizes else 0.0
        room = rate / 10
        self._allowed_bytes = min(room, self._allowed_bytes + rate * (now - self._paced_at))
        self._paced_at = now
        leaving = []
        while self._waiting and self._allowed_bytes > 0:
            packet = self._waiting.popleft()
            self._allowed_bytes -= len(packet)
            leaving.append(packet)
        return leaving

    def _utter(self, now: float) -> list[bytes]:
        if self._sound is None:
            return []
        leaving = []
        while self._began + self._utterance * FRAME / RATE_HZ <= now:
            payload = self._clips.sound[self._utterance % len(self._clips.sound)]
            packet = self._sound.utter(payload, FRAME, now)
            self._utterance += 1
            leaving += [] if packet is None else [packet]
        return leaving

    def _reports(self, now: float) -> list[bytes]:
        outlets = [each for each in (self._sound, self._picture) if each is not None]
        reports = (each.report(None, now) for each in outlets)
        return [report for report in reports if report is not None]
