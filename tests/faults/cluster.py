"""A whole installation to break: database, store, nodes, and a proxy before each that is wanted.

One node is `all`; several share one database, one store and one key. What may be broken is at hand:
`nodes`, `postgresql`, `store`, and the proxies `doors`, `to_database`, `to_store`.
"""

import shutil
import tempfile
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Protocol, Self

import msgspec

from tests.engines import PostgreSQL, sqlite_url
from tests.faults.processes import Server
from tests.faults.proxy import Place, Proxy
from tests.faults.talks import PostgreSQLTalk, RedisTalk
from tests.journeys.clinic import USUAL, free_port
from waitingroom.core.value import Value
from waitingroom.demo import Demo
from waitingroom.ledger import migrate

SOCKET = ".s.PGSQL.5432"
DATABASE, ROLE = "clinic", "waitingroom"

RIGHTS = (
    f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {ROLE}",
    f"REVOKE UPDATE, DELETE ON ledger_event FROM {ROLE}",
    f"REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM {ROLE}",
)
"""What `docs/operating.md` gives the server's own role."""


class Store(Protocol):
    """What the bus runs on: a Valkey or Redis of our own, on a port of loopback."""

    @property
    def port(self) -> int:
        """Where it listens."""

    def start(self) -> None:
        """Start it, empty, and wait until it answers."""

    def remove(self) -> None:
        """Stop it and leave nothing behind."""


class Plan(Value):
    """What the installation is like.

    Shape: `database` is sqlite or postgresql. `proxies` are some of `doors` (before each node),
    `database` and `store`. `settings` go to every node, by their names in `settings.py`. `clocks`
    are what the clocks of the first nodes show, in the words of faketime. `folder` is where data
    lies, made and removed when it is not named.
    """

    nodes: int = 1
    database: str = "sqlite"
    proxies: frozenset[str] = frozenset()
    settings: Mapping[str, str] = {}
    clocks: tuple[str, ...] = ()
    folder: Path | None = None
    seed: int = 0
    reader_buffer: int = 0


class Cluster:
    """An installation that runs from `async with` to its end, whatever was done to it meanwhile."""

    def __init__(self, plan: Plan, store: Callable[[], Store] | None = None) -> None:
        self.plan = plan
        self.nodes: list[Server] = []
        self.ports: list[int] = []
        self.doors: list[Proxy] = []
        self.to_database: Proxy | None = None
        self.to_store: Proxy | None = None
        self.postgresql: PostgreSQL | None = None
        self.store: Store | None = None
        self._make_store = store
        self._dice = Random(plan.seed)  # noqa: S311 - it must be repeatable
        self._after = AsyncExitStack()

    async def __aenter__(self) -> Self:
        try:
            await self._begin()
        except BaseException:
            await self._after.aclose()
            raise
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._after.aclose()

    # --- how to get in

    @property
    def origin(self) -> str:
        """The origin of the pages, the same whichever node serves them."""
        return f"http://127.0.0.1:{self.ports[0]}"

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where to connect, one for each node; by way of its door where it has one."""
        doors = [proxy.at for proxy in self.doors]
        places: list[Place] = doors or [("127.0.0.1", port) for port in self.ports]
        return tuple(map(_address, places))

    @property
    def ways(self) -> Demo:
        """The ways into the demo, without our address."""
        return msgspec.json.decode((self.folder / "demo.json").read_bytes(), type=Demo)

    @property
    def ledger_url(self) -> str:
        """The database itself, past every proxy."""
        if self.postgresql is not None:
            return self.postgresql.url(DATABASE)
        return sqlite_url(self.folder / "waitingroom.db")

    # --- how it is made

    async def _begin(self) -> None:
        self.folder = self.plan.folder or self._folder()
        await self._make_database()
        await self._make_bus()
        self.ports = [free_port() for _ in range(self.plan.nodes)]
        for nth in range(self.plan.nodes):
            await self._add_node(nth)
        # The first makes the database and the demo; the others find them there.
        for node in self.nodes:
            await node.start()

    def _folder(self) -> Path:
        folder = Path(tempfile.mkdtemp(prefix="cluster-"))
        self._after.callback(shutil.rmtree, folder, ignore_errors=True)
        return folder

    async def _make_database(self) -> None:
        if self.plan.database != "postgresql":
            return
        self.postgresql = PostgreSQL()
        self._after.callback(self.postgresql.stop)
        self.postgresql.start()
        self.postgresql.say(f"CREATE DATABASE {DATABASE}", f"CREATE ROLE {ROLE} LOGIN")
        await migrate(self.ledger_url)
        self.postgresql.say(*RIGHTS, database=DATABASE)
        if "database" in self.plan.proxies:
            near = self.folder / "database"
            near.mkdir()
            far = self.postgresql.folder / SOCKET
            self.to_database = await self._listening(
                Proxy(far, near / SOCKET, PostgreSQLTalk, self.plan.seed)
            )

    async def _make_bus(self) -> None:
        if self._make_store is None:
            return
        self.store = self._make_store()
        self._after.callback(self.store.remove)
        self.store.start()
        if "store" in self.plan.proxies:
            far = ("127.0.0.1", self.store.port)
            self.to_store = await self._listening(Proxy(far, talk=RedisTalk, seed=self.plan.seed))

    async def _add_node(self, nth: int) -> None:
        port = self.ports[nth]
        words = ("all", "--data", str(self.folder), "--port", str(port))
        clock = dict(enumerate(self.plan.clocks)).get(nth, "")
        node = Server(*words, environment=self._environment(), clock=clock)
        self._after.push_async_callback(node.remove)
        self.nodes.append(node)
        if "doors" in self.plan.proxies:
            place = ("127.0.0.1", port)
            door = Proxy(place, seed=self._dice.getrandbits(32), buffer=self.plan.reader_buffer)
            self.doors.append(await self._listening(door))

    async def _listening(self, proxy: Proxy) -> Proxy:
        await proxy.listen()
        self._after.push_async_callback(proxy.stop)
        return proxy

    def _environment(self) -> dict[str, str]:
        settings = {"url": self.origin, "precheck": "no"} | dict(self.plan.settings)
        if self.postgresql is not None:
            near = self.folder / "database" if self.to_database else None
            address = self.postgresql.url(DATABASE, near)
            settings["database"] = address.replace("postgres@", f"{ROLE}@")
        if self.store is not None:
            far = self.to_store.at if self.to_store else ("127.0.0.1", self.store.port)
            assert isinstance(far, tuple)
            settings["redis"] = f"redis://{far[0]}:{far[1]}"
        named = {f"WAITINGROOM_{name.upper()}": text for name, text in settings.items()}
        return USUAL | {"WAITINGROOM_WALK_INS_PER_H": "100000"} | named


def _address(place: Place) -> str:
    assert isinstance(place, tuple)
    return f"http://{place[0]}:{place[1]}"
