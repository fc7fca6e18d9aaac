"""What the conference node and the probe are told when they start, each in a process of its own."""

from waitingroom import child
from waitingroom.child import Ready
from waitingroom.core.value import Private
from waitingroom.turn import TurnServer

NODE_LOGIN = "waitingroom"
"""How the conference node signs in to us, and we to it."""

PROBE_LOGIN = "probe"
"""How the probe signs in to us."""


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
    clips: str
    turn_urls: tuple[str, ...] = ()
    turn_secret: str = ""


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
    from waitingroom.precheck.probe import ProbeConfig, serve

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
    )
    await serve(config, ready)


def _turn(order: NodeOrder | ProbeOrder) -> TurnServer | None:
    if not order.turn_urls:
        return None
    return TurnServer(urls=order.turn_urls, secret=Private(order.turn_secret))
