"""How fast a node is answered while the database is stopped; `python -m bench.policy` prints JSON.

One process serves and asks, so the numbers hold the asking too: a node sees less.
"""

import asyncio
import logging
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx2
import msgspec
import uvloop

from bench.figures import percentile
from bench.machine import machine
from tests.fakes.pexip_policy import GOLDEN, PARTY, StrictNode
from tests.handoff.opened import Open, opened_house, without_database
from tests.web.serving import serving
from waitingroom.core.ids import GuestId
from waitingroom.handoff import Who

ASKS = 2000
AT_ONCE = 2
PATHS = ("/policy/v1/service/configuration", "/policy/v1/participant/properties")
BUNDLES = 20
BUNDLE_BYTES = 1024 * 1024


async def main() -> None:
    """Measure, and print."""
    logging.disable(logging.WARNING)
    with TemporaryDirectory() as folder:
        async with (
            opened_house(Path(folder)) as opened,
            serving(opened.site) as url,
            opened.node(url) as node,
        ):
            with without_database():
                asked = await _policy(opened, node)
                told = await _events(opened, node)
    report = {"machine": machine(), "policy": _figures(asked), "bundle_of_1_mib": _figures(told)}
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(report)).decode() + "\n")


async def _policy(opened: Open, node: httpx2.AsyncClient) -> list[float]:
    alias = opened.house.naming.alias(opened.admitted)
    tag = opened.house.naming.tag(alias, opened.who)
    query = {**GOLDEN, **PARTY, "local_alias": alias, "call_tag": tag}
    taken: list[float] = []

    async def asks(nth: int) -> None:
        for each in range(ASKS // AT_ONCE):
            path = PATHS[(nth + each) % 2]
            begun = time.perf_counter()
            answer = await node.get(path, params=query)
            taken.append(time.perf_counter() - begun)
            read = StrictNode().service if path == PATHS[0] else StrictNode().participant
            assert read(answer.status_code, answer.headers["content-type"], answer.content)

    await asyncio.gather(*(asks(nth) for nth in range(AT_ONCE)))
    return taken


async def _events(opened: Open, node: httpx2.AsyncClient) -> list[float]:
    taken = []
    for nth in range(BUNDLES):
        bundle = _bundle(opened, nth)
        begun = time.perf_counter()
        answer = await node.post("/hooks/pexip/events", content=bundle)
        taken.append(time.perf_counter() - begun)
        assert answer.status_code == 200
    return taken


def _bundle(opened: Open, nth: int) -> bytes:
    """As many events of as many participants as fit into one post."""
    alias = opened.house.naming.alias(opened.admitted)
    guests = [Who.guest(GuestId(f"g{each}")) for each in range(500)]
    tags = [opened.house.naming.tag(alias, each) for each in guests]
    events: list[dict[str, Any]] = []
    size = 200
    while True:
        seq = nth * 10_000 + len(events)
        data: dict[str, Any] = {
            "uuid": f"u{seq % 500}",
            "conference": alias,
            "call_tag": tags[seq % 500],
        }
        data |= {
            "has_media": True,
            "service_type": "conference",
            "related_uuids": [],
            "display_name": "Test",
        }
        kind = "participant_updated" if seq % 5 else "participant_disconnected"
        event = {"node": "n1", "seq": seq, "version": 2, "time": 1.79e9 + seq, "event": kind}
        size += len(msgspec.json.encode({**event, "data": data})) + 1
        if size > BUNDLE_BYTES:
            wrapper = {"node": "127.0.0.1", "seq": 0, "event": "eventsink_bulk", "data": events}
            return msgspec.json.encode(wrapper)
        events.append({**event, "data": data})


def _figures(taken: list[float]) -> dict[str, float]:
    """Units: milliseconds."""
    shares = (("p50_ms", 0.5), ("p99_ms", 0.99), ("most_ms", 1.0))
    return {name: round(1000 * percentile(taken, share), 2) for name, share in shares}


if __name__ == "__main__":
    # As the server runs. Plain asyncio lets a socket that was made for it hold small answers back.
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main())
