"""A balancer as any other: it leads each new connection to a node that says it is ready."""

import asyncio
import contextlib
from collections.abc import Sequence

import httpx2

from tests.faults.proxy import Place, Proxy

LOOK_S = 0.5
"""How often each node is asked whether it is ready."""

PATIENCE_S = 2.0


class Balancer(Proxy):
    """Stands before the nodes at these ports of loopback; `ready` are those that said so last."""

    def __init__(self, ports: Sequence[int], seed: int = 0) -> None:
        super().__init__(("127.0.0.1", ports[0]), seed=seed)
        self.ready: list[int] = []
        self.changed = asyncio.Event()
        self._ports = ports
        self._looking: list[asyncio.Task[None]] = []

    async def listen(self) -> None:
        """Take connections, and look after the nodes."""
        await super().listen()
        self._looking = [asyncio.create_task(self._look_after(port)) for port in self._ports]

    async def stop(self) -> None:
        """Take no connections, cut those there are, and look after nobody."""
        for each in self._looking:
            each.cancel()
        await asyncio.gather(*self._looking, return_exceptions=True)
        await super().stop()

    def leads_to(self) -> Place:
        """A node that is ready. Errors: `ConnectionRefusedError` when none is."""
        if not self.ready:
            raise ConnectionRefusedError
        return ("127.0.0.1", self.dice.choice(self.ready))

    async def until_ready(self, port: int) -> None:
        """Wait until this node is given visitors."""
        while port not in self.ready:
            self.changed.clear()
            await self.changed.wait()

    async def _look_after(self, port: int) -> None:
        async with httpx2.AsyncClient(trust_env=False, timeout=PATIENCE_S) as client:
            while True:
                is_ready = False
                with contextlib.suppress(httpx2.HTTPError):
                    answer = await client.get(f"http://127.0.0.1:{port}/health/ready")
                    is_ready = answer.status_code == 200
                self._noted(port, is_ready)
                await asyncio.sleep(LOOK_S)

    def _noted(self, port: int, is_ready: bool) -> None:
        if is_ready and port not in self.ready:
            self.ready.append(port)
            self.changed.set()
        if not is_ready and port in self.ready:
            self.ready.remove(port)
