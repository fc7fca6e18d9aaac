"""What the judge says: the outcome, why, and the few numbers that are shown with it."""

from waitingroom.core.checks import Cause, Outcome
from waitingroom.core.value import Value


class Numbers(Value):
    """What is told with a verdict. Shape: loss from 0 to 1; MOS from 1 to 4.5."""

    rtt_ms: float | None = None
    loss_up: float | None = None
    loss_down: float | None = None
    jitter_up_ms: float | None = None
    jitter_down_ms: float | None = None
    up_mbps: float | None = None
    down_mbps: float | None = None
    added_ms: float | None = None
    mos: float | None = None


class Verdict(Value):
    """Of one pre-check. Shape: `causes` worst first; `hindering` are those without which it would
    be better than `outcome` says, the rest are only advice."""

    outcome: Outcome
    causes: tuple[Cause, ...]
    hindering: tuple[Cause, ...]
    numbers: Numbers
