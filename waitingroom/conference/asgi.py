"""A very small ASGI application: routes, JSON, event streams. The node needs no more."""

import asyncio
import logging
import secrets
import traceback
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import parse_qsl, unquote

import msgspec

from waitingroom.core.value import Value

BODY_BYTES = 64 * 1024
JSON = "application/json"

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Write = Callable[[bytes], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request. Shape: `captured` holds the named parts of the path, decoded."""

    method: str
    captured: dict[str, str]
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes
    address: str
    port: int


class Reply(Value):
    """One HTTP reply."""

    status: int = 200
    body: bytes = b""
    content_type: str = JSON
    headers: tuple[tuple[str, str], ...] = ()


class Stream(Protocol):
    """A reply that goes on; `gone` is set when the client has left."""

    async def run(self, write: Write, gone: asyncio.Event) -> None:
        """Write until there is no more to say, or nobody to say it to."""


Handler = Callable[[Request], Awaitable[Reply | Stream]]


class Route(Value):
    """A method and a path such as `/conferences/{alias}/events`, and who answers."""

    method: str
    path: str
    handler: Handler


def json_reply(value: Any, status: int = 200) -> Reply:
    """A reply with this value as JSON."""
    return Reply(status=status, body=msgspec.json.encode(value))


def text_reply(text: str, status: int) -> Reply:
    """A reply in plain text."""
    return Reply(status=status, body=text.encode(), content_type="text/plain; charset=utf-8")


def where(error: BaseException) -> str:
    """An error's kind and place. Its own text is left out: it may hold what a client sent."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = " < ".join(f"{Path(f.filename).name}:{f.lineno}" for f in reversed(frames[-4:]))
    return f"{type(error).__name__} at {lines}"


class App:
    """The ASGI application over a set of routes.

    `open_to` is the start of the paths that pages of other origins may use. They carry their
    right in a header of their own, never in a cookie, so another origin gains nothing by it.
    """

    def __init__(self, routes: Iterable[Route], open_to: str) -> None:
        self._routes = [(r.method, _segments(r.path), r.handler) for r in routes]
        self._open_to = open_to
        self._log = logging.getLogger("waitingroom.conference")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        path = bytes(scope["raw_path"]).decode("latin-1").partition("?")[0]
        extra = _CROSS_ORIGIN if path.startswith(self._open_to) else ()
        if scope["method"] == "OPTIONS" and extra:
            await _send_reply(send, Reply(status=204, headers=_PREFLIGHT), extra)
            return
        body = await _read(receive)
        if body is None:
            await _send_reply(send, text_reply("too large", 413), extra)
            return
        reply = await self._answer(scope, path, body)
        if isinstance(reply, Reply):
            await _send_reply(send, reply, extra)
        else:
            await _send_stream(receive, send, reply, extra)

    async def _answer(self, scope: Scope, path: str, body: bytes) -> Reply | Stream:
        found = self._find(scope["method"], _segments(path))
        if found is None:
            return json_reply({"status": "failed", "result": "404 Not Found"}, 404)
        handler, captured = found
        try:
            return await handler(_request(scope, captured, body))
        except Exception as error:
            number = secrets.token_hex(4)
            self._log.error("error %s: %s", number, where(error))
            return text_reply(f"error {number}", 500)

    def _find(self, method: str, path: tuple[str, ...]) -> tuple[Handler, dict[str, str]] | None:
        for wanted, pattern, handler in self._routes:
            captured = _match(pattern, path) if wanted == method else None
            if captured is not None:
                return handler, captured
        return None


_CROSS_ORIGIN = (("access-control-allow-origin", "*"),)
_PREFLIGHT = (
    ("access-control-allow-methods", "GET, POST"),
    ("access-control-allow-headers", "token, pin, content-type"),
    ("access-control-max-age", "600"),
)


def _segments(path: str) -> tuple[str, ...]:
    # Cut before decoding: an alias may hold an encoded slash.
    return tuple(path.strip("/").split("/"))


def _match(pattern: tuple[str, ...], path: tuple[str, ...]) -> dict[str, str] | None:
    if len(pattern) != len(path):
        return None
    captured = {}
    for wanted, found in zip(pattern, path, strict=True):
        if wanted.startswith("{"):
            captured[wanted[1:-1]] = unquote(found)
        elif wanted != found:
            return None
    return captured


def _request(scope: Scope, captured: dict[str, str], body: bytes) -> Request:
    address, port = scope.get("client") or ("", 0)
    headers = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in scope["headers"]}
    query = dict(parse_qsl(bytes(scope["query_string"]).decode("latin-1")))
    return Request(scope["method"], captured, query, headers, body, address, port)


async def _read(receive: Receive) -> bytes | None:
    body = b""
    while True:
        message = await receive()
        body += bytes(message.get("body", b""))
        if len(body) > BODY_BYTES:
            return None
        if not message.get("more_body", False):
            return body


async def _send_reply(send: Send, reply: Reply, extra: tuple[tuple[str, str], ...]) -> None:
    headers = [*extra, *reply.headers, ("cache-control", "no-store")]
    if reply.status != 204:
        headers += [("content-type", reply.content_type), ("content-length", str(len(reply.body)))]
    await send(_start(reply.status, headers))
    await send({"type": "http.response.body", "body": reply.body})


async def _send_stream(
    receive: Receive, send: Send, stream: Stream, extra: tuple[tuple[str, str], ...]
) -> None:
    gone = asyncio.Event()

    async def write(data: bytes) -> None:
        await send({"type": "http.response.body", "body": data, "more_body": True})

    async def watch() -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        gone.set()

    headers = [*extra, ("content-type", "text/event-stream"), ("cache-control", "no-store")]
    # A proxy that gathers a reply before it passes it on would keep every event to itself.
    headers.append(("x-accel-buffering", "no"))
    await send(_start(200, headers))
    watching = asyncio.create_task(watch())
    try:
        await stream.run(write, gone)
        await send({"type": "http.response.body", "body": b""})
    finally:
        watching.cancel()


def _start(status: int, headers: list[tuple[str, str]]) -> dict[str, Any]:
    raw = [(name.encode(), value.encode()) for name, value in headers]
    return {"type": "http.response.start", "status": status, "headers": raw}
