"""Names and secrets that identity makes."""

import base64
import hashlib
import secrets
from typing import NewType

SignInId = NewType("SignInId", str)
"""One sign-in of one member of staff."""

TOKEN_BYTES = 24
"""192 random bits: nobody finds a link by guessing, however many there are."""


def fresh_id() -> str:
    """A new id: 16 lower-case base32 characters, 80 random bits; a name and not a secret."""
    return base64.b32encode(secrets.token_bytes(10)).decode("ascii").lower()


def fresh_token() -> str:
    """A new secret for a link: 32 characters that need no escaping in an address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_hash(token: str) -> bytes:
    """What is kept of a token.

    A plain SHA-256 is enough: unlike a password, a random token of 192 bits cannot be tried out.
    """
    return hashlib.sha256(token.encode("ascii")).digest()
