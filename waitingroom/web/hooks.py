"""What a conference node asks us and tells us: policy answers and events."""

import asyncio
import logging
from typing import Any

import msgspec

from waitingroom.core.refusals import Code
from waitingroom.web.call import Call, Node
from waitingroom.web.problems import Answer, json
from waitingroom.web.rooms import Sink
from waitingroom.web.shapes import Fine

log = logging.getLogger("waitingroom.web")

EVENTS_BYTES = 1024 * 1024
"""The longest post of events: a node gathers them while we are away."""

AT_ONCE = 500
"""How many events are handed on in one turn."""

Envelope = dict[str, Any]

_events: msgspec.json.Decoder[Envelope] = msgspec.json.Decoder(Envelope)


async def service(call: Call[Node, None]) -> Answer:
    """Which conference an alias is; 404 for one that is not ours lets the node ask itself."""
    found = call.who.policy.service(call.query)
    return Code.NOT_FOUND if found is None else json(found)


async def participant(call: Call[Node, None]) -> Answer:
    """Who somebody in a conference is."""
    found = call.who.policy.participant(call.query)
    return Code.NOT_FOUND if found is None else json(found)


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
