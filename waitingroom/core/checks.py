"""What a queue knows of a guest's pre-check: how the call will be, why, and when that was found."""

from datetime import datetime, timedelta
from enum import StrEnum

from waitingroom.core.value import Value


class Outcome(StrEnum):
    """How a call from this device and line will be."""

    GOOD = "good"
    USABLE = "usable"
    SOUND_ONLY = "sound-only"
    UNUSABLE = "unusable"


class Cause(StrEnum):
    """What was found; each has a sentence and an advice in every language of the pages."""

    BROWSER_NONE = "browser-none"
    BROWSER_OLD = "browser-old"
    BROWSER_IN_APP = "browser-in-app"
    NET_OFFLINE = "net-offline"
    WS_BLOCKED = "ws-blocked"
    PATH_NONE = "path-none"
    PATH_TCP_ONLY = "path-tcp-only"
    NODE_BLOCKED = "node-blocked"
    NET_LOSS_UP = "net-loss-up"
    NET_LOSS_DOWN = "net-loss-down"
    NET_DELAY = "net-delay"
    NET_JITTER = "net-jitter"
    NET_SLOW_UP = "net-slow-up"
    NET_SLOW_DOWN = "net-slow-down"
    NET_BUSY = "net-busy"
    NET_AUDIO_ONLY = "net-audio-only"
    DEVICE_SLOW = "device-slow"
    CAM_NONE = "cam-none"
    CAM_DENIED = "cam-denied"
    CAM_BUSY = "cam-busy"
    CAM_DARK = "cam-dark"
    CAM_COVERED = "cam-covered"
    MIC_NONE = "mic-none"
    MIC_DENIED = "mic-denied"
    MIC_BUSY = "mic-busy"
    MIC_SILENT = "mic-silent"
    MIC_QUIET = "mic-quiet"
    MIC_CLIPPING = "mic-clipping"
    MIC_NOISY = "mic-noisy"
    MIC_ECHO = "mic-echo"
    SPEAKER_NOT_HEARD = "speaker-not-heard"
    CHECK_FAILED = "check-failed"


SHORT_LOOK = frozenset(
    {
        Cause.NET_OFFLINE,
        Cause.WS_BLOCKED,
        Cause.PATH_NONE,
        Cause.PATH_TCP_ONLY,
        Cause.NET_LOSS_UP,
        Cause.NET_LOSS_DOWN,
        Cause.NET_DELAY,
        Cause.NET_JITTER,
    }
)
"""What a look of three seconds at a line that was tested whole before sees as well."""

ADVICE = frozenset(
    {Cause.CAM_DARK, Cause.MIC_QUIET, Cause.MIC_CLIPPING, Cause.MIC_NOISY, Cause.MIC_ECHO}
)
"""What is worth saying and hinders no call."""

MOST_CAUSES = 8
"""How many causes a queue keeps of one pre-check; the worst come first."""


SHOWN_FOR = timedelta(hours=12)
"""How long a pre-check tells something: a line of yesterday is not the line of today."""

SAME_FOR = timedelta(hours=1)
"""For so long the same result again is no news, so that a check every few minutes fills no log."""


class Checked(Value):
    """The last pre-check of one guest. Shape: `causes` worst first, at most `MOST_CAUSES`."""

    outcome: Outcome
    causes: tuple[Cause, ...]
    at: datetime

    def outweighs(self, again: Outcome) -> bool:
        """Whether a short look that finds this better has not looked at what hindered."""
        ranks = tuple(Outcome)
        is_better = ranks.index(again) < ranks.index(self.outcome)
        return is_better and not set(self.causes) <= SHORT_LOOK | ADVICE

    def says(self, outcome: Outcome, causes: tuple[Cause, ...], now: datetime) -> bool:
        """Whether this very result is known, and from not long ago."""
        known = (self.outcome, self.causes) == (outcome, causes)
        return known and now - self.at < SAME_FOR


class LastCheck(Value):
    """A pre-check as it is shown: to nobody any more from `until` on."""

    outcome: Outcome
    causes: tuple[Cause, ...]
    at: datetime
    until: datetime


def last_check(checked: Checked | None) -> LastCheck | None:
    """What is shown of it."""
    if checked is None:
        return None
    return LastCheck(
        outcome=checked.outcome,
        causes=checked.causes,
        at=checked.at,
        until=checked.at + SHOWN_FOR,
    )
