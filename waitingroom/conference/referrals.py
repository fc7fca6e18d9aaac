"""One-time tokens: somebody who is known may come in anew, once and soon, and is asked for no PIN.

Pure but for the random numbers: time is an argument.
Source: the `refer` event of Pexip's client API, version 2.
"""

import secrets
from dataclasses import dataclass

from waitingroom.conference.model import REFERRED_S, Newcomer


@dataclass(frozen=True, slots=True)
class _Referral:
    alias: str
    newcomer: Newcomer
    until: float


class Referrals:
    """Who may come in with which one-time token; each holds for a minute."""

    def __init__(self) -> None:
        self._open: dict[str, _Referral] = {}

    def issue(self, alias: str, newcomer: Newcomer, now: float) -> str:
        """A token that lets this one into the conference of this alias.

        Shape: `newcomer.earlier` is the participant that goes on as another; policy has its say all
        the same when the token is shown.
        """
        token = secrets.token_urlsafe(32)
        self._open[token] = _Referral(alias, newcomer, now + REFERRED_S)
        return token

    def redeem(self, token: str, alias: str, now: float) -> Newcomer | None:
        """Who comes with this token; None when it is not (any more) one for this alias."""
        found = self._open.get(token)
        if found is None or found.alias != alias:
            return None
        del self._open[token]
        return found.newcomer if now <= found.until else None

    def revoke(self, participant: str) -> None:
        """This participant was shown out, and does not come in anew this way."""
        for token in [t for t, r in self._open.items() if r.newcomer.earlier == participant]:
            del self._open[token]

    def forget(self, now: float) -> None:
        """Drop what has run out."""
        for token in [t for t, r in self._open.items() if now > r.until]:
            del self._open[token]
