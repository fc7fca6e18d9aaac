"""What the web room needs of all the others, typed: the one record that reaches every endpoint."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Any, Protocol, Self

from waitingroom.core.actors import Actor
from waitingroom.core.commands import Command
from waitingroom.core.ids import GuestId, OpId, QueueId, Version, VisitId
from waitingroom.core.model import Queue
from waitingroom.core.refusals import Refused
from waitingroom.core.value import Private, Value
from waitingroom.directory import Directory
from waitingroom.entering import Entered
from waitingroom.identity import (
    Accounts,
    GuestSignIn,
    Links,
    Seals,
    SignIns,
    StaffSignIn,
)
from waitingroom.precheck.book import EquipmentBook
from waitingroom.precheck.telling import Told
from waitingroom.precheck.tickets import Subject
from waitingroom.web.doorstep import Doorstep
from waitingroom.web.paces import Paces
from waitingroom.web.shapes import NetworkShown
from waitingroom.wire import Handler

STATIC = Path(__file__).parent / "static"
"""Where the build of the front end puts the pages."""


class Done(Protocol):
    """What the desk says of a command that is durable."""

    @property
    def version(self) -> Version:
        """The queue's version after it."""


class HistoryEntry(Protocol):
    """One plain fact about a visit."""

    @property
    def at(self) -> datetime:
        """When it happened, UTC."""

    @property
    def kind(self) -> str:
        """The event's name."""

    @property
    def by(self) -> str:
        """Who did it, as the log names them: kind and id."""


class Desk(Protocol):
    """The only place where a queue changes."""

    async def ask(
        self, queue: QueueId, op_id: OpId, command: Command, actor: Actor
    ) -> Done | Refused:
        """Carry the command out once, however often it is sent under this `op_id`."""

    async def queue(self, queue: QueueId) -> Queue:
        """The queue as this node knows it now."""

    async def having(self, queue: QueueId, visit: VisitId) -> Queue:
        """The same, read on to now when it does not know this visit."""

    async def caught_up(self, queue: QueueId) -> Queue:
        """The same, read on to now."""

    async def whereabouts(self, queue: QueueId, visit: VisitId) -> QueueId:
        """The queue in which a visit of this queue is by now."""

    async def history(self, queue: QueueId, visit: VisitId) -> Sequence[HistoryEntry]:
        """All that happened to the visit, oldest first."""


class Hub(Protocol):
    """Who is listening on this node."""

    def guest(self, sign_in: GuestSignIn, ticket: str) -> Handler:
        """The far end of a guest's line; `ticket` is the place ticket of their browser, or ""."""

    def place_ticket(self, sign_in: GuestSignIn) -> str | None:
        """The ticket of the place this guest has now; None for who has none."""

    def staff(self, sign_in: StaffSignIn, queue: QueueId) -> Handler:
        """The far end of a colleague's line to one queue."""

    def take_over(self, visit: VisitId, guest: GuestId) -> None:
        """Another device of this guest goes on: close the lines they have now."""

    def renamed(self, queue: QueueId, visit: VisitId) -> None:
        """What is written about somebody of this visit has changed: show it."""


class Policy(Protocol):
    """What we answer a conference node that asks us; from memory, never waits."""

    def queue_of(self, params: Mapping[str, str]) -> QueueId | None:
        """The queue of the admission that is asked about; None when the alias is not ours."""

    def service(self, params: Mapping[str, str]) -> dict[str, Any] | None:
        """The conference behind an alias; None when the alias is not one of ours."""

    def participant(self, params: Mapping[str, str]) -> dict[str, Any] | None:
        """Who somebody in a conference is; None when the alias is not one of ours."""

    def location(self, params: Mapping[str, str]) -> dict[str, Any] | None:
        """Where the media of a conference is handled; None leaves it to the node."""


class Sink(Protocol):
    """Where a conference node's events go; takes them at once and works later."""

    def take(self, events: list[dict[str, Any]]) -> None:
        """Take envelopes in the order in which the node sent them."""


class Readiness(Value):
    """Whether this process should be given visitors, and how each part of it is.

    Shape: `calls_left` is how many calls more the conference node takes, None where it can't say;
    `entered` is how long the newest calls took from being called to media, None before the first.
    """

    ready: bool
    parts: dict[str, bool]
    calls_left: int | None = None
    entered: Entered | None = None


class Cookies(Value):
    """How our cookies are called: the two of the sign-ins, and the one of a guest's place.

    Shape: with `secure` the names begin with `__Host-`, which a browser only takes from https or
    from its own machine.
    """

    secure: bool = True

    @property
    def guest(self) -> str:
        """The guest's cookie."""
        return "__Host-guest" if self.secure else "guest"

    @property
    def staff(self) -> str:
        """The colleague's cookie."""
        return "__Host-staff" if self.secure else "staff"

    @property
    def place(self) -> str:
        """The cookie with a guest's place ticket."""
        return "__Host-place" if self.secure else "place"


Network = IPv4Network | IPv6Network

THIS_MACHINE: tuple[Network, ...] = (IPv4Network("127.0.0.0/8"), IPv6Network("::1/128"))


class NodeLogin(Value):
    """What a conference node proves itself with when it asks or tells us something.

    Shape: `networks` are where it may call from. With `certificate`, a header's name and its value,
    a proxy before us has checked the node's certificate and says whose it was.
    """

    login: str
    password: Private
    networks: tuple[Network, ...]
    certificate: tuple[str, str] | None = None

    @classmethod
    def beside_us(cls, login: str, password: Private) -> Self:
        """A program on this machine, which no network reaches us as."""
        return cls(login=login, password=password, networks=THIS_MACHINE)


@dataclass(frozen=True, kw_only=True)
class Installation:
    """The conference nodes that share a login: what they are answered, and where they report."""

    login: NodeLogin
    policy: Policy
    sink: Sink


class Checks(Protocol):
    """The pre-check: who may begin one, at whose line, and what came of it."""

    @property
    def place(self) -> tuple[str, int] | None:
        """Where the probe listens, None while it does not."""

    @property
    def login(self) -> NodeLogin:
        """How the probe proves itself when it tells us something."""

    def ticket(self, subject: Subject) -> str:
        """What opens the probe's line once."""

    async def told(self, told: Told) -> Refused | None:
        """Take a verdict down; why not, when it may be told again."""


@dataclass(frozen=True, kw_only=True)
class Rooms:
    """Everything an endpoint may use.

    Shape: `origins` are the exact addresses of our own pages, the first one is written into links;
    `network` is what IT departments are told;
    `conference_hosts` are addresses of conference nodes that pages call directly, none when the
    node is reached through us at `node_url`. `checks` is None where nobody's line is tested.
    `id_key` makes the ids that follow from an `op_id`.
    """

    directory: Directory
    links: Links
    seals: Seals
    accounts: Accounts
    sign_ins: SignIns
    paces: Paces
    desk: Desk
    hub: Hub
    installations: tuple[Installation, ...]
    ready: Callable[[], Awaitable[Readiness]]
    now: Callable[[], datetime]
    monotonic: Callable[[], float]
    origins: tuple[str, ...]
    network: NetworkShown
    node_url: str
    equipment: EquipmentBook
    id_key: bytes = field(repr=False)
    cookies: Cookies = field(default_factory=Cookies)
    conference_hosts: tuple[str, ...] = ()
    checks: Checks | None = None
    doorstep: Doorstep = field(default_factory=Doorstep)
    static: Path = STATIC
