"""The pre-checks of a house: tickets for pages, and what is done with the probe's verdicts."""

import secrets
from collections.abc import Awaitable, Callable
from datetime import datetime
from ipaddress import ip_network

import msgspec

from waitingroom.child import Child
from waitingroom.conferences import Around, organisation_of
from waitingroom.core.actors import ServiceActor
from waitingroom.core.commands import Check
from waitingroom.core.ids import QueueId
from waitingroom.core.model import Provider, Queue
from waitingroom.core.refusals import Code, Refused
from waitingroom.desk import Desk
from waitingroom.directory import Directory
from waitingroom.media import PROBE_LOGIN, TICKETS
from waitingroom.precheck.talk import Node
from waitingroom.precheck.telling import Told
from waitingroom.precheck.tickets import LIFE, Audience, Subject, Ticket, seal
from waitingroom.providers import Configured
from waitingroom.web import NodeLogin

PRECHECK = ServiceActor(name="precheck")

Nodes = Callable[[QueueId], tuple[Node, ...]]
Seen = Callable[[Told, datetime], Awaitable[None]]


class Prechecks:
    """See `web.rooms.Checks`. Shape: `seen` is told of every verdict before the queue is."""

    def __init__(
        self, probe: Child, desk: Desk, around: Around, configured: Configured, seen: Seen
    ) -> None:
        own = (ip_network("127.0.0.0/8"), ip_network("::1/128"))
        self.login = NodeLogin(
            login=PROBE_LOGIN, password=around.keys.password("probe"), networks=own
        )
        self._probe = probe
        self._key = around.keys.key(TICKETS)
        self._desk = desk
        self._nodes = nodes(configured, around.directory, around.known)
        self._seen = seen
        self._now = around.clock.now

    @property
    def place(self) -> tuple[str, int]:
        """Where the probe listens."""
        return self._probe.host, self._probe.port

    def ticket(self, subject: Subject) -> str:
        """What opens the probe's line once, within half a minute."""
        ticket = Ticket(
            **msgspec.structs.asdict(subject),
            nonce=secrets.token_urlsafe(12),
            expires_at=self._now() + LIFE,
            nodes=self._nodes(subject.queue),
        )
        return seal(self._key, ticket)

    async def told(self, told: Told) -> Refused | None:
        """Take a verdict down; only what may be told again is refused."""
        # Counted, short looks every few minutes would say who waits long and not what fails.
        if not told.again:
            await self._seen(told, self._now())
        if told.audience is not Audience.GUEST:
            return None
        # The guest may have been moved to another queue meanwhile.
        queue = await self._desk.whereabouts(told.queue, told.visit)
        check = Check(
            visit=told.visit,
            guest=told.guest,
            outcome=told.outcome,
            causes=told.causes,
            again=told.again,
        )
        reply = await self._desk.ask(queue, None, check, PRECHECK)
        passing = isinstance(reply, Refused) and reply.code in (Code.BUSY, Code.UNKNOWN)
        return reply if passing and isinstance(reply, Refused) else None


def nodes(
    configured: Configured, directory: Directory, known: Callable[[QueueId], Queue | None]
) -> Nodes:
    """The conference nodes of a queue's calls; of all that are set up where no queue is named.

    Our own node stands beside the probe: whoever reaches one reaches the other.
    """

    def of(queue: QueueId) -> tuple[Node, ...]:
        if not queue:
            return (*_pexip(configured), *_everybodys(configured))
        found = known(queue)
        provider = found.rules.providers[0] if found and found.rules.providers else None
        if provider is Provider.PEXIP:
            return _pexip(configured)
        account = configured.account(organisation_of(directory, queue))
        if provider is Provider.VDX and account is not None:
            return tuple(Node(url=each) for each in account.nodes)
        return ()

    return of


def _pexip(configured: Configured) -> tuple[Node, ...]:
    pexip = configured.pexip
    if pexip is None:
        return ()
    first = Node(url=pexip.node, test_call=pexip.test_call)
    return (first, *(Node(url=each) for each in pexip.others))


def _everybodys(configured: Configured) -> tuple[Node, ...]:
    urls = dict.fromkeys(each for vdx in configured.vdx for each in vdx.account.nodes)
    return tuple(Node(url=each) for each in urls)
