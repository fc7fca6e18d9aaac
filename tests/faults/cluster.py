"""A whole installation to break: database, store, nodes, and a proxy before each that is wanted.

One node is `all`; several are webs, beside a worker and a media process, and share one database,
one store and one key. What may be broken is at hand: `nodes`, `worker`, `media`, `postgresql`,
`store`, and the proxies `balancer`, `doors`, `to_database`, `databases`, `to_store`. Each process
has a role of its own in PostgreSQL, so that a witness can tell who wrote.
"""

import secrets
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import AsyncExitStack
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Self, TypeVar
from urllib.parse import urlsplit

import msgspec

from tests.engines import PostgreSQL, sqlite_url
from tests.faults.balancer import Balancer
from tests.faults.processes import PROGRAM, START_S, Server
from tests.faults.proxy import Place, Proxy
from tests.faults.talks import PostgreSQLTalk, RedisTalk
from tests.faults.witness import Witness
from tests.journeys.clinic import USUAL, free_port
from tests.stores import Valkey
from waitingroom.core.value import Value
from waitingroom.demo import Demo
from waitingroom.keys import Keys, keys
from waitingroom.ledger import migrate

P = TypeVar("P", bound=Proxy)

SOCKET = ".s.PGSQL.5432"
DATABASE, ROLE = "clinic", "waitingroom"

RIGHTS = (
    f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {ROLE}",
    f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {ROLE}",
    f"REVOKE UPDATE, DELETE ON ledger_event FROM {ROLE}",
    f"REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM {ROLE}",
)
"""What `docs/operating.md` gives the server's own role."""


class Plan(Value):
    """What the installation is like.

    Shape: `database` is sqlite or postgresql. `proxies` are some of `balancer` (before all nodes),
    `doors` (before each node), `database` (between all and it), `databases` (between each node and
    it) and `store`. `settings` go to every node, by their names in `settings.py`. `clocks`
    are what the clocks of the first nodes show, in the words of faketime. `folder` is where data
    lies, made and removed when it is not named. More than one node needs `database` postgresql and
    has a `store`. `program` is what runs as the server.
    """

    nodes: int = 1
    store: bool = False
    database: str = "sqlite"
    proxies: frozenset[str] = frozenset()
    settings: Mapping[str, str] = {}
    clocks: tuple[str, ...] = ()
    folder: Path | None = None
    seed: int = 0
    reader_buffer: int = 0
    program: str = PROGRAM


class Cluster:
    """An installation that runs from `async with` to its end, whatever was done to it meanwhile."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.nodes: list[Server] = []
        self.worker: Server | None = None
        self.media: Server | None = None
        self.ports: list[int] = []
        self.balancer: Balancer | None = None
        self.doors: list[Proxy] = []
        self.to_database: Proxy | None = None
        self.databases: list[Proxy] = []
        self.to_store: Proxy | None = None
        self.postgresql: PostgreSQL | None = None
        self.witness: Witness | None = None
        self.store: Valkey | None = None
        self._beside: dict[str, str] = {}
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
        if self.balancer is not None:
            return _address(self.balancer.at)
        return f"http://127.0.0.1:{self.ports[0]}"

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where to connect: one for each node, by way of its door if it has one, or for all."""
        if self.balancer is not None:
            return (self.origin,)
        doors = [proxy.at for proxy in self.doors]
        places: list[Place] = doors or [("127.0.0.1", port) for port in self.ports]
        return tuple(map(_address, places))

    @property
    def ways(self) -> Demo:
        """The ways into the demo, without our address."""
        return msgspec.json.decode((self.folder / "demo.json").read_bytes(), type=Demo)

    @property
    def keys(self) -> Keys:
        """The keys that all nodes share."""
        shared = self._beside.get("key_file")
        return keys(self.folder, Path(shared) if shared else None)

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
        if "balancer" in self.plan.proxies:
            self.balancer = await self._listening(Balancer(self.ports, self.plan.seed))
        if self._is_several:
            await self._set_up()
        for nth in range(self.plan.nodes):
            await self._add_node(nth)
        await self._run_all()

    async def _run_all(self) -> None:
        if self.media is not None:
            # It begins two programs, which it gives less time than all of them may need at once.
            await self.media.start()
        rest = [each for each in self.processes if each is not self.media]
        for process in rest:
            process.launch()
        for process in rest:
            await process.listens()
        if self.balancer is not None:
            for port in self.ports:
                await self.balancer.until_ready(port)

    @property
    def _is_several(self) -> bool:
        return self.plan.nodes > 1

    @property
    def processes(self) -> list[Server]:
        """All that run: the nodes, and the worker and media beside them where there are several."""
        return [*self.nodes, *(each for each in (self.worker, self.media) if each)]

    async def _set_up(self) -> None:
        """What several nodes find when they start: a key, a clinic, and who works beside them."""
        key = self.folder / "shared-key"
        key.touch(mode=0o600)
        key.write_text(secrets.token_hex(32))
        ports = {name: free_port() for name in ("media_url", "probe_url", "hooks_url")}
        self._beside = {name: f"http://127.0.0.1:{port}" for name, port in ports.items()}
        self._beside |= {"key_file": str(key)}
        first = self._server("set_up", "set-up")
        first.launch()
        assert await first.gone(START_S) == 0, first.output
        self.worker = self._server("worker", "worker")
        self.media = self._server("media", "media")

    def _server(self, name: str, *words: str, clock: str = "", **settings: str) -> Server:
        told = self._environment(settings | self._database_of(name))
        server = Server(
            *words,
            "--data",
            str(self.folder),
            environment=told,
            clock=clock,
            program=self.plan.program,
        )
        self._after.push_async_callback(server.remove)
        return server

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
        self.witness = Witness(self.postgresql, DATABASE)
        if "database" in self.plan.proxies:
            self.to_database = await self._before_database("database")

    async def _before_database(self, name: str) -> Proxy:
        assert self.postgresql is not None
        near = self.folder / name
        near.mkdir()
        far = self.postgresql.folder / SOCKET
        return await self._listening(Proxy(far, near / SOCKET, PostgreSQLTalk, self.plan.seed))

    def _database_of(self, name: str) -> dict[str, str]:
        """How the process of this name reaches the database: under its name, by its own way."""
        if self.postgresql is None:
            return {}
        self.postgresql.say(f"CREATE ROLE {name} LOGIN IN ROLE {ROLE}")
        near = self.folder / ("database" if self.to_database else name)
        address = self.postgresql.url(DATABASE, near if near.is_dir() else None)
        return {"database": address.replace("postgres@", f"{name}@")}

    async def _make_bus(self) -> None:
        if not (self.plan.store or self._is_several):
            return
        self.store = Valkey()
        self._after.callback(self.store.remove)
        self.store.start()
        if "store" in self.plan.proxies:
            far = ("127.0.0.1", self.store.port)
            self.to_store = await self._listening(Proxy(far, talk=RedisTalk, seed=self.plan.seed))

    async def _add_node(self, nth: int) -> None:
        port = self.ports[nth]
        clock = dict(enumerate(self.plan.clocks)).get(nth, "")
        words = ("web" if self._is_several else "all", "--port", str(port))
        # The conference node speaks to the first of them; each of them has a port for it.
        hooks = (
            urlsplit(self._beside["hooks_url"]).port if self._beside and not nth else free_port()
        )
        mine = {"hooks_port": str(hooks)} if self._is_several else {}
        name = f"node{nth + 1}"
        if "databases" in self.plan.proxies:
            self.databases.append(await self._before_database(name))
        self.nodes.append(self._server(name, *words, clock=clock, **mine))
        if "doors" in self.plan.proxies:
            place = ("127.0.0.1", port)
            door = Proxy(place, seed=self._dice.getrandbits(32), buffer=self.plan.reader_buffer)
            self.doors.append(await self._listening(door))

    async def _listening(self, proxy: P) -> P:
        await proxy.listen()
        self._after.push_async_callback(proxy.stop)
        return proxy

    def _environment(self, more: Mapping[str, str]) -> dict[str, str]:
        settings = {"url": self.origin, "precheck": "no"} | self._beside | dict(self.plan.settings)
        settings |= more
        if self.store is not None:
            far = self.to_store.at if self.to_store else ("127.0.0.1", self.store.port)
            assert isinstance(far, tuple)
            settings["redis"] = f"redis://{far[0]}:{far[1]}"
        named = {f"WAITINGROOM_{name.upper()}": text for name, text in settings.items()}
        return USUAL | {"WAITINGROOM_WALK_INS_PER_H": "100000"} | named


def _address(place: Place) -> str:
    assert isinstance(place, tuple)
    return f"http://{place[0]}:{place[1]}"
