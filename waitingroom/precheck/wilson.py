"""How much of a sample was surely lost: the lower bound of a share, by Wilson."""

from math import sqrt

from waitingroom.precheck.thresholds import ENOUGH, SURE


def surely(lost: int, of: int) -> float | None:
    """The share that was lost at least, from 0 to 1; None when there were too few to tell.

    Source: E. B. Wilson, Probable inference and the law of succession, 1927.
    """
    if of < ENOUGH:
        return None
    share, z = min(max(lost, 0), of) / of, SURE * SURE
    middle = share + z / (2 * of)
    margin = SURE * sqrt(share * (1 - share) / of + z / (4 * of * of))
    return max(0.0, (middle - margin) / (1 + z / of))
