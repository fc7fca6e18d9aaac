"""One run of one experiment: its seed, its length, what it counted, and what was found wrong."""

import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Sequence
from pathlib import Path
from random import Random
from time import monotonic

from tests.faults import checks
from tests.faults.crowd import Crowd
from waitingroom.core.value import Value

MOST_TOLD = 10


class Summary(Value):
    """What one run came to; `again` is the command that does the same again."""

    name: str
    seed: int
    ok: bool
    seconds: float
    counts: dict[str, int]
    numbers: dict[str, float]
    wrong: tuple[str, ...]
    again: str


class Run:
    """What an experiment is given, and where it puts what it finds.

    Shape: `dice` throw everything that is chance; `wrong` holds a sentence for each broken promise.
    """

    def __init__(self, name: str, seed: int, short: bool) -> None:
        self.name = name
        self.seed = seed
        self.short = short
        self.dice = Random(f"{name} {seed}")  # noqa: S311 - it must be repeatable
        self.counts: Counter[str] = Counter()
        self.numbers: dict[str, float] = {}
        self.wrong: list[str] = []

    def choose(self, whole: int, short: int) -> int:
        """How much of something there is, in the whole form and in the short one."""
        return short if self.short else whole

    def expect(self, holds: bool, otherwise: str) -> None:
        """Note this sentence unless it holds."""
        if not holds:
            self.wrong.append(otherwise)

    def measured(self, name: str, seconds: Iterable[float], most_ms: float = 0.0) -> None:
        """Note the 50th, 95th and 99th part in a hundred, in ms; the 95th is held to `most_ms`."""
        ordered = sorted(seconds)
        for part in (50, 95, 99):
            self.numbers[f"{name}_p{part}_ms"] = round(percentile(ordered, part) * 1000, 1)
        if most_ms:
            took = self.numbers[f"{name}_p95_ms"]
            self.expect(took <= most_ms, f"{name}: p95 is {took} ms, more than {most_ms}")

    async def judge(self, crowd: Crowd) -> None:
        """Hold what people were told against the log and against itself."""
        history = crowd.history
        answered = [each for each in history.calls.values() if each.answered_at is not None]
        self.counts["calls"] = len(history.calls)
        self.counts["done"] = sum(each.is_done for each in answered)
        self.counts["refused"] = len(answered) - self.counts["done"]
        self.counts["unanswered"] = len(history.calls) - len(answered)
        self.counts["views"] = len(history.views)
        self.counts["lines_lost"] = sum(each.lost for each in crowd.pages)
        found = await checks.wrong(crowd.cluster.ledger_url, crowd.queue, history)
        found += crowd.cluster.witness.stale() if crowd.cluster.witness else []
        self.wrong += found
        if found:
            kept = Path(tempfile.mkdtemp(prefix="history-")) / f"{self.name}-{self.seed}.jsonl"
            history.write(kept)
            self.wrong.append(f"the history is kept in {kept}")

    def summary(self, began: float) -> Summary:
        """What it came to."""
        length = " --short" if self.short else ""
        return Summary(
            name=self.name,
            seed=self.seed,
            ok=not self.wrong,
            seconds=round(monotonic() - began, 1),
            counts=dict(self.counts),
            numbers=self.numbers,
            wrong=tuple(self.wrong[:MOST_TOLD]),
            again=f"python -m tests.faults {self.name} --seed {self.seed}{length}",
        )


Experiment = Callable[[Run], Awaitable[None]]


async def carry_out(name: str, experiment: Experiment, seed: int, short: bool) -> Summary:
    """Carry out one experiment; what it raises is wrong too, and is shown on standard error."""
    run, began = Run(name, seed, short), monotonic()
    try:
        await experiment(run)
    except Exception as error:
        sys.stderr.write(traceback.format_exc())
        run.wrong.append(f"it did not come to its end: {type(error).__name__}: {error}"[:500])
    return run.summary(began)


def percentile(ordered: Sequence[float], part: int) -> float:
    """The smallest value that so many in a hundred do not exceed; 0 of nothing."""
    if not ordered:
        return 0.0
    return ordered[min(len(ordered) - 1, len(ordered) * part // 100)]
