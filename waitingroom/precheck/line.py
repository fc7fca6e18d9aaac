"""What is found of the line: how it reaches us, what is lost, how late and how slow it is."""

from collections.abc import Iterator

from waitingroom.core.checks import Cause, Outcome
from waitingroom.precheck.figures import is_at_least, lost_down, lost_up
from waitingroom.precheck.finding import Finding
from waitingroom.precheck.measured import Measured, Path, Reached, Way
from waitingroom.precheck.thresholds import Metric, grade
from waitingroom.precheck.verdict import Numbers

UDP = (Way.DIRECT, Way.TURN_UDP)
"""The ways on which a late packet holds up no other."""


def reaching(measured: Measured) -> Iterator[Finding]:
    """Whether anything comes through at all, and by which way."""
    signalling = measured.signalling
    if signalling is not None and not signalling.online:
        yield Finding(cause=Cause.NET_OFFLINE, outcome=Outcome.UNUSABLE)
    elif signalling is not None and not signalling.works:
        yield Finding(cause=Cause.WS_BLOCKED, outcome=Outcome.UNUSABLE)
    yield from _ways(measured.paths or ())
    yield from _nodes(measured.nodes or ())


def _ways(tried: tuple[Path, ...]) -> Iterator[Finding]:
    """A way that was not offered is none that failed."""
    if not tried:
        return
    works = [path.way for path in tried if path.works]
    if not works:
        yield Finding(cause=Cause.PATH_NONE, outcome=Outcome.UNUSABLE)
    elif not set(UDP) & set(works) and set(UDP) & {path.way for path in tried}:
        yield Finding(cause=Cause.PATH_TCP_ONLY, outcome=Outcome.USABLE)


def _nodes(tried: tuple[Reached, ...]) -> Iterator[Finding]:
    """One node that answers is enough: a call is placed where one answers."""
    if tried and not any(node.answers and node.test_call is not False for node in tried):
        yield Finding(cause=Cause.NODE_BLOCKED, outcome=Outcome.UNUSABLE)


def carrying(measured: Measured, shown: Numbers) -> Iterator[Finding]:
    """How well a way carries; only what is not good."""
    at_least = is_at_least(measured)
    found = (
        (Cause.NET_LOSS_UP, Metric.LOSS, lost_up(measured).sure),
        (Cause.NET_LOSS_DOWN, Metric.LOSS, lost_down(measured).sure),
        (Cause.NET_DELAY, Metric.DELAY_MS, shown.rtt_ms),
        (Cause.NET_JITTER, Metric.JITTER_MS, shown.jitter_up_ms),
        (Cause.NET_JITTER, Metric.JITTER_MS, shown.jitter_down_ms),
        (Cause.NET_SLOW_UP, Metric.SPEED_MBPS, None if at_least else shown.up_mbps),
        (Cause.NET_SLOW_DOWN, Metric.SPEED_MBPS, None if at_least else shown.down_mbps),
        (Cause.NET_BUSY, Metric.ADDED_MS, shown.added_ms),
    )
    graded = [Finding(cause=cause, outcome=grade(metric, value)) for cause, metric, value in found]
    bad = [each for each in graded if each.outcome is not Outcome.GOOD]
    return map(_leaving_sound, bad) if _is_narrow(bad) else iter(bad)


SLOW = (Cause.NET_SLOW_UP, Cause.NET_SLOW_DOWN)
LOSS = (Cause.NET_LOSS_UP, Cause.NET_LOSS_DOWN)


def _is_narrow(bad: list[Finding]) -> bool:
    """Whether the clip is more than the line carries, and sound is not."""
    slow = [each for each in bad if each.cause in SLOW]
    return bool(slow) and all(each.outcome is not Outcome.UNUSABLE for each in slow)


def _leaving_sound(finding: Finding) -> Finding:
    """What does not fit is lost either way, for a full line carries no answers. Sound fits."""
    is_none = finding.outcome is Outcome.UNUSABLE
    return finding.but(outcome=Outcome.SOUND_ONLY) if finding.cause in LOSS and is_none else finding
