"""The static files of the build, known by name from the start: no path from outside is opened."""

import gzip
import mimetypes
import re
from pathlib import Path

from starlette.responses import FileResponse, Response

from waitingroom.core.refusals import Code
from waitingroom.web.call import Anybody, Call
from waitingroom.web.problems import Answer

FOR_EVER = "public, max-age=31536000, immutable"
"""For a file whose name changes when it does."""

_HASHED = re.compile(r"-[A-Za-z0-9_-]{8,}\.[a-z0-9]+\Z")
_TEXT = (".js", ".css", ".svg", ".json", ".html", ".txt")
_SMALL = 512
"""Bytes below which packing a file makes the answer no shorter."""

# Not asked of the operating system, whose table may say nothing or something odd.
_KINDS = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".woff2": "font/woff2",
    ".txt": "text/plain; charset=utf-8",
}


class Files:
    """The files under one folder, without the pages, which need a nonce and have own addresses."""

    def __init__(self, folder: Path) -> None:
        self._files = {
            each.relative_to(folder).as_posix(): each
            for each in sorted(folder.rglob("*"))
            if each.is_file() and each.suffix != ".html" and not each.name.startswith(".")
        }
        self._packed = {
            name: gzip.compress(file.read_bytes(), mtime=0)
            for name, file in self._files.items()
            if file.suffix in _TEXT and file.stat().st_size > _SMALL
        }

    async def serve(self, call: Call[Anybody, None]) -> Answer:
        """One file, packed for whoever can unpack it."""
        name = call.path["file"]
        file = self._files.get(name)
        if file is None:
            return Code.NOT_FOUND
        headers = {"Cache-Control": FOR_EVER} if _HASHED.search(name) else {}
        packed = self._packed.get(name)
        if packed is None:
            return FileResponse(file, headers=headers, media_type=kind_of(file))
        headers["Vary"] = "Accept-Encoding"
        if "gzip" not in call.headers.get("accept-encoding", ""):
            return FileResponse(file, headers=headers, media_type=kind_of(file))
        headers["Content-Encoding"] = "gzip"
        return Response(packed, headers=headers, media_type=kind_of(file))


def kind_of(file: Path) -> str:
    """The media type of a file by its name."""
    guessed = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return _KINDS.get(file.suffix, guessed)
