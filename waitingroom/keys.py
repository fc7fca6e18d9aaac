"""The installation's secret: one file, from which every other key is derived."""

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from waitingroom.core.value import Private

NAME = "key"
BYTES = 32


class Keys:
    """Keys for different purposes, which tell nothing about each other."""

    def __init__(self, root: bytes) -> None:
        self._root = root

    def key(self, purpose: str) -> bytes:
        """The 32 bytes for one purpose."""
        return hmac.digest(self._root, purpose.encode(), hashlib.sha256)

    def password(self, purpose: str) -> Private:
        """The same as text, for where a password is asked."""
        return Private(self.key(purpose).hex())


class BadKey(ValueError):
    """The file with the secret can't be used; the message says why, and holds nothing of it."""


def keys(folder: Path, shared: Path | None = None) -> Keys:
    """The keys of this data folder; the first time a new secret is written there.

    Shape: `shared` is the file that several nodes have in common, instead of the folder's own. It
    is never made here: each node would make another. Errors: `BadKey`.
    """
    path = shared or folder / NAME
    if shared is None and not path.exists():
        _write(path, secrets.token_hex(BYTES))
    return Keys(_root(path))


def _root(path: Path) -> bytes:
    try:
        text, mode = path.read_text("ascii").strip(), path.stat().st_mode
    except (OSError, UnicodeDecodeError) as error:
        said = error.strerror if isinstance(error, OSError) else "it is no text"
        raise BadKey(f"{path}, the file with the key, can't be read: {said}") from None
    try:
        root = bytes.fromhex(text)
    except ValueError:
        root = b""
    if len(root) != BYTES:
        raise BadKey(f"{path} does not hold a key of this program: {2 * BYTES} hexadecimal digits")
    if mode & 0o077:
        raise BadKey(f"{path}, the file with the key, can be read by others: chmod 600 it")
    return root


def _write(path: Path, text: str) -> None:
    # Nobody else on the machine may read it, not even for the moment between write and chmod.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
