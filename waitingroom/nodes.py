"""The conference nodes that ask us and tell us: what each is answered, and who watches it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from ipaddress import ip_network

from waitingroom.conferences import Around
from waitingroom.core.ids import GuestId, QueueId, StaffId
from waitingroom.core.model import Provider, Queue
from waitingroom.core.refusals import Code, Refused
from waitingroom.desk import Desk
from waitingroom.directory import Directory
from waitingroom.errands import HANDOFF
from waitingroom.handoff import Policy, Sink, Telephone, Who
from waitingroom.handoff.management import Management
from waitingroom.handoff.naming import Side
from waitingroom.handoff.options import Options
from waitingroom.handoff.reports import Report
from waitingroom.handoff.silence import Silence
from waitingroom.handoff.sink import Tell
from waitingroom.handoff.telling import Teller
from waitingroom.handoff.watch import Watch
from waitingroom.keys import Keys
from waitingroom.media import NODE_LOGIN
from waitingroom.providers import Pexip
from waitingroom.settings import Settings
from waitingroom.web import Installation, Network, NodeLogin

log = logging.getLogger("waitingroom.nodes")


@dataclass(frozen=True)
class Ear:
    """What the nodes of one provider have told, and when they last did."""

    sink: Sink
    silence: Silence


def ear(provider: Provider, around: Around, tell: Tell) -> Ear:
    """An ear that believes the nodes of this provider about its own conferences alone."""
    silence = Silence()

    def of_its_own(queue: QueueId, said: Report) -> None:
        if _provider(around.known(queue), said) in (None, provider):
            tell(queue, said)

    return Ear(
        sink=Sink(around.naming, of_its_own, lambda node: silence.heard(node, around.clock.now())),
        silence=silence,
    )


def _provider(queue: Queue | None, said: Report) -> Provider | None:
    """Who carries the conference of a report now, None when there is none or we do not know."""
    visit = queue.visits.get(said.visit) if queue else None
    return visit.admission.provider if visit and visit.admission else None


@dataclass(frozen=True)
class Asking:
    """Who may ask: under which login, and which options of a queue their nodes can take."""

    login: NodeLogin
    fit: Callable[[Options], Options]


def networks(settings: Settings) -> tuple[Network, ...]:
    """From where the conference node and the probe may call."""
    return tuple(map(ip_network, settings.hooks_networks))


def node_login(secret: Keys) -> NodeLogin:
    """How our own conference node and we prove ourselves to each other, on this machine alone."""
    return NodeLogin.beside_us(NODE_LOGIN, secret.password("conference node"))


def login_of(pexip: Pexip) -> NodeLogin:
    """How the nodes of an external installation prove themselves."""
    header = pexip.certificate_header
    return NodeLogin(
        login=pexip.policy_login,
        password=pexip.policy_password,
        networks=pexip.networks,
        certificate=(header, pexip.certificate_subject) if header else None,
    )


def installations(
    asking: Mapping[Provider, Asking],
    ears: Mapping[Provider, Ear],
    around: Around,
    named: Callable[[Who], str],
    options: Callable[[QueueId], Options],
    telephone: Telephone,
) -> Iterator[Installation]:
    """Each that may ask, with a policy that answers for its own conferences alone."""
    for provider, who in asking.items():
        policy = Policy(
            around.naming, around.known, named, _fitting(who, options), provider, telephone
        )
        yield Installation(login=who.login, policy=policy, sink=ears[provider].sink)


def _fitting(who: Asking, options: Callable[[QueueId], Options]) -> Callable[[QueueId], Options]:
    return lambda queue: who.fit(options(queue))


def watches(
    managements: Mapping[Provider, Management],
    ears: Mapping[Provider, Ear],
    around: Around,
    queues: Callable[[], Iterable[Queue]],
    tell: Tell,
    asks: "Asks",
) -> Iterator["Unhurried"]:
    """A look at the silence of each provider whose nodes tell us anything."""
    if asks is Asks.NEVER:
        return
    for provider, management in managements.items():
        heard = ears[provider]
        watch = Watch(
            around.naming,
            heard.silence,
            queues,
            heard.sink.nodes,
            management.participants,
            tell,
            provider,
            always=asks is Asks.ALWAYS,
        )
        yield Unhurried(watch.look)


def named(directory: Directory, who: Who) -> str:
    """Somebody's whole name, "" when it is not known."""
    if who.side is Side.STAFF:
        return directory.staff(StaffId(who.id))
    person = directory.person(GuestId(who.id))
    return person.name if person else ""


def teller(desk: Desk) -> Teller:
    """Tells the desk what nodes report, until it is taken."""

    async def ask(queue: QueueId, report: Report) -> bool:
        reply = await desk.ask(queue, None, report, HANDOFF)
        return not (isinstance(reply, Refused) and reply.code in (Code.BUSY, Code.UNKNOWN))

    return Teller(ask)


class Asks(Enum):
    """When conference nodes are asked who is there.

    `ON_SILENCE` by the one process that they tell everything. Of several nodes each is told a part:
    a worker asks `ALWAYS` while there are calls, which mends what nobody heard whole, and the webs
    ask `NEVER`.
    """

    ON_SILENCE = auto()
    ALWAYS = auto()
    NEVER = auto()


class Unhurried:
    """A step that is begun and not waited for, so that a slow node delays nobody else's."""

    def __init__(self, step: Callable[[datetime], Awaitable[None]]) -> None:
        self._step = step
        self._running: asyncio.Task[None] | None = None

    async def __call__(self, now: datetime) -> None:
        """Begin it, unless it still runs."""
        if self.is_done:
            self._running = asyncio.create_task(self._one(now))

    @property
    def is_done(self) -> bool:
        """Whether it does not run now."""
        return self._running is None or self._running.done()

    async def _one(self, now: datetime) -> None:
        try:
            await self._step(now)
        except Exception:
            log.exception("a step that nobody waits for failed")
