"""Sends the one text message to somebody who is called: once, to whom it may go, within limits."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from waitingroom.core.model import Text
from waitingroom.ledger import Busy
from waitingroom.notify.letters import called, is_one_message
from waitingroom.notify.log import Counts, TextLog
from waitingroom.notify.port import Contact, Gateway, Recipient
from waitingroom.phone_numbers import Allowed

NUMBER_HOUR = 5
NUMBER_DAY = 10
"""How many one telephone gets in an hour and in a day, whoever calls it."""

USUAL_TIMES = 3
USUAL_LEAST = 50
"""More than three times the usual of a week is no busy day but somebody's game; the first few are
never too many, so that a new clinic can begin."""

PATIENCE_S = 12.0
"""How long a gateway may take in all, however slowly it speaks."""

log = logging.getLogger("waitingroom.notify")


class Texting:
    """Sends text messages of a name.

    Shape: `contact` gives how somebody can be reached now, `link` a fresh link for them as an
    address of ours; `per_day` is how many one tenant may send in a day.
    """

    def __init__(
        self,
        gateway: Gateway | None,
        allowed: Allowed,
        text_log: TextLog,
        contact: Callable[[Recipient], Contact | None],
        link: Callable[[Recipient], Awaitable[str]],
        now: Callable[[], datetime],
        per_day: int,
        patience_s: float = PATIENCE_S,
    ) -> None:
        self._gateway = gateway
        self._allowed = allowed
        self._log = text_log
        self._contact = contact
        self._link = link
        self._now = now
        self._per_day = per_day
        self._patience_s = patience_s
        # Counted and begun by one at a time, so that no two take the last one of a limit.
        self._one_at_a_time = asyncio.Lock()

    async def send(self, name: str, to: Recipient) -> Text:
        """What became of the message of that name, which is sent at most once ever.

        Errors: the ledger's `Busy`; then nothing was sent.
        """
        known = await self._log.outcome(name)
        if known is not None:
            return known
        contact = self._contact(to)
        number = self._allowed.number(contact.number.reveal()) if contact else ""
        if self._gateway is None or contact is None or not number:
            return Text.FAILED
        text = await self._begun(name, to, contact, number)
        if text is None:
            return Text.FAILED
        outcome = await self._handed_over(self._gateway, number, text)
        await self._end(name, outcome)
        return outcome

    async def _begun(self, name: str, to: Recipient, contact: Contact, number: str) -> str | None:
        """The text, once it is written down that it goes; None when it may not go."""
        async with self._one_at_a_time:
            now = self._now()
            limit = self._limit(await self._log.counts(number, contact.tenant, now))
            if limit:
                log.error("a text message was not sent: %s", limit)
                return None
            text = called(contact.language, await self._link(to))
            if not is_one_message(text):
                log.error("a text message was not sent: our own address is too long for one")
                return None
            await self._log.begin(name, number, contact.tenant, now)
        return text

    def _limit(self, counts: Counts) -> str:
        """The limit that is reached, "" when none is."""
        if counts.number_hour >= NUMBER_HOUR or counts.number_day >= NUMBER_DAY:
            return "one telephone has had too many"
        if counts.tenant_day >= self._per_day:
            return "the quota of the day is used up"
        if counts.tenant_day >= max(USUAL_LEAST, USUAL_TIMES * counts.tenant_week / 7):
            return "far more than usual were sent today"
        return ""

    async def _handed_over(self, gateway: Gateway, number: str, text: str) -> Text:
        """It ends in time; a bug of ours, too, leaves open whether the order had left."""
        try:
            async with asyncio.timeout(self._patience_s):
                return await gateway.send(number, text)
        except TimeoutError:
            return Text.UNKNOWN
        except Exception as error:
            # Only the kind: an error's own words may hold the number.
            log.error("a gateway for text messages failed: %s", type(error).__name__)
            return Text.UNKNOWN

    async def _end(self, name: str, outcome: Text) -> None:
        try:
            await self._log.end(name, outcome)
        except Busy:
            log.warning("what became of a text message could not be written down")
