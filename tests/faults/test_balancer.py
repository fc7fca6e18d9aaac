"""The balancer leads everybody to a node that says it is ready, and nobody to another."""

import asyncio
from collections.abc import AsyncIterator
from random import Random

import httpx2
import pytest

from tests.faults.balancer import Balancer
from tests.faults.processes import until

pytestmark = pytest.mark.fault


class Node:
    """Answers everything with its own port, and 503 while it is not ready."""

    def __init__(self) -> None:
        self.is_ready = True
        self.port = 0
        self._listening: asyncio.Server | None = None

    async def listen(self) -> None:
        self._listening = await asyncio.start_server(self._answer, "127.0.0.1", 0)
        self.port = self._listening.sockets[0].getsockname()[1]

    def stop(self) -> None:
        assert self._listening is not None
        self._listening.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        status, body = "200 OK" if self.is_ready else "503 No", str(self.port)
        head = f"HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n"
        writer.write((head + body).encode())
        writer.close()


@pytest.fixture
async def nodes() -> AsyncIterator[list[Node]]:
    made = [Node(), Node()]
    for each in made:
        await each.listen()
    yield made
    for each in made:
        each.stop()


@pytest.fixture
async def balancer(nodes: list[Node]) -> AsyncIterator[Balancer]:
    async with Balancer([each.port for each in nodes], seed=1) as started:
        for each in nodes:
            await started.until_ready(each.port)
        yield started


async def served_by(balancer: Balancer) -> set[int]:
    assert isinstance(balancer.at, tuple)
    async with httpx2.AsyncClient(trust_env=False) as client:
        url = f"http://{balancer.at[0]}:{balancer.at[1]}/"
        return {int((await client.get(url)).text) for _ in range(20)}


async def test_visitors_are_spread_over_all_nodes_that_are_ready(
    balancer: Balancer, nodes: list[Node]
) -> None:
    assert await served_by(balancer) == {each.port for each in nodes}


async def test_a_node_that_is_not_ready_or_gone_gets_nobody_and_is_found_again(
    balancer: Balancer, nodes: list[Node]
) -> None:
    first, second = Random(1).sample(nodes, 2)  # noqa: S311 - it must be repeatable
    first.is_ready = False
    await until(lambda: first.port not in balancer.ready, 5)
    assert await served_by(balancer) == {second.port}
    second.stop()
    await until(lambda: not balancer.ready, 5)
    with pytest.raises(httpx2.TransportError):
        await served_by(balancer)
    first.is_ready = True
    await balancer.until_ready(first.port)
    assert await served_by(balancer) == {first.port}
