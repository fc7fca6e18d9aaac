"""Passes calls to a conference node on, byte for byte as they come, events included.

The node asks for PINs and tokens itself. Our cookies never reach it, and its cookies never reach
the page.
"""

import asyncio
import logging
import ssl
from urllib.parse import unquote_to_bytes

import httpx2
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from waitingroom.core.refusals import Code
from waitingroom.web.call import Anybody, Call
from waitingroom.web.dispatch import read
from waitingroom.web.problems import Answer, Unfit, respond

BODY_BYTES = 64 * 1024
"""The longest body; an offer with three media has about 10 KiB."""

# A node holds some answers for 15 s and says something on its event stream as often; a minute of
# silence means that it is gone.
TIMEOUT = httpx2.Timeout(connect=2, read=60, write=10, pool=2)
LIMITS = httpx2.Limits(max_connections=2000, max_keepalive_connections=50, keepalive_expiry=2)

TO_NODE = (b"token", b"pin", b"content-type", b"accept", b"user-agent", b"last-event-id")
TO_PAGE = (b"content-type", b"retry-after", b"last-modified")

DOWN = b'{"status":"failed","result":"503 Service Unavailable"}'
"""What the node itself would say in the words of the Client API, which the call page knows."""


class NodeLine:
    """The way to one conference node."""

    def __init__(self, node_url: str) -> None:
        # This library writes the address of each call into its log at level INFO, and the event
        # stream's address holds the token.
        for name in ("httpx2", "httpcore2"):
            logging.getLogger(name).setLevel(logging.WARNING)
        self._node = httpx2.URL(node_url)
        self._client = httpx2.AsyncClient(
            timeout=TIMEOUT, limits=LIMITS, trust_env=False, verify=_trusted(self._node)
        )

    async def pass_on(self, call: Call[Anybody, None]) -> Answer:
        """Hand this call to the node and its answer back."""
        return _Passed(self._client, self._node)

    async def close(self) -> None:
        """Let go of all connections."""
        await self._client.aclose()


def _trusted(node: httpx2.URL) -> ssl.SSLContext | bool:
    """Whom to trust as the node: for https whom the machine trusts, for plain HTTP nobody.

    A node on our own machine speaks plain HTTP, and reading the machine's list of authorities
    would take longer than all the rest of this room's start.
    """
    return True if node.scheme == "https" else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


class _Passed(Response):
    """An answer that is the node's own."""

    def __init__(self, client: httpx2.AsyncClient, node: httpx2.URL) -> None:
        super().__init__()
        self._client = client
        self._node = node

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Ask the node, and hand its answer on as it comes."""
        # A step upwards would leave the part of the node that pages may speak to.
        if any(each in (b".", b"..") for each in unquote_to_bytes(scope["raw_path"]).split(b"/")):
            await respond(Code.NOT_FOUND)(scope, receive, send)
            return
        try:
            body = await read(Request(scope, receive), BODY_BYTES)
        except ClientDisconnect:
            return
        if isinstance(body, Unfit):
            await respond(body)(scope, receive, send)
            return
        await self._while_wanted(self._request(scope, body), receive, send)

    def _request(self, scope: Scope, body: bytes) -> httpx2.Request:
        query = scope["query_string"]
        path = scope["raw_path"] + (b"?" + query if query else b"")
        headers = [each for each in scope["headers"] if each[0] in TO_NODE]
        return self._client.build_request(
            scope["method"],
            self._node.copy_with(raw_path=path),
            headers=[*headers, *_own(scope)],
            content=body if scope["method"] == "POST" else None,
        )

    async def _while_wanted(self, request: httpx2.Request, receive: Receive, send: Send) -> None:
        """Pass on until the node is done or the page is gone, whichever is first."""
        passing = asyncio.ensure_future(self._pass(request, send))
        leaving = asyncio.ensure_future(_gone(receive))
        try:
            await asyncio.wait((passing, leaving), return_when=asyncio.FIRST_COMPLETED)
        finally:
            passing.cancel()
            leaving.cancel()
            await asyncio.gather(passing, leaving, return_exceptions=True)
        if not passing.cancelled():
            passing.result()

    async def _pass(self, request: httpx2.Request, send: Send) -> None:
        begun = False
        try:
            answer = await self._client.send(request, stream=True)
            try:
                await send(_start(answer.status_code, answer.headers.raw))
                begun = True
                async for part in answer.aiter_raw():
                    await send({"type": "http.response.body", "body": part, "more_body": True})
            finally:
                await answer.aclose()
        except httpx2.TransportError:
            if not begun:
                await send(_start(503, [(b"content-type", b"application/json")]))
                await send({"type": "http.response.body", "body": DOWN})
                return
        await send({"type": "http.response.body"})


def _own(scope: Scope) -> list[tuple[bytes, bytes]]:
    """What we add: who calls, because the node counts wrong PINs by address, and one guesser must
    not use up everybody's tries."""
    added = [(b"accept-encoding", b"identity")]
    client = scope.get("client")
    return [*added, (b"x-forwarded-for", client[0].encode())] if client else added


def _start(status: int, headers: list[tuple[bytes, bytes]]) -> dict[str, object]:
    kept = [(name.lower(), value) for name, value in headers if name.lower() in TO_PAGE]
    # Asks a proxy before us not to hold events back until it has a bufferful of them.
    kept.append((b"x-accel-buffering", b"no"))
    return {"type": "http.response.start", "status": status, "headers": kept}


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
