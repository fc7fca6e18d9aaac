"""Run one seed, or as many as asked: python -m tests.simulation SEED [COUNT]."""

import sys

from tests.simulation.seeds import failing

first = int(sys.argv[1])
count = int(sys.argv[2]) if len(sys.argv) > 2 else 1
found = failing(first, count)
sys.stdout.write(f"{found}\n" if found else f"{count} seeds from {first}: all promises kept\n")
sys.exit(bool(found))
