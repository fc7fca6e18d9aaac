"""Which role a PIN opens, and how often one may guess.

Pure: time is an argument.
"""

import hmac
from enum import Enum

from waitingroom.conference.model import Role, Service
from waitingroom.core.value import Private

TRIES = 3
LOCKED_S = 60.0
_REMEMBERED = 10_000
NO_PIN = "none"
"""What a client sends in place of a PIN to come in as a guest without one."""


class Verdict(Enum):
    """Why a PIN opened nothing."""

    ASK = "ask"
    WRONG = "wrong"


def opens(service: Service, pin: str | None) -> Role | Verdict:
    """The role that this PIN gives in this conference.

    Shape: `pin` is None when the client sent none.
    """
    if service.host_pin is None:
        return Role.HOST
    if not pin or pin == NO_PIN:
        free = pin == NO_PIN and service.allow_guests and service.guest_pin is None
        return Role.GUEST if free else Verdict.ASK
    # Both are compared, whatever the first says, and in constant time: how long the answer
    # takes must not tell how much of a PIN was right, or which.
    host = _same(service.host_pin, pin)
    guest = _same(service.guest_pin, pin) and service.allow_guests
    if host:
        return Role.HOST
    return Role.GUEST if guest else Verdict.WRONG


def network(address: str) -> str:
    """Whose guesses are counted as one's: an IPv6 caller owns a whole /64."""
    return ":".join(address.split(":")[:4]) if ":" in address else address


def _same(secret: Private | None, pin: str) -> bool:
    kept = secret.reveal() if secret else ""
    return hmac.compare_digest(kept.encode(), pin.encode()) and secret is not None


class Guesses:
    """Counts wrong PINs; after three of one caller in one conference there is a minute's rest."""

    def __init__(self) -> None:
        self._wrong: dict[tuple[str, str], tuple[int, float]] = {}

    def allowed(self, alias: str, caller: str, now: float) -> bool:
        """Whether this caller may try a PIN now."""
        count, last = self._wrong.get((alias, caller), (0, now))
        return count < TRIES or now - last > LOCKED_S

    def wrong(self, alias: str, caller: str, now: float) -> None:
        """Remember a wrong PIN."""
        count, last = self._wrong.pop((alias, caller), (0, now))
        fresh = now - last > LOCKED_S
        if len(self._wrong) >= _REMEMBERED:
            self._wrong.pop(next(iter(self._wrong)))
        self._wrong[alias, caller] = (1 if fresh else count + 1, now)

    def right(self, alias: str, caller: str) -> None:
        """Forget the wrong ones."""
        self._wrong.pop((alias, caller), None)
