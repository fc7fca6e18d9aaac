"""The pre-checks of a house: tickets for pages, and what is done with the probe's verdicts."""

import secrets
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Protocol

import msgspec

from waitingroom.conferences import Around, organisation_of
from waitingroom.core.actors import ServiceActor
from waitingroom.core.commands import Check
from waitingroom.core.ids import OpId, QueueId
from waitingroom.core.model import Provider, Queue
from waitingroom.core.refusals import Code, Refused
from waitingroom.desk import Desk
from waitingroom.directory import Directory
from waitingroom.keys import Keys
from waitingroom.media import PROBE_LOGIN, TICKETS
from waitingroom.precheck.talk import Node
from waitingroom.precheck.telling import Told
from waitingroom.precheck.tickets import LIFE, Audience, Subject, Ticket, seal
from waitingroom.providers import Configured
from waitingroom.web import NodeLogin

PRECHECK = ServiceActor(name="precheck")

Nodes = Callable[[QueueId], tuple[Node, ...]]
Seen = Callable[[Told, datetime], Awaitable[None]]


class Probe(Protocol):
    """The probe beside us."""

    @property
    def place(self) -> tuple[str, int] | None:
        """Where it listens, None while it does not."""


class Prechecks:
    """See `web.rooms.Checks`. Shape: `seen` is told of every verdict, once the queue was."""

    def __init__(
        self,
        probe: Probe,
        desk: Desk,
        around: Around,
        configured: Configured,
        seen: Seen,
        login: NodeLogin | None = None,
    ) -> None:
        self.login = login or probe_login(around.keys)
        self._probe = probe
        self._key = around.keys.key(TICKETS)
        self._desk = desk
        self._nodes = nodes(configured, around.directory, around.known)
        self._seen = seen
        self._now = around.clock.now

    @property
    def place(self) -> tuple[str, int] | None:
        """Where the probe listens, None while it does not."""
        return self._probe.place

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
        """Take a verdict down; only what may be told again is refused, and then nothing is kept."""
        refused = await self._asked(told) if told.audience is Audience.GUEST else None
        # Counted, short looks every few minutes would say who waits long and not what fails.
        if refused is None and not told.again:
            await self._seen(told, self._now())
        return refused

    async def _asked(self, told: Told) -> Refused | None:
        # The guest may have been moved to another queue meanwhile.
        queue = await self._desk.whereabouts(told.queue, told.visit)
        check = Check(
            visit=told.visit,
            guest=told.guest,
            outcome=told.outcome,
            causes=told.causes,
            again=told.again,
        )
        reply = await self._desk.ask(queue, OpId(told.check), check, PRECHECK)
        if isinstance(reply, Refused) and reply.code in (Code.BUSY, Code.UNKNOWN):
            return reply
        return None


def probe_login(secret: Keys) -> NodeLogin:
    """How the probe proves itself when it tells us something."""
    return NodeLogin.beside_us(PROBE_LOGIN, secret.password("probe"))


def nodes(
    configured: Configured, directory: Directory, known: Callable[[QueueId], Queue | None]
) -> Nodes:
    """The conference nodes of a queue's calls; of all that are set up where no queue is named."""

    def of(queue: QueueId) -> tuple[Node, ...]:
        if not queue:
            return tuple(configured.checked(tuple(Provider), None))
        found = known(queue)
        providers = found.rules.providers if found else ()
        return tuple(configured.checked(providers, organisation_of(directory, queue)))

    return of
