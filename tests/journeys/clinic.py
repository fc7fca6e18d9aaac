"""A running installation for journeys: started as `./run` starts it, watched, and stopped."""

import contextlib
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import msgspec

from waitingroom.demo import Demo

ROOT = Path(__file__).parents[2]
START_S = 60.0
STOP_S = 40.0


USUAL = {
    "WAITINGROOM_WALK_INS_PER_H": "1000",
    "WAITINGROOM_UNSEEN_AT_DOOR": "20000",
    # No balancer looks at it, so nothing has to be noticed.
    "WAITINGROOM_NOTICE_S": "0",
    # Beside other tests every loop is late at times, and a test is no measurement.
    "WAITINGROOM_PRECHECK_LAG_MS": "2000",
}


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


class Clinic:
    """One data folder and the process that serves it.

    Shape: `ways` are the ways in; `output` is all the process wrote so far.
    """

    def __init__(self, folder: Path, port: int | None = None, **settings: str) -> None:
        self.folder = folder
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.output = ""
        self._settings = {f"WAITINGROOM_{name.upper()}": text for name, text in settings.items()}
        self._process: subprocess.Popen[str] | None = None
        self._reader: threading.Thread | None = None
        self._ready = threading.Event()

    def start(self) -> None:
        self._ready.clear()
        words = ["all", "--data", str(self.folder), "--port", str(self.port)]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "waitingroom", *words],
            cwd=ROOT,
            env=os.environ | USUAL | self._settings,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, args=(self._process,))
        self._reader.start()
        if not self._ready.wait(START_S) or self._process.poll() is not None:
            self.stop(signal.SIGKILL)
            raise AssertionError(f"the server did not start:\n{self.output}")

    def _read(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            self.output += line
            if line.startswith("Klar / ready:"):
                self._ready.set()
        self._ready.set()

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """End the process; gives its exit code."""
        process, self._process = self._process, None
        if process is None:
            return 0
        process.send_signal(how)
        try:
            code = process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise
        assert self._reader is not None
        self._reader.join(STOP_S)
        assert process.stdout is not None
        process.stdout.close()
        return code

    @property
    def ways(self) -> Demo:
        kept = msgspec.json.decode((self.folder / "demo.json").read_bytes(), type=Demo)
        return kept.but(
            guests=tuple(each.but(link=self.url + each.link) for each in kept.guests),
            walk_in=self.url + kept.walk_in,
            staff_page=self.url + kept.staff_page,
        )

    def rows(self, question: str, *values: str) -> list[tuple[object, ...]]:
        """What the data file answers."""
        with contextlib.closing(sqlite3.connect(self.folder / "waitingroom.db")) as file:
            return file.execute(question, values).fetchall()

    def kinds(self, visit: str) -> list[str]:
        """The events of one visit, in order."""
        asked = "SELECT kind FROM ledger_event WHERE instr(body, CAST(? AS BLOB)) ORDER BY version"
        return [str(kind) for (kind,) in self.rows(asked, visit)]

    def visit_of(self, name: str) -> str:
        """The visit of the person of that name."""
        ((visit,),) = self.rows("SELECT visit FROM person WHERE name = ?", name)
        return str(visit)


def children(pid: int) -> list[int]:
    """The processes that this one has started."""
    found = []
    for each in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = re.sub(r"\(.*\)", "", each.read_text()).split()
            if int(fields[2]) == pid:
                found.append(int(each.parent.name))
    return found


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return re.sub(r"\(.*\)", "", state).split()[1] != "Z"
