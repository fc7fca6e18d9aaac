"""A probe in a process of its own, as it runs beside the server, and what it holds."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from tests.conference.many import Held, held
from waitingroom.child import child
from waitingroom.media import ProbeOrder

from .page import KEY, LOGIN

ORDER = ProbeOrder(
    host="127.0.0.1",
    port=0,
    hook_url="",
    username=LOGIN[0],
    password=LOGIN[1],
    ticket_key=KEY.hex(),
    addresses=("127.0.0.1",),
    slots=20,
    # A busy machine is late at times, which is tested by itself.
    lag_ms=10_000,
    clips="",
)
"""A probe on loopback that tells nobody."""


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
    async with child("probe", ORDER.but(**changes)) as process:
        await process.listening()
        place = process.place
        assert place is not None
        assert process.pid is not None
        yield ProbeProcess(place[1], process.pid)
