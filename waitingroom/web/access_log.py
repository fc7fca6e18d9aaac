"""Our own access log: method, which row of the table, status, time. No address, path or query."""

import logging
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from waitingroom.web.dispatch import ROUTE

log = logging.getLogger("waitingroom.access")


class AccessLog:
    """Writes one line for every answered call.

    A path may hold an id and a query a token, so neither is ever written: only the address as the
    table spells it, such as `/d/{slug}`.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One call, and then its line."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = time.perf_counter()
        status = 0

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, watched)
        finally:
            ms = (time.perf_counter() - begun) * 1000
            log.info("%s %s %d %.0f ms", _method(scope), scope.get(ROUTE, "-"), status, ms)


def _method(scope: Scope) -> str:
    # The method is the caller's text like any other; only the known ones are repeated.
    known = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
    return scope["method"] if scope["method"] in known else "-"
