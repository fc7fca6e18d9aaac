"""Several nodes on this machine, to try them: python -m scripts.nodes COUNT [--port PORT].

A PostgreSQL, a Valkey, one media process, one worker, COUNT webs, and before them a door that hands
every connection to the next web. All of it is new each time and gone at the end.
"""

import argparse
import asyncio
import os
import secrets
import signal
import socket
import sys
import tempfile
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from scripts.door import Door
from tests.engines import PostgreSQL
from tests.stores import Valkey
from waitingroom import demo
from waitingroom.core.value import Value
from waitingroom.ledger import migrate
from waitingroom.settings import read

OWNER, ROLE, DATABASE = "waitingroom_owner", "waitingroom", "waitingroom"

STOP_S = 35.0
"""How long a node may take to end; it promises 30 s."""


class Ports(Value):
    """Where everything listens on this machine."""

    door: int
    hooks_door: int
    media: int
    probe: int
    webs: tuple[int, ...]
    hooks: tuple[int, ...]


class Failed(Exception):
    """A process ended although nobody told it to."""


def ports(door: int, count: int) -> Ports:
    """Free ports for so many webs."""
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(3 + 2 * count)]
    free = [each.getsockname()[1] for each in held]
    for each in held:
        each.close()
    return Ports(
        door=door,
        hooks_door=free[0],
        media=free[1],
        probe=free[2],
        webs=tuple(free[3 : 3 + count]),
        hooks=tuple(free[3 + count :]),
    )


def environment(folder: Path, database: str, bus: str, at: Ports) -> dict[str, str]:
    """What every process is told."""
    said = {
        "DATA": folder,
        "KEY_FILE": folder / "shared-key",
        "DATABASE": database,
        "REDIS": bus,
        "URL": f"http://localhost:{at.door}",
        "MEDIA_URL": f"http://127.0.0.1:{at.media}",
        "PROBE_URL": f"http://127.0.0.1:{at.probe}",
        "HOOKS_URL": f"http://127.0.0.1:{at.hooks_door}",
    }
    return {**os.environ, **{f"WAITINGROOM_{name}": str(each) for name, each in said.items()}}


def address(server: PostgreSQL, role: str) -> str:
    """The database as this role reaches it."""
    return f"postgresql+asyncpg://{role}@/{DATABASE}?host={server.folder}"


async def database(server: PostgreSQL) -> str:
    """Make the database with its two roles, as docs/operating.md says; the server's own address."""
    server.say(
        f"CREATE ROLE {OWNER} LOGIN",
        f"CREATE ROLE {ROLE} LOGIN",
        f"CREATE DATABASE {DATABASE} OWNER {OWNER} ENCODING 'UTF8' TEMPLATE template0",
    )
    await migrate(address(server, OWNER))
    server.say(
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {ROLE}",
        f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {ROLE}",
        f"REVOKE UPDATE, DELETE ON ledger_event FROM {ROLE}",
        f"REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM {ROLE}",
        database=DATABASE,
    )
    return address(server, ROLE)


@asynccontextmanager
async def running(told: Mapping[str, str], *words: str) -> AsyncIterator[Process]:
    """One process of ours, which is told to stop at the end."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "waitingroom", *words), env=told, process_group=0
    )
    try:
        yield process
    finally:
        await ended(process)


async def ended(process: Process) -> None:
    """Tell a process to stop and see that it does."""
    if process.returncode is not None:
        return
    process.send_signal(signal.SIGTERM)
    try:
        async with asyncio.timeout(STOP_S):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()


async def answers(port: int, process: Process) -> None:
    """Wait until something listens at this port. Errors: `Failed` when its process is gone."""
    while process.returncode is None:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.1)
        else:
            writer.close()
            return
    raise Failed("a process did not start; its own lines above say why")


async def begun(server: PostgreSQL, store: Valkey, folder: Path, at: Ports) -> None:
    """Start everything in its order, and run until told to stop or something ends."""
    told = environment(folder, await database(server), store.url, at)
    (folder / "shared-key").touch(mode=0o600)
    (folder / "shared-key").write_text(secrets.token_hex(32))
    async with running(told, "set-up") as first:
        if await first.wait():
            raise Failed("the demo could not be made; the lines above say why")
    async with AsyncExitStack() as stack:
        media = await stack.enter_async_context(running(told, "media", "--host", "127.0.0.1"))
        others = [media, await stack.enter_async_context(running(told, "worker"))]
        for port, hooks in zip(at.webs, at.hooks, strict=True):
            mine = {**told, "WAITINGROOM_HOOKS_PORT": str(hooks)}
            web = await stack.enter_async_context(running(mine, "web", "--port", str(port)))
            others.append(web)
            await answers(port, web)
        await answers(at.media, media)
        doors = [Door(at.webs).listen("127.0.0.1", at.door)]
        doors.append(Door(at.hooks).listen("127.0.0.1", at.hooks_door))
        welcome(told, at, others)
        await until_the_end(others, [asyncio.create_task(each) for each in doors])


async def until_the_end(others: Sequence[Process], doors: Sequence[asyncio.Task[None]]) -> None:
    """Until we are told to stop; who ends before is named, and the others go on without it."""
    stop = asyncio.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(each, stop.set)
    watching = [asyncio.create_task(tell_of(each)) for each in others]
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait([stopping, *doors], return_when=asyncio.FIRST_COMPLETED)
    for task in (*watching, *doors, stopping):
        task.cancel()
    await asyncio.gather(*watching, *doors, return_exceptions=True)


async def tell_of(process: Process) -> None:
    """Say that a process has ended, which may be the very thing that is being tried."""
    code = await process.wait()
    print(f"process {process.pid} ended ({code}); the others go on", file=sys.stderr)


def welcome(told: Mapping[str, str], at: Ports, others: Sequence[Process]) -> None:
    """Say where everything is."""
    ways = demo.read(read(told))
    print(f"\nKlar / ready:  http://localhost:{at.door}   ({len(at.webs)} webs take turns)")
    for port, web in zip(at.webs, others[2:], strict=True):
        print(f"    web     process {web.pid}, port {port}")
    print(f"    worker  process {others[1].pid}\n    media   process {others[0].pid}")
    if ways is not None:
        print(f"Personale / staff:  {ways.staff_page}")
        for each in ways.staff:
            print(f"    {each.login:8} {each.password:20} {each.name}, {each.role}")
        print(f"Åben dør / walk in:  {ways.walk_in}\nPersonlige links / personal links:")
        for guest in ways.guests:
            print(f"    {guest.name}, {guest.role}:  {guest.link}")
    print("Stop med / stop with Ctrl-C.", flush=True)


def main() -> int:
    """Run the nodes; gives the exit code."""
    parser = argparse.ArgumentParser(prog="./run --nodes")
    parser.add_argument("count", type=int, choices=range(1, 10), metavar="COUNT")
    parser.add_argument("--port", type=int, default=8080, help="the door's port (default 8080)")
    asked = parser.parse_args()
    server, store = PostgreSQL(), Valkey()
    with tempfile.TemporaryDirectory(prefix="nodes-") as folder:
        try:
            server.start()
            store.start()
            asyncio.run(begun(server, store, Path(folder), ports(asked.port, asked.count)))
        except (Failed, OSError) as wrong:
            print(wrong, file=sys.stderr)
            return 1
        finally:
            store.remove()
            server.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
