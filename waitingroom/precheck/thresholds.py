"""The one table of the pre-check: where each thing that is measured stops being good.

Both sides read it: the judge here, and the pages from `frontend/src/precheck/thresholds.gen.ts`.
Numbers and their reasons stand in decision 0084.
"""

from enum import StrEnum

from waitingroom.core.checks import Cause, Outcome
from waitingroom.core.value import Value
from waitingroom.precheck.measured import Browser


class Metric(StrEnum):
    """What is measured of a line, and of a picture on this device; the unit is in the name."""

    DELAY_MS = "delay_ms"
    LOSS = "loss"
    JITTER_MS = "jitter_ms"
    SPEED_MBPS = "speed_mbps"
    ADDED_MS = "added_ms"
    FROZEN = "frozen"
    DROPPED = "dropped"


class Worse(StrEnum):
    """Which way a number gets worse."""

    HIGHER = "higher"
    LOWER = "lower"


class Limits(Value):
    """How far a number may go, the limit itself included, for each outcome.

    Shape: without a limit for an outcome, nothing is worse than that outcome.
    """

    worse: Worse
    good: float
    usable: float | None = None
    sound_only: float | None = None


LIMITS: dict[Metric, Limits] = {
    # There and back, median of an idle line.
    Metric.DELAY_MS: Limits(worse=Worse.HIGHER, good=200, usable=700),
    # Share of the packets of one direction, as what is certain of it (`ENOUGH`, `SURE`).
    Metric.LOSS: Limits(worse=Worse.HIGHER, good=0.02, usable=0.07, sound_only=0.2),
    # Mean difference between the gaps of arriving and of sending, of one direction.
    Metric.JITTER_MS: Limits(worse=Worse.HIGHER, good=30, usable=60),
    # One direction.
    Metric.SPEED_MBPS: Limits(worse=Worse.LOWER, good=1.2, usable=0.35, sound_only=0.1),
    # How much later answers come while the line is full.
    Metric.ADDED_MS: Limits(worse=Worse.HIGHER, good=100),
    # Share of the time in which the picture of the clip stood still.
    Metric.FROZEN: Limits(worse=Worse.HIGHER, good=0.02, usable=0.1),
    # Share of its frames that came and were not shown.
    Metric.DROPPED: Limits(worse=Worse.HIGHER, good=0.05, usable=0.25),
}

ENOUGH = 40
"""Fewer packets than this say nothing about a share of them."""

SURE = 1.96
"""Loss counts as what it surely is: the lower bound by Wilson, with the z of 95 % both ways."""

SLOW_START_MS = 300
"""A line with a longer delay has not come up to speed in two seconds: its speed is "at least"."""

WHOLE_CLIP = 720
"""A picture of this height that stands still says nothing about a smaller one. Units: lines."""


class Sign(Value):
    """One limit beyond which something is found, and what that makes of the call."""

    worse: Worse
    limit: float
    outcome: Outcome


SIGNS: dict[Cause, Sign] = {
    # The mean of a picture from 0 to 255, and the deviation within it.
    Cause.CAM_DARK: Sign(worse=Worse.LOWER, limit=40, outcome=Outcome.GOOD),
    Cause.CAM_COVERED: Sign(worse=Worse.LOWER, limit=3, outcome=Outcome.USABLE),
    # The highest level in some seconds, in decibels below full scale.
    Cause.MIC_SILENT: Sign(worse=Worse.LOWER, limit=-60, outcome=Outcome.USABLE),
    Cause.MIC_QUIET: Sign(worse=Worse.LOWER, limit=-45, outcome=Outcome.GOOD),
    Cause.MIC_CLIPPING: Sign(worse=Worse.HIGHER, limit=-6, outcome=Outcome.GOOD),
    # The level between the words, and what is left of our own sound.
    Cause.MIC_NOISY: Sign(worse=Worse.HIGHER, limit=-40, outcome=Outcome.GOOD),
    Cause.MIC_ECHO: Sign(worse=Worse.HIGHER, limit=-30, outcome=Outcome.GOOD),
}
"""What is heard and seen of the devices. With `GOOD` it is an advice and no more."""

OLDEST: dict[Browser, int] = {
    Browser.CHROMIUM: 110,
    Browser.EDGE: 110,
    Browser.FIREFOX: 115,
    Browser.SAFARI: 16,
    Browser.SAMSUNG: 21,
}
"""The oldest version of a browser that is not called old."""

RANKS = tuple(Outcome)
"""The outcomes from the best to the worst."""


def grade(metric: Metric, value: float | None) -> Outcome:
    """What one number makes of a call. Shape: what is not known is no reason to worry."""
    limits = LIMITS[metric]
    for outcome, limit in zip(RANKS, (limits.good, limits.usable, limits.sound_only), strict=False):
        if value is None or limit is None or not beyond(limits.worse, limit, value):
            return outcome
    return Outcome.UNUSABLE


def shows(cause: Cause, value: float | None) -> bool:
    """Whether a number says that this has been found."""
    sign = SIGNS[cause]
    return value is not None and beyond(sign.worse, sign.limit, value)


def beyond(worse: Worse, limit: float, value: float) -> bool:
    """Whether a number is worse than a limit."""
    return value > limit if worse is Worse.HIGHER else value < limit
