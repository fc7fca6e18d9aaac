"""The built page of a test, served beside a real probe, without the rest of the house."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from tests.precheck.probe.page import ticket

STATIC = Path(__file__).parents[3] / "waitingroom" / "web" / "static"
TYPES = {".js": "text/javascript", ".css": "text/css", ".html": "text/html"}


PAGES = {"/check": "guest.html", "/network": "network.html"}


def piece(path: str) -> tuple[bytes, str] | None:
    """A page or a part of one as it is built, and its kind; None when there is none."""
    path = path.partition("?")[0]
    file = STATIC / PAGES.get(path, path.removeprefix("/static/"))
    if not file.is_file():
        return None
    return file.read_bytes(), TYPES.get(file.suffix, "application/octet-stream")


def opening(line: str) -> bytes:
    """The answer to whoever asks for a test: a ticket, and where the probe is."""
    return json.dumps({"ticket": ticket(), "line": line}).encode()


class Pages(BaseHTTPRequestHandler):
    """Answers what the page asks for; `line` is where the probe is."""

    def __init__(self, line: str, *what: Any) -> None:
        self._line = line
        super().__init__(*what)

    def do_GET(self) -> None:
        found = piece(self.path)
        if found is None:
            self.send_error(404)
            return
        self._answer(*found)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self._answer(opening(self._line), "application/json")

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is written about it."""

    def _answer(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def served(line: str) -> Iterator[str]:
    """The address of the page."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Pages, line)) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://localhost:{server.server_address[1]}/check"
        finally:
            server.shutdown()
            thread.join()
