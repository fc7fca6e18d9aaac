"""Numbers and what the judge makes of them, kept in a file that the pages' tests read as well.

`python -m tests.precheck.alike` writes the file anew from the judge.
"""

import json
from pathlib import Path
from typing import Any

from waitingroom.precheck.thresholds import LIMITS, Metric, grade
from waitingroom.precheck.wilson import surely

KEPT = Path(__file__).with_name("alike.json")

OF = (39, 40, 150, 300, 500)
SHARES = (0, 0.01, 0.02, 0.034, 0.05, 0.094, 0.15, 0.25, 1)
BESIDE = (-0.001, 0, 0.001)


def graded() -> dict[str, list[dict[str, Any]]]:
    """Every metric at and beside each of its limits, and loss of samples of all sizes."""
    return {"numbers": [_number(*each) for each in _numbers()], "lost": _lost()}


def _numbers() -> list[tuple[Metric, float]]:
    return [
        (metric, round(limit * (1 + beside), 9))
        for metric, limits in LIMITS.items()
        for limit in (limits.good, limits.usable, limits.sound_only)
        if limit is not None
        for beside in BESIDE
    ]


def _number(metric: Metric, value: float) -> dict[str, Any]:
    return {"metric": metric, "value": value, "outcome": grade(metric, value)}


def _lost() -> list[dict[str, Any]]:
    return [
        {"lost": lost, "of": of, "outcome": grade(Metric.LOSS, surely(lost, of))}
        for of in OF
        for lost in sorted({round(share * of) for share in SHARES})
    ]


def written() -> str:
    """The file as it should be."""
    return json.dumps(graded(), indent=1) + "\n"


if __name__ == "__main__":
    KEPT.write_text(written(), encoding="utf-8")
