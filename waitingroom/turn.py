"""Short-lived sign-ins to a TURN server, made from the secret that we share with it.

Source: the scheme of `draft-uberti-behave-turn-rest-00`, as coturn has it under
`use-auth-secret`: the user name is the Unix time at which it runs out and a name behind a colon,
the password is the base64 of the HMAC-SHA1 of that user name.
"""

import base64
import hashlib
import hmac
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from waitingroom.core.value import Private, Value

PORTS = {"turn": 3478, "turns": 5349}
"""Where a TURN server listens when its address names no port (RFC 7065)."""

LIFE_S = 600
"""How long a sign-in opens new ways; a way that is open stays open."""


class TurnAddress(Value):
    """One address of a TURN server, taken apart. Shape: `transport` is udp or tcp."""

    host: str
    port: int
    transport: str
    is_tls: bool


class TurnServer(Value):
    """A TURN server as the operator named it. Shape: at least one address."""

    urls: tuple[str, ...]
    secret: Private


class TurnSignIn(Value):
    """What one browser signs in with, once; nothing in it tells who they are."""

    urls: tuple[str, ...]
    username: str
    credential: Private


def turn_address(url: str) -> TurnAddress:
    """What an address that `settings` has let pass means (RFC 7065)."""
    scheme, _, rest = url.partition(":")
    where, _, transport = rest.partition("?transport=")
    parts = urlsplit(f"//{where}")
    return TurnAddress(
        host=parts.hostname or "",
        port=parts.port or PORTS[scheme],
        transport=transport or ("tcp" if scheme == "turns" else "udp"),
        is_tls=scheme == "turns",
    )


def sign_in(server: TurnServer, now: float, name: str = "") -> TurnSignIn:
    """A sign-in that holds for ten minutes.

    Shape: `name` is opaque; a new random one is taken when it is empty. Units: `now` in Unix
    seconds.
    """
    username = f"{int(now) + LIFE_S}:{name or secrets.token_hex(8)}"
    return TurnSignIn(
        urls=server.urls, username=username, credential=password(server.secret, username)
    )


def password(secret: Private, username: str) -> Private:
    """The password of a user name."""
    # SHA-1 is what the servers compute; in an HMAC it is not broken.
    digest = hmac.digest(secret.reveal().encode(), username.encode(), hashlib.sha1)
    return Private(base64.b64encode(digest).decode())


def shared_secret(path: Path) -> Private:
    """The secret that stands in a file, without the space around it.

    Errors: `OSError` when it can't be read; `ValueError` when nothing is in it.
    """
    text = path.read_text("utf-8").strip()
    if not text:
        raise ValueError(f"{path} is empty")
    return Private(text)
