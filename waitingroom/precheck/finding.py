"""One thing that a pre-check has found, and what it alone would make of a call."""

from collections.abc import Iterable
from enum import Enum

from waitingroom.core.checks import Cause, Outcome
from waitingroom.core.value import Value
from waitingroom.precheck.thresholds import RANKS


class Finding(Value):
    """Shape: with `GOOD` it takes nothing from the call and is only an advice."""

    cause: Cause
    outcome: Outcome


def rank(outcome: Outcome) -> int:
    """0 for the best."""
    return RANKS.index(outcome)


def worst(findings: Iterable[Finding]) -> Outcome:
    """What all of them together make of a call; good when there are none."""
    return max((each.outcome for each in findings), key=rank, default=Outcome.GOOD)


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """One finding for each cause, by what it does to the call, then in the order of the list."""
    order: list[Enum] = list(Cause)
    kept: dict[Cause, Finding] = {}
    for each in findings:
        known = kept.get(each.cause)
        if known is None or rank(each.outcome) > rank(known.outcome):
            kept[each.cause] = each
    return sorted(kept.values(), key=lambda each: (-rank(each.outcome), order.index(each.cause)))
