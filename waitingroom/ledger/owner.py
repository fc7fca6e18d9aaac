"""One process owns a SQLite data file: a lock beside it, which ends with the process."""

import fcntl
import os
from pathlib import Path
from types import TracebackType
from typing import Self


class InUse(Exception):
    """Another process uses this data file."""


class Ownership:
    """The hold on a data file; `release` or the end of the process lets it go, however it ends."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def release(self) -> None:
        """Let the file go; harmless when repeated."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


def own(path: Path) -> Ownership:
    """Take the data file at `path` for this process; the file itself need not exist yet.

    Errors: `InUse`, with a sentence for the operator. A lock file that is left behind by a process
    that is gone stops nobody: the kernel's lock counts, not the file.
    """
    beside = path.with_name(path.name + ".lock")
    descriptor = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(descriptor)
        raise InUse(
            f"Another process already uses the data file {path}. Stop it first: "
            "only one process at a time may use a SQLite file, several need PostgreSQL."
        ) from error
    return Ownership(descriptor)
