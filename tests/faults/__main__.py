"""Break it on purpose: python -m tests.faults [NAME …] [--seed N] [--short] [--list].

Prints one line of JSON for each experiment; the exit code says whether every promise was kept.
"""

import argparse
import asyncio
import sys

import msgspec

from tests.faults.experiments import EXPERIMENTS
from tests.faults.laboratory import carry_out
from tests.faults.processes import take_all_descriptors


def main() -> int:
    """Carry out what is named, or everything; gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="which; all when none is named")
    parser.add_argument("--seed", type=int, default=1, help="what decides all that is chance")
    parser.add_argument("--short", action="store_true", help="each in a short form")
    parser.add_argument("--list", action="store_true", help="say what there is")
    asked = parser.parse_args()
    unknown = set(asked.names) - set(EXPERIMENTS)
    if unknown:
        parser.error(
            f"there is no {', '.join(sorted(unknown))}; there are {', '.join(EXPERIMENTS)}"
        )
    if asked.list:
        for name, experiment in EXPERIMENTS.items():
            sys.stdout.write(f"{name:14} {(experiment.__doc__ or '').strip()}\n")
        return 0
    take_all_descriptors()
    return asyncio.run(_all(asked.names or list(EXPERIMENTS), asked.seed, asked.short))


async def _all(names: list[str], seed: int, short: bool) -> int:
    failed = 0
    for name in names:
        summary = await carry_out(name, EXPERIMENTS[name], seed, short)
        sys.stdout.write(msgspec.json.encode(summary).decode() + "\n")
        sys.stdout.flush()
        failed += not summary.ok
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
