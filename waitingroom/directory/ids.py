"""New ids for the things the directory makes."""

import base64
import secrets


def fresh_id() -> str:
    """A new id: 16 lower-case base32 characters, 80 random bits.

    It can be guessed by nobody, yet it is a name and not a secret: whoever knows an id may still
    do nothing with it.
    """
    return base64.b32encode(secrets.token_bytes(10)).decode("ascii").lower()
