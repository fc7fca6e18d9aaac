"""Which of the raw counters give the few numbers that are judged and shown."""

from waitingroom.core.value import Value
from waitingroom.precheck.measured import Measured, Path, Way
from waitingroom.precheck.mos import mos
from waitingroom.precheck.thresholds import ENOUGH, SLOW_START_MS
from waitingroom.precheck.verdict import Numbers
from waitingroom.precheck.wilson import surely


class Share(Value):
    """So many packets of a direction were lost, of so many that went."""

    lost: int
    of: int

    @property
    def point(self) -> float | None:
        """The share as it was counted, from 0 to 1; None when there were too few to tell."""
        return min(max(self.lost, 0), self.of) / self.of if self.of >= ENOUGH else None

    @property
    def sure(self) -> float | None:
        """What is certain of it; see `wilson.py`."""
        return surely(self.lost, self.of)


NOTHING = Share(lost=0, of=0)


def lost_up(measured: Measured) -> Share:
    """From the small messages, which nothing repairs; else from the person's own packets."""
    if probe := measured.probe:
        return Share(lost=probe.sent - probe.arrived, of=probe.sent)
    if uplink := measured.uplink:
        return Share(lost=uplink.lost, of=uplink.received + uplink.lost)
    return NOTHING


def lost_down(measured: Measured) -> Share:
    """From the answers to the small messages; else from the packets of the clip."""
    if probe := measured.probe:
        return Share(lost=probe.arrived - probe.returned, of=probe.arrived)
    if clip := measured.clip:
        return Share(lost=clip.lost, of=clip.received + clip.lost)
    return NOTHING


def is_at_least(measured: Measured) -> bool:
    """Whether the speeds say only how fast the line is at least."""
    quickest_ms = _quickest_ms(measured)
    return quickest_ms is not None and quickest_ms > SLOW_START_MS


def _quickest_ms(measured: Measured) -> float | None:
    """How long the line is itself: answers of a line that is full of the clip come later."""
    probe = measured.probe
    answers = (probe.rtt_ms, probe.rtt_min_ms) if probe else ()
    known = [*answers, *(path.rtt_ms for path in _working(measured))]
    return min((each for each in known if each is not None), default=None)


def numbers(measured: Measured) -> Numbers:
    """What is told with the verdict; None where it is not known."""
    probe, uplink, speed = measured.probe, measured.uplink, measured.speed
    rtt_ms = _rtt_ms(measured)
    found = Numbers(
        rtt_ms=rtt_ms,
        loss_up=lost_up(measured).point,
        loss_down=lost_down(measured).point,
        jitter_up_ms=probe.jitter_up_ms if probe else uplink.jitter_ms if uplink else None,
        jitter_down_ms=probe.jitter_down_ms if probe else None,
        up_mbps=speed.up_mbps if speed else None,
        down_mbps=speed.down_mbps if speed else None,
        added_ms=_added_ms(measured, rtt_ms),
    )
    return found.but(mos=_mos(found))


def _rtt_ms(measured: Measured) -> float | None:
    if measured.probe and measured.probe.rtt_ms is not None:
        return measured.probe.rtt_ms
    return next((path.rtt_ms for path in _working(measured) if path.rtt_ms is not None), None)


def _working(measured: Measured) -> list[Path]:
    """The ways that work, the best first."""
    works = [path for path in measured.paths or () if path.works]
    return sorted(works, key=lambda path: list(Way).index(path.way))


def _added_ms(measured: Measured, rtt_ms: float | None) -> float | None:
    speed = measured.speed
    loaded_ms = _worst(speed.rtt_up_ms, speed.rtt_down_ms) if speed else None
    return max(0.0, loaded_ms - rtt_ms) if loaded_ms is not None and rtt_ms is not None else None


def _mos(found: Numbers) -> float | None:
    jitter_ms = _worst(found.jitter_up_ms, found.jitter_down_ms)
    loss = _worst(found.loss_up, found.loss_down)
    if found.rtt_ms is None or jitter_ms is None or loss is None:
        return None
    return mos(found.rtt_ms, jitter_ms, loss)


def _worst(*both: float | None) -> float | None:
    return max((each for each in both if each is not None), default=None)
