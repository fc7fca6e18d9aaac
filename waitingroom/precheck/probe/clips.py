"""The clips that a page is shown: a moving picture in two sizes and a sound, made once."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec

from waitingroom.core.value import Value

VERSION = 1
"""Of the drawing and of how it is kept; another one is drawn anew."""

log = logging.getLogger("waitingroom.precheck")


class Picture(Value):
    """One size of the clip. Shape: each frame is the RTP payloads of VP8; the first needs none."""

    height: int
    fps: int
    bps: int
    frames: tuple[tuple[bytes, ...], ...]


class Clips(Value):
    """Shape: `pictures` largest first; `sound` is Opus, 20 ms each. Both go round."""

    pictures: tuple[Picture, ...]
    sound: tuple[bytes, ...]


class Shelf:
    """Where the clips are: drawn when they are first wanted, and kept in a folder if there is one.

    Shape: an empty `folder` keeps them in memory only.
    """

    def __init__(self, folder: str, draw: Callable[[], Clips]) -> None:
        self._path = Path(folder) / f"clips-{VERSION}.msgpack" if folder else None
        self._draw = draw
        self._taking: asyncio.Task[Clips] | None = None

    async def take(self) -> Clips:
        """The clips; all who ask meanwhile wait for the same drawing."""
        if self._taking is None:
            self._taking = asyncio.create_task(asyncio.to_thread(self._find), name="clips")
        return await asyncio.shield(self._taking)

    async def close(self) -> None:
        """Wait for a drawing that has begun: a thread can't be stopped."""
        if self._taking is not None:
            await asyncio.gather(self._taking, return_exceptions=True)

    def _find(self) -> Clips:
        if self._path is not None:
            # Torn or of another shape: it is only a copy.
            with suppress(OSError, msgspec.DecodeError):
                return msgspec.msgpack.decode(self._path.read_bytes(), type=Clips)
        clips = self._draw()
        if self._path is not None:
            self._keep(self._path, clips)
        return clips

    def _keep(self, path: Path, clips: Clips) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = path.with_suffix(".new")
            beside.write_bytes(msgspec.msgpack.encode(clips))
            beside.replace(path)
        except OSError as error:
            log.warning("the clips can't be kept: %s", type(error).__name__)
