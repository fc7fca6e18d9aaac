"""The installation's secret: one file in the data folder, from which every other key is derived."""

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


def keys(folder: Path) -> Keys:
    """The keys of this data folder; the first time a new secret is written there.

    Errors: `ValueError` when the file is there and is not such a secret.
    """
    path = folder / NAME
    if not path.exists():
        _write(path, secrets.token_hex(BYTES))
    text = path.read_text("ascii").strip()
    if len(text) != 2 * BYTES:
        raise ValueError(f"{path} does not hold a key of this program")
    return Keys(bytes.fromhex(text))


def _write(path: Path, text: str) -> None:
    # Nobody else on the machine may read it, not even for the moment between write and chmod.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
