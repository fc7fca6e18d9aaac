"""An office for text messages: a gateway in memory, a clock by hand, and people's numbers."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from waitingroom.core.ids import GuestId, QueueId, VisitId
from waitingroom.core.model import Role, Text
from waitingroom.core.value import Private
from waitingroom.ledger import Engine
from waitingroom.notify import Contact, Gateway, Recipient, Texting, TextLog
from waitingroom.phone_numbers import Allowed

NINE = datetime(2026, 3, 28, 9, tzinfo=UTC)
KEY = b"k" * 32
ORIGIN = "https://venter.example.dk"
PER_DAY = 40


def recipient(name: str = "ada") -> Recipient:
    return Recipient(
        queue=QueueId("q"), visit=VisitId(f"v{name}"), guest=GuestId(name), role=Role.PATIENT
    )


@dataclass
class Drawer:
    """A gateway that keeps what it is given, and says what it is told to."""

    says: Text | Exception = Text.SENT
    sent: list[tuple[str, str]] = field(default_factory=list)

    async def send(self, number: str, text: str) -> Text:
        self.sent.append((number, text))
        if isinstance(self.says, Exception):
            raise self.says
        return self.says


@dataclass
class Office:
    """Text messages on one database."""

    engine: Engine
    gateway: Gateway | None
    now: datetime = NINE
    phones: dict[str, str] = field(default_factory=dict)
    tenants: dict[str, str] = field(default_factory=dict)
    languages: dict[str, str] = field(default_factory=dict)
    links: list[Recipient] = field(default_factory=list)
    origin: str = ORIGIN
    log: TextLog | None = None
    per_day: int = PER_DAY
    patience_s: float = 10.0

    def texting(self) -> Texting:
        return Texting(
            self.gateway,
            Allowed(prefixes=("+45",)),
            self.log or TextLog(self.engine, KEY),
            self.contact,
            self.link,
            lambda: self.now,
            self.per_day,
            self.patience_s,
        )

    def contact(self, to: Recipient) -> Contact | None:
        number = self.phones.get(to.guest, "+45 00 00 00 01")
        if not number:
            return None
        return Contact(
            number=Private(number),
            language=self.languages.get(to.guest, "da"),
            tenant=self.tenants.get(to.guest, "region"),
        )

    async def link(self, to: Recipient) -> str:
        self.links.append(to)
        return f"{self.origin}/l#{len(self.links):032}"

    def later(self, **time: float) -> None:
        self.now += timedelta(**time)
