"""A probe in a process of its own, as it runs beside the server, and what it holds."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import msgspec
import uvloop

from tests.conference.many import Held, held
from waitingroom.precheck.probe import serve

from .page import PATIENT, config


class ProbeProcess:
    """A probe as a page sees it: a port; and as the kernel does."""

    def __init__(self, port: int, pid: int) -> None:
        self.port = port
        self.pid = pid

    def held(self) -> Held:
        """What the process holds now."""
        return held(self.pid)


@asynccontextmanager
async def probe_process(**changes: Any) -> AsyncIterator[ProbeProcess]:
    """A child that is a probe until this is over."""
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        __name__,
        msgspec.json.encode(changes).decode(),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert child.stdin is not None and child.stdout is not None
    try:
        async with asyncio.timeout(20):
            port = int(await child.stdout.readline())
        yield ProbeProcess(port, child.pid)
    finally:
        child.stdin.close()
        await child.wait()


async def _be() -> None:
    """Be the probe until nobody holds our input open."""
    changes = msgspec.json.decode(sys.argv[1])
    serving = asyncio.create_task(
        serve(config(**changes), lambda port: print(port, flush=True), PATIENT)
    )
    ends = asyncio.create_task(asyncio.to_thread(sys.stdin.read))
    await asyncio.wait({serving, ends}, return_when=asyncio.FIRST_COMPLETED)
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)


if __name__ == "__main__":
    uvloop.run(_be())
