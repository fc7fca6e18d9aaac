"""Real servers that are killed, frozen, stopped and told a wrong time, and never left over.

Only what was started here is touched, by its id, and everything ends with this process.
"""

import asyncio
import contextlib
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from random import Random

from tests.engines import end_with_parent

ROOT = Path(__file__).parents[2]
START_S = 60.0
STOP_S = 40.0
LOOK_S = 0.02
PROGRAM = "waitingroom"
READY = "Klar / ready:"

FAKETIME = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
NO_FAKETIME = "" if FAKETIME else "faketime is not installed. On Debian: apt install faketime"
NO_TMPFS = "" if os.geteuid() == 0 else "only root may mount a small disk"


class Server:
    """`python -m waitingroom` with these words, started and ended as often as wanted.

    Shape: `environment` is on top of our own; `ready` is how the line begins that says it can be
    used; `program` may be another one that does the same. `clock` is what its wall clock shows, in
    the words of faketime ("+2h"), "" for the truth.
    """

    def __init__(
        self,
        *words: str,
        environment: Mapping[str, str] | None = None,
        ready: str = READY,
        clock: str = "",
        program: str = PROGRAM,
    ) -> None:
        self.words = words
        self.program = program
        self.environment = dict(environment or {})
        self.clock = clock
        self._ready = ready
        self._log = Path(tempfile.mkstemp(prefix="server-", suffix=".log")[1])
        self._begins = 0
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def output(self) -> str:
        """All it ever said."""
        return self._log.read_text(errors="replace")

    @property
    def pid(self) -> int:
        """Its id, while it runs."""
        assert self._process is not None, "it does not run"
        return self._process.pid

    @property
    def runs(self) -> bool:
        """Whether it was started and has not ended."""
        return self._process is not None and self._process.poll() is None

    async def start(self) -> None:
        """Start it and wait until it can be used. Errors: AssertionError with what it said."""
        self.launch()
        await self.listens()

    def launch(self) -> None:
        """Begin to start it."""
        assert not self.runs
        self._begins = len(self._log.read_bytes())
        with self._log.open("ab") as log:
            # Begun by the main thread: a child ends with the thread that started it.
            self._process = subprocess.Popen(
                [sys.executable, "-m", self.program, *self.words],
                cwd=ROOT,
                env=os.environ | wrong_clock(self.clock) | self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=end_with_parent,
            )

    async def listens(self) -> None:
        """Wait until it can be used. Errors: AssertionError with what it said."""
        with contextlib.suppress(TimeoutError):
            await until(lambda: not self.runs or self._says_ready(), START_S)
        if not (self.runs and self._says_ready()):
            await self.kill()
            raise AssertionError(f"the server did not start:\n{self.output}")

    def _says_ready(self) -> bool:
        said = self._log.read_bytes()[self._begins :].decode(errors="replace")
        return any(line.startswith(self._ready) for line in said.splitlines())

    def freeze(self) -> None:
        """It stands still, and everybody believes it to be there."""
        self._send(signal.SIGSTOP)

    def thaw(self) -> None:
        """It goes on where it was, and knows nothing of the time between."""
        self._send(signal.SIGCONT)

    async def kill(self) -> None:
        """It is gone at once, also when it is frozen."""
        await self.end(signal.SIGKILL)

    async def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Tell it to end; gives its exit code. Errors: TimeoutError after it was killed."""
        process, self._process = self._process, None
        if process is None:
            return 0
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(how)
        try:
            await until(lambda: process.poll() is not None, STOP_S)
        except BaseException:
            process.kill()
            process.wait()
            raise
        return process.returncode

    async def gone(self, within_s: float = STOP_S) -> int:
        """Wait until it has ended by itself; gives its exit code. Errors: TimeoutError."""
        process = self._process
        assert process is not None
        await until(lambda: process.poll() is not None, within_s)
        return process.returncode

    async def remove(self) -> None:
        """Kill it and leave nothing behind."""
        await self.kill()
        self._log.unlink(missing_ok=True)

    def _send(self, how: signal.Signals) -> None:
        assert self._process is not None, "it does not run"
        self._process.send_signal(how)


async def until(holds: Callable[[], bool], within_s: float, look_s: float = LOOK_S) -> None:
    """Look again and again until it is so. Errors: TimeoutError."""
    async with asyncio.timeout(within_s):
        while not holds():  # noqa: ASYNC110 - the kernel tells nobody
            await asyncio.sleep(look_s)


def wrong_clock(clock: str) -> dict[str, str]:
    """The environment in which the wall clock is wrong and the monotonic one right."""
    if not clock:
        return {}
    assert FAKETIME, NO_FAKETIME
    # By the library and not by its program, which would stand between us and the server's id.
    return {
        "LD_PRELOAD": str(FAKETIME[0]),
        "FAKETIME": clock,
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        # Threads wait for each other by the monotonic clock; moved, their waits end at once, and
        # a server does little else.
        "FAKETIME_FORCE_MONOTONIC_FIX": "0",
        # Files keep their times: with others all of Python's own are compiled anew at each start.
        "NO_FAKE_STAT": "1",
    }


def take_all_descriptors() -> None:
    """Every page is one; the usual limit of 1,024 is too few for a storm."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


@contextmanager
def small_disk(mebibytes: int) -> Iterator[Path]:
    """A folder with so much room and no more; only root may make one."""
    assert not NO_TMPFS, NO_TMPFS
    folder = Path(tempfile.mkdtemp(prefix="disk-"))
    options = f"size={mebibytes}m"
    subprocess.run(["/bin/mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["/bin/umount", "-l", folder], check=True)
        folder.rmdir()


def fill(folder: Path) -> Path:
    """Take all the room that is left; gives the file that holds it."""
    file = folder / "ballast"
    block = Random(0).randbytes(65536)  # noqa: S311 - no secret
    with contextlib.suppress(OSError), file.open("wb", buffering=0) as ballast:
        while True:
            ballast.write(block)
    room = shutil.disk_usage(folder).free
    assert room < len(block), f"{room} bytes are left"
    return file
