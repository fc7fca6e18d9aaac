"""What a look at the installation has found: sentences for whoever runs it."""

from collections.abc import Iterable
from enum import StrEnum

from waitingroom.core.value import Value


class Level(StrEnum):
    """How a finding is meant: all is well, somebody will miss something, something is wrong."""

    WELL = "well"
    ADVICE = "advice"
    WRONG = "wrong"


class Finding(Value):
    """One thing that was looked at.

    Shape: `what` is a whole sentence; `do` says what to do about it, empty when all is well.
    """

    level: Level
    what: str
    do: str = ""


def well(what: str) -> Finding:
    """All is well."""
    return Finding(level=Level.WELL, what=what)


def advice(what: str, do: str) -> Finding:
    """It works, and somebody will miss something."""
    return Finding(level=Level.ADVICE, what=what, do=do)


def wrong(what: str, do: str) -> Finding:
    """Something is wrong."""
    return Finding(level=Level.WRONG, what=what, do=do)


def is_well(findings: Iterable[Finding]) -> bool:
    """Whether nothing of this is wrong."""
    return all(each.level is not Level.WRONG for each in findings)
