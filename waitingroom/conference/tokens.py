"""The tokens of participants: opaque, renewed at each refresh, the old one valid a little longer.

Pure but for the random numbers: time is an argument.
"""

import secrets
from dataclasses import dataclass

OVERLAP_S = 10.0
PATIENCE_S = 5.0
_REMEMBERED = 1_000


@dataclass(slots=True)
class _Grant:
    holder: str
    until: float | None = None


class Tokens:
    """Who holds which token."""

    def __init__(self) -> None:
        self._grants: dict[str, _Grant] = {}
        self._dead: dict[str, float] = {}

    def issue(self, holder: str) -> str:
        """A new token for this participant."""
        token = secrets.token_urlsafe(32)
        self._grants[token] = _Grant(holder)
        return token

    def renew(self, token: str, now: float) -> str:
        """A new token in place of this one, which must be valid; the old one lives 10 s more."""
        grant = self._grants[token]
        grant.until = now + OVERLAP_S if grant.until is None else grant.until
        return self.issue(grant.holder)

    def holder(self, token: str, now: float) -> str | None:
        """The participant who holds this token, None when it is not valid (any more)."""
        grant = self._grants.get(token)
        if grant is None or (grant.until is not None and now > grant.until):
            return None
        return grant.holder

    def retire(self, holder: str, now: float) -> None:
        """The participant has left; its tokens live 10 s more, so that it can say goodbye."""
        for grant in self._grants.values():
            if grant.holder == holder and grant.until is None:
                grant.until = now + OVERLAP_S

    def forget(self, now: float) -> None:
        """Drop what has run out."""
        for token in [t for t, g in self._grants.items() if g.until and now > g.until]:
            del self._grants[token]

    def is_pestering(self, token: str, now: float) -> bool:
        """Whether a refresh with this dead token came a moment ago already.

        The client library repeats a refused refresh without a pause until the token would have
        run out; only an answer that it does not understand makes it wait.
        """
        last = self._dead.pop(token, None)
        if len(self._dead) >= _REMEMBERED:
            self._dead.pop(next(iter(self._dead)))
        self._dead[token] = now
        return last is not None and now - last < PATIENCE_S
