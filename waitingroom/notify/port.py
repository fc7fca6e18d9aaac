"""What every gateway for text messages promises, who gets one, and how they can be reached."""

from typing import Protocol

from waitingroom.core.ids import GuestId, QueueId, VisitId
from waitingroom.core.model import Role, Text
from waitingroom.core.value import Private, Value

VALID_S = 600
"""How long a message is worth anything: a gateway gives it up after that. Nobody is called for so
long without a colleague having done something about it."""

PATIENCE_S = 5.0
"""How long a gateway may take to connect, and to answer."""


class Gateway(Protocol):
    """One way to send a text message, tried once and never again."""

    async def send(self, number: str, text: str) -> Text:
        """Hand this text over for the telephone of that number, in E.164.

        `SENT` when it was taken, `FAILED` when it surely was not, `UNKNOWN` when the order may have
        left us and no clear answer came back. It raises nothing.
        """


class Recipient(Value):
    """Who gets a text message: which guest of which visit, and who they are to it."""

    queue: QueueId
    visit: VisitId
    guest: GuestId
    role: Role


class Contact(Value):
    """How somebody can be reached now, kept nowhere.

    Shape: `number` as it was written down, `language` a BCP 47 tag; `tenant` is who pays for it.
    """

    number: Private
    language: str
    tenant: str
