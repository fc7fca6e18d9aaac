"""An estimate of how people would call the sound of a line, from 1 to 4.5 (MOS)."""

from math import log

# Milliseconds that coding and playing take besides the line.
DEVICES_MS = 30
# The best that telephone sound gets on the scale of R.
BEST_R = 93.2


def mos(rtt_ms: float, jitter_ms: float, loss: float) -> float:
    """The mean opinion score. Units: loss from 0 to 1.

    It knows nothing of the repair that Opus does by itself and so says too little under loss: told
    to staff at most, and never a reason for an outcome.
    Source: ITU-T G.107 in its short form, with the loss curve of Cole and Rosenbluth.
    """
    r = max(0.0, BEST_R - _delay(rtt_ms / 2 + DEVICES_MS + 2 * jitter_ms) - _loss(loss))
    # The curve dips a hair below its own scale near the bottom.
    return max(1.0, 1 + 0.035 * r + 7e-6 * r * (r - 60) * (100 - r))


def _delay(ms: float) -> float:
    return 0.024 * ms + 0.11 * max(0.0, ms - 177.3)


def _loss(share: float) -> float:
    return 19.8 * log(1 + 29.7 * share)
