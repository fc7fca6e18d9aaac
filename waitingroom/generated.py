"""Writes the generated files from the types of the messages, or says whether they are fresh.

`python -m waitingroom.generated` writes; with `--check` it changes nothing, names what is
stale and exits 1.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from waitingroom.precheck import talk
from waitingroom.precheck.typescript import thresholds_table
from waitingroom.protocol.asyncapi import asyncapi
from waitingroom.protocol.live import live_types
from waitingroom.protocol.page import page
from waitingroom.protocol.shapes import Spoken
from waitingroom.protocol.typescript import literal, typescript

ROOT = Path(__file__).parents[1]

OF_A_CHECK = Spoken(
    named={"FromPage": talk.FromPage, "ToPage": talk.ToPage},
    from_pages=(talk.FromPage,),
    to_pages=(talk.ToPage,),
)
"""All that is said over the line of a pre-check."""


def check_types() -> str:
    """The whole of `talk.gen.ts`."""
    return typescript(OF_A_CHECK, f"export const PROTOCOL = {literal(talk.PROTOCOL)};")


FILES: dict[str, Callable[[], str]] = {
    "frontend/src/wire.gen.ts": live_types,
    "frontend/src/precheck/talk.gen.ts": check_types,
    "frontend/src/precheck/thresholds.gen.ts": thresholds_table,
    "docs/protocol.md": page,
    "docs/asyncapi.json": asyncapi,
}
"""Each generated file, as a path from the root of the repository, and who writes it."""


def stale(root: Path = ROOT) -> list[str]:
    """The generated files that are missing or not what their types say."""
    return [name for name, written in FILES.items() if _text(root / name) != written()]


def _text(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def write(root: Path = ROOT) -> None:
    """Writes all generated files."""
    for name, written in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(written(), encoding="utf-8")


def main(arguments: list[str], root: Path = ROOT) -> int:
    """The command; gives the exit code."""
    if arguments != ["--check"]:
        write(root)
        return 0
    found = stale(root)
    for name in found:
        print(f"{name} is stale: run python -m waitingroom.generated")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
