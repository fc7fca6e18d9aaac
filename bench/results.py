"""Where what was measured is kept: JSON for machines, a table for the eye, a picture."""

import argparse
import sys
from math import inf
from pathlib import Path

import msgspec

from bench.machine import Machine
from waitingroom.core.value import Value

RESULTS = Path(__file__).parent / "results"


class Asked(Value):
    """What the command line asks of a measurement; `within_s` cuts a long one short."""

    quick: bool
    keep: Path | None
    within_s: float


def asked(name: str, description: str | None) -> Asked:
    """Read the command line of one measurement."""
    parser = argparse.ArgumentParser(prog=f"bench.{name}", description=description)
    parser.add_argument("--quick", action="store_true", help="only whether it runs at all")
    parser.add_argument("--keep", action="store_true", help="keep the results in bench/results")
    parser.add_argument("--within", type=float, default=inf, help="seconds it may take at most")
    found = parser.parse_args()
    keep = RESULTS / name if found.keep else None
    return Asked(quick=found.quick, keep=keep, within_s=found.within)


def show(report: Value, table: str, picture: str, keep: Path | None) -> None:
    """Print JSON, and the table to standard error; keep all three where that is asked for."""
    text = msgspec.json.format(msgspec.json.encode(report)).decode() + "\n"
    sys.stdout.write(text)
    sys.stderr.write(table)
    if keep is not None:
        for suffix, content in ((".json", text), (".txt", table), (".svg", picture)):
            keep.with_suffix(suffix).write_text(content)


def heading(machine: Machine) -> str:
    """The first line of a table: without it the numbers say nothing."""
    where = machine.cpu or machine.system
    return f"{where}, {machine.cores} cores, load {machine.load}, Python {machine.python}\n"
