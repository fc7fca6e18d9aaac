"""Run one afternoon again: python -m tests.crash SEED [ROUNDS] [house]."""

import asyncio
import sys
import tempfile
from pathlib import Path

from tests.crash.afternoon import afternoon
from tests.crash.house_afternoon import house_afternoon


def main(seed: str, rounds: str = "10", what: str = "desk") -> None:
    """The seed, the number of rounds and what is killed stand on the command line."""
    run = house_afternoon if what == "house" else afternoon
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(run(int(seed), int(rounds), Path(folder)))
    sys.stdout.write("all promises kept\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
