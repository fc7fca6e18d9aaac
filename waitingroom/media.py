"""The conference node and the probe beside us, each in a process of its own: what they are told."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from waitingroom import child
from waitingroom.child import Child, Ready
from waitingroom.core.value import Private
from waitingroom.keys import keys
from waitingroom.precheck.telling import HOOK
from waitingroom.settings import Settings
from waitingroom.turn import TurnServer

NODE_LOGIN = "waitingroom"
"""How the conference node signs in to us, and we to it."""

PROBE_LOGIN = "probe"
"""How the probe signs in to us."""

TICKETS = "pre-check tickets"
"""The purpose of the key that the tickets to the probe are sealed with."""

MOST_CALLS = 8
"""How many calls the embedded node takes; more than a small clinic has at once."""


class NodeOrder(child.Order):
    """See `conference.NodeConfig`."""

    policy_url: str
    sink_url: str
    username: str
    password: str
    node_name: str
    addresses: tuple[str, ...]
    max_calls: int
    turn_urls: tuple[str, ...] = ()
    turn_secret: str = ""


class ProbeOrder(child.Order):
    """See `precheck.probe.ProbeConfig`."""

    hook_url: str
    username: str
    password: str
    ticket_key: str
    addresses: tuple[str, ...]
    slots: int
    lag_ms: int
    clips: str
    redis: str = ""
    turn_urls: tuple[str, ...] = ()
    turn_secret: str = ""


@dataclass(frozen=True)
class Beside:
    """The processes beside this one. Shape: `probe` is None where nobody's line is tested."""

    media: Child
    probe: Child | None

    async def stop(self) -> None:
        """End both for good; harmless when repeated."""
        await asyncio.gather(*(each.stop() for each in (self.media, self.probe) if each))


@asynccontextmanager
async def beside(settings: Settings, port: int, turn: Private) -> AsyncIterator[Beside]:
    """Both are starting while their parent does other things, and are gone at the end.

    Shape: `port` of this machine is where they ask and report; `turn` is the secret shared with the
    TURN server, empty where there is none.
    """
    async with AsyncExitStack() as stack:
        media = await stack.enter_async_context(
            child.child("media", node_order(settings, port, turn))
        )
        probe = None
        if settings.precheck:
            order = probe_order(settings, port, turn)
            probe = await stack.enter_async_context(child.child("probe", order))
        yield Beside(media, probe)


def node_order(settings: Settings, port: int, turn: Private) -> NodeOrder:
    """What the conference node of this installation is told."""
    return NodeOrder(
        host="127.0.0.1",
        port=0,
        policy_url=f"http://127.0.0.1:{port}",
        sink_url=f"http://127.0.0.1:{port}/hooks/pexip/events",
        username=NODE_LOGIN,
        password=keys(settings.data).password("conference node").reveal(),
        node_name="embedded",
        addresses=settings.media_addresses,
        max_calls=MOST_CALLS,
        turn_urls=settings.turn_urls,
        turn_secret=turn.reveal(),
    )


def probe_order(settings: Settings, port: int, turn: Private) -> ProbeOrder:
    """What the probe of this installation is told."""
    made = keys(settings.data)
    return ProbeOrder(
        host="127.0.0.1",
        port=0,
        hook_url=f"http://127.0.0.1:{port}{HOOK}",
        username=PROBE_LOGIN,
        password=made.password("probe").reveal(),
        ticket_key=made.key(TICKETS).hex(),
        addresses=settings.media_addresses,
        slots=settings.precheck_slots,
        lag_ms=settings.precheck_lag_ms,
        clips=str(settings.data / "clips"),
        redis=settings.redis,
        turn_urls=settings.turn_urls,
        turn_secret=turn.reveal(),
    )


# Both import what they run here, because whoever only runs the queue need not have the media
# libraries.


async def serve_node(order: NodeOrder, ready: Ready) -> None:
    """Be the conference node of this order."""
    from waitingroom.conference import NodeConfig, serve

    config = NodeConfig(
        host=order.host,
        port=order.port,
        policy_url=order.policy_url,
        sink_url=order.sink_url,
        username=order.username,
        password=Private(order.password),
        node_name=order.node_name,
        addresses=order.addresses,
        max_calls=order.max_calls,
        turn=_turn(order),
    )
    await serve(config, ready)


async def serve_probe(order: ProbeOrder, ready: Ready) -> None:
    """Be the probe of this order."""
    from waitingroom.precheck.probe import Limits, ProbeConfig, serve

    config = ProbeConfig(
        host=order.host,
        port=order.port,
        hook_url=order.hook_url,
        username=order.username,
        password=Private(order.password),
        ticket_key=Private(order.ticket_key),
        addresses=order.addresses,
        turn=_turn(order),
        slots=order.slots,
        clips=order.clips,
        redis=order.redis,
    )
    await serve(config, ready, Limits(lag_s=order.lag_ms / 1000))


def _turn(order: NodeOrder | ProbeOrder) -> TurnServer | None:
    if not order.turn_urls:
        return None
    return TurnServer(urls=order.turn_urls, secret=Private(order.turn_secret))
