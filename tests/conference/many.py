"""Many calls of two at a node in a process of its own, and what the process holds meanwhile."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from waitingroom.child import Child, child
from waitingroom.conference.model import new_uuid
from waitingroom.media import NodeOrder

from .client import Client, client, connects, media
from .house import LOGIN, House, until
from .people import GUEST_PIN, HOST_PIN

AT_ONCE = 2


@dataclass(frozen=True)
class Held:
    """What a process holds now. Units: `memory_kib` KiB of resident memory."""

    files: int
    sockets: int
    threads: int
    memory_kib: int


def held(pid: int) -> Held:
    """Read from the kernel, so it is what really is."""
    proc = Path(f"/proc/{pid}")
    links = []
    for each in (proc / "fd").iterdir():
        try:
            links.append(str(each.readlink()))
        except FileNotFoundError:
            continue
    pages = int((proc / "statm").read_text().split()[1])
    return Held(
        files=len(links),
        sockets=sum(link.startswith("socket:") for link in links),
        threads=len(list((proc / "task").iterdir())),
        memory_kib=pages * os.sysconf("SC_PAGE_SIZE") // 1024,
    )


@asynccontextmanager
async def node_process(house: House, **changes: Any) -> AsyncIterator[Child]:
    """A node as it runs beside the server."""
    order = NodeOrder(
        host="127.0.0.1",
        port=0,
        policy_url=house.url,
        sink_url=f"{house.url}/hooks/pexip/events",
        username=LOGIN[0],
        password=LOGIN[1],
        node_name="10.0.0.1",
        addresses=("127.0.0.1",),
        max_calls=8,
    )
    async with child("node", order.but(**changes)) as process:
        await process.listening()
        yield process


async def talk(house: House, url: str) -> None:
    """Two come, are connected both ways, and leave: one says goodbye, one just goes."""
    # Who just goes is kept a while: a call by the same name would go on in the same conference.
    alias = house.opens(f"v-many-{new_uuid()}")
    async with AsyncExitStack() as stack:
        people = []
        for pin in (HOST_PIN, GUEST_PIN):
            one = await stack.enter_async_context(client(url, alias))
            connection, offer = await stack.enter_async_context(media())
            status, _ = await one.enters(pin)
            assert status == 200
            await one.listens()
            found = await one.does("calls", "", {"sdp": offer})
            await connects(connection, found["sdp"])
            people.append(one)
        for one in people:
            await until_media(one)
        await people[0].ask("disconnect")
    house.rooms.pop(alias)


async def until_media(one: Client) -> None:
    """Wait until the node has told somebody that somebody's media is up."""
    await until(lambda: any(x["has_media"] for x in one.heard("participant_update")), 10)


async def many(house: House, url: str, calls: int) -> None:
    """So many calls, two at a time."""
    numbers = count()

    async def some() -> None:
        while next(numbers) < calls:
            await talk(house, url)

    async with asyncio.TaskGroup() as group:
        for _ in range(AT_ONCE):
            group.create_task(some())
