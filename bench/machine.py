"""What the numbers were measured on; without it they say nothing."""

import os
import platform
import sqlite3
from importlib.metadata import version
from pathlib import Path

from waitingroom.core.value import Value

LIBRARIES = ("uvicorn", "uvloop", "starlette", "websockets", "sqlalchemy", "msgspec")


class Machine(Value):
    """The machine and the programs.

    Units: `memory_mib` MiB, 0 where it can't be read; `load` is the average of the last minute
    before the first run, over all cores.
    """

    cores: int
    cpu: str
    memory_mib: int
    system: str
    python: str
    sqlite: str
    libraries: dict[str, str]
    load: float


def machine() -> Machine:
    """This machine, now."""
    return Machine(
        cores=os.cpu_count() or 0,
        cpu=_first("/proc/cpuinfo", "model name") or platform.processor(),
        memory_mib=int((_first("/proc/meminfo", "MemTotal") or "0").split()[0]) // 1024,
        system=platform.platform(),
        python=platform.python_version(),
        sqlite=sqlite3.sqlite_version,
        libraries={name: version(name) for name in LIBRARIES},
        load=round(os.getloadavg()[0], 2),
    )


def _first(file: str, name: str) -> str:
    """What stands behind the first such name; empty where there is no such file."""
    path = Path(file)
    lines = path.read_text().splitlines() if path.exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), "")
