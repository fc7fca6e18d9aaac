"""A network laboratory: a client behind a line that delays, loses, slows down and forbids.

What serves stands in the network of the test itself, at two addresses of its own; the client is in
a network namespace that has nothing but the line. Traffic that would leave the two is dropped.
"""

import asyncio
import ctypes
import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

import msgspec

from tests.net.forwarder import NEW_NETWORK, Built, Counts, Order
from tests.net.packets import Rule
from tests.net.shape import Shape
from waitingroom.core.value import Value

ROOT = Path(__file__).parents[2]
PROGRAM = [sys.executable, "-m", "tests.net.forwarder"]
ANSWER_S = 10.0
T = TypeVar("T")


def why_not() -> str:
    """Why there can be no laboratory here; empty when there can."""
    if os.getuid() != 0:
        return "only root may make networks"
    if not Path("/dev/net/tun").exists():
        return "this kernel has no TUN devices"
    missing = [each for each in ("ip", "nsenter") if shutil.which(each) is None]
    return f"there is no {missing[0]} on this machine" if missing else ""


class Condition(Value):
    """How the line is. Shape: `rules` are those of the client's firewall, the first that fits."""

    up: Shape = Shape()
    down: Shape = Shape()
    rules: tuple[Rule, ...] = ()


class Laboratory:
    """One client behind one line."""

    def __init__(self, process: asyncio.subprocess.Process, built: Built) -> None:
        self._process, self.built = process, built
        self._namespace = os.open(f"/proc/{built.pid}/ns/net", os.O_RDONLY)

    async def becomes(self, condition: Condition, seed: int = 1) -> Counts:
        """The line is like this from now on; gives the counts until now."""
        return await self._order(
            Order(up=condition.up, down=condition.down, rules=condition.rules, seed=seed)
        )

    async def counts(self) -> Counts:
        """What has passed and what has not, since the start."""
        return await self._order(Order())

    def as_client(self, make: Callable[[], T]) -> T:
        """What this makes in the client's network: a socket made there stays there."""
        made: list[T] = []

        def work() -> None:
            # A namespace belongs to a thread, and this one ends with it.
            if ctypes.CDLL(None, use_errno=True).setns(self._namespace, NEW_NETWORK):
                raise OSError(ctypes.get_errno(), "the client's network is gone")
            made.append(make())

        thread = threading.Thread(target=work)
        thread.start()
        thread.join(ANSWER_S)
        return made[0]

    def client_socket(self, kind: socket.SocketKind) -> socket.socket:
        """A socket of the client's."""
        return self.as_client(lambda: socket.socket(socket.AF_INET, kind))

    def wrapped(self, program: str, folder: Path) -> Path:
        """A script that runs this program as the client, with all that it is told."""
        script = folder / f"{Path(program).name}-as-client"
        script.write_text(
            f'#!/bin/sh\nexec nsenter --net=/proc/{self.built.pid}/ns/net {program} "$@"\n', "utf-8"
        )
        script.chmod(0o755)
        return script

    def close(self) -> None:
        """Let go of the client's network."""
        os.close(self._namespace)

    async def _order(self, order: Order) -> Counts:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(msgspec.json.encode(order) + b"\n")
        await self._process.stdin.drain()
        answer = await asyncio.wait_for(self._process.stdout.readline(), ANSWER_S)
        return msgspec.json.decode(answer, type=Counts)


@asynccontextmanager
async def laboratory() -> AsyncIterator[Laboratory]:
    """A laboratory, and nothing of it afterwards, whatever happened in between."""
    process = await asyncio.create_subprocess_exec(
        *PROGRAM, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert process.stdout
        said = await asyncio.wait_for(process.stdout.readline(), ANSWER_S)
        made = Laboratory(process, msgspec.json.decode(said, type=Built))
        try:
            yield made
        finally:
            made.close()
    finally:
        await _ended(process)


async def _ended(process: asyncio.subprocess.Process) -> None:
    """The end of the process, by the end of its input."""
    assert process.stdin
    process.stdin.close()
    try:
        await asyncio.wait_for(process.wait(), ANSWER_S)
    except TimeoutError:
        process.kill()
        await process.wait()
