"""The conference node and the probe, in processes of their own: where they are, what they know."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

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


LOOK_S = 5.0
"""How often it is looked whether the probe of another process listens."""

CONNECT_S = 2.0


class Place(Protocol):
    """Where the probe listens."""

    @property
    def place(self) -> tuple[str, int] | None:
        """Host and port, None while it does not."""


class Media(Protocol):
    """The conference node and the probe, wherever they run. Shape: `probe` is None without one."""

    @property
    def url(self) -> str:
        """Where the conference node listens."""

    @property
    def probe(self) -> Place | None:
        """The probe."""

    async def begin(self) -> None:
        """Called once, before anybody is served. Errors: `ChildFailed`."""

    async def stop(self) -> None:
        """Called at the end; harmless when repeated."""


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
    """Both as processes beside this one; satisfies `Media`."""

    media: Child
    probe: Child | None

    @property
    def url(self) -> str:
        """See `Media`."""
        return self.media.url

    async def begin(self) -> None:
        """See `Media`: waits for the node."""
        await self.media.listening()
        if self.probe is not None:
            # Nobody waits for it: while it is away a page says that nothing can be tested now.
            self.probe.keep()

    async def stop(self) -> None:
        """End both for good; harmless when repeated."""
        await asyncio.gather(*(each.stop() for each in (self.media, self.probe) if each))


class Elsewhere:
    """Both in a process that somebody else runs, at the addresses of the settings; see `Media`."""

    def __init__(self, settings: Settings) -> None:
        self.url = settings.media_url
        self.probe = Knocked(settings.probe_url) if settings.precheck else None
        self._knocking: asyncio.Task[None] | None = None

    async def begin(self) -> None:
        """See `Media`: waits for nobody, because the queue goes on without them."""
        if self.probe is not None:
            self._knocking = asyncio.create_task(self.probe.keep_knocking(), name="probe")

    async def stop(self) -> None:
        """See `Media`: what is not ours goes on."""
        if self._knocking is not None:
            self._knocking.cancel()
            await asyncio.gather(self._knocking, return_exceptions=True)


class Knocked:
    """The probe of another process: it is there while it answers when one knocks."""

    def __init__(self, url: str) -> None:
        self._place = place_of(url)
        self._answers = False

    @property
    def place(self) -> tuple[str, int] | None:
        """Host and port, None while it does not answer."""
        return self._place if self._answers else None

    async def keep_knocking(self) -> None:
        """Again and again, until cancelled."""
        while True:
            self._answers = await self._knock()
            await asyncio.sleep(LOOK_S)

    async def _knock(self) -> bool:
        try:
            async with asyncio.timeout(CONNECT_S):
                _, writer = await asyncio.open_connection(*self._place)
        except OSError:
            return False
        writer.close()
        return True


def place_of(url: str) -> tuple[str, int]:
    """Host and port of an address."""
    parts = urlsplit(url)
    return parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)


@asynccontextmanager
async def beside(settings: Settings, port: int, turn: Private) -> AsyncIterator[Beside]:
    """Both are starting while their parent does other things, and are gone at the end.

    Shape: `port` of this machine is where they ask and report; `turn` is the secret shared with the
    TURN server, empty where there is none.
    """
    async with both(settings, f"http://127.0.0.1:{port}", turn) as made:
        yield made


@asynccontextmanager
async def alone(settings: Settings, turn: Private) -> AsyncIterator[Beside]:
    """Both for several nodes: they listen at our host, at the ports of the settings' addresses."""
    at = [(settings.host, place_of(url)[1]) for url in (settings.media_url, settings.probe_url)]
    async with both(settings, settings.hooks_url, turn, *at) as made:
        yield made


ANYWHERE = ("127.0.0.1", 0)


@asynccontextmanager
async def both(
    settings: Settings,
    hooks_url: str,
    turn: Private,
    node_at: tuple[str, int] = ANYWHERE,
    probe_at: tuple[str, int] = ANYWHERE,
) -> AsyncIterator[Beside]:
    """Node and probe, starting; they listen at these places, and ask and report at `hooks_url`."""
    async with AsyncExitStack() as stack:
        order = node_order(settings, hooks_url, turn).but(host=node_at[0], port=node_at[1])
        node = await stack.enter_async_context(child.child("node", order))
        probe = None
        if settings.precheck:
            asked = probe_order(settings, hooks_url, turn).but(host=probe_at[0], port=probe_at[1])
            probe = await stack.enter_async_context(child.child("probe", asked))
        yield Beside(node, probe)


def node_order(settings: Settings, hooks_url: str, turn: Private) -> NodeOrder:
    """What the conference node of this installation is told; it takes any port."""
    return NodeOrder(
        host=ANYWHERE[0],
        port=ANYWHERE[1],
        policy_url=hooks_url,
        sink_url=f"{hooks_url}/hooks/pexip/events",
        username=NODE_LOGIN,
        password=keys(settings.data, settings.key_file).password("conference node").reveal(),
        node_name="embedded",
        addresses=settings.media_addresses,
        max_calls=MOST_CALLS,
        turn_urls=settings.turn_urls,
        turn_secret=turn.reveal(),
    )


def probe_order(settings: Settings, hooks_url: str, turn: Private) -> ProbeOrder:
    """What the probe of this installation is told; it takes any port."""
    made = keys(settings.data, settings.key_file)
    return ProbeOrder(
        host=ANYWHERE[0],
        port=ANYWHERE[1],
        hook_url=f"{hooks_url}{HOOK}",
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
