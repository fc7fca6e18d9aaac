"""Run seeds by hand, or look for the planted bugs.

python -m tests.simulation SEED [COUNT]     these seeds, one after the other
python -m tests.simulation --seeds 100000   so many, over all cores
python -m tests.simulation --bugs [COUNT]   each planted bug, and the seed that finds it
python -m tests.simulation --bug NTH SEED   one seed with one of them
python -m tests.simulation --trace SEED [COUNT]   a digest of all that happens in each seed
"""

import sys
from collections.abc import Callable

from tests.simulation.bugs import BUGS, ENOUGH, worlds
from tests.simulation.planting import planted
from tests.simulation.seeds import failing, failing_of_many, first_failing, trace


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _one_by_one(first: int, count: int = 1) -> bool:
    found = failing(first, count)
    _say(found or f"{count} seeds from {first}: all promises kept")
    return not found


def _many(count: int) -> bool:
    found = failing_of_many(0, count, lambda done: _say(f"{done} of {count}"))
    _say(found or f"{count} seeds: all promises kept")
    return not found


def _bugs(most: int = ENOUGH) -> bool:
    missed = 0
    for nth, bug in enumerate(BUGS):
        with planted(bug.changes):
            found = first_failing(worlds(most))
        missed += found is None
        how = f"seed {found[0]}: {found[1].splitlines()[-1]}" if found else f"not in {most} seeds"
        _say(f"{nth:2} {bug.breaks:3} {bug.name} — {how}")
    _say(f"{len(BUGS) - missed} of {len(BUGS)} found")
    return not missed


def _bug(nth: int, seed: int) -> bool:
    with planted(BUGS[nth].changes):
        return _one_by_one(seed)


def _trace(first: int, count: int = 1) -> bool:
    for seed in range(first, first + count):
        _say(trace(seed))
    return True


WAYS: dict[str, Callable[..., bool]] = {
    "--seeds": _many,
    "--bugs": _bugs,
    "--bug": _bug,
    "--trace": _trace,
}

if __name__ == "__main__":
    asked = sys.argv[1:]
    if not asked:
        sys.exit(__doc__)
    way = WAYS.get(asked[0], _one_by_one)
    numbers = map(int, asked[1:] if asked[0] in WAYS else asked)
    sys.exit(not way(*numbers))
