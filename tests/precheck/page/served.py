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


class Pages(BaseHTTPRequestHandler):
    """Answers what the page asks for; `line` is where the probe is."""

    def __init__(self, line: str, *what: Any) -> None:
        self._line = line
        super().__init__(*what)

    def do_GET(self) -> None:
        name = self.path.partition("?")[0]
        file = STATIC / ("guest.html" if name == "/check" else name.removeprefix("/static/"))
        if not file.is_file():
            self.send_error(404)
            return
        self._answer(file.read_bytes(), TYPES.get(file.suffix, "application/octet-stream"))

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        said = {"ticket": ticket(), "line": self._line}
        self._answer(json.dumps(said).encode(), "application/json")

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
