"""What is left of calls that are over, and of peers that are gone without a word."""

from functools import partial
from time import monotonic

import pytest

from waitingroom.conference.patience import STREAM_S

from .client import client, connects, media
from .house import House, open_node_of, until
from .many import Held, held, many, node_process, until_media
from .people import GUEST_PIN, HOST_PIN

CALLS = 30
WARM = 10
FILES, THREADS = 3, 1
MEMORY_KIB = 8 * 1024
"""The slack: a few connections to our own server, and what the allocator keeps for itself."""
GONE_S = 20.0


def told_of(house: House, calls: int, kind: str) -> bool:
    return len(house.happened(kind)) == calls


def over(now: Held, base: Held) -> list[str]:
    """In what more is held than the slack allows."""
    allowed = {"files": FILES, "sockets": FILES, "threads": THREADS, "memory_kib": MEMORY_KIB}
    more = {name: getattr(now, name) - getattr(base, name) for name in allowed}
    return [f"{name}: {more[name]} more" for name in allowed if more[name] > allowed[name]]


@pytest.mark.timeout(110)
async def test_thirty_calls_leave_a_node_process_as_it_was(house: House) -> None:
    async with node_process(house) as process:
        assert process.pid is not None
        await many(house, process.url, WARM)
        base = held(process.pid)
        await many(house, process.url, CALLS)
        pid = process.pid
        await until(lambda: not over(held(pid), base), 10)
        # The node has told of each that it began and that it ended.
        for kind in ("conference_started", "conference_ended"):
            await until(partial(told_of, house, WARM + CALLS, kind), STREAM_S + 10)


async def test_a_call_that_is_kept_would_be_noticed(house: House) -> None:
    async with node_process(house) as process:
        assert process.pid is not None
        await many(house, process.url, WARM)
        # Else what the last of them still hold would be in the base, and be let go meanwhile.
        await until(partial(told_of, house, WARM, "conference_ended"), STREAM_S + 10)
        base = held(process.pid)
        for number in range(3 * (FILES + 1)):
            async with (
                client(process.url, house.opens(f"v-{number}")) as kept,
                media() as (_, offer),
            ):
                await kept.enters(HOST_PIN)
                await kept.does("calls", "", {"sdp": offer})
        assert any(text.startswith("sockets") for text in over(held(process.pid), base))


async def test_peers_that_vanish_are_gone_within_twenty_seconds(house: House) -> None:
    """A machine that lost its power says nothing: no goodbye, and nothing answers any more."""
    alias = house.opens("v-vanish")
    async with (
        open_node_of(house, addresses=("127.0.0.1",)) as (url, node),
        client(url, alias) as stays,
        client(url, alias) as goes,
        media() as (here, offer),
        media() as (there, other),
    ):
        for one, pin, connection, text in (
            (stays, HOST_PIN, here, offer),
            (goes, GUEST_PIN, there, other),
        ):
            await one.enters(pin)
            await one.listens()
            await connects(connection, (await one.does("calls", "", {"sdp": text}))["sdp"])
            await until_media(one)
        board = node.switchboard
        gone = next(each for each in board.members() if each.person.uuid == goes.uuid)
        kept = next(each for each in board.members() if each is not gone)
        ice = there.getTransceivers()[0].receiver.transport.transport._connection
        for protocol in ice._protocols:
            protocol.transport.abort()
        began = monotonic()
        await until(lambda: gone.call is not None and gone.call.freed, GONE_S)
        assert monotonic() - began < GONE_S
        assert kept.call is not None and not kept.call.freed and kept.call.leg.connected
        await until(lambda: not gone.person.has_media)
        assert kept.person.has_media
