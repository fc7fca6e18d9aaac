"""A probe in a process of its own, as an installation has it, for whoever holds its input open."""

import asyncio
import sys

import msgspec
import uvloop

from tests.precheck.probe.page import config
from waitingroom.core.value import Private, Value
from waitingroom.precheck.probe import Limits, Probe
from waitingroom.turn import TurnServer


class Wanted(Value):
    """What it is told on its first line."""

    host: str
    port: int
    turn_urls: tuple[str, ...]
    turn_secret: str


async def main() -> None:
    """Say the port, and listen until the input ends."""
    loop = asyncio.get_running_loop()
    wanted = msgspec.json.decode(sys.stdin.buffer.readline(), type=Wanted)
    turn = TurnServer(urls=wanted.turn_urls, secret=Private(wanted.turn_secret))
    told = config(host=wanted.host, port=wanted.port, addresses=(wanted.host,), turn=turn)
    # A machine that also runs the browser is late at times.
    async with Probe(told, Limits(lag_s=10.0)) as probe:
        sys.stdout.write(f"{probe.port}\n")
        sys.stdout.flush()
        await loop.run_in_executor(None, sys.stdin.buffer.read)


if __name__ == "__main__":
    uvloop.run(main())
