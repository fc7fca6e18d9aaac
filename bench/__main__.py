"""Measures, and prints one JSON object; a table for the eye goes to standard error."""

import argparse
import asyncio
import resource
import sys
from datetime import UTC, datetime

import msgspec

from bench.figures import QUICK, Report, Setting, medians, rounded, table
from bench.machine import machine
from bench.run import run


def main() -> None:
    """Carry out what the command line asks for."""
    setting = _setting()
    _allow_files(4 * setting.guests)
    here = machine()
    runs = tuple(rounded(asyncio.run(run(setting))) for _ in range(setting.runs))
    report = Report(
        at=datetime.now(UTC), machine=here, setting=setting, medians=medians(runs), runs=runs
    )
    sys.stderr.write(table(report))
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(report)).decode() + "\n")


def _setting() -> Setting:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="only whether it runs at all")
    parser.add_argument("--guests", type=int, help="how many are connected (default 1000)")
    parser.add_argument("--runs", type=int, help="how many runs the medians are of (default 5)")
    asked = parser.parse_args()
    given = {name: getattr(asked, name) for name in ("guests", "runs") if getattr(asked, name)}
    return (QUICK if asked.quick else Setting()).but(**given)


def _allow_files(most: int) -> None:
    """A connection is an open file, in this process and in the server's, which inherits this."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = max(soft, most) if hard == resource.RLIM_INFINITY else min(max(soft, most), hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


if __name__ == "__main__":
    main()
