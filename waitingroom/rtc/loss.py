"""What is missing of an incoming stream, and how it fares: gaps to fill, and RFC 3550 numbers.

Pure: time is an argument, nothing is sent from here.
"""

from dataclasses import dataclass

from aiortc.rtp import RtcpReceiverInfo, clamp_packets_lost

from waitingroom.rtc.numbers import Unwrapped

RETRY_S = 0.08
TRIES = 6
GIVE_UP_S = 1.0
JUMP = 512
"""A leap of more packets than this is a new start of the sender, not a loss."""


@dataclass(slots=True)
class _Gap:
    since: float
    due: float
    tries: int = 0


class Gaps:
    """The packets that have not come, each asked for at once, then every 80 ms, at most 6 times."""

    def __init__(self) -> None:
        self._line = Unwrapped()
        self._highest: int | None = None
        self._open: dict[int, _Gap] = {}
        self.jumped = False
        self.fresh = False

    def add(self, sequence: int, now: float) -> int | None:
        """The packet's place on an endless line; None when it came before, or far too late."""
        place = self._line.read(sequence)
        if self._highest is None or place > self._highest:
            self._open_between(place, now)
            self._highest = place
            return place
        return place if self._open.pop(place, None) else None

    def due(self, now: float) -> list[int]:
        """The 16-bit numbers to ask for now, in order; those given up are forgotten."""
        self.fresh = False
        for place in [p for p, gap in self._open.items() if now - gap.since > GIVE_UP_S]:
            del self._open[place]
        asked = [p for p, gap in self._open.items() if gap.due <= now and gap.tries < TRIES]
        for place in asked:
            gap = self._open[place]
            gap.tries, gap.due = gap.tries + 1, now + RETRY_S
        return [place & 0xFFFF for place in sorted(asked)]

    def _open_between(self, place: int, now: float) -> None:
        if self._highest is None:
            return
        if place - self._highest > JUMP:
            self._open.clear()
            self.jumped = True
            return
        for missing in range(self._highest + 1, place):
            self._open[missing] = _Gap(since=now, due=now)
            self.fresh = True


class Reception:
    """The numbers of one source for receiver reports. Source: RFC 3550, appendix A."""

    def __init__(self, clock_rate: int) -> None:
        self._clock_rate = clock_rate
        self._line = Unwrapped()
        self._first: int | None = None
        self._highest = 0
        self._received = 0
        self._prior = (0, 0)
        self._jitter = 0.0
        self._transit: float | None = None
        self._steps = (0, 0.0)
        self._report: tuple[int, float] | None = None

    def add(self, sequence: int, timestamp: int, now: float) -> None:
        """Count one packet of the stream itself, not one that was sent again."""
        place = self._line.read(sequence)
        if self._first is None:
            self._first = self._highest = place
        self._highest = max(self._highest, place)
        self._received += 1
        transit = now * self._clock_rate - timestamp
        if self._transit is not None:
            # A timestamp that wrapped makes one absurd difference, which is no jitter.
            step = abs(transit - self._transit)
            step = min(step, self._clock_rate)
            self._jitter += (step - self._jitter) / 16
            count, total = self._steps
            self._steps = (count + 1, total + step)
        self._transit = transit

    def sender_report(self, ntp: int, now: float) -> None:
        """Remember when the sender's report came, so that it can measure the round trip."""
        self._report = ((ntp >> 16) & 0xFFFFFFFF, now)

    def report(self, ssrc: int, now: float) -> RtcpReceiverInfo:
        """The report block for this source; the lost fraction is since the block before."""
        last, delay = self._since_report(now)
        return RtcpReceiverInfo(
            ssrc=ssrc,
            fraction_lost=self._fraction(),
            packets_lost=clamp_packets_lost(self._expected - self._received),
            highest_sequence=self._highest & 0xFFFFFFFF,
            jitter=int(self._jitter),
            lsr=last,
            dlsr=delay,
        )

    @property
    def received(self) -> int:
        """How many packets of the stream itself have come."""
        return self._received

    @property
    def lost(self) -> int:
        """How many of those before the furthest have not come; never negative."""
        return max(0, self._expected - self._received)

    @property
    def unevenness_s(self) -> float | None:
        """The mean difference between the gaps of sending and arriving; None before there is one.

        The smoothed jitter of the reports forgets too quickly to stand for a whole measurement.
        """
        count, total = self._steps
        return total / count / self._clock_rate if count else None

    @property
    def _expected(self) -> int:
        return 0 if self._first is None else self._highest - self._first + 1

    def _fraction(self) -> int:
        expected, received = self._expected - self._prior[0], self._received - self._prior[1]
        self._prior = (self._expected, self._received)
        lost = expected - received
        return 0 if expected <= 0 or lost <= 0 else min(255, (lost << 8) // expected)

    def _since_report(self, now: float) -> tuple[int, int]:
        if self._report is None:
            return 0, 0
        last, at = self._report
        return last, min(int((now - at) * 65536), 0xFFFFFFFF)
