"""What a conference node asks us and tells us: policy answers and events."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

import msgspec

from waitingroom.core.refusals import Code
from waitingroom.ledger import Busy
from waitingroom.web.call import Call, Node
from waitingroom.web.problems import Answer, json
from waitingroom.web.rooms import Sink
from waitingroom.web.shapes import Fine

log = logging.getLogger("waitingroom.web")

EVENTS_BYTES = 1024 * 1024
"""The longest post of events: a node gathers them while we are away."""

AT_ONCE = 500
"""How many events are handed on in one turn."""

READ_S = 0.15
"""How long a no may wait for what another node has written; a conference node waits for us."""

Ask = Callable[[Mapping[str, str]], dict[str, Any] | None]

Envelope = dict[str, Any]

_events: msgspec.json.Decoder[Envelope] = msgspec.json.Decoder(Envelope)


async def service(call: Call[Node, None]) -> Answer:
    """Which conference an alias is; 404 for one that is not ours lets the node ask itself."""
    found = await _found(call, call.who.policy.service)
    return Code.NOT_FOUND if found is None else json(found)


async def participant(call: Call[Node, None]) -> Answer:
    """Who somebody in a conference is."""
    found = await _found(call, call.who.policy.participant)
    return Code.NOT_FOUND if found is None else json(found)


async def _found(call: Call[Node, None], ask: Ask) -> dict[str, Any] | None:
    """The answer from memory; before a no, another node's newest admissions are read.

    An alias that is not ours costs nothing, and a database that is away costs `READ_S`.
    """
    found, queue = ask(call.query), call.who.policy.queue_of(call.query)
    if found is None or found.get("action") != "reject" or queue is None:
        return found
    with suppress(Busy, TimeoutError):
        async with asyncio.timeout(READ_S):
            await call.rooms.desk.caught_up(queue)
    return ask(call.query)


async def location(call: Call[Node, None]) -> Answer:
    """Where the media of a conference is handled; 404 leaves it to the node."""
    found = call.who.policy.location(call.query)
    return Code.NOT_FOUND if found is None else json(found)


async def avatar(call: Call[Node, None]) -> Answer:
    """We keep no pictures of people: 404 lets the node draw its placeholder."""
    return Code.NOT_FOUND


async def events(call: Call[Node, bytes]) -> Answer:
    """Take one event or a bundle of them.

    The answer is always yes: a node that hears no tries again, later and later, and in the end
    stops for good. What cannot be read is counted in the log and dropped.
    """
    envelopes = unpacked(call.body)
    if envelopes is None:
        log.warning("a post of conference events was not readable (%d bytes)", len(call.body))
    else:
        _take(call.who.sink, envelopes)
    return Fine()


def _take(sink: Sink, envelopes: list[Envelope]) -> None:
    """Hand events on, those of a long bundle some at a time.

    So the answer, and everybody else, waits for the first of them only. The order in which
    bundles are taken does not matter to the sink.
    """
    sink.take(envelopes[:AT_ONCE])
    rest = envelopes[AT_ONCE:]
    if rest:
        asyncio.get_running_loop().call_soon(_take, sink, rest)


def unpacked(body: bytes) -> list[Envelope] | None:
    """The events of one post in their order; None when it is not what a node sends."""
    try:
        envelope = _events.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    if envelope.get("event") != "eventsink_bulk":
        return [envelope]
    bundle = envelope.get("data")
    if not isinstance(bundle, list):
        return None
    return [each for each in bundle if isinstance(each, dict)]
