"""A gateway that reaches nobody: it writes each message into a file, to try things with."""

import asyncio
import os
from pathlib import Path

import msgspec

from waitingroom.core.model import Text


class OutboxFile:
    """Writes one JSON object a line into a file that only its owner may read."""

    def __init__(self, path: Path) -> None:
        self._path = path

    async def send(self, number: str, text: str) -> Text:
        """See `Gateway.send`."""
        try:
            await asyncio.to_thread(self._write, number, text)
        except OSError:
            return Text.FAILED
        return Text.SENT

    def _write(self, number: str, text: str) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        with os.fdopen(os.open(self._path, flags, 0o600), "ab") as file:
            file.write(msgspec.json.encode({"to": number, "text": text}) + b"\n")
